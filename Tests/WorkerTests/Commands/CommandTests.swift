import Foundation
import Testing

@testable import Worker

/// The executable as a user runs it.
@Suite struct CommandTests {
    @Test func theDemoReadsBackByteForByteWhatTheAnalysisGives() throws {
        let result = try WorkerProcess.output(["demo"])
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("5 documents in"))
        #expect(result.output.contains("ARTICLE"))
    }

    @Test func twoProcessesGiveTheSameBytes() throws {
        let arguments = ["analyze"] + Self.seeds
        let (first, second) = (try WorkerProcess.output(arguments), try WorkerProcess.output(arguments))
        #expect(first.status == 0, "\(first.errors)")
        #expect(!first.output.isEmpty)
        #expect(first.output == second.output)
    }

    @Test func analyzeNamesADocumentAfterItsFile() throws {
        let result = try WorkerProcess.output(["analyze", Self.seeds[2], "--emit", "articles"])
        let name = URL(filePath: Self.seeds[2]).deletingPathExtension().lastPathComponent
        #expect(result.output.contains("\"document_id\":\"\(name)\""), "\(result.output.prefix(300))")
    }

    @Test func aBadLineGivesAnErrorLineAndDoesNotStopTheRun() throws {
        let input = "{\"body\": \"微软股价上涨3%。\", \"article_id\": \"a\"}\n{\"body\": 7}\n{\"article_id\": \"b\"}\n"
        let result = try WorkerProcess.output(["analyze", "--emit", "articles"], input: input)
        let lines = result.output.split(separator: "\n")
        #expect(result.status == 0)
        #expect(lines.count == 3)
        #expect(lines[0].contains("\"article_id\":\"a#0\""))
        #expect(lines[1].contains("tapereader.decode.wrong_type"))
        #expect(lines[2].contains("tapereader.decode.missing_body"))
    }

    @Test(arguments: [
        (["analyze", "--emit", "everything"], Worker.ExitStatus.usage, "events, articles, sentiment, flows"),
        (["analyze", "no-such-file.txt"], .badInput, "no-such-file.txt"),
        (["work"], .badConfiguration, "kafka.bootstrap.servers is not set"),
        (
            ["work", "--brokers", "localhost:1", "--set", "delivery=twice"], .badConfiguration,
            "exactly_once | at_least_once"
        ),
        (["config", "check", "--brokers", "localhost:1", "--set", "kafka.no.such=1"], .badConfiguration, "no.such"),
        (["work", "--brokers", "127.0.0.1:1", "--set", "broker_deadline_ms=300"], .unavailable, "bootstrap.servers"),
    ])
    func aMistakeIsAnsweredWithItsExitCodeAndARemedy(arguments: [String], status: Worker.ExitStatus, words: String)
        throws
    {
        let result = try WorkerProcess.output(arguments)
        #expect(result.status == status.rawValue)
        #expect(result.errors.contains(words), "\(result.errors)")
    }

    @Test func configPrintShowsOriginsAndMasksSecrets() throws {
        let file = try TemporaryFile("group: g\nkafka:\n  bootstrap.servers: localhost:1\n  sasl.password: canary\n")
        let result = try WorkerProcess.output(["config", "print", "--config", file.path])
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("group=g    # \(file.path):1"))
        #expect(!(result.output + result.errors).contains("canary"))
    }

    private static let seeds: [String] = {
        let folder = WorkerProcess.root.appending(path: "seeds").path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".txt") }.sorted().map { "\(folder)/\($0)" }
    }()
}
