/// All words of the rules in one trie over folded code units, so that a text is read once whatever their number.
///
/// Its edges lie in one open-addressed table: one probe a code unit, no array per node.
struct WordTrie: Sendable {
    /// By node: the id of the word that ends there, or −1.
    private var words: [Int32] = [-1]
    private var edges = [Edge](repeating: Edge(), count: 1024)

    /// What a step asks of an edge, together, since the table does not fit the nearest cache.
    private struct Edge {
        /// Node and code unit, packed and raised by one; 0 is a free slot.
        var key: UInt64 = 0
        var target: Int32 = -1
    }
    /// One bit for each pair of first code units, by a hash of it: it fits the nearest cache, where the edges do not, and
    /// most places begin no word.
    private var pairs = [UInt64](repeating: 0, count: WordTrie.pairBits >> 6)
    private static let pairBits = 1 << 17
    /// One bit for each code unit that is a word by itself.
    private var singles = [UInt64](repeating: 0, count: 65_536 >> 6)

    /// Child of the root by code unit: the root is left on almost every position, so it is the one that must be fast.
    private var first = [Int32](repeating: -1, count: 65_536)

    init() {}

    /// Adds a word, or finds the id under which it was added before.
    mutating func insert(_ word: [UInt16], id: Int32) -> Int32 {
        var node = 0
        if word.count > 1 {
            let bit = Self.pairBit(word[0], word[1])
            pairs[bit >> 6] |= 1 << UInt64(bit & 63)
        } else if let unit = word.first {
            singles[Int(unit) >> 6] |= 1 << UInt64(unit & 63)
        }
        for unit in word { node = child(of: node, unit) ?? addChild(to: node, unit) }
        if words[node] < 0 { words[node] = id }
        return words[node]
    }

    /// The longest word that starts at `position` and ends at or before `limit`, on word boundaries where it is Latin.
    @inline(__always)
    func longest(in folded: [UInt16], at position: Int, limit: Int) -> (word: Int, end: Int)? {
        let head = folded[position]
        if Self.isLatin(head), position > 0, Self.isLatin(folded[position - 1]) { return nil }
        return mayBegin(in: folded, at: position, limit: limit) ? walk(folded, from: position, limit: limit) : nil
    }

    /// Whether a word may start at `position` and end at or before `limit`: wherever one does, and seldom elsewhere.
    @inline(__always)
    func mayBegin(in folded: [UInt16], at position: Int, limit: Int) -> Bool {
        let head = folded[position]
        return position + 1 < limit && mayGoOn(head, folded[position + 1])
            || singles[Int(head) >> 6] >> UInt64(head & 63) & 1 != 0
    }

    private func walk(_ folded: [UInt16], from position: Int, limit: Int) -> (word: Int, end: Int)? {
        var node = Int(first[Int(folded[position])])
        guard node >= 0 else { return nil }
        var found: (word: Int, end: Int)?
        var end = position + 1
        if words[node] >= 0, isBoundary(folded, end) { found = (Int(words[node]), end) }
        guard end < limit, mayGoOn(folded[position], folded[end]), let next = child(of: node, folded[end]) else {
            return found
        }
        node = next
        end += 1
        while true {
            let word = words[node]
            if word >= 0, isBoundary(folded, end) { found = (Int(word), end) }
            guard end < limit, let next = child(of: node, folded[end]) else { return found }
            node = next
            end += 1
        }
    }

    private static func pairBit(_ first: UInt16, _ second: UInt16) -> Int {
        let key = UInt32(first) << 16 | UInt32(second)
        return Int((key &* 0x9E37_79B1) >> 15)
    }

    /// False where no word begins with the two.
    @inline(__always)
    func mayGoOn(_ first: UInt16, _ second: UInt16) -> Bool {
        let bit = Self.pairBit(first, second)
        return pairs[bit >> 6] >> UInt64(bit & 63) & 1 != 0
    }

    private func isBoundary(_ folded: [UInt16], _ end: Int) -> Bool {
        end >= folded.count || !Self.isLatin(folded[end]) || !Self.isLatin(folded[end - 1])
    }

    static func isLatin(_ unit: UInt16) -> Bool {
        (0x61...0x7A).contains(unit) || (0xDF...0x24F).contains(unit)
    }

    private static func key(_ node: Int, _ unit: UInt16) -> UInt64 { (UInt64(node) << 16 | UInt64(unit)) + 1 }

    private func slot(of key: UInt64) -> Int {
        var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & (edges.count - 1)
        while edges[slot].key != 0, edges[slot].key != key { slot = (slot + 1) & (edges.count - 1) }
        return slot
    }

    /// The word that ends at `node`, or −1.
    func word(at node: Int) -> Int { Int(words[node]) }

    /// The node under `node` (0 is the root) along `unit`.
    func child(of node: Int, _ unit: UInt16) -> Int? {
        let target = node == 0 ? first[Int(unit)] : edges[slot(of: Self.key(node, unit))].target
        return target >= 0 ? Int(target) : nil
    }

    private mutating func addChild(to node: Int, _ unit: UInt16) -> Int {
        let new = words.count
        words.append(-1)
        if node == 0 {
            first[Int(unit)] = Int32(new)
        } else {
            if words.count * 2 >= edges.count { grow() }
            place(Edge(key: Self.key(node, unit), target: Int32(new)))
        }
        return new
    }

    private mutating func place(_ edge: Edge) { edges[slot(of: edge.key)] = edge }

    private mutating func grow() {
        let old = edges
        edges = Array(repeating: Edge(), count: old.count * 2)
        for edge in old where edge.key != 0 { place(edge) }
    }
}
