internal import Foundation
internal import Kafka
internal import Logging
internal import Schema

/// One line of a drill: one fault again and again on one worker, in one mode of delivery, on topics of its own.
///
/// Everything waits on what the group has committed, never on the clock alone, and gives up after the plan's patience.
final class DrillCourse {
    let plan: DrillPlan
    let fault: DrillFault
    let cluster: DrillCluster
    let log: URL
    var random: DrillGenerator
    var line: DrillLine
    /// The worker that things happen to, and another that comes and goes.
    var worker: DrillWorker?
    var second: DrillWorker?
    /// A fault whose recovery is still awaited: since when, and what was committed then.
    var pending: (since: ContinuousClock.Instant, before: [TopicPartition: Int64])?

    init(plan: DrillPlan, fault: DrillFault, mode: WorkSettings.Delivery, cluster: DrillCluster, log: URL) {
        self.plan = plan
        self.fault = fault
        self.cluster = cluster
        self.log = log
        random = DrillGenerator(seed: plan.seed)
        line = DrillLine(fault: fault == .custom ? plan.custom?.name ?? "" : fault.name, mode: mode)
    }

    /// Fills `line`.
    ///
    /// - Throws: when the cluster cannot be used at all, or a command of the user's fails. What workers do wrong is in
    ///   the line.
    func run(_ analyzer: DocumentAnalyzer) throws {
        defer {
            worker?.kill()
            second?.kill()
        }
        switch fault {
        case .point(.inRevoke): try killInRevoke()
        case .point(let point): try killAt(point)
        case .kill: try endAtRandom(SIGKILL)
        case .term: try endAtRandom(SIGTERM)
        case .secondWorker: try joinAndLeave()
        case .pause: try pause()
        case .twins: try bringTwins()
        case .partitions: try addPartitions()
        case .custom: try breakAndMend()
        }
        try settle()
        try count(analyzer)
    }

    /// Articles for one round; what is sent while something is awaited comes on top.
    var portion: Int { max(1, plan.articles / (plan.rounds + 1)) }
}

// MARK: - Workers

extension DrillCourse {
    /// Defaults that make faults frequent and recovery quick; the user's own flags win over them.
    private static let defaults = [
        "static_membership=true", "commit_records=20", "inflight_records=200", "broker_deadline_ms=120000",
        "kafka.consumer.session.timeout.ms=6000", "kafka.topic.metadata.refresh.interval.ms=1000",
        "http=off",
    ]

    private func flags(_ instance: String, _ more: [String] = []) -> [String] {
        let topics = cluster.topics
        let forced =
            [
                "topics.raw=\(topics.raw)", "topics.analyzed=\(topics.analyzed)", "topics.events=\(topics.events)",
                "topics.sentiment=\(topics.sentiment)", "topics.flows=\(topics.flows)", "topics.dead=\(topics.dead)",
                "group=\(cluster.group)", "instance_id=\(instance)", "delivery=\(line.mode.rawValue)",
            ] + more
        return Self.defaults.flatMap { ["--set", $0] } + plan.flags + forced.flatMap { ["--set", $0] }
    }

    func launch(_ faults: [FailPoints.Fault] = []) throws -> DrillWorker {
        try DrillWorker(flags: flags("a"), faults: faults + common, log: log)
    }

    /// A member that leaves the group when it ends, whatever the first one is.
    func launchSecond() throws -> DrillWorker {
        try DrillWorker(flags: flags("b", ["static_membership=false"]), faults: common, log: log)
    }

    private var common: [FailPoints.Fault] {
        [.endWithParent] + (plan.numbersTransactions ? [.numberTransactions] : [])
    }

    /// Runs a worker without faults unless one runs already.
    func ensureWorker() throws {
        if let worker, worker.isRunning { return }
        if let ending = worker?.waitForEnd(.seconds(1)) {
            line.note("a worker ended by itself (\(ending.code.map { "code \($0)" } ?? "by a signal"))")
        }
        worker = try launch()
    }
}

// MARK: - Waiting

extension DrillCourse {
    private static let trickle = 2
    private static let beat = 0.02

    /// Sends a few articles at a time until something has happened or patience is at its end. Returns whether it has.
    @discardableResult
    func trickle(_ patience: Duration? = nil, until hasHappened: () throws -> Bool) throws -> Bool {
        let deadline = ContinuousClock.now.advanced(by: patience ?? plan.patience)
        while .now < deadline {
            if try hasHappened() { return true }
            try cluster.send(Self.trickle)
            Thread.sleep(forTimeInterval: Self.beat)
        }
        return false
    }

