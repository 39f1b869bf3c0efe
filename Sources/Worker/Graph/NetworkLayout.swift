internal import Foundation

/// Places of parties on a page: those with common arrows near each other, none upon another.
///
/// Fruchterman and Reingold, "Graph Drawing by Force-directed Placement" (1991), from a circle in order of the parties,
/// so that the same network is drawn the same way. Quadratic in the parties, so their number is bounded by the caller.
struct NetworkLayout {
    struct Point: Equatable {
        var x: Double
        var y: Double
    }

    private static let rounds = 300
    /// Pull to the middle, of a distance: keeps parts without an arrow between them together.
    private static let gravity = 0.35

    /// In `0...width` and `0...height`.
    let points: [Point]

    init(parties: Int, pairs: [(Int, Int)], width: Double, height: Double) {
        let ideal = (width * height / Double(max(parties, 1))).squareRoot() * 0.8
        var places = (0..<parties).map { place -> Point in
            let angle = 2 * Double.pi * Double(place) / Double(max(parties, 1))
            return Point(x: width / 2 * (1 + 0.8 * cos(angle)), y: height / 2 * (1 + 0.8 * sin(angle)))
        }
        for round in 0..<Self.rounds where parties > 1 {
            let heat = width / 10 * (1 - Double(round) / Double(Self.rounds))
            let moves = Self.forces(places, pairs, ideal)
            for place in places.indices {
                let x = moves[place].x + (width / 2 - places[place].x) * Self.gravity
                let y = moves[place].y + (height / 2 - places[place].y) * Self.gravity
                let length = max((x * x + y * y).squareRoot(), 1e-9)
                places[place].x += x * min(length, heat) / length
                places[place].y += y * min(length, heat) / length
            }
        }
        points = Self.filling(places, width: width, height: height)
    }

    /// Stretched in both directions until the page is full.
    private static func filling(_ places: [Point], width: Double, height: Double) -> [Point] {
        func stretched(_ value: Double, _ all: [Double], to length: Double) -> Double {
            let (low, high) = (all.min() ?? 0, all.max() ?? 0)
            return high - low < 1 ? length / 2 : (value - low) / (high - low) * length
        }
        let (xs, ys) = (places.map(\.x), places.map(\.y))
        return places.map { Point(x: stretched($0.x, xs, to: width), y: stretched($0.y, ys, to: height)) }
    }

    /// Every two push each other away, those of an arrow also pull.
    private static func forces(_ places: [Point], _ pairs: [(Int, Int)], _ ideal: Double) -> [Point] {
        var moves = [Point](repeating: Point(x: 0, y: 0), count: places.count)
        func move(_ a: Int, _ b: Int, by strength: (Double) -> Double) {
            let (x, y) = (places[a].x - places[b].x, places[a].y - places[b].y)
            let distance = max((x * x + y * y).squareRoot(), 1)
            let force = strength(distance) / distance
            moves[a].x += x * force
            moves[a].y += y * force
            moves[b].x -= x * force
            moves[b].y -= y * force
        }
        for a in places.indices {
            for b in places.indices where b > a { move(a, b) { ideal * ideal / $0 } }
        }
        for (from, to) in pairs { move(from, to) { -$0 * $0 / (3 * ideal) } }
        return moves
    }
}
