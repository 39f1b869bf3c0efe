import Testing

@testable import Extraction

@Suite struct LoopSearchTests {
    private static func limits(_ parties: Int, loops: Int = .max, steps: Int = .max) -> LoopSearch.Limits {
        var limits = LoopSearch.Limits()
        (limits.parties, limits.loops, limits.steps) = (parties, loops, steps)
        return limits
    }

    @Test(
        arguments: [
            ([], []),
            ([(0, 1), (1, 2)], []),
            ([(0, 0)], []),
            ([(0, 1), (1, 0)], [[0, 1]]),
            ([(0, 1), (0, 1), (1, 0)], [[0, 1]]),
            ([(2, 0), (0, 1), (1, 2)], [[0, 1, 2]]),
            ([(0, 1), (1, 0), (1, 2), (2, 1), (2, 0)], [[0, 1], [1, 2], [0, 1, 2]]),
            ([(0, 1), (1, 2), (2, 3), (3, 0)], []),
        ] as [([(Int, Int)], [[Int]])])
    func loopsOfAtMostThreePartiesComeOnceShortestFirst(_ pairs: [(Int, Int)], _ loops: [[Int]]) {
        let found = LoopSearch.loops(parties: 4, pairs: pairs, limits: Self.limits(3))
        #expect(found.loops == loops)
        #expect(found.completeUpTo == 3)
    }

    /// Every ordered choice of parties is tried.
    private static func naive(_ parties: Int, _ pairs: [(Int, Int)], upTo length: Int) -> Set<[Int]> {
        let edges = Set(pairs.map { [$0.0, $0.1] })
        var found: Set<[Int]> = []
        func extend(_ path: [Int]) {
            if path.count > 1, edges.contains([path[path.count - 1], path[0]]) { found.insert(path) }
            guard path.count < length else { return }
            for other in (path[0] + 1)..<max(parties, path[0] + 1)
            where !path.contains(other) && edges.contains([path[path.count - 1], other]) {
                extend(path + [other])
            }
        }
        for start in 0..<parties { extend([start]) }
        return found
    }

    @Test(arguments: 0..<200) func theSearchAgreesWithTryingEveryPath(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let parties = Int.random(in: 1...7, using: &random)
        let pairs = (0..<Int.random(in: 0...20, using: &random)).map { _ in
            (Int.random(in: 0..<parties, using: &random), Int.random(in: 0..<parties, using: &random))
        }
        let length = Int.random(in: 2...7, using: &random)
        let found = LoopSearch.loops(parties: parties, pairs: pairs, limits: Self.limits(length))
        #expect(Set(found.loops) == Self.naive(parties, pairs, upTo: length))
        #expect(Set(found.loops).count == found.loops.count)
        #expect(found.loops.map(\.count) == found.loops.map(\.count).sorted())
    }

    @Test func aDenseNetworkEndsAtItsBoundAndSaysHowFarItIsComplete() {
        let pairs = (0..<40).flatMap { from in (0..<40).map { (from, $0) } }
        let byLoops = LoopSearch.loops(parties: 40, pairs: pairs, limits: Self.limits(8, loops: 1000))
        #expect(byLoops.loops.count == 1000)
        #expect(byLoops.completeUpTo == 2)
        let bySteps = LoopSearch.loops(parties: 40, pairs: pairs, limits: Self.limits(8, steps: 5000))
        #expect(bySteps.completeUpTo == 2)
        #expect(bySteps.loops.count < 5000)
    }
}
