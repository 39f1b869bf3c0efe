internal import Foundation

/// A grammar of generated text: `[name]` begins a list of alternatives, one a line.
///
/// `{name}` in one of them is replaced by an alternative of that list, or by a number that is drawn anew: `{n}` 2–999,
/// `{n2}` 2–99, `{f}` 1.1–99.9, `{k}` 1000–9999, `{year}`, `{month}`, `{date}`. Lines that begin with # are remarks.
struct Grammar {
    /// What the reader must find again.
    enum Counted: Int, CaseIterable {
        case company, money, percent, day

        /// The lists whose alternatives are one of it each.
        var lists: [String] {
            switch self {
            case .company: ["company", "broker"]
            case .money: ["money", "price"]
            case .percent: ["percent"]
            case .day: ["day"]
            }
        }
    }

    private enum Number { case small, two, decimal, thousands, year, month, date }
    private enum Piece {
        case text([UInt8])
        case number(Number)
        case list(Int)
    }

    struct Failure: Error, CustomStringConvertible { let description: String }

    private var names: [String: Int] = [:]
    private var lists: [[[Piece]]] = []
    private var counted: [Int: Counted] = [:]

    init(path: String) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Failure(description: "\(path): cannot be read")
        }
        let lines = String(decoding: data, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("#") }
        for line in lines where Self.isHeading(line) {
            names[String(line.dropFirst().dropLast())] = lists.count
            lists.append([])
        }
        for value in Counted.allCases {
            for list in value.lists.compactMap({ names[$0] }) { counted[list] = value }
        }
        var current: Int?
        for line in lines {
            if Self.isHeading(line) {
                current = names[String(line.dropFirst().dropLast())]
            } else if let current {
                lists[current].append(try pieces(of: line, path))
            }
        }
        if let empty = names.first(where: { lists[$0.value].isEmpty }) {
            throw Failure(description: "\(path): [\(empty.key)] is empty")
        }
    }

    /// `[經濟中心／綜合報導]` is text, `[company]` a heading.
    private static func isHeading(_ line: Substring) -> Bool {
        line.hasPrefix("[") && line.hasSuffix("]") && line.utf8.allSatisfy { $0 < 0x80 }
    }

    private func pieces(of line: Substring, _ path: String) throws -> [Piece] {
        var pieces: [Piece] = []
        for (place, part) in line.split(separator: "{", omittingEmptySubsequences: false).enumerated() {
            if place == 0 {
                pieces.append(.text(Array(part.utf8)))
                continue
            }
            let halves = part.split(separator: "}", maxSplits: 1, omittingEmptySubsequences: false)
            guard halves.count == 2, let piece = piece(String(halves[0])) else {
                throw Failure(description: "\(path): {\(part) is no list")
            }
            pieces.append(piece)
            pieces.append(.text(Array(halves[1].utf8)))
        }
        return pieces
    }

    private func piece(_ name: String) -> Piece? {
        switch name {
        case "n": .number(.small)
        case "n2": .number(.two)
        case "f": .number(.decimal)
        case "k": .number(.thousands)
        case "year": .number(.year)
        case "month": .number(.month)
        case "date": .number(.date)
        default: names[name].map { .list($0) }
        }
    }

    /// Appends one alternative of the list `name`, all its parts drawn.
    func write(_ name: String, to text: inout [UInt8], _ random: inout SplitMix, _ counts: inout [Int]) {
        guard let list = names[name] else { return }
        write(list, to: &text, &random, &counts)
    }

    private func write(_ list: Int, to text: inout [UInt8], _ random: inout SplitMix, _ counts: inout [Int]) {
        if let value = counted[list] { counts[value.rawValue] += 1 }
        for piece in lists[list][random.below(lists[list].count)] {
            switch piece {
            case .text(let bytes): text += bytes
            case .list(let other): write(other, to: &text, &random, &counts)
            case .number(let number): write(number, to: &text, &random)
            }
        }
    }

    private func write(_ number: Number, to text: inout [UInt8], _ random: inout SplitMix) {
        func decimal(_ value: Int) { text += Array(String(value).utf8) }
        switch number {
        case .small: decimal(2 + random.below(998))
        case .two: decimal(2 + random.below(98))
        case .thousands: decimal(1_000 + random.below(9_000))
        case .year: decimal(2_023 + random.below(6))
        case .month: decimal(1 + random.below(12))
        case .date: decimal(1 + random.below(28))
        case .decimal:
            decimal(1 + random.below(99))
            text.append(0x2E)
            decimal(1 + random.below(9))
        }
    }
}

/// Steele, Lea and Flood's SplitMix64: the same numbers everywhere.
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }

    /// 0 ..< bound; the bias of the remainder does not matter here.
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
