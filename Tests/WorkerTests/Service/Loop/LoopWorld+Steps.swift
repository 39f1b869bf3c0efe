import Kafka

@testable import Worker

extension LoopWorld {
    mutating func apply(_ move: Move, to action: Action) {
        switch move {
        case .retry, .undo, .refuse, .end, .succeedUnseen, .endUnseen, .fallSilent: faults = max(0, faults - 1)
        case .stop: stops = max(0, stops - 1)
        default: break
        }
        switch (action, move) {
        case (_, .end): die(action)
        case (.poll, _), (.wait, _): happen(move, action)
        case (.commit, _): commit(move)
        case (.produce(let output, let key, let taken), _): produce(output, key, taken, move)
        case (.discard(let scope), _): if move == .dropAll { drop(scope) }
        case (_, .succeed): succeed(action)
        case (.abort, .refuse): abort(refused: open.indices.compactMap { i in open[i].first.map { Self.key(i, $0) } })
        default: fail(action, move)
        }
        checkBounds()
    }

    private mutating func succeed(_ action: Action) {
        switch action {
        case .start: loop.started()
        case .open: loop.subscribed()
        case .mark: loop.marked()
        case .assign: loop.assigned()
        case .resolve(let partitions):
            loop.resolved(partitions.map { Self.key(Int($0.partition), start(of: Int($0.partition))) })
        case .abort: abort(refused: [])
        case .rewind: rewind()
        case .probe: loop.answered()
        case .pause:
            paused = Set(assigned)
            loop.paused()
        case .resume:
            paused = []
            loop.resumed()
        case .settled: settle()
        case .close: close()
        default: break
        }
    }

    private mutating func fail(_ action: Action, _ move: Move) {
        switch action {
        case .rewind: loop.seekFailed(Self.error, at: now)
        case .probe: loop.probeFailed(Self.error, at: now)
        case .pause: refusedPauses += 1
        case .resume: break
        default: loop.failed(move == .retry ? .retry(Self.error) : .rewind(Self.error, refused: []), at: now)
        }
    }

    private mutating func die(_ action: Action) {
        loop.end(ServiceFailure(status: .internalError, description: "model"))
        hasEnded = true
    }

    // MARK: - Transactions

    private mutating func produce(_ output: Int64, _ key: RecordKey, _ taken: Int, _ move: Move) {
        let index = Int(key.partition.partition)
        if output != key.offset { violate("the output of \(output) is produced for \(key)") }
        if position[index] == nil { violate("an output of \(key) is produced after the partition went") }
        switch move {
        case .succeed:
            open[index].append(output)
            loop.produced(at: now)
        case .retry: loop.blocked(taken: taken, at: now)
        case .refuse: loop.failed(.rewind(Self.error, refused: [key]), at: now)
        default: loop.failed(.rewind(Self.error, refused: []), at: now)
        }
    }

    private mutating func commit(_ move: Move) {
        if !isCommitHidden { checkCommit() }
        switch move {
        case .retry: loop.failed(.retry(Self.error), at: now)
        case .undo: loop.failed(.rewind(Self.error, refused: []), at: now)
        case .succeedUnseen:
            makeFinal()
            isCommitHidden = true
            loop.failed(.retry(Self.error), at: now)
        case .endUnseen:
            makeFinal()
            die(.commit)
        default:
            if !isCommitHidden { makeFinal() }
            isCommitHidden = false
            let offsets = loop.committed()
            for (partition, offset) in offsets where committed[Int(partition.partition)] != offset {
                violate("\(partition) was committed at another offset than \(offset)")
            }
        }
    }

    /// The promise: the outputs of this transaction are those of the records between the last committed offset and
    /// this one: none is missing, none is there twice, none lies behind.
    private mutating func checkCommit() {
        let offsets = Dictionary(
            uniqueKeysWithValues: loop.ledger.offsetsToCommit.map { (Int($0.partition.partition), $0.offset) })
        if offsets.isEmpty { violate("a commit of nothing") }
        if isLost { violate("a commit of what another member may have") }
        for index in open.indices {
            guard let offset = offsets[index] else {
                if !open[index].isEmpty { violate("outputs of partition \(index) without its offset") }
                continue
            }
            if position[index] == nil { violate("partition \(index) is committed and not ours") }
            if open[index] != records(start(of: index), offset) {
                violate("partition \(index): \(open[index]) goes out with offset \(offset) after \(start(of: index))")
            }
        }
    }

    private mutating func makeFinal() {
        for (partition, offset) in loop.ledger.offsetsToCommit { committed[Int(partition.partition)] = offset }
        open = open.map { _ in [] }
    }

