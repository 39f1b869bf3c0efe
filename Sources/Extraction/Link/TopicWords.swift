/// Tells whom a text names only for what they are to the firm that it goes on about: 大股东…, …领投, `led by …`.
struct TopicWords: Sendable {
    /// What stands before, at the end of and behind such a name.
    private let before: WordList
    private let inside: WordList
    private let after: WordList
    /// 在, 与, 向: whoever stands behind, alone, is no subject.
    private let marks: WordList

    init(_ words: LinkWords) {
        before = words["topic_not_before"]
        inside = words["topic_not"]
        after = words["topic_not_after"]
        marks = words["topic_mark"]
    }

    /// The names among `named`, which are in order of position, that the text may go on about: none that is told so, nor
    /// one in a list with such.
    func topical<Name>(_ named: [Name], in text: Text, span: (Name) -> Span) -> [Name] {
        let spans = named.map(span)
        var isOther = spans.map { isAside($0, text) }
        for place in spans.indices where !isOther[place] {
            guard let mark = text.first(of: marks, endingAt: spans[place].lowerBound) else { continue }
            let start = spans[place].lowerBound - mark.count
            // 腾讯与三星 are one list.
            isOther[place] = place == 0 || spans[place - 1].upperBound != start
        }
        let pairs = isOther.indices.dropLast()
        for place in pairs where isOther[place] && TopicWords.areListed(spans[place], spans[place + 1], text) {
            isOther[place + 1] = true
        }
        for place in pairs.reversed()
        where isOther[place + 1] && TopicWords.areListed(spans[place], spans[place + 1], text) {
            isOther[place] = true
        }
        return named.indices.filter { !isOther[$0] }.map { named[$0] }
    }

    /// Told only for what it is to another: 老股东…, …领投.
    func isAside(_ name: Span, _ text: Text) -> Bool {
        text.first(of: before, endingAt: name.lowerBound) != nil
            || text.first(of: inside, endingAt: name.upperBound) != nil
            || text.first(of: after, at: name.upperBound) != nil
    }

    /// Nothing but the signs and words of a list between the two.
    static func areListed(_ left: Span, _ right: Span, _ text: Text) -> Bool {
        let start = left.upperBound, end = right.lowerBound
        guard start < end, end - start <= 6 else { return false }
        return joints.contains(Array(text.folded[start..<end]))
    }

    private static let joints: Set<[UInt16]> = Set(
        ["、", "和", "与", "及", " and ", ", ", ", and "].map { Array($0.utf16) })
}
