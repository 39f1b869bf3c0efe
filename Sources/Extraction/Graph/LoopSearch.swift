/// Finds every way round: parties of which each pays the next, and the last the first.
///
/// Shortest first: all loops of 2 parties, then of 3, … Each length is a depth-first search from every party over parties
/// behind it in order, so that a loop is met once, from its first party; a branch ends where the way back is longer than
/// what is left (breadth-first distances; after Johnson, "Finding All the Elementary Circuits of a Directed Graph",
/// 1975, with a bound on the length instead of blocking). Work and results are bounded: loops can be exponentially many.
public struct LoopSearch: Sendable {
    public struct Limits: Sendable {
        /// Parties in a loop at most: a longer one says little.
        public var parties = 8
        /// Loops at most: a page shows no more.
        public var loops = 1000
        /// Steps along an arrow at most: about a second.
        public var steps = 20_000_000

        public init() {}
    }

    public struct Result: Sendable, Equatable {
        /// Parties in order of the money, from the first of them in order.
        public var loops: [[Int]] = []
        /// Every loop of at most so many parties is there.
        public var completeUpTo = 0
    }

    private let next: [[Int]]
    private let previous: [[Int]]
    private let limits: Limits
    private var stepsLeft: Int
    private var path: [Int] = []
    private var onPath: [Bool]
    /// Steps from each party back to the start over parties not before it.
    private var wayBack: [Int]
    private var found = Result()

    private init(parties: Int, pairs: some Sequence<(Int, Int)>, limits: Limits) {
        var next = [[Int]](repeating: [], count: parties)
        var previous = next
        for (from, to) in pairs where from != to {
            next[from].append(to)
            previous[to].append(from)
        }
        self.next = next.map { Array(Set($0)).sorted() }
        self.previous = previous.map { Array(Set($0)).sorted() }
        self.limits = limits
        stepsLeft = limits.steps
        onPath = Array(repeating: false, count: parties)
        wayBack = Array(repeating: .max, count: parties)
    }

    /// - Parameters:
    ///   - parties: how many there are.
    ///   - pairs: who pays whom, as places in `0..<parties`; repeated pairs count once, those to oneself not at all.
    public static func loops(parties: Int, pairs: some Sequence<(Int, Int)>, limits: Limits = Limits()) -> Result {
        var search = LoopSearch(parties: parties, pairs: pairs, limits: limits)
        return search.run()
    }

    private mutating func run() -> Result {
        for length in stride(from: 2, through: min(limits.parties, next.count), by: 1) {
            for start in next.indices {
                measureWayBack(to: start, within: length)
                guard follow(start, start: start, left: length) else { return found }
            }
            found.completeUpTo = length
        }
        found.completeUpTo = limits.parties
        return found
    }

    /// Distances to `start`, breadth first against the arrows, as far as a loop of `length` can go.
    private mutating func measureWayBack(to start: Int, within length: Int) {
        for party in wayBack.indices { wayBack[party] = .max }
        wayBack[start] = 0
        var edge = [start]
        var distance = 0
        while !edge.isEmpty, distance < length {
            distance += 1
            var further: [Int] = []
            for party in edge {
                for payer in previous[party] where payer > start && wayBack[payer] == .max {
                    wayBack[payer] = distance
                    further.append(payer)
                }
            }
            edge = further
        }
    }

    /// Goes on from `party` with `left` steps to make. False when a bound is reached.
    private mutating func follow(_ party: Int, start: Int, left: Int) -> Bool {
        path.append(party)
        onPath[party] = true
        defer {
            path.removeLast()
            onPath[party] = false
        }
        if left == 1 {
            guard wayBack[party] == 1 else { return true }
            guard found.loops.count < limits.loops else { return false }
            found.loops.append(path)
            return true
        }
        for other in next[party] where other > start && !onPath[other] && wayBack[other] < left {
            guard stepsLeft > 0 else { return false }
            stepsLeft -= 1
            guard follow(other, start: start, left: left - 1) else { return false }
        }
        return true
    }
}
