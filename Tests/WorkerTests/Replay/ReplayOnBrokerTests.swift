import BrokerSupport
import Foundation
import Kafka
import Schema
import Testing

@testable import Worker

@Suite(.waiting, .serialized, .enabled(if: Broker.isAvailable, "\(Broker.unavailable ?? "")"))
struct ReplayOnBrokerTests {
    /// `make replay-check` asks for many; `make test` is content with few.
    private static func number(_ name: String, _ fallback: Int) -> Int {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? fallback
    }

    /// Killed at random, run again with the same command; in one share, two and three; into topics and a file: always
    /// the digest of the run that nothing disturbed, and an independent reader finds exactly that in the outputs.
    @Test func killsAndSharesChangeNothing() throws {
        let (articles, kills) = (Self.number("REPLAY_CHECK_ARTICLES", 1200), Self.number("REPLAY_CHECK_KILLS", 3))
        let bench = try ReplayCluster(prefix: "kills", partitions: 3)
        try bench.fill(articles, seed: 7)
        let calm = try bench.plan("calm", ["--from", "beginning", "--suffix", ".calm"])
        _ = try bench.run(calm)
        let expected = try bench.verified(calm)
        #expect(expected.isComplete)
        #expect(expected.records == articles)
        #expect(expected.deadLetters == articles / 50)
        #expect(expected.articles == articles - articles / 50)

        let killed = try bench.plan("killed", ["--from", "beginning", "--suffix", ".killed"])
        try Self.runKilled(bench, killed, kills: kills) { round in
            let count = try bench.cluster.read([bench.cluster.topics.analyzed + ".killed"]).count
            return count >= articles * round / (kills + 1)
        }
        #expect(try bench.verified(killed).digest == expected.digest)

        for shares in [2, 3] {
            let plan = try bench.plan(
                "shares\(shares)", ["--from", "0", "--suffix", ".s\(shares)", "--shares", "\(shares)"])
            for share in 1...shares { _ = try bench.run(plan, ["--share", "\(share)/\(shares)"]) }
            #expect(try bench.verified(plan).digest == expected.digest)
        }

        let file = bench.path("out.jsonl")
        let written = try bench.plan("file", ["--from", "beginning", "--file", file])
        try Self.runKilled(bench, written, kills: kills) { round in
            let size = try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int ?? 0
            return size >= expected.bytesOut * round / (kills + 1)
        }
        #expect(try bench.verified(written).digest == expected.digest)
    }

    /// Starts the run, kills it `kills` times when `isDue`, and lets the last start finish.
    private static func runKilled(
        _ bench: ReplayCluster, _ plan: String, kills: Int, isDue: (_ round: Int) throws -> Bool
    ) throws {
        var generator = SeededGenerator(seed: 3)
        for round in 1...kills {
            let worker = try bench.start(["run", "--plan", plan, "--set", "commit_records=50"])
            let deadline = bench.deadline
            while worker.isRunning, (try? isDue(round)) != true, .now < deadline {
                Thread.sleep(forTimeInterval: 0.05)
            }
            // At a random moment of whatever it does then.
            Thread.sleep(forTimeInterval: Double.random(in: 0...0.3, using: &generator))
            worker.kill()
        }
        let receipt = try bench.run(plan)
        #expect(receipt.isComplete)
    }

    /// Records that retention took before they were read are reported with their number; markers and aborted batches,
    /// which make offsets jump too, are not.
    @Test func whatRetentionTookIsReportedAndNothingElse() throws {
        let bench = try ReplayCluster(prefix: "gaps", partitions: 2)
        try bench.fill(400, seed: 5)
        let plan = try bench.plan("gaps", ["--from", "0", "--suffix", ".g"])
        let ranges = try Manifest(json: Data(contentsOf: URL(filePath: plan)), name: plan).ranges
        let raw = bench.cluster.topics.raw
        let second = try #require(ranges.last)
        _ = try bench.admin().deleteRecords(
            before: [
                Position(TopicPartition(topic: raw, partition: 0), 60),
                Position(TopicPartition(topic: raw, partition: 1), second.end),
            ], by: bench.deadline)
        let left = try bench.cluster.read([raw])
        let receipt = try bench.run(plan)
        #expect(receipt.isComplete)
        #expect(receipt.partitions.map(\.gaps) == [[Gap(start: 0, end: 60)], [Gap(start: 0, end: second.end)]])
        #expect(receipt.offsetsLost == 60 + second.end)
        #expect(receipt.records == left.count)
        let verified = try bench.verified(plan)
        #expect(verified.digest == receipt.digest)
        #expect(verified.partitions == receipt.partitions)
    }

