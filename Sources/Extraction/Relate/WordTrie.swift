/// All words of the rules in one trie over folded code units, so that a text is read once whatever their number.
///
/// A node that was added right after its parent is found without a search: the end of nearly every word is such a chain,
/// read in order. All other edges lie in one open-addressed table, those of the second code unit by the pair, so that
/// a walk begins there.
struct WordTrie: Sendable {
    /// By node: the id of the word that ends there, or −1.
    private var words: [Int32] = [-1]
    private var nodes = [Node(unit: 0, followsParent: false)]
    private var edges = [Edge](repeating: .none, count: 1024)
    private var edgeCount = 0

    /// All that a step asks of a node.
    private struct Node {
        let unit: UInt16
        /// Its parent is the node before it.
        let followsParent: Bool
        var endsWord = false
        /// Some children are in the table of edges.
        var hasEdges = false
    }

    /// In one machine word, since the table does not fit the nearest cache.
    private struct Edge {
        private let bits: UInt64
        private static let nodeBits: UInt64 = 24

        /// A free slot: no edge of the table comes from the root.
        static let none = Edge(key: 0, target: 0)

        init(key: UInt64, target: Int) {
            precondition(target >> Int(Edge.nodeBits - 1) == 0, "too many words for one trie")
            bits = key << Edge.nodeBits | UInt64(target)
        }

        /// Where it comes from and its code unit.
        static func key(_ node: Int, _ unit: UInt16) -> UInt64 { UInt64(node) << 16 | UInt64(unit) }

        /// The same for a second code unit, by the first: no node has such a number.
        static func key(_ first: UInt16, _ second: UInt16) -> UInt64 {
            1 << (nodeBits + 15) | UInt64(first) << 16 | UInt64(second)
        }

        var key: UInt64 { bits >> Edge.nodeBits }
        var target: Int { Int(bits & (1 << Edge.nodeBits - 1)) }
        var isFree: Bool { bits == 0 }
    }

