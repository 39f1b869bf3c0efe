import Foundation
import Kafka
import Testing

@testable import Worker

@Suite struct TransactionLoopTests {
    /// Small worlds, each tried to its last state.
    static let worlds: [LoopWorld.Setup] = [
        .init(partitions: 1, end: 3, markers: [1], faults: 1, ticks: 1, stops: 1),
        .init(partitions: 2, end: 2, commitRecords: 3, inflightRecords: 2, faults: 1),
        .init(partitions: 2, end: 4, commitRecords: 1, inflightRecords: 3),
        .init(partitions: 2, end: 1, rebalances: 1, ticks: 1),
        .init(partitions: 1, end: 2, low: 1, faults: 1, rebalances: 1),
        .init(partitions: 1, end: 1, commitRecords: 1, patience: .zero, faults: 3),
        .init(partitions: 1, end: 1, firstPause: .milliseconds(10), faults: 2, ticks: 1),
    ]

    /// Millions of states: minutes in a debug build, tried where `LOOP_CHECK` is set (`make loop-check`).
    static let largeWorlds: [LoopWorld.Setup] = [
        .init(partitions: 2, end: 1, faults: 1, rebalances: 1),
        .init(partitions: 2, end: 2, low: 1, rebalances: 2, ticks: 1),
        .init(partitions: 2, end: 2, low: 1, faults: 1, rebalances: 1, ticks: 1),
        .init(partitions: 1, end: 3, markers: [1], faults: 2, rebalances: 1, ticks: 1, stops: 1),
        .init(partitions: 2, end: 3, faults: 1, ticks: 1),
    ]

    private static let isThorough = ProcessInfo.processInfo.environment["LOOP_CHECK"] != nil

    /// Every order of polls, results, failures, rebalances, silence and shutdown: no state breaks the promise, and from
    /// each state in which nothing more goes wrong everything is committed exactly once.
    @Test(arguments: isThorough ? worlds + largeWorlds : worlds)
    func everyOrderOfEventsKeepsThePromise(setup: LoopWorld.Setup) {
        var exploration = Exploration()
        exploration.run(from: LoopWorld(setup))
        #expect(exploration.failure == nil, "\(exploration.failure ?? "")")
        #expect(exploration.states > 500)
        if Self.isThorough { print("\(exploration.states) states of \(setup)") }
    }

    /// Larger worlds, with pauses, gaps and budgets that matter; more than a million steps where `LOOP_CHECK` is set.
    @Test(arguments: Array(1...8) as [UInt64])
    func randomSchedulesKeepThePromise(seed: UInt64) {
        var walk = RandomWalk(seed: seed)
        walk.run(steps: Self.isThorough ? 130_000 : 30_000)
        #expect(walk.failure == nil, "\(walk.failure ?? "")")
        #expect(walk.commits > 200 && walk.aborts > 100 && walk.completions > 4 && walk.restarts > 50, "\(walk)")
    }

    @Test func transactionsThatNeverSucceedEndTheProcessWithTheirOwnCode() {
        var world = LoopWorld(.init(partitions: 1, end: 1, patience: .milliseconds(500), firstPause: .milliseconds(10)))
        let reason = world.stopReason { if case .commit = $0 { .undo } else { nil } }
        #expect(reason?.status == .rejected)
    }

    @Test func aBrokerThatStaysAwayEndsTheProcessAfterThePatience() {
        var world = LoopWorld(.init(partitions: 1, end: 1, patience: .seconds(5), firstPause: .milliseconds(50)))
        let reason = world.stopReason { if case .commit = $0 { .retry } else { nil } }
        #expect(reason?.status == .unavailable)
        #expect(world.now >= .seconds(5) && world.now < .seconds(7))
    }

    @Test func brokersThatAnswerAgainAreNoReasonToStop() {
        var world = LoopWorld(.init(partitions: 1, end: 1, patience: .seconds(5), firstPause: .milliseconds(50)))
        world.loop.silent(LoopWorld.error, at: .zero)
        var probes = 0
        let reason = world.stopReason { action in
            // Nothing comes; only the question is answered in the end.
            if case .poll = action, probes < 4 { return .pass }
            guard case .probe = action else { return nil }
            probes += 1
            return probes < 4 ? .retry : .succeed
        }
        #expect(reason == nil)
        #expect(probes == 4)
    }
}

extension LoopWorld {
    /// Goes on with kind events, but for what `choose` decides, until all is committed or the loop gives up.
    fileprivate mutating func stopReason(choose: (Action) -> Move?) -> ServiceFailure? {
        for _ in 0..<10_000 {
            let action = loop.next(at: now)
            if case .stop(let failure) = action { return failure }
            if isComplete, loop.silence.since == nil { return nil }
            guard let move = choose(action) ?? kindMove(for: action) else { return nil }
            apply(move, to: action)
        }
        return nil
    }
}