    /// Exactly the records whose timestamp lies in the range, compared with a scan of the whole topic.
    @Test func aRangeByTimeIsExactAlsoWhenTimestampsRunOutOfOrder() throws {
        let bench = try ReplayCluster(prefix: "time", partitions: 3)
        try bench.fill(600, seed: 11, jitter: 200)
        let (from, to) = (ReplayCluster.base + 150_000, ReplayCluster.base + 420_000)
        let file = bench.path("out.jsonl")
        let plan = try bench.plan("time", ["--from", Self.rfc3339(from), "--to", Self.rfc3339(to), "--file", file])
        let receipt = try bench.run(plan)
        let wanted = try bench.cluster.read([bench.cluster.topics.raw]).filter { record in
            (from..<to).contains(record.timestamp?.milliseconds ?? -1)
        }
        #expect(receipt.records == wanted.count)
        #expect(receipt.skipped > 0)
        let reader = try #require(LineReader(path: file))
        var found: Set<String> = []
        while let bytes = reader.next() {
            let object = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
            found.insert("\(object["partition"] ?? "")@\(object["offset"] ?? "")")
        }
        #expect(found == Set(wanted.map { "\($0.partition)@\($0.offset)" }))
        #expect(try bench.verified(plan).digest == receipt.digest)
    }

    private static func rfc3339(_ milliseconds: Int64) -> String {
        Date(timeIntervalSince1970: Double(milliseconds) / 1000).ISO8601Format()
    }

    /// A live worker runs beside it: its offsets are its own, it analyzes everything once, and the replay waits for it.
    @Test func theLiveGroupIsLeftAlone() throws {
        let bench = try ReplayCluster(prefix: "live", partitions: 2)
        try bench.cluster.createTopics(partitions: 2)
        try bench.fill(300, seed: 2)
        let raw = bench.cluster.topics.raw
        let group = "\(raw)-group"
        let live = try WorkerProcess(bench.cluster.workArguments(instance: "live"))
        _ = try bench.cluster.read([bench.cluster.topics.analyzed]) { $0.count >= 100 || !live.isRunning }
        let plan = try bench.plan("beside", ["--from", "beginning", "--suffix", ".beside"])
        let receipt = try bench.run(plan, ["--max-lag-of-live", group, "--rate", "2000"])
        let letters = [bench.cluster.topics.analyzed, bench.cluster.topics.dead]
        let outputs = try bench.settled(letters, count: 300) { live.isRunning }
        #expect(live.terminate() == 0, "\(live.diagnostics)")
        #expect(outputs.count == 300)
        #expect(receipt.records == 300)

        let places = (0..<2).map { TopicPartition(topic: raw, partition: $0) }
        let before = try bench.admin().committed(group: group, places, by: bench.deadline)
        #expect(before.allSatisfy { $0.offset.number != nil })
        let again = try bench.plan("again", ["--from", "0", "--suffix", ".again"])
        #expect(try bench.run(again).digest == receipt.digest)
        #expect(try bench.admin().committed(group: group, places, by: bench.deadline) == before)
        #expect(try bench.cluster.read(letters).count == 300)
    }

    /// While a replay goes on, a live worker takes in round after round of new articles: its lag comes back to nothing
    /// each time, it is assigned nothing anew, and neither side loses or doubles anything.
    @Test func aLiveWorkerKeepsUpBesideAReplay() throws {
        let bench = try ReplayCluster(prefix: "beside", partitions: 2)
        try bench.cluster.createTopics(partitions: 2)
        try bench.fill(600, seed: 12)
        let raw = bench.cluster.topics.raw
        let live = try WorkerProcess(bench.cluster.workArguments(instance: "live"))
        #expect(try bench.lagComesDown(of: "\(raw)-group", while: { live.isRunning }))
        let assignments = Self.assignments(live)
        let plan = try bench.plan("beside", ["--from", "beginning", "--suffix", ".beside"])
        let replay = try bench.start(["run", "--plan", plan, "--rate", "5", "--max-lag-of-live", "\(raw)-group:500"])
        _ = try bench.cluster.read(bench.outputs(".beside")) { !$0.isEmpty || !replay.isRunning }
        for round in 0..<5 {
            try bench.fill(60, seed: UInt64(20 + round))
            #expect(try bench.lagComesDown(of: "\(raw)-group", while: { live.isRunning }), "round \(round)")
        }
        #expect(replay.isRunning, "\(replay.diagnostics)")
        replay.kill()
        let receipt = try bench.run(plan)
        #expect(receipt.records == 600)
        #expect(try bench.verified(plan).digest == receipt.digest)

        let letters = [bench.cluster.topics.analyzed, bench.cluster.topics.dead]
        let outputs = try bench.settled(letters, count: 900) { live.isRunning }
        #expect(Self.assignments(live) == assignments)
        #expect(live.terminate() == 0, "\(live.diagnostics)")
        #expect(outputs.count == 900)
        let origins = Set(outputs.compactMap(Self.origin))
        #expect(origins.count == 900)
    }

