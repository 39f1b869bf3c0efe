import Testing

@testable import Worker

@Suite struct NetworkLayoutTests {
    private static func layout(_ parties: Int, _ pairs: [(Int, Int)] = []) -> [NetworkLayout.Point] {
        NetworkLayout(parties: parties, pairs: pairs, width: 1000, height: 600).points
    }

    @Test(arguments: [0, 1, 2, 3, 24, 120]) func everyPartyHasAPlaceOfItsOwnOnThePage(parties: Int) {
        let points = Self.layout(parties, (1..<max(parties, 1)).map { ($0, $0 / 3) })
        #expect(points.count == parties)
        #expect(points.allSatisfy { (0...1000).contains($0.x) && (0...600).contains($0.y) })
        #expect(Set(points.map { [Int($0.x), Int($0.y)] }).count == parties)
    }

    @Test func partiesOfAnArrowAreNearerThanStrangers() {
        let points = Self.layout(8, [(0, 4), (4, 0)])
        func distance(_ a: Int, _ b: Int) -> Double {
            let (x, y) = (points[a].x - points[b].x, points[a].y - points[b].y)
            return (x * x + y * y).squareRoot()
        }
        #expect([1, 2, 3, 5, 6, 7].allSatisfy { distance(0, 4) < distance(0, $0) })
    }

    @Test func theSameNetworkIsDrawnTheSameWay() {
        #expect(Self.layout(30, [(1, 2), (5, 9)]) == Self.layout(30, [(1, 2), (5, 9)]))
    }
}