    /// The group commits something more than `before`.
    func hasAdvanced(over before: [TopicPartition: Int64]) -> Bool {
        guard let now = cluster.committed() else { return false }
        return now.contains { $0.value > (before[$0.key] ?? 0) }
    }

    /// Awaits the recovery from the last fault, if any, keeping a worker alive unless it is to end by itself.
    func awaitRecovery(supervised: Bool = true) throws {
        guard let pending else { return }
        let recovered = try trickle {
            let isRunning = worker?.isRunning ?? false
            if hasAdvanced(over: pending.before) {
                line.recoveries.append(.now - pending.since)
                return true
            }
            if supervised { try ensureWorker() }
            return !supervised && !isRunning
        }
        if recovered { self.pending = nil } else { line.note("no recovery within \(plan.patience)") }
    }

    /// A fault has happened: its recovery counts from then.
    func happened(at time: ContinuousClock.Instant = .now, kills: Bool = false) {
        line.faults += 1
        if kills { line.kills += 1 }
        var before = cluster.committed()
        while before == nil, .now < time.advanced(by: plan.patience) { before = cluster.committed() }
        pending = (time, before ?? [:])
    }

    /// Awaits a commit of the worker of now, keeping one alive unless it is to end by itself.
    func awaitProgress(supervised: Bool = true) throws {
        let before = cluster.committed() ?? [:]
        if try !trickle(until: {
            if supervised { try ensureWorker() } else if worker?.isRunning != true { return true }
            return hasAdvanced(over: before)
        }) {
            line.note("no progress within \(plan.patience)")
        }
    }
}

// MARK: - The end

extension DrillCourse {
    /// Lets a healthy worker finish everything, and ends it well.
    private func settle() throws {
        try awaitRecovery()
        let deadline = ContinuousClock.now.advanced(by: plan.patience)
        try cluster.flush(by: deadline)
        while !cluster.isCaughtUp, .now < deadline {
            try ensureWorker()
            Thread.sleep(forTimeInterval: 0.05)
        }
        line.isComplete = cluster.isCaughtUp
        for worker in [worker, second].compactMap({ $0 }) where worker.isRunning {
            worker.send(SIGTERM)
            let ending = worker.waitForEnd(.seconds(40))
            if ending?.code != 0 { line.note("SIGTERM at the end: \(Self.words(ending))") }
        }
    }

    static func words(_ ending: DrillWorker.Ending?) -> String {
        guard let ending else { return "did not end" }
        return ending.code.map { "code \($0)" } ?? "ended by a signal"
    }

    /// Reads everything back and compares it with what the articles give without any broker.
    private func count(_ analyzer: DocumentAnalyzer) throws {
        var oracle = DrillOracle()
        let processor = RecordProcessor(
            analyzer: analyzer, topics: cluster.topics, encoding: .json, group: cluster.group, sizeLimits: [:])
        var inputs: [Record] = []
        try cluster.forEach(of: [cluster.topics.raw]) { inputs.append($0) }
        for outputs in Parallel.map(inputs, { processor.process($0).outputs }) { oracle.expect(outputs) }
        if inputs.count != cluster.sent { line.note("\(cluster.sent) articles sent, \(inputs.count) there") }
        var transactions = TransactionLog()
        if plan.numbersTransactions { transactions.read(try String(contentsOf: log, encoding: .utf8)[...]) }
        try cluster.forEach(of: cluster.topics.outputs) { record in
            if plan.numbersTransactions, line.mode == .exactlyOnce, transactions.hides(record) {
                line.hidden += 1
            } else {
                oracle.found(record)
            }
        }
        line.verdict = oracle.verdict
        try note(oracle.findings, of: inputs)
    }

    /// Which outputs are lost or doubled, behind what the workers logged.
    private func note(_ findings: [DrillOracle.Finding], of inputs: [Record]) throws {
        guard !findings.isEmpty else { return }
        let file = try FileHandle(forWritingTo: log)
        defer { try? file.close() }
        try file.seekToEnd()
        for finding in findings {
            let input = inputs[finding.article]
            let place = "\(input.topicPartition)@\(input.offset)"
            try file.write(
                contentsOf: Data("\(place): \(finding.topic) \(finding.found) of \(finding.expected)\n".utf8))
        }
    }
}
