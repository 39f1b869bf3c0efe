/// A set of words, each with a number: which is the longest one that begins (or ends) here in the folded text?
///
/// A trie whose edges lie in one open-addressed table: one probe per code unit read, no allocation. Most places are
/// turned away by a gate before that.
struct WordTable: Sendable {
    /// Node, code unit and the node that they lead to, in 24, 16 and 24 bits: one load tells all. 0 where no edge is.
    private var edges: [UInt64] = []
    private var values: [Int32] = []
    private var mask: UInt64 = 0
    /// The code units that begin a word.
    private let starts: CodeSet
    /// Open for every word of the table.
    let gate: WordGate
    /// Hashes of the letters that each Latin word begins with, up to the first other sign (`twenty` of `twenty-one`).
    let latinHeads: Set<UInt32>
    private let backward: Bool

    /// - Parameters:
    ///   - backward: words are matched from their last unit to the first.
    init(_ words: [(word: [UInt16], value: Int32)], backward: Bool = false) {
        self.backward = backward
        let read = words.filter { !$0.word.isEmpty }.map { backward ? $0.word.reversed() : $0.word }
        starts = CodeSet(read.map { $0[0] })
        gate = WordGate(read, closesWords: !backward)
        latinHeads = Set(read.filter { NumberGlyph.isLetter($0[0]) }.map { WordTable.latinHead(of: $0, from: 0).hash })
        var children: [UInt64: UInt64] = [:]
        // Most units of a word are its own, the first ones apart.
        children.reserveCapacity(read.reduce(0) { $0 + $1.count } / 2)
        var order: [UInt64] = []
        values = [-1]
        for (word, value) in zip(read, words.lazy.filter { !$0.word.isEmpty }.map(\.value)) {
            var node: UInt64 = 0
            for unit in word {
                let key = WordTable.key(node, unit)
                if let next = children[key] {
                    node = next
                } else {
                    values.append(-1)
                    let next = UInt64(values.count - 1)
                    children[key] = next
                    order.append(key << WordTable.nodeBits | next)
                    node = next
                }
            }
            values[Int(node)] = value
        }
        precondition(values.count < 1 << WordTable.nodeBits, "more nodes than an edge can name")
        freeze(order)
    }

    private static let nodeBits: UInt64 = 24

    @inline(__always)
    private static func key(_ node: UInt64, _ unit: UInt16) -> UInt64 { node << 16 | UInt64(unit) }

    private mutating func freeze(_ order: [UInt64]) {
        var size: UInt64 = 16
        while size < UInt64(order.count) * 2 { size *= 2 }
        mask = size - 1
        edges = [UInt64](repeating: 0, count: Int(size))
        for edge in order {
            var slot = WordTable.hash(edge >> WordTable.nodeBits) & mask
            while edges[Int(slot)] != 0 { slot = (slot + 1) & mask }
            edges[Int(slot)] = edge
        }
    }

    @inline(__always)
    private static func hash(_ key: UInt64) -> UInt64 { (key &* 0x9E37_79B9_7F4A_7C15) >> 20 }

    /// The node that `unit` leads to, which is never 0; nil for none.
    @inline(__always)
    private func child(_ node: UInt64, _ unit: UInt16) -> UInt64? {
        let key = WordTable.key(node, unit)
        var slot = WordTable.hash(key) & mask
        while true {
            let edge = edges[Int(slot)]
            if edge == 0 { return nil }
            if edge >> WordTable.nodeBits == key { return edge & (1 << WordTable.nodeBits - 1) }
            slot = (slot + 1) & mask
        }
    }

    /// The run of letters from `start` on: where it ends, and its hash. No word of the table begins at `start`, where no
    /// letter stands before, unless one has this head.
    @inline(__always)
    static func latinHead(of text: [UInt16], from start: Int) -> (end: Int, hash: UInt32) {
        var hash = FormHash()
        var end = start
        while end < text.count, NumberGlyph.isLetter(text[end]) {
            hash.add(text[end])
            end += 1
        }
        return (end, hash.value)
    }

    /// Whether any word begins (ends, if backward) with this unit.
    @inline(__always)
    func mayStart(_ unit: UInt16) -> Bool { starts.contains(unit) }

    /// Whether a word may begin at `position`: wherever one does, and seldom elsewhere.
    @inline(__always)
    func mayBegin(in text: [UInt16], at position: Int) -> Bool {
        position >= 0 && position < text.count && starts.contains(text[position])
            && gate.mayBegin(in: text, at: position)
    }

    /// The longest word that begins at `position`; a Latin word must end at a word's boundary.
    func longest(in text: [UInt16], from position: Int) -> (end: Int, value: Int32)? {
        mayBegin(in: text, at: position) ? walk(text, from: position) : nil
    }

    private func walk(_ text: [UInt16], from position: Int) -> (end: Int, value: Int32)? {
        var node: UInt64 = 0
        var found: (Int, Int32)?
        var at = position
        while at < text.count, let next = child(node, text[at]) {
            node = next
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
        guard position > floor, position <= text.count, floor >= 0, starts.contains(text[position - 1]),
            gate.mayEnd(in: text, before: position)
        else { return nil }
        return walk(text, back: position, to: floor)
    }

    private func walk(_ text: [UInt16], back position: Int, to floor: Int) -> (start: Int, value: Int32)? {
        var node: UInt64 = 0
        var found: (Int, Int32)?
        var at = position
        while at > floor, let next = child(node, text[at - 1]) {
            node = next
            at -= 1
            let value = values[Int(node)]
            if value >= 0, at == 0 || !(NumberGlyph.isLetter(text[at - 1]) && NumberGlyph.isLetter(text[at])) {
                found = (at, value)
            }
        }
        return found
    }
}
