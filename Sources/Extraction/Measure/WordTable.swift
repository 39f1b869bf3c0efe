/// A set of words, each with a number: which is the longest one that begins (or ends) here in the folded text?
///
/// A trie whose edges lie in one open-addressed table: one probe per code unit read, no allocation.
struct WordTable: Sendable {
    private var edges: [UInt64] = []
    private var targets: [Int32] = []
    private var values: [Int32] = []
    private var mask: UInt64 = 0
    /// One bit per code unit that begins a word.
    private var starts = [UInt64](repeating: 0, count: 1024)
    private let backward: Bool

    /// - Parameters:
    ///   - backward: words are matched from their last unit to the first.
    init(_ words: [(word: [UInt16], value: Int32)], backward: Bool = false) {
        self.backward = backward
        var children: [UInt64: Int32] = [:]
        var order: [(key: UInt64, target: Int32)] = []
        values = [-1]
        for (word, value) in words where !word.isEmpty {
            var node: Int32 = 0
            for unit in backward ? word.reversed() : word {
                let key = WordTable.key(node, unit)
                if let next = children[key] {
                    node = next
                } else {
                    values.append(-1)
                    let next = Int32(values.count - 1)
                    children[key] = next
                    order.append((key, next))
                    node = next
                }
            }
            values[Int(node)] = value
            let first = backward ? word[word.count - 1] : word[0]
            starts[Int(first >> 6)] |= 1 << UInt64(first & 63)
        }
        freeze(order)
    }

    private static func key(_ node: Int32, _ unit: UInt16) -> UInt64 {
        (UInt64(UInt32(bitPattern: node)) << 16 | UInt64(unit)) + 1
    }

    private mutating func freeze(_ order: [(key: UInt64, target: Int32)]) {
        var size: UInt64 = 16
        while size < UInt64(order.count) * 3 { size *= 2 }
        mask = size - 1
        edges = [UInt64](repeating: 0, count: Int(size))
        targets = [Int32](repeating: -1, count: Int(size))
        for (key, target) in order {
            var slot = WordTable.hash(key) & mask
            while edges[Int(slot)] != 0 { slot = (slot + 1) & mask }
            edges[Int(slot)] = key
            targets[Int(slot)] = target
        }
    }

    private static func hash(_ key: UInt64) -> UInt64 { (key &* 0x9E37_79B9_7F4A_7C15) >> 20 }

    private func child(_ node: Int32, _ unit: UInt16) -> Int32 {
        let key = WordTable.key(node, unit)
        var slot = WordTable.hash(key) & mask
        while true {
            let edge = edges[Int(slot)]
            if edge == key { return targets[Int(slot)] }
            if edge == 0 { return -1 }
            slot = (slot + 1) & mask
        }
    }

    /// Whether any word begins (ends, if backward) with this unit.
    func mayStart(_ unit: UInt16) -> Bool { starts[Int(unit >> 6)] >> UInt64(unit & 63) & 1 != 0 }

    /// The longest word that begins at `position`; a Latin word must end at a word's boundary.
    func longest(in text: [UInt16], from position: Int) -> (end: Int, value: Int32)? {
        guard position >= 0, position < text.count, mayStart(text[position]) else { return nil }
        var node: Int32 = 0
        var found: (Int, Int32)?
        var at = position
        while at < text.count {
            node = child(node, text[at])
            if node < 0 { break }
            at += 1
            let value = values[Int(node)]
            if value >= 0,
                at == text.count || !(NumberGlyph.isLetter(text[at]) && NumberGlyph.isAlphanumeric(text[at - 1]))
            {
                found = (at, value)
            }
        }
        return found
    }

    /// The longest word that ends just before `position` (of a backward table); a Latin word begins at a boundary.
    func longest(in text: [UInt16], endingAt position: Int, notBefore floor: Int) -> (start: Int, value: Int32)? {
        guard position > floor, position <= text.count, floor >= 0, mayStart(text[position - 1]) else { return nil }
        var node: Int32 = 0
        var found: (Int, Int32)?
        var at = position
        while at > floor {
            node = child(node, text[at - 1])
            if node < 0 { break }
            at -= 1
            let value = values[Int(node)]
            if value >= 0, at == 0 || !(NumberGlyph.isLetter(text[at - 1]) && NumberGlyph.isLetter(text[at])) {
                found = (at, value)
            }
        }
        return found
    }
}
