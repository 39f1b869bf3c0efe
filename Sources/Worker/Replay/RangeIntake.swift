internal import Kafka
internal import Logging

/// Fixed stretches of a topic's partitions, read without a group.
final class RangeIntake: Intake {
    /// What holds the reading back, asked before every poll.
    struct Brakes {
        var pace: Pace?
        var live: LiveLag?
    }

    private struct Lane {
        var course: PartitionCourse
        /// Of everything released so far, over all runs.
        var tally: ReplayTally
        var committedTally: ReplayTally
        var committedOffset: Int64

        var isCommitted: Bool { committedOffset >= course.range.end }
    }

    private let manifest: Manifest
    private let share: ShareNumber
    private let store: any ProgressStore
    private var brakes: Brakes
    private let logger: Logger
    private let observe: (ReplaySnapshot) -> Void
    private var lanes: [TopicPartition: Lane] = [:]
    private var consumer: Consumer?
    private let started = ContinuousClock.now
    private var elapsedBefore = Duration.zero
    private var startOffset: Int64 = 0

    init(
        manifest: Manifest, share: ShareNumber, store: any ProgressStore, brakes: Brakes, logger: Logger,
        observe: @escaping (ReplaySnapshot) -> Void
    ) {
        self.manifest = manifest
        self.share = share
        self.store = store
        self.brakes = brakes
        self.logger = logger
        self.observe = observe
    }

    func open(_ consumer: Consumer) throws(ServiceFailure) -> Opening {
        self.consumer = consumer
        let ranges = manifest.ranges(of: share)
        let partitions = ranges.map(partition)
        if let kept = try manifest.resumption(of: share, from: store.load(partitions, consumer)) {
            for (range, offset, progress) in kept { add(range, offset, progress) }
            logger.info("going on with share \(share.number) of \(share.count) of \(manifest.id)")
        } else {
            for range in ranges { add(range, range.start, PartitionProgress(plan: manifest.hash), isNew: true) }
        }
        for range in ranges { try compare(range, consumer) }
        return opening()
    }

    private func partition(_ range: ScanRange) -> TopicPartition {
        TopicPartition(topic: manifest.sourceTopic, partition: range.partition)
    }

    private func add(_ range: ScanRange, _ offset: Int64, _ progress: PartitionProgress, isNew: Bool = false) {
        lanes[partition(range)] = Lane(
            course: PartitionCourse(range, position: offset, gaps: progress.gaps), tally: progress.tally,
            committedTally: progress.tally, committedOffset: isNew ? -1 : offset)
        elapsedBefore = max(elapsedBefore, .milliseconds(progress.elapsedMilliseconds))
    }

    /// What retention has taken since, and whether this still is the topic that the plan was made for.
    private func compare(_ range: ScanRange, _ consumer: Consumer) throws(ServiceFailure) {
        let partition = partition(range)
        guard lanes[partition]?.course.isDone == false else { return }
        let ends: Watermarks
        do { ends = try consumer.watermarks(of: partition, by: .now.advanced(by: .seconds(30))) } catch {
            throw ServiceFailure(stopping: error)
        }
        guard ends.high >= range.end else {
            throw ServiceFailure(
                status: .badConfiguration,
                description:
                    "\(partition) ends at \(ends.high), before the plan's end \(range.end): the topic was made "
                    + "anew, or has lost records; make a new plan")
        }
        if lanes[partition]?.course.firstOffset(is: ends.low) == true { reportGap(partition) }
    }

    /// A share that was never started marks itself as started: an offset for each of its partitions.
    private func opening() -> Opening {
        var opening = Opening()
        for partition in lanes.keys.sorted() {
            guard let lane = lanes[partition] else { continue }
            if lane.course.expected != lane.committedOffset {
                opening.marks.append(position(partition, lane.course.expected))
                lanes[partition]?.committedOffset = lane.course.expected
            }
        }
        opening.starts = unfinished
        startOffset = lanes.values.reduce(0) { $0 + $1.committedOffset }
        return opening
    }

    private var unfinished: [(partition: TopicPartition, offset: Int64)] {
        lanes.keys.sorted().compactMap { partition in
            lanes[partition].flatMap { $0.course.isDone ? nil : (partition, $0.course.expected) }
        }
    }

    func step() -> Pace.Allowance? {
        observe(snapshot)
        if brakes.live?.isHolding == true { return nil }
        guard brakes.pace != nil else { return .largest }
        return brakes.pace?.allowance(now: .now)
    }

