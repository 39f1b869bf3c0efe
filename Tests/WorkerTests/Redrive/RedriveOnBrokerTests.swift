import BrokerSupport
import Foundation
import Kafka
import Logging
import Schema
import Testing

@testable import Worker

@Suite(.waiting, .serialized, .enabled(if: Broker.isAvailable, "\(Broker.unavailable ?? "")"))
struct RedriveOnBrokerTests {
    /// Killed between any two steps, run again: every letter is sent once and has one marker.
    @Test func killedBetweenAnyTwoStepsARedriveSendsEachLetterExactlyOnce() throws {
        let bench = try RedriveBench("steps")
        let count = 480
        try bench.bury(0..<count)
        let (one, all) = (["--send", "--all", "--limit", "60"], ["--send", "--all"])
        let kills = [
            ("redrive-started:1", one), ("redrive-read:1", one), ("redrive-begun:1", one), ("redrive-sent:1", one),
            ("redrive-sent:37", one), ("redrive-marked:1", one), ("redrive-marked:60", one), ("redrive-flushed:1", one),
            ("redrive-committed:1", one), ("redrive-sent:130", all), ("redrive-begun:2", all),
            ("redrive-flushed:2", all),
            ("redrive-marked:5", all),
        ]
        for (point, arguments) in kills {
            let run = try bench.redrive(arguments, fault: "kill-at:\(point)")
            #expect(run.status == SIGKILL, "\(point): \(run.errors)")
            let (sent, markers) = (try bench.sent(), try bench.markers())
            #expect(sent.count == Set(sent).count, "\(point): sent twice")
            #expect(sent.count == markers.count, "\(point)")
        }
        let last = try bench.redrive(["--send", "--all"])
        #expect(last.status == 0, "\(last.errors)")
        #expect(try bench.sent() == Array(0..<count))
        let markers = try bench.markers()
        #expect(markers.count == count && Set(markers).count == count)
        let idle = try bench.redrive(["--send", "--all"])
        #expect(idle.output.contains("\(count) letters, \(count) redriven before"), "\(idle.output)")
        #expect(try bench.sent().count == count)
    }

    /// Killed at any moment, also inside the commit.
    @Test func killedAtRandomARedriveSendsEachLetterExactlyOnce() throws {
        let bench = try RedriveBench("random")
        let count = 3000
        try bench.bury(0..<count)
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<6 {
            let run = try bench.start(["--send", "--all"])
            let deadline = ContinuousClock.now.advanced(by: .milliseconds(Int.random(in: 150...700, using: &generator)))
            while run.isRunning, .now < deadline { Thread.sleep(forTimeInterval: 0.002) }
            run.kill()
        }
        let last = try bench.redrive(["--send", "--all"])
        #expect(last.status == 0, "\(last.errors)")
        #expect(try bench.sent() == Array(0..<count))
        #expect(try bench.markers().count == count)
    }

    /// The commit is asked for, and what the broker says, or what it is asked, is lost on the way; then the process ends.
    @Test(arguments: [("reply", 40), ("request", 0)])
    func killedInsideItsCommitARedriveLeavesRecordAndMarkerOrNeither(lost: String, seen: Int) throws {
        let bench = try RedriveBench("commit-\(lost)", hasFaults: true)
        try bench.bury(0..<120)
        let endTransaction = 26
        for round in 1...2 {
            #expect(try bench.broker.fault("arm-\(lost) \(endTransaction)"))
            let run = try bench.start(["--send", "--all", "--limit", "40"])
            let isLost = try bench.broker.fault("dropped")
            run.kill()
            #expect(isLost, "\(run.diagnostics)")
            let (sent, markers) = (try bench.sent(), try bench.markers())
            #expect(sent.count == seen * round && Set(sent).count == sent.count)
            #expect(markers.count == sent.count && Set(markers).count == sent.count)
        }
        let last = try bench.redrive(["--send", "--all"])
        #expect(last.status == 0, "\(last.errors)")
        #expect(try bench.sent() == Array(0..<120))
        #expect(try bench.markers().count == 120)
    }

