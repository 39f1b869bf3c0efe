internal import Kafka
internal import Logging

/// Does on Kafka what the transaction loop asks for, and tells it how it went.
///
/// Everything but extraction happens on the one thread that calls `run`: the consumer's poll, its rebalance calls, the
/// producer, the loop's state. So nothing here is locked, and a rebalance always finds the loop between two steps.
final class Relay {
    typealias Loop = TransactionLoop<ProcessedRecord>

    struct Job: Sendable {
        let record: Record
        let epoch: Int
        let condemned: Rejection?
    }

    struct JobResult: Sendable {
        let key: RecordKey
        let epoch: Int
        let processed: ProcessedRecord
        /// What the ledger was charged for the analysis, which is over.
        let analysisBytes: Int
    }

    let settings: WorkSettings
    let consumer: Consumer
    let logger: Logger
    let intake: any Intake
    let sink: any OutputSink
    private let pool: WorkPool<Job, JobResult>
    private let observe: (RelayCounters) -> Void
    private let started = ContinuousClock.now
    private var shouldStop: () -> Bool = { false }

    private(set) var counters = RelayCounters()
    var loop: Loop
    /// Positions that the intake wants committed before anything is read.
    var marks: [Position] = []
    /// Told what happens, on the relay's thread.
    var observer: (any RelayObserver)?
    private var nextStanding = Duration.zero
    /// Where a drill may end the process.
    var failPoints = FailPoints.none
    /// Where the partitions of the rebalance under way start.
    var resolved: [Position] = []

    init(
        settings: WorkSettings, intake: any Intake, consumer: Consumer, sink: any OutputSink,
        processor: RecordProcessor, supervisor: Supervisor = Supervisor(), logger: Logger,
        observe: @escaping (RelayCounters) -> Void = { _ in }
    ) {
        self.settings = settings
        self.intake = intake
        self.consumer = consumer
        self.sink = sink
        self.logger = logger
        self.observe = observe
        loop = Loop(bounds: Loop.Bounds(settings), jitterSeed: .random(in: 0 ... .max))
        pool = WorkPool(threads: settings.workers) { job in
            JobResult(
                key: RecordKey(partition: job.record.topicPartition, offset: job.record.offset), epoch: job.epoch,
                processed: supervisor.process(job.record, condemned: job.condemned, by: processor),
                analysisBytes: AnalysisCharge.bytes(ofRecord: job.record.byteCount))
        }
    }

    /// The loop's time.
    var now: Duration { .now - started }

    /// Runs until `shouldStop` says so or the intake is finished, then drains, commits and closes within the shutdown
    /// deadline.
    /// - Throws: `ServiceFailure` with the exit status when nothing else helps.
    func run(until shouldStop: () -> Bool) throws(ServiceFailure) {
        defer { pool.stop() }
        let outcome: Result<Void, ServiceFailure> = withoutActuallyEscaping(shouldStop) { shouldStop in
            self.shouldStop = shouldStop
            defer { self.shouldStop = { false } }
            return performAll()
        }
        try outcome.get()
    }

    private func performAll() -> Result<Void, ServiceFailure> {
        while true {
            tellStanding()
            let action = loop.next(at: now)
            switch action {
            case .finished: return .success(())
            case .stop(let failure): return .failure(failure)
            default: perform(action)
            }
        }
    }

    /// Inside a rebalance: until it may take effect, or nothing helps any more.
    func performUntilSettled() {
        while true {
            tellStanding()
            let action = loop.next(at: now)
            switch action {
            case .settled, .finished, .stop: return
            default: perform(action)
            }
        }
    }

    /// Four times a second is often enough for people and scrapers, and costs nothing.
    private func tellStanding() {
        guard let observer, now >= nextStanding else { return }
        nextStanding = now + .milliseconds(250)
        observer.stands(standing)
    }

    private func perform(_ action: Loop.Action) {
        switch action {
        case .start: attempt(start)
        case .open: open()
        case .mark: attempt(mark)
        case .assign(let starts): assign(starts)
        case .resolve(let partitions): resolve(partitions)
        case .poll(let timeout): poll(timeout)
        case .produce(let processed, let key, let taken): produce(processed, for: key, taken: taken)
        case .commit: attempt(commit)
        case .abort(let cause): attempt { () throws(SinkFailure) in try abort(cause) }
        case .discard(let partitions): discard(partitions)
        case .rewind: rewind()
        case .pause: if (try? consumer.pause(loop.ledger.assigned)) != nil { loop.paused() }
        case .resume: if (try? consumer.resume(unfinished)) != nil { loop.resumed() }
        case .probe: probe()
        case .wait(let pause): wait(pause)
        case .close(let deadline): close(by: deadline)
        case .settled, .finished, .stop: break
        }
    }