    func admit(_ record: Record) -> Admission {
        let partition = record.topicPartition
        brakes.pace?.spend(records: 1, bytes: record.byteCount)
        guard let expected = lanes[partition]?.course.expected, let end = lanes[partition]?.course.range.end else {
            return .process
        }
        if record.offset > expected, let low = consumer?.cachedWatermarks(of: partition)?.low,
            lanes[partition]?.course.firstOffset(is: min(low, record.offset)) == true
        {
            reportGap(partition)
        }
        guard let place = lanes[partition]?.course.arrive(record.offset) else { return .process }
        switch place {
        case .behindTheEnd: return .over(end: end)
        // The ledger drops it: it was taken before.
        case .before: return .process
        case .inside: return manifest.time.contains(record.timestamp?.milliseconds) ? .process : .skip
        }
    }

    func reachedEnd(of partition: TopicPartition, at offset: Int64) -> Int64 {
        lanes[partition]?.course.end(at: offset) ?? offset
    }

    func isOver(_ partition: TopicPartition) -> Bool { lanes[partition]?.course.isDone ?? false }

    /// `auto.offset.reset=error`: retention has passed the place where the consumer stands.
    func mend(_ problem: ConsumerProblem, of consumer: Consumer) throws(ServiceFailure) -> Mending {
        guard problem.error.code == .noPositionToReset, let partition = problem.topicPartition,
            let course = lanes[partition]?.course
        else { return .left }
        if course.isDone { return .over(partition, end: course.range.end) }
        let low: Int64
        do { low = try consumer.watermarks(of: partition, by: .now.advanced(by: .seconds(30))).low } catch {
            throw ServiceFailure(stopping: error)
        }
        if lanes[partition]?.course.firstOffset(is: low) == true { reportGap(partition) }
        if isOver(partition) { return .over(partition, end: course.range.end) }
        return .reassign(unfinished.map { Position($0.partition, $0.offset) })
    }

    func released(_ processed: ProcessedRecord, of source: RecordKey) {
        if let tally = processed.tally { lanes[source.partition]?.tally += tally }
    }

    func position(_ partition: TopicPartition, _ offset: Int64) -> Position {
        guard let lane = lanes[partition] else { return Position(partition, offset) }
        return Position(partition, offset, metadata: progress(lane, at: offset).metadata)
    }

    private func progress(_ lane: Lane, at offset: Int64) -> PartitionProgress {
        var progress = PartitionProgress(plan: manifest.hash)
        progress.tally = lane.tally
        progress.gaps = lane.course.gaps(before: offset)
        progress.elapsedMilliseconds = Int(elapsed / .milliseconds(1))
        return progress
    }

    func committed(_ offsets: [(partition: TopicPartition, offset: Int64)]) {
        for (partition, offset) in offsets {
            guard let tally = lanes[partition]?.tally else { continue }
            lanes[partition]?.committedTally = tally
            lanes[partition]?.committedOffset = offset
        }
    }

    func rewound(to offsets: [(partition: TopicPartition, offset: Int64)]) {
        for (partition, offset) in offsets {
            guard let tally = lanes[partition]?.committedTally else { continue }
            lanes[partition]?.tally = tally
            lanes[partition]?.course.rewind(to: offset)
        }
    }

    var isFinished: Bool { lanes.values.allSatisfy(\.isCommitted) }

    private var elapsed: Duration { elapsedBefore + (.now - started) }

    private func reportGap(_ partition: TopicPartition) {
        guard let gap = lanes[partition]?.course.gaps.last else { return }
        logger.warning(
            "\(partition): offsets \(gap.start) to \(gap.end - 1) are gone by retention (\(gap.size)); going on behind them"
        )
    }

    /// What is committed now.
    var snapshot: ReplaySnapshot {
        var snapshot = ReplaySnapshot(
            elapsed: elapsed, running: .now - started, startOffset: startOffset,
            liveLag: brakes.live?.isHolding == true ? brakes.live?.lag : nil)
        for partition in lanes.keys.sorted() {
            guard let lane = lanes[partition] else { continue }
            var progress = progress(lane, at: lane.committedOffset)
            progress.tally = lane.committedTally
            snapshot.lanes.append(
                ReplaySnapshot.Lane(range: lane.course.range, offset: lane.committedOffset, progress: progress))
        }
        return snapshot
    }
}