    /// Runs at the same time, whose filters overlap: the later one shuts the earlier one out, and nothing is sent twice.
    @Test func overlappingRunsAtOnceSendEachLetterExactlyOnce() throws {
        let bench = try RedriveBench("overlap")
        let count = 900
        try bench.bury(0..<count / 2)
        try bench.bury(count / 2..<count, reason: "tapereader.output_too_large")
        for round in 0..<3 {
            let filters = [
                ["--reason", "budget_exceeded"], ["--partition", "0", "--partition", "1"],
                [
                    "--since", RedriveReport.time(RedriveBench.base + 1000 * Int64(count / 4)), "--limit",
                    "\(200 + round)",
                ],
            ]
            let runs = try filters.map { try bench.start(["--send", "--all"] + $0) }
            for run in runs {
                let status = run.exitCode()
                #expect(
                    status == 0 || status == Worker.ExitStatus.fenced.rawValue, "\(status): \(run.diagnostics)")
            }
            let sent = try bench.sent()
            #expect(sent.count == Set(sent).count)
            #expect(sent.count == (try bench.markers().count))
        }
        let last = try bench.redrive(["--send", "--all"])
        #expect(last.status == 0, "\(last.errors)")
        #expect(try bench.sent() == Array(0..<count))
        #expect(try bench.markers().count == count)
    }

    @Test func aRunThatIsShutOutSaysSo() throws {
        let bench = try RedriveBench("fenced")
        try bench.bury(0..<3)
        let writers = try (0..<2).map { _ in
            try RedriveWriter(
                configuration: Configuration(["bootstrap.servers": bench.cluster.bootstrap]),
                deadTopic: bench.cluster.topics.dead, patience: TestCluster.patience, failPoints: .none,
                logger: .init(label: "test"))
        }
        let move = RedriveWriter.Move(
            record: OutgoingRecord(topic: bench.cluster.topics.raw, key: Array("1".utf8), value: [1]),
            marker: OutgoingRecord(topic: bench.cluster.topics.redriven, key: Array("m".utf8), value: [1]))
        try writers[0].start()
        #expect(try writers[0].write([move]).isEmpty)
        try writers[1].start()
        do {
            _ = try writers[0].write([move])
            Issue.record("the first run went on")
        } catch {
            #expect(error.status == .fenced && error.description.contains("another redrive"), "\(error)")
        }
        #expect(try bench.sent() == [1])
    }

    /// List, trial, send: what the tables say is what happens.
    @Test func whatPassesNowIsSentAndTheRestStays() throws {
        let bench = try RedriveBench("verdicts")
        try bench.bury(0..<6)
        try bench.bury(6..<9, reason: "tapereader.decode.invalid_json") { _ in Array(#"{"body": "cut"#.utf8) }
        try bench.bury(9..<12, attempts: 5)

        let list = try bench.redrive(["--json"])
        #expect(list.status == 0, "\(list.errors)")
        #expect(list.output.contains(#""letters":12"#), "\(list.output)")
        let trial = try bench.redrive(["--dry-run"])
        #expect(
            trial.output.contains(
                "12 letters, 6 would be sent, 3 would be parked, 3 would die again (tapereader.decode.invalid_json 3)"),
            "\(trial.output) \(trial.errors)")
        #expect(try bench.sent().isEmpty && bench.markers().isEmpty)

        let sending = try bench.redrive(["--send"])
        #expect(
            sending.output.contains("12 letters, 6 sent, 3 parked, 3 would die again"),
            "\(sending.output) \(sending.errors)")
        #expect(try bench.sent() == Array(0..<6))
        let sent = try #require(try bench.cluster.read([bench.cluster.topics.raw]).first { $0.key == Array("4".utf8) })
        #expect(sent.partition == 1 && sent.timestamp?.milliseconds == RedriveBench.base + 4000)
        #expect(sent.value == RedriveBench.article(4))
        #expect(sent.header("tapereader-attempts") == Header("tapereader-attempts", "1"))
        let parked = try bench.cluster.read([bench.cluster.topics.parked])
        #expect(parked.count == 3 && parked.allSatisfy { $0.header("kafka_dlt-exception-fqcn") != nil })
        #expect(try bench.markers().count == 9)

        let again = try bench.redrive(["--send", "--again", "--limit", "2", "--reason", "budget_exceeded"])
        #expect(again.status == 0 && again.output.contains("2 sent"), "\(again.output) \(again.errors)")
        #expect(try bench.sent().count == 8)
    }

    @Test func aMissingMarkerTopicStopsTheRunBeforeAnythingIsSent() throws {
        let broker = try Broker.noida()
        let cluster = TestCluster(bootstrap: broker.bootstrap, prefix: "nomarkers")
        try cluster.createTopics(partitions: 1)
        let run = try WorkerProcess.output(
            ["redrive", "--send", "--brokers", broker.bootstrap, "--set", "topics.dead=\(cluster.topics.dead)"])
        #expect(run.status == Worker.ExitStatus.unavailable.rawValue)
        #expect(run.errors.contains("topics create"), "\(run.errors)")
    }
}
