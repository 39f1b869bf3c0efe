@testable import Worker

/// Depth-first through every state that a world can come to, each visited once.
struct Exploration {
    private(set) var states = 0
    private(set) var failure: String?
    private var seen: Set<Int> = []
    /// How each visited state was come to: the state before, and the move.
    private var origins: [(before: Int, move: LoopWorld.Move)] = []

    mutating func run(from first: LoopWorld) {
        var stack = [(world: first, origin: -1)]
        while let (world, origin) = stack.popLast(), failure == nil {
            // States are remembered by their hash: a collision, one in 10^7 here, would leave one out.
            guard seen.insert(world.hashValue).inserted else { continue }
            states += 1
            var asked = world
            let action = asked.loop.next(at: asked.now)
            let moves = asked.hasEnded ? [] : asked.moves(for: action)
            for move in moves {
                var next = asked
                next.apply(move, to: action)
                origins.append((origin, move))
                if let violation = next.violation { return fail(violation, origins.count - 1) }
                if next.isQuiet, !asked.isQuiet, let problem = next.problemWhenKind() {
                    return fail(problem, origins.count - 1)
                }
                stack.append((next, origins.count - 1))
            }
            if moves.isEmpty, let problem = asked.problemWhenKind() { return fail(problem, origin) }
        }
    }

    private mutating func fail(_ problem: String, _ last: Int) {
        var path: [LoopWorld.Move] = []
        var place = last
        while place >= 0 {
            path.append(origins[place].move)
            place = origins[place].before
        }
        failure = "\(problem) after \(path.reversed().map { "\($0)" }.joined(separator: " · "))"
    }
}

extension LoopWorld {
    /// Nothing more can go wrong.
    var isQuiet: Bool { faults == 0 && rebalances == 0 && stops == 0 && ticks == 0 }

    /// With nothing but kind events, after a restart if the process has ended, everything gets committed exactly once.
    func problemWhenKind() -> String? {
        var world = self
        for _ in 0..<2000 {
            if world.isComplete { return nil }
            let action = world.loop.next(at: world.now)
            if let move = world.hasEnded ? nil : world.kindMove(for: action) {
                world.apply(move, to: action)
                if let violation = world.violation { return "\(violation), of kind events alone" }
            } else {
                world.restart()
            }
        }
        return "not everything gets committed: \(world.committed)"
    }
}

/// One long way through a larger world, chosen at random from a seed.
struct RandomWalk {
    private var generator: SeededGenerator
    private var world: LoopWorld
    private(set) var failure: String?
    private(set) var commits = 0
    private(set) var aborts = 0
    private(set) var completions = 0
    private(set) var restarts = 0

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
        world = LoopWorld(Self.setup(&generator), seed: seed)
    }

    private static func setup(_ generator: inout SeededGenerator) -> LoopWorld.Setup {
        var setup = LoopWorld.Setup(partitions: Int.random(in: 1...4, using: &generator), end: 120)
        setup.markers = Set((0..<120).filter { _ in Int.random(in: 0..<6, using: &generator) == 0 })
        setup.low = Int64.random(in: 0...5, using: &generator)
        setup.commitRecords = Int.random(in: 1...20, using: &generator)
        setup.inflightRecords = Int.random(in: 2...30, using: &generator)
        setup.firstPause = .milliseconds(Int.random(in: 0...3, using: &generator))
        setup.patience = Bool.random(using: &generator) ? .milliseconds(300) : nil
        (setup.faults, setup.rebalances, setup.ticks, setup.stops) = (.max, .max, .max, .max)
        return setup
    }

    mutating func run(steps: Int) {
        for step in 0..<steps {
            let action = world.loop.next(at: world.now)
            if let move = world.hasEnded ? nil : choose(for: action) {
                count(action, move)
                world.apply(move, to: action)
            } else {
                restarts += 1
                world.restart()
            }
            if let violation = world.violation { return failure = "step \(step): \(violation)" }
            // Now and then nothing goes wrong for a while; then the log begins anew, in another world.
            if step % 5000 == 4999 {
                if let problem = world.problemWhenKind() {
                    return failure = "step \(step): \(problem)"
                }
                completions += 1
                world = LoopWorld(Self.setup(&generator), seed: UInt64(step))
            }
        }
    }

    private mutating func count(_ action: LoopWorld.Action, _ move: LoopWorld.Move) {
        if case .commit = action, move == .succeed { commits += 1 }
        if case .abort = action, move == .succeed { aborts += 1 }
    }

    /// Mostly what helps, so that the work gets somewhere between two faults.
    private mutating func choose(for action: LoopWorld.Action) -> LoopWorld.Move? {
        let moves = world.moves(for: action)
        guard !moves.isEmpty else { return nil }
        if Int.random(in: 0..<100, using: &generator) < 4 { return moves.randomElement(using: &generator) }
        let kind = moves.filter { $0.isKind }
        return (kind.isEmpty ? moves : kind).randomElement(using: &generator)
    }
}

extension LoopWorld.Move {
    var isKind: Bool {
        switch self {
        case .succeed, .record, .reachEnd, .pass, .finish, .dropAll, .dropNone, .assign: true
        default: false
        }
    }
}
