internal import Kafka
internal import Logging

/// The service's loop: poll → extract in parallel → release in offset order → one transaction → commit.
///
/// Everything but extraction happens on the one thread that calls `run`: the consumer's poll, its rebalance calls, the
/// producer, the ledger. So nothing here is locked, and a rebalance always finds the loop between two steps.
final class Relay {
    struct Job: Sendable {
        let record: Record
        let epoch: Int
        let condemned: Rejection?
    }

    struct JobResult: Sendable {
        let partition: TopicPartition
        let offset: Int64
        let epoch: Int
        let processed: ProcessedRecord
    }

    let settings: WorkSettings
    let consumer: Consumer
    let logger: Logger
    private let intake: any Intake
    private let sink: any OutputSink
    private let pool: WorkPool<Job, JobResult>
    private let observe: (RelayCounters) -> Void

    private(set) var counters = RelayCounters()
    var ledger = OffsetLedger<ProcessedRecord>()
    /// Submitted and not yet back, by partition: what a revocation waits for.
    private var running: [TopicPartition: Int] = [:]
    /// Inputs whose outputs the broker refused: dead letters when they come again.
    private var condemned: [RecordKey: Rejection] = [:]
    /// Inputs of a batch that the broker refused whole: they go out one a transaction until the guilty one is known.
    private var suspects: Set<RecordKey> = []
    /// When the first output of the open transaction was produced.
    private var openSince: ContinuousClock.Instant?
    private var openRecords = 0
    private var silentSince = ContinuousClock.now
    /// Cleared by an assignment, whose partitions come unpaused.
    var isPaused = false
    /// Set inside a rebalance call, which cannot throw; `run` throws it at its next step.
    var failure: SinkFailure?

    init(
        settings: WorkSettings, intake: any Intake, consumer: Consumer, sink: any OutputSink,
        processor: RecordProcessor, logger: Logger, observe: @escaping (RelayCounters) -> Void = { _ in }
    ) {
        self.settings = settings
        self.intake = intake
        self.consumer = consumer
        self.sink = sink
        self.logger = logger
        self.observe = observe
        pool = WorkPool(threads: settings.workers) { job in
            JobResult(
                partition: job.record.topicPartition, offset: job.record.offset, epoch: job.epoch,
                processed: processor.process(job.record, condemned: job.condemned))
        }
    }

    /// Runs until `shouldStop` says so or the intake is finished, then drains, commits and closes within the shutdown
    /// deadline.
    /// - Throws: `ServiceFailure` with the exit status when nothing else helps.
    func run(until shouldStop: () -> Bool) throws(ServiceFailure) {
        defer { pool.stop() }
        do throws(SinkFailure) {
            try sink.start()
            try open()
        } catch {
            throw Self.final(error)
        }
        while !shouldStop(), !intake.isFinished { try mending { () throws(SinkFailure) in try self.step() } }
        try shutDown()
    }

    private func open() throws(SinkFailure) {
        let opening: Opening
        do { opening = try intake.open(consumer) } catch { throw .stop(error) }
        if !opening.marks.isEmpty { try sink.commit(opening.marks, of: consumer) }
        guard !opening.starts.isEmpty else { return }
        for (partition, offset) in opening.starts { ledger.assign(partition, start: offset) }
        try assign(opening.starts.map { Position($0.partition, $0.offset) })
    }

    private func step() throws(SinkFailure) {
        guard let allowance = intake.step() else { return try advance(waitMilliseconds: 20) }
        let batch: Batch
        do {
            batch = try consumer.poll(
                max: allowance.records, maxBytes: allowance.bytes, timeout: pollTimeout, delegate: self)
        } catch {
            throw .stop(ServiceFailure(stopping: error))
        }
        try throwPendingFailure()
        take(batch.records)
        try note(batch.problems)
        for end in batch.ends {
            guard let offset = end.offset.number else { continue }
            reachedEnd(end.topicPartition, intake.reachedEnd(of: end.topicPartition, at: offset))
        }
        try advance(waitMilliseconds: 0)
        regulate()
    }

    /// A partition of which nothing more is wanted is not fetched either.
    private func reachedEnd(_ partition: TopicPartition, _ offset: Int64) {
        ledger.reachedEnd(partition, offset: offset)
        if intake.isOver(partition) { try? consumer.pause([partition]) }
    }

    /// Work in flight keeps the loop awake; an idle one waits in the broker's long poll.
    private var pollTimeout: Duration {
        running.isEmpty && openSince == nil ? .milliseconds(100) : .milliseconds(2)
    }

