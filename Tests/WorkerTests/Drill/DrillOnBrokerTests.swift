import BrokerSupport
import Foundation
import Testing

@testable import Worker

/// The drill itself in its short form: few kills, few articles. The long form is `make drill`.
@Suite(.waiting, .serialized, .enabled(if: Broker.isAvailable, "\(Broker.unavailable ?? "")"))
struct DrillOnBrokerTests {
    struct Line: Decodable {
        let fault, mode, notes: String
        let kills, articles, lost, doubled: Int
        let holds: Bool
    }

    /// Exit code and lines of a drill with the settings that noida needs.
    private static func drill(_ arguments: [String]) throws -> (status: Int32, lines: [Line], errors: String) {
        let broker = try Broker.noida()
        let settings = [
            "kafka.consumer.partition.assignment.strategy=range",
            "kafka.consumer.receive.message.max.bytes=1000000000",
        ]
        let result = try WorkerProcess.output(
            ["drill", "--brokers", broker.bootstrap, "--json", "--articles", "90", "--patience", "240"]
                + settings.flatMap { ["--set", $0] } + arguments)
        let lines = try result.output.split(separator: "\n").map {
            try JSONDecoder().decode(Line.self, from: Data($0.utf8))
        }
        return (result.status, lines, result.errors)
    }

    @Test func killedWithinACommitAWorkerLosesNothingAndDoublesNothing() throws {
        let result = try Self.drill(["--mode", "exactly-once", "--points", "in-commit", "--rounds", "2"])
        #expect(result.status == 0, "\(result.lines) \(result.errors)")
        #expect(result.lines.map(\.fault) == ["in-commit"])
        for line in result.lines {
            #expect(line.kills == 2 && line.articles >= 90 && line.lost == 0 && line.doubled == 0, "\(line)")
        }
    }

    /// Also the proof that the count sees a double where there is one.
    @Test func withoutTransactionsAKillBeforeTheOffsetsDoublesAndLosesNothing() throws {
        let result = try Self.drill(["--mode", "at-least-once", "--points", "before-offsets", "--rounds", "1"])
        #expect(result.status == 0, "\(result.lines) \(result.errors)")
        for line in result.lines { #expect(line.kills == 1 && line.lost == 0 && line.doubled > 0, "\(line)") }
        #expect(result.lines.count == 1)
    }

    @Test(arguments: [["--points", "nowhere"], ["--mode", "twice"], ["--rounds", "0"], ["--articles", "-3"]])
    func whatADrillDoesNotKnowIsRefused(arguments: [String]) throws {
        let result = try WorkerProcess.output(["drill", "--brokers", "localhost:1"] + arguments)
        #expect(result.status == ExitStatus.usage.rawValue, "\(result.errors)")
    }
}