    private func attempt(_ step: () throws(SinkFailure) -> Void) {
        do { try step() } catch { note(error) }
    }

    func note(_ failure: SinkFailure) {
        switch failure {
        case .retry(let error): logger.warning("\(error); trying again")
        case .rewind(let error, _): logger.warning("\(error); going back to the last commit")
        case .stop: break
        }
        loop.failed(failure, at: now)
    }

    // MARK: - The output side

    private func start() throws(SinkFailure) {
        try sink.start()
        loop.started()
    }

    private func mark() throws(SinkFailure) {
        try sink.commit(marks, of: consumer)
        loop.marked()
    }

    private func produce(_ processed: ProcessedRecord, for key: RecordKey, taken: Int) {
        attempt { () throws(SinkFailure) in
            for index in taken..<processed.outputs.count {
                guard try sink.produce(processed.outputs[index], for: key) else {
                    return loop.blocked(taken: index, at: now)
                }
            }
            intake.released(processed, of: key)
            counters.open.add(processed, of: key)
            if let rejection = processed.rejection { logDeath(rejection, of: key) }
            loop.produced(at: now)
        }
    }

    private func commit() throws(SinkFailure) {
        let began = now
        let positions = loop.ledger.offsetsToCommit.map { intake.position($0.partition, $0.offset) }
        try sink.commit(positions, of: consumer)
        let committed = loop.committed()
        intake.committed(committed)
        counters.committed(after: now - began)
        observe(counters)
        observer?.committed(committed, counters, after: now - began)
    }

    private func abort(_ cause: KafkaError) throws(SinkFailure) {
        let began = now
        loop.aborted(refused: try sink.abort(), at: now)
        counters.aborted()
        observer?.aborted(after: now - began)
    }

    // MARK: - Work

    private func discard(_ partitions: Set<TopicPartition>?) {
        pool.dropQueued { job in
            guard partitions?.contains(job.record.topicPartition) ?? true else { return false }
            loop.discarded(job.record.topicPartition)
            return true
        }
    }

    private func collect(waitMilliseconds: Int) {
        for result in pool.takeResults(waitMilliseconds: waitMilliseconds) {
            loop.finished(
                result.key, epoch: result.epoch, output: result.processed,
                bytes: result.processed.byteCount - result.analysisBytes)
        }
    }

    /// Results come in meanwhile, and a wish to stop is heard.
    private func wait(_ pause: Duration) {
        if shouldStop() { loop.stop(at: now) }
        if loop.step == nil { attempt { () throws(SinkFailure) in try sink.poll(consumer) } }
        collect(waitMilliseconds: Int(min(pause, .milliseconds(100)) / .milliseconds(1)) + 1)
    }

    private func poll(_ timeout: Duration) {
        if shouldStop() || intake.isFinished { return stop() }
        guard let allowance = intake.step() else { return wait(.milliseconds(20)) }
        do {
            let batch = try consumer.poll(
                max: allowance.records, maxBytes: allowance.bytes, timeout: timeout, delegate: self)
            if !batch.records.isEmpty { failPoints.pass(.afterPoll) }
            pool.submit(jobs(batch.records))
            if !batch.records.isEmpty { observer?.took(batch.records) }
            for problem in batch.problems { note(problem) }
            for end in batch.ends where loop.takes(end.topicPartition) {
                guard let offset = end.offset.number else { continue }
                reachedEnd(end.topicPartition, intake.reachedEnd(of: end.topicPartition, at: offset))
            }
        } catch {
            loop.end(ServiceFailure(stopping: error))
        }
        collect(waitMilliseconds: 0)
        if loop.step == nil { attempt { () throws(SinkFailure) in try sink.poll(consumer) } }
    }

    private func jobs(_ records: [Record]) -> [Job] {
        var jobs: [Job] = []
        jobs.reserveCapacity(records.count)
        for record in records where loop.takes(record.topicPartition) {
            let key = RecordKey(partition: record.topicPartition, offset: record.offset)
            let admission = intake.admit(record)
            if case .over(let end) = admission {
                reachedEnd(key.partition, end)
                continue
            }
            let analysis = AnalysisCharge.bytes(ofRecord: record.byteCount)
            guard let ticket = loop.arrived(key, bytes: record.byteCount + analysis) else { continue }
            if case .skip = admission {
                loop.finished(key, epoch: ticket.epoch, output: .skipped, bytes: -analysis)
            } else {
                jobs.append(Job(record: record, epoch: ticket.epoch, condemned: ticket.condemned))
            }
        }
        counters.consumed += jobs.count
        return jobs
    }

    private func stop() {
        logger.info("stopping: \(loop.ledger.openRecords) records to finish")
        loop.stop(at: now)
    }

}
