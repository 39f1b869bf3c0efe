import Kafka

@testable import Worker

extension LoopWorld {
    /// What may happen in answer to an action.
    enum Move: Hashable {
        case succeed
        case retry
        case undo
        case refuse
        case end
        /// The commit reached the broker, its answer did not come back: the process retries, or dies.
        case succeedUnseen
        case endUnseen
        /// Polling: a record, a partition's end, a rebalance after perhaps gathering a record of another partition.
        case record(Int)
        case reachEnd(Int)
        case assign([Int])
        case revoke([Int], lost: Bool, gathering: Int?)
        case fallSilent
        case stop
        case pass
        case finish(Job)
        case dropAll
        case dropNone
    }

    typealias Action = TransactionLoop<Int64>.Action

    func moves(for action: Action) -> [Move] {
        switch action {
        case .start, .open, .mark, .resolve, .rewind, .probe: return [.succeed] + faulty([.retry, .end])
        case .assign: return [.succeed] + faulty([.end])
        case .produce: return [.succeed] + faulty([.retry, .undo, .refuse, .end])
        case .commit: return commitMoves
        case .abort: return [.succeed] + faulty([.retry, .refuse, .end])
        case .discard: return jobs.isEmpty ? [.dropNone] : [.dropAll, .dropNone]
        case .pause, .resume: return [.succeed] + faulty([.retry])
        case .poll: return pollMoves
        case .wait: return [.pass] + finishMoves
        case .close: return [.succeed] + faulty([.end])
        case .settled: return [.succeed]
        case .stop, .finished: return []
        }
    }

    private func faulty(_ moves: [Move]) -> [Move] { faults > 0 ? moves : [] }

    private var commitMoves: [Move] {
        if isCommitHidden { return [.succeed] + faulty([.retry, .end]) }
        return [.succeed] + faulty([.retry, .undo, .end, .succeedUnseen, .endUnseen])
    }

    private var finishMoves: [Move] { jobs.map(Move.finish) }

    private var pollMoves: [Move] {
        var moves = finishMoves
        for index in fetched {
            if let next = nextRecord(index) { moves.append(next == nil ? .reachEnd(index) : .record(index)) }
        }
        moves += assignments.map(Move.assign)
        if rebalances > 0 { moves += revocations }
        if ticks > 0 { moves.append(.pass) }
        if stops > 0 { moves.append(.stop) }
        let isOpen = open.contains { !$0.isEmpty }
        return moves + faulty(isOpen ? [.undo, .fallSilent] : [.fallSilent])
    }

    /// The offset that a poll would bring; `.some(nil)` for the partition's end; nil for nothing new.
    private func nextRecord(_ index: Int) -> Int64?? {
        guard let at = position[index] else { return nil }
        if let offset = record(from: at) { return offset }
        return hasSeenEnd[index] ? nil : .some(nil)
    }

    /// All that are free, or one of them: the others come later, as partitions that are added do.
    private var assignments: [[Int]] {
        unassigned.count > 1 ? unassigned.map { [$0] } + [unassigned] : unassigned.isEmpty ? [] : [unassigned]
    }

    private var revocations: [Move] {
        var moves: [Move] = []
        for group in assigned.count > 1 ? assigned.map({ [$0] }) + [assigned] : [assigned] where !group.isEmpty {
            for lost in [false, true] {
                moves.append(.revoke(group, lost: lost, gathering: nil))
                for other in fetched {
                    if case .some(.some) = nextRecord(other) {
                        moves.append(.revoke(group, lost: lost, gathering: other))
                    }
                }
            }
        }
        return moves
    }

    /// Only what helps: jobs finish, records come, time passes.
    func kindMove(for action: Action) -> Move? {
        switch action {
        case .discard: return .dropAll
        case .stop, .finished: return nil
        case .wait: return finishMoves.first ?? .pass
        case .poll:
            if let finish = finishMoves.first { return finish }
            if !unassigned.isEmpty { return .assign(unassigned) }
            for index in fetched {
                if let next = nextRecord(index) { return next == nil ? .reachEnd(index) : .record(index) }
            }
            return .pass
        default: return .succeed
        }
    }
}

extension LoopWorld.Job {
    var order: (Int32, Int64, Int) { (key.partition.partition, key.offset, epoch) }
}