    private func take(_ records: [Record]) {
        var jobs: [Job] = []
        jobs.reserveCapacity(records.count)
        for record in records {
            let admission = intake.admit(record)
            if case .over(let end) = admission {
                reachedEnd(record.topicPartition, end)
                continue
            }
            guard let epoch = ledger.take(record.topicPartition, offset: record.offset, bytes: record.byteCount) else {
                continue
            }
            let key = RecordKey(partition: record.topicPartition, offset: record.offset)
            if case .skip = admission {
                _ = ledger.finish(key.partition, offset: key.offset, epoch: epoch, output: .skipped)
                continue
            }
            jobs.append(Job(record: record, epoch: epoch, condemned: condemned[key]))
            running[record.topicPartition, default: 0] += 1
        }
        counters.consumed += jobs.count
        pool.submit(jobs)
    }

    /// Collects results, produces what is released, commits when due.
    private func advance(waitMilliseconds: Int) throws(SinkFailure) {
        for result in pool.takeResults(waitMilliseconds: waitMilliseconds) {
            returned(result.partition, 1)
            _ = ledger.finish(
                result.partition, offset: result.offset, epoch: result.epoch, output: result.processed,
                bytes: result.processed.byteCount)
        }
        if suspects.isEmpty {
            for (partition, offset, processed) in ledger.release() {
                try produce(processed, for: RecordKey(partition: partition, offset: offset))
            }
        }
        while !suspects.isEmpty, let (partition, offset, processed) = ledger.releaseNext() {
            let key = RecordKey(partition: partition, offset: offset)
            try produce(processed, for: key)
            try commit()
            suspects.remove(key)
        }
        try sink.poll()
        if isCommitDue { try commit() }
    }

    private func produce(_ processed: ProcessedRecord, for source: RecordKey) throws(SinkFailure) {
        for output in processed.outputs { try sink.produce(output, for: source) }
        intake.released(processed, of: source)
        counters.open.add(processed)
        openRecords += 1
        if openSince == nil { openSince = .now }
    }

    private var isCommitDue: Bool {
        guard let openSince else { return !ledger.offsetsToCommit.isEmpty && running.isEmpty }
        return openRecords >= settings.commitRecords || .now - openSince >= settings.commitInterval
    }

    func commit() throws(SinkFailure) {
        let offsets = ledger.offsetsToCommit
        guard !offsets.isEmpty else { return }
        let started = ContinuousClock.now
        try sink.commit(offsets.map { intake.position($0.partition, $0.offset) }, of: consumer)
        ledger.committed(offsets)
        intake.committed(offsets)
        for (partition, offset) in offsets where !condemned.isEmpty {
            condemned = condemned.filter { $0.key.partition != partition || $0.key.offset >= offset }
        }
        openSince = nil
        openRecords = 0
        counters.committed(after: .now - started)
        observe(counters)
    }

    /// Past the budget of records or bytes the partitions are paused, below half of it resumed.
    private func regulate() {
        let records = ledger.openRecords
        let bytes = ledger.openBytes
        if !isPaused, records >= settings.inflightRecords || bytes >= settings.inflightBytes {
            isPaused = (try? consumer.pause(ledger.assigned)) != nil
        } else if isPaused, records <= settings.inflightRecords / 2, bytes <= settings.inflightBytes / 2 {
            isPaused = (try? consumer.resume(unfinished)) == nil
        }
    }

    private var unfinished: [TopicPartition] { ledger.assigned.filter { !intake.isOver($0) } }

    private func returned(_ partition: TopicPartition, _ count: Int) {
        let left = (running[partition] ?? 0) - count
        running[partition] = left > 0 ? left : nil
    }

    private func note(_ problems: [ConsumerProblem]) throws(SinkFailure) {
        for problem in problems {
            if problem.error.isFatal { throw .stop(ServiceFailure(stopping: problem.error)) }
            if try mend(problem) { continue }
            let failure = ServiceFailure(stopping: problem.error)
            if failure.status == .notPermitted { throw .stop(failure) }
            logger.warning("\(problem)")
            if problem.error.code == .allBrokersDown || problem.error.code == .unknownTopicOrPartition {
                try giveUpIfSilent(problem.error)
            }
        }
        if problems.isEmpty { silentSince = .now }
    }

    private func mend(_ problem: ConsumerProblem) throws(SinkFailure) -> Bool {
        let mending: Mending
        do { mending = try intake.mend(problem, of: consumer) } catch { throw .stop(error) }
        switch mending {
        case .left: return false
        case .reassign(let positions): try assign(positions)
        case .over(let partition, let end): reachedEnd(partition, end)
        }
        return true
    }

