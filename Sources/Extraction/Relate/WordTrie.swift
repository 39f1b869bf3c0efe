/// All words of the rules in one trie over folded code units, so that a text is read once whatever their number.
struct WordTrie: Sendable {
    private struct Node: Sendable {
        var labels: [UInt16] = []
        var children: [Int32] = []
        var word: Int32 = -1
    }

    private var nodes = [Node()]
    /// Child of the root by code unit: the root is left on almost every position, so it is the one that must be fast.
    private var first = [Int32](repeating: -1, count: 65_536)

    init() {}

    /// Adds a word, or finds the id under which it was added before.
    mutating func insert(_ word: [UInt16], id: Int32) -> Int32 {
        var node = 0
        for unit in word { node = child(of: node, unit) ?? addChild(to: node, unit) }
        if nodes[node].word < 0 { nodes[node].word = id }
        return nodes[node].word
    }

    /// The longest word that starts at `position` and ends at or before `limit`, on word boundaries where it is Latin.
    func longest(in folded: [UInt16], at position: Int, limit: Int) -> (word: Int, end: Int)? {
        var node = Int(first[Int(folded[position])])
        guard node >= 0 else { return nil }
        if Self.isLatin(folded[position]), position > 0, Self.isLatin(folded[position - 1]) { return nil }
        var found: (word: Int, end: Int)?
        var end = position + 1
        while true {
            let word = nodes[node].word
            if word >= 0, isBoundary(folded, end) { found = (Int(word), end) }
            guard end < limit, let next = child(of: node, folded[end]) else { return found }
            node = next
            end += 1
        }
    }

    private func isBoundary(_ folded: [UInt16], _ end: Int) -> Bool {
        end >= folded.count || !Self.isLatin(folded[end]) || !Self.isLatin(folded[end - 1])
    }

    static func isLatin(_ unit: UInt16) -> Bool {
        (0x61...0x7A).contains(unit) || (0xDF...0x24F).contains(unit)
    }

    private func child(of node: Int, _ unit: UInt16) -> Int? {
        if node == 0 { return first[Int(unit)] >= 0 ? Int(first[Int(unit)]) : nil }
        var low = 0
        var high = nodes[node].labels.count
        while low < high {
            let middle = (low + high) / 2
            if nodes[node].labels[middle] < unit { low = middle + 1 } else { high = middle }
        }
        guard low < nodes[node].labels.count, nodes[node].labels[low] == unit else { return nil }
        return Int(nodes[node].children[low])
    }

    private mutating func addChild(to node: Int, _ unit: UInt16) -> Int {
        let new = nodes.count
        nodes.append(Node())
        if node == 0 {
            first[Int(unit)] = Int32(new)
        } else {
            let place = nodes[node].labels.firstIndex { $0 > unit } ?? nodes[node].labels.count
            nodes[node].labels.insert(unit, at: place)
            nodes[node].children.insert(Int32(new), at: place)
        }
        return new
    }
}