    /// One bit for each pair of first code units, by a hash of it: it fits the nearest cache, where the edges do not, and
    /// most places begin no word.
    private var pairs = [UInt64](repeating: 0, count: WordTrie.pairBits >> 6)
    private static let pairBits = 1 << 17
    /// One bit for each code unit that is a word by itself.
    private var singles = [UInt64](repeating: 0, count: 65_536 >> 6)
    /// One bit for the first four code units of each word, or for the whole of a shorter one, by a hash of them: most
    /// places that begin as a word does go on otherwise, and few of them are worth a walk.
    private var heads = [UInt64](repeating: 0, count: 1 << (WordTrie.headBits - 6))
    private static let headBits: UInt64 = 19
    private static let headUnits = 4

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
        let bit = Self.headBit(word.prefix(Self.headUnits).reduce(0) { $0 << 16 | UInt64($1) })
        heads[bit >> 6] |= 1 << UInt64(bit & 63)
        for unit in word { node = child(of: node, unit) ?? addChild(to: node, unit) }
        if words[node] < 0 {
            words[node] = id
            nodes[node].endsWord = true
        }
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
            && holdsHead(folded, from: position, limit: limit)
            || singles[Int(head) >> 6] >> UInt64(head & 63) & 1 != 0
    }

    /// A word of two or three units counts only where no letter goes on from it.
    private func holdsHead(_ folded: [UInt16], from position: Int, limit: Int) -> Bool {
        var head = UInt64(folded[position])
        var end = position + 1
        let last = min(limit, position + Self.headUnits)
        while end < last {
            head = head << 16 | UInt64(folded[end])
            end += 1
            let bit = Self.headBit(head)
            guard heads[bit >> 6] >> UInt64(bit & 63) & 1 != 0 else { continue }
            if end - position == Self.headUnits || end >= folded.count || !Self.isLetter(folded[end])
                || !Self.isLetter(folded[end - 1])
            {
                return true
            }
        }
        return false
    }

    private static func isLetter(_ unit: UInt16) -> Bool { (0x61...0x7A).contains(unit) }

    private static func headBit(_ head: UInt64) -> Int {
        Int(truncatingIfNeeded: (head &* 0x9E37_79B9_7F4A_7C15) >> (64 - headBits))
    }

    private func walk(_ folded: [UInt16], from position: Int, limit: Int) -> (word: Int, end: Int)? {
        var found: (word: Int, end: Int)?
        forEachWord(in: folded, from: position, limit: limit) { word, end in
            if isBoundary(folded, end) { found = (word, end) }
        }
        return found
    }

    /// All words that start at `position` and end at or before `limit`, from the shortest to the longest.
    @inline(__always)
    func forEachWord(in folded: [UInt16], from position: Int, limit: Int, _ take: (_ word: Int, _ end: Int) -> Void) {
        let head = folded[position]
        if singles[Int(head) >> 6] >> UInt64(head & 63) & 1 != 0 {
            take(Int(words[Int(first[Int(head)])]), position + 1)
        }
        guard position + 1 < limit, mayGoOn(head, folded[position + 1]) else { return }
        let edge = edges[slot(of: Edge.key(head, folded[position + 1]))]
        if edge.isFree { return }
        var node = edge.target
        var end = position + 2
        if nodes[node].endsWord { take(Int(words[node]), end) }
        while end < limit, let next = next(after: node, folded[end]) {
            node = next
            end += 1
            if nodes[node].endsWord { take(Int(words[node]), end) }
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

    @inline(__always)
    private func slot(of key: UInt64) -> Int {
        var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & (edges.count - 1)
        while !edges[slot].isFree, edges[slot].key != key { slot = (slot + 1) & (edges.count - 1) }
        return slot
    }

    /// The word that ends at `node`, or −1.
    func word(at node: Int) -> Int { Int(words[node]) }

    /// The node under `node` (0 is the root) along `unit`.
    func child(of node: Int, _ unit: UInt16) -> Int? {
        if node == 0 { return first[Int(unit)] >= 0 ? Int(first[Int(unit)]) : nil }
        guard isFirst(node) else { return next(after: node, unit) }
        let edge = edges[slot(of: Edge.key(nodes[node].unit, unit))]
        return edge.isFree ? nil : edge.target
    }

    /// Whether the node is a child of the root.
    private func isFirst(_ node: Int) -> Bool { Int(first[Int(nodes[node].unit)]) == node }

    /// The child of a node that is neither the root nor a child of it.
    @inline(__always)
    private func next(after node: Int, _ unit: UInt16) -> Int? {
        if node + 1 < nodes.count, nodes[node + 1].followsParent, nodes[node + 1].unit == unit { return node + 1 }
        guard nodes[node].hasEdges else { return nil }
        let edge = edges[slot(of: Edge.key(node, unit))]
        return edge.isFree ? nil : edge.target
    }

    private mutating func addChild(to node: Int, _ unit: UInt16) -> Int {
        let new = nodes.count
        let isSecond = node > 0 && isFirst(node)
        let followsParent = node > 0 && !isSecond && new == node + 1
        words.append(-1)
        nodes.append(Node(unit: unit, followsParent: followsParent))
        if node == 0 {
            first[Int(unit)] = Int32(new)
        } else if !followsParent {
            nodes[node].hasEdges = true
            edgeCount += 1
            if edgeCount * 2 > edges.count { grow() }
            let key = isSecond ? Edge.key(nodes[node].unit, unit) : Edge.key(node, unit)
            place(Edge(key: key, target: new))
        }
        return new
    }

    private mutating func place(_ edge: Edge) { edges[slot(of: edge.key)] = edge }

    private mutating func grow() {
        let old = edges
        edges = Array(repeating: .none, count: old.count * 2)
        for edge in old where !edge.isFree { place(edge) }
    }
}