    private mutating func abort(refused: [RecordKey]) {
        open = open.map { _ in [] }
        mustSeek = Set(assigned)
        if case .revoke(let going) = change { mustSeek.subtract(going) }
        // Partitions of an assignment under way are ours once their start is known.
        if case .assign(let coming) = change {
            mustSeek.formUnion(coming.filter { loop.ledger.assigned.contains(Self.partition($0)) })
        }
        loop.aborted(refused: refused, at: now)
    }

    private mutating func rewind() {
        let positions = loop.ledger.rewindPositions
        if Set(positions.map { Int($0.partition.partition) }) != mustSeek {
            violate("rewound \(positions), owned and undone are \(mustSeek.sorted())")
        }
        for (partition, offset) in positions {
            let index = Int(partition.partition)
            if offset != start(of: index) { violate("\(partition) goes back to \(offset), not \(start(of: index))") }
            position[index] = offset
            hasSeenEnd[index] = false
        }
        mustSeek = []
        loop.sought()
    }

    // MARK: - Records and results

    private mutating func happen(_ move: Move, _ action: Action) {
        switch move {
        case .record(let index): arrive(take(index))
        case .reachEnd(let index):
            hasSeenEnd[index] = true
            loop.reachedEnd(Self.partition(index), at: setup.end)
        case .finish(let job):
            if let place = jobs.firstIndex(of: job) { jobs.remove(at: place) }
            loop.finished(job.key, epoch: job.epoch, output: job.key.offset, bytes: 1)
        case .assign(let partitions):
            change = .assign(partitions)
            loop.assigning(partitions.map(Self.partition))
        case .revoke(let partitions, let lost, let other):
            rebalances = max(0, rebalances - 1)
            if let other { gathered = take(other) }
            change = .revoke(partitions)
            isLost = lost
            loop.revoking(partitions.map(Self.partition), lost: lost, at: now)
        case .fallSilent: loop.silent(Self.error, at: now)
        case .undo: loop.failed(.rewind(Self.error, refused: []), at: now)
        case .stop: loop.stop(at: now)
        case .pass: pass(action)
        default: violate("\(move) while polling")
        }
    }

    private mutating func pass(_ action: Action) {
        if case .wait(let pause) = action {
            now += pause
        } else {
            ticks = max(0, ticks - 1)
            now += .milliseconds(100)
        }
    }

    private mutating func take(_ index: Int) -> RecordKey? {
        guard let at = position[index], let offset = record(from: at) else { return nil }
        position[index] = offset + 1
        return Self.key(index, offset)
    }

    private mutating func arrive(_ key: RecordKey?) {
        guard let key, let ticket = loop.arrived(key, bytes: 1) else { return }
        if mustSeek.contains(Int(key.partition.partition)) { violate("\(key) is taken before its partition is sought") }
        let job = Job(key: key, epoch: ticket.epoch)
        // In one order, whatever the order of arrival: fewer states that differ in nothing.
        jobs.insert(job, at: jobs.firstIndex { $0.order > job.order } ?? jobs.count)
    }

    private mutating func drop(_ scope: Set<TopicPartition>?) {
        for job in jobs where scope?.contains(job.key.partition) ?? true { loop.discarded(job.key.partition) }
        jobs.removeAll { scope?.contains($0.key.partition) ?? true }
    }

    // MARK: - The group

    private mutating func settle() {
        switch change {
        case .assign(let partitions):
            for index in partitions {
                position[index] = start(of: index)
                hasSeenEnd[index] = false
            }
        case .revoke(let partitions), .close(let partitions):
            for index in partitions {
                if !open[index].isEmpty { violate("partition \(index) goes with outputs not committed") }
                position[index] = nil
                paused.remove(index)
                mustSeek.remove(index)
                if gathered?.partition == Self.partition(index) { gathered = nil }
            }
        case nil: violate("settled without a rebalance")
        }
        if case .close = change {
            loop.closed()
            hasEnded = true
        }
        change = nil
        isLost = false
        let late = gathered
        gathered = nil
        arrive(late)
    }

    private mutating func close() {
        guard !assigned.isEmpty else {
            loop.closed()
            hasEnded = true
            return
        }
        change = .close(assigned)
        loop.revoking(assigned.map(Self.partition), lost: false, at: now)
    }

    private mutating func checkBounds() {
        let open = loop.ledger.openRecords
        if open > setup.inflightRecords + refusedPauses { violate("\(open) records are open") }
    }
}