    private static func assignments(_ worker: WorkerProcess) -> Int {
        worker.diagnostics.components(separatedBy: "assigned").count
    }

    /// Which input record an output was made of.
    private static func origin(_ record: Record) -> String? {
        if let offset = record.header("kafka_dlt-original-offset")?.value,
            let partition = record.header("kafka_dlt-original-partition")?.value
        {
            return "\(partition)@\(offset)"
        }
        guard let value = record.value, let article = try? Schema.AnalyzedArticle(json: value) else { return nil }
        return "\(article.provenance.partition)@\(article.provenance.offset)"
    }

    @Test func ctrlCCommitsSaysHowToGoOnAndTheSameCommandFinishes() throws {
        let bench = try ReplayCluster(prefix: "stop", partitions: 1)
        try bench.fill(300, seed: 9)
        let plan = try bench.plan("stop", ["--from", "beginning", "--suffix", ".stop"])
        let worker = try bench.start(["run", "--plan", plan, "--rate", "5"])
        _ = try bench.cluster.read(bench.outputs(".stop")) { !$0.isEmpty || !worker.isRunning }
        #expect(worker.interrupt() == ExitStatus.interrupted.rawValue, "\(worker.diagnostics)")
        #expect(worker.diagnostics.contains("tapereader replay run --plan \(plan)"), "\(worker.diagnostics)")
        let unfinished = try bench.replay(["verify", "--plan", plan])
        #expect(unfinished.status == ExitStatus.failed.rawValue)
        #expect(unfinished.errors.contains("run every share to its end first"))
        let receipt = try bench.run(plan)
        #expect(receipt.records == 300)
        #expect(try bench.verified(plan).digest == receipt.digest)
    }

    @Test func whatCouldSpoilAnOutputIsRefusedInOneLine() throws {
        let bench = try ReplayCluster(prefix: "refuse", partitions: 1)
        try bench.fill(20, seed: 1)
        let raw = bench.cluster.topics.raw
        let plan = try bench.plan("first", ["--from", "0", "--suffix", ".x"])
        _ = try bench.run(plan)

        func refusal(_ arguments: [String], _ status: Worker.ExitStatus, _ words: String) throws {
            let result = try bench.replay(arguments)
            #expect(result.status == status.rawValue, "\(arguments): \(result.errors)")
            #expect(result.errors.contains(words), "\(result.errors)")
        }
        func order(_ id: String, _ more: [String]) -> [String] {
            ["plan", raw, "--from", "0", "--id", id, "--plan", bench.path("\(id).json")] + more
        }
        try refusal(order("a", ["--suffix", ".x"]), .badConfiguration, "is not empty")
        try refusal(order("b", []), .usage, "--dry-run")
        try refusal(
            order("c", ["--name", "events=\(bench.cluster.topics.sentiment)", "--suffix", ".y"]), .usage, "live")
        try refusal(order("d", ["--suffix", ".y", "--shares", "2"]), .usage, "whole partitions")
        _ = try bench.admin().createTopics(
            [
                NewTopic(
                    name: bench.cluster.topics.events + ".short", partitions: 1, replication: 1,
                    configuration: ["retention.ms": "1000"])
            ], by: bench.deadline)
        try refusal(order("e", ["--suffix", ".short"]), .badConfiguration, "retention.ms")

        // The same plan by a program whose fingerprint is another.
        var foreign = try Manifest(json: Data(contentsOf: URL(filePath: plan)), name: plan)
        foreign.fingerprint = "0000"
        try foreign.sealed().json.write(to: URL(filePath: bench.path("foreign.json")))
        try refusal(["run", "--plan", bench.path("foreign.json")], .badConfiguration, "fingerprint")

        // Another plan of the same name, hence with the same group.
        var twin = try Manifest(json: Data(contentsOf: URL(filePath: plan)), name: plan)
        twin.createdAt = "2000-01-01T00:00:00.000Z"
        try twin.sealed().json.write(to: URL(filePath: bench.path("twin.json")))
        try refusal(["run", "--plan", bench.path("twin.json")], .badConfiguration, "another plan")

        // A plan whose outputs somebody has written into since.
        let late = try bench.plan("late", ["--from", "0", "--suffix", ".late"])
        try bench.cluster.produce([OutgoingRecord(topic: bench.cluster.topics.events + ".late", value: [1])])
        _ = try bench.run(late)
        try refusal(["verify", "--plan", late], .failed, "digest")
    }
}