    private func assign(_ positions: [Position]) throws(SinkFailure) {
        do {
            try consumer.assign(positions)
            if isPaused { try consumer.pause(positions.map(\.topicPartition)) }
        } catch { throw .stop(ServiceFailure(stopping: error)) }
    }

    private func seek(_ positions: [Position]) throws(SinkFailure) {
        do { try consumer.seek(positions, by: .now.advanced(by: .seconds(10))) } catch {
            throw .stop(ServiceFailure(stopping: error))
        }
    }

    private func giveUpIfSilent(_ error: KafkaError) throws(SinkFailure) {
        guard let patience = settings.brokerDeadline, .now - silentSince > patience else { return }
        throw .stop(ServiceFailure(stopping: error))
    }

    private func throwPendingFailure() throws(SinkFailure) {
        guard let failure else { return }
        self.failure = nil
        throw failure
    }
}

// MARK: - Undoing

extension Relay {
    /// Runs a step; when it has to be undone, aborts and starts every partition again where it was last committed.
    private func mending(_ step: () throws(SinkFailure) -> Void) throws(ServiceFailure) {
        do throws(SinkFailure) {
            do throws(SinkFailure) { try step() } catch { try undo(error) }
        } catch {
            throw Self.final(error)
        }
    }

    func undo(_ cause: SinkFailure) throws(SinkFailure) {
        guard case .rewind(let error, let refused) = cause else { throw cause }
        logger.warning("\(error); going back to the last commit")
        let named = Set(try sink.abort() + refused)
        if named.count == 1 {
            for key in named {
                guard condemned[key] == nil else { throw .stop(Self.refusedLetter(error)) }
                condemned[key] = Rejection(
                    code: "tapereader.output_too_large", message: "the broker refused an output: \(error.message)")
                suspects.remove(key)
            }
        } else {
            suspects.formUnion(named)
        }
        counters.aborted()
        forgetOpen()
        let offsets = ledger.rewind()
        intake.rewound(to: offsets)
        guard !offsets.isEmpty else { return }
        try seek(offsets.map { Position($0.partition, $0.offset) })
        if !isPaused { try? consumer.resume(unfinished) }
    }

    /// The letter of an input is refused too: going on would lose it, trying again would never end.
    private static func refusedLetter(_ error: KafkaError) -> ServiceFailure {
        ServiceFailure(
            status: .unavailable,
            description: "\(error): the dead-letter topic takes no letter; raise its max.message.bytes")
    }

    private func forgetOpen() {
        pool.dropQueued { job in
            self.returned(job.record.topicPartition, 1)
            return true
        }
        openSince = nil
        openRecords = 0
    }

    private static func final(_ failure: SinkFailure) -> ServiceFailure {
        switch failure {
        case .stop(let failure): failure
        case .rewind(let error, _): ServiceFailure(stopping: error)
        }
    }
}

// MARK: - Draining

extension Relay {
    /// Waits until nothing of `partitions` is being processed, then commits what is finished. Queued records that have
    /// not
    /// started are dropped: their next owner reads them.
    func drain(_ partitions: [TopicPartition], by deadline: ContinuousClock.Instant) throws(SinkFailure) {
        let leaving = Set(partitions)
        pool.dropQueued { job in
            guard leaving.contains(job.record.topicPartition) else { return false }
            self.returned(job.record.topicPartition, 1)
            return true
        }
        while partitions.contains(where: { running[$0] != nil }), .now < deadline { try advance(waitMilliseconds: 50) }
        try advance(waitMilliseconds: 0)
        try commit()
    }

    /// Stops polling for records, finishes what was taken, commits, leaves the group.
    private func shutDown() throws(ServiceFailure) {
        let deadline = ContinuousClock.now.advanced(by: settings.shutdownDeadline)
        logger.info("stopping: \(ledger.openRecords) records to finish")
        try mending { () throws(SinkFailure) in
            while !self.running.isEmpty, .now < deadline { try self.advance(waitMilliseconds: 50) }
            try self.advance(waitMilliseconds: 0)
            try self.commit()
        }
        do { try consumer.close(by: deadline, delegate: self) } catch {
            throw ServiceFailure(status: .deadlineExceeded, description: "\(error): the group was not left in time")
        }
        if ContinuousClock.now > deadline {
            throw ServiceFailure(
                status: .deadlineExceeded, description: "shutdown took longer than shutdown_deadline_ms")
        }
    }
}
