import Foundation
import Testing

@testable import Worker

/// `lexicon check` and `--names` as a user runs them.
@Suite struct LexiconCommandTests {
    @Test func checkSaysLineColumnAndRemedyAndFails() throws {
        let file = try TemporaryFile("acme | company US | zh 顶峰科技\nbeta | firm US\n")
        let result = try WorkerProcess.output(["lexicon", "check", file.path])
        #expect(result.status == Worker.ExitStatus.failed.rawValue)
        #expect(
            result.output.contains("\(file.path):2:8: error: \"firm US\" begins with no kind; write one of company"))
        #expect(result.output.contains("1 errors, 0 warnings"))
    }

    @Test func warningsPassUnlessStrict() throws {
        let file = try TemporaryFile("acme | company US | zh 英伟达\n")
        #expect(try WorkerProcess.output(["lexicon", "check", file.path]).status == 0)
        #expect(try WorkerProcess.output(["lexicon", "check", "--strict", file.path]).status == 1)
    }

    @Test func analyzeReadsWithTheUsersNames() throws {
        let file = try TemporaryFile("acme | company US USD | XNAS:ACMX | zh 顶峰机器人\n")
        let input = "{\"body\": \"顶峰机器人股价上涨3%。\", \"article_id\": \"a\"}\n"
        let result = try WorkerProcess.output(
            ["analyze", "--emit", "articles", "--names", file.path], input: input)
        #expect(result.output.contains("\"id\":\"acme\""), "\(result.errors)")
    }

    @Test func aWrongNamesFileStopsTheRunWithItsRemedy() throws {
        let file = try TemporaryFile("acme\n")
        let result = try WorkerProcess.output(["analyze", "--names", file.path], input: "{\"body\": \"x\"}\n")
        #expect(result.status == Worker.ExitStatus.badConfiguration.rawValue)
        #expect(result.errors.contains("acme has no kind"))
    }
}
