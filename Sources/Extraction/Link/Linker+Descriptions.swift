/// What a text goes on to call a firm by: `the iPhone maker`, `the German company`, `the Amsterdam-based group`.
extension Linker {
    /// Most words between `the` and the one that says what the firm is.
    private static let longestDescription = 5

    /// A description at the head of a clause, where it is the subject; none that is named right after (`the carmaker
    /// Ford`) or that says itself that somebody else is meant (`the research firm`).
    func description(at position: Int) -> Span? {
        guard text.first(of: words["the_en"], at: position) != nil, opensClause(position) || isObject(position) else {
            return nil
        }
        let heads = words["company_head_en"], others = words["company_other_en"]
        let names = LatinNames(text: text)
        var start = position + 4
        for count in 0...Linker.longestDescription {
            let end = names.wordEnd(from: start, limit: text.count)
            guard end > start else { return nil }
            if isWhole(heads, start..<end) {
                return count > 0 && !isNamedNext(end) ? position..<end : nil
            }
            // `The board expanded the company` is no description.
            if isWhole(others, start..<end) || text.has(Linker.the, at: start) { return nil }
            if text.code(at: end) == 0x20 {
                start = end + 1
            } else if isHome(from: end + 2, after: end) {
                start = end + 2
            } else {
                return nil
            }
        }
        return nil
    }

    /// `the San Diego, California-based company`
    private func isHome(from start: Int, after end: Int) -> Bool {
        guard text.code(at: end) == 0x2C, text.code(at: end + 1) == 0x20 else { return false }
        let next = LatinNames(text: text).wordEnd(from: start, limit: text.count)
        return text.has(Linker.based, endingAt: next)
    }

    private static let based = Fold.folded("-based")
    private static let the = Fold.folded("the ")

    /// `put $150 million into the Amsterdam-based company`
    func isObject(_ position: Int) -> Bool { text.first(of: words["object_before_en"], endingAt: position) != nil }

    /// The firm whose product stands right before the last word of a description: `the ChatGPT maker`.
    func owner(before head: Int) -> Int32? {
        let place = place(after: head - 2)
        guard place < candidates.count, candidates[place].span.upperBound == head - 1,
            text.first(of: words["owner_head_en"], at: head) != nil
        else { return nil }
        return catalogue.number(id: entity(candidates[place].entity).parent)
    }

    private func isWhole(_ list: WordList, _ span: Span) -> Bool {
        list.longest(in: text, at: span.lowerBound)?.count == span.count
    }

    private func opensClause(_ position: Int) -> Bool {
        if position == 0 || text.code(at: position - 1) == 0x0A { return true }
        let before = text.code(at: position - 1)
        if before == 0x22 || before == 0x201C { return true }
        if text.first(of: words["shares_of"], endingAt: position) != nil { return true }
        guard before == 0x20 else { return false }
        let end = position - 1
        if !text.isWord(at: end - 1) { return true }
        var start = end
        while start > 0, text.isWord(at: start - 1) { start -= 1 }
        return isWhole(words["firm_before"], start..<end)
    }

    /// A name or an office follows: it is whose the firm is, not the firm.
    private func isNamedNext(_ end: Int) -> Bool {
        guard text.code(at: end) == 0x20 else { return false }
        if Shape.isCapitalised(text, end + 1) { return true }
        let word = LatinNames(text: text).wordEnd(from: end + 1, limit: text.count)
        return isWhole(words["company_not_after_en"], end + 1..<word)
            || isWhole(words["company_head_en"], end + 1..<word)
    }
}
