/// Names by their shape: what an organisation looks like that no catalogue has.
enum Shape {
    /// An organisation of the text itself: id `text:` and the folded name without its legal ending.
    static func organisation(_ text: Text, _ span: Span, kind: Entity.Kind = .company) -> Entity {
        let name = text.string(span)
        return Entity(id: "text:" + withoutLegalEnding(text.foldedString(span)), name: name, kind: kind)
    }

    private static let endings = [
        "股份有限公司", "有限责任公司", "有限公司", "股份公司", "公司", " incorporated", " inc.", " inc", " corporation", " corp.", " corp",
        " limited", " ltd.", " ltd", " plc", " llc", " co.",
    ]

    private static func withoutLegalEnding(_ name: String) -> String {
        for ending in endings where name.hasSuffix(ending) && name.count > ending.count + 1 {
            let short = name.dropLast(ending.count)
            return short.hasSuffix(",") ? String(short.dropLast()) : String(short)
        }
        return name
    }

    /// The Chinese name that ends at `end`: back to a sign, a word no name contains, or `limit` characters.
    /// - Parameter isLegal: a legal name, in which more characters may stand (`华为技术有限公司`).
    static func hanName(
        _ text: Text, endingAt end: Int, words: LinkWords, limit: Int = 14, isLegal: Bool = false
    ) -> Span? {
        let stops = isLegal ? words.characters("legal_stop") : words.characters("stop")
        let stopwords = isLegal ? words["legal_stopword"] : words["stopword"]
        var start = end
        while start > 0, end - start < limit, text.isHan(at: start - 1) || isInnerSign(text, start - 1) {
            if text.first(of: stopwords, endingAt: start) != nil { break }
            if stops.contains(text.folded[start - 1]) || isLegal && isDate(text, start - 1) { break }
            start -= 1
        }
        while start < end, !text.isHan(at: start) { start += 1 }
        return end - start >= 2 ? start..<end : nil
    }

    /// 日 of 14日约谈杭州星语科技有限公司.
    private static func isDate(_ text: Text, _ position: Int) -> Bool {
        [0x65E5, 0x6708, 0x5E74].contains(text.code(at: position)) && Latin.isDigit(text.code(at: position - 1))
    }

    /// A bracket inside a name: `万得(上海)`.
    private static func isInnerSign(_ text: Text, _ position: Int) -> Bool {
        let code = text.code(at: position)
        if code == 0x29 { return text.code(at: position - 3) == 0x28 || text.code(at: position - 4) == 0x28 }
        if code == 0x28 { return text.code(at: position + 3) == 0x29 || text.code(at: position + 4) == 0x29 }
        return false
    }

    /// The capitalised Latin words that end at `end`, at most six.
    static func latinName(_ text: Text, endingAt end: Int) -> Span? {
        var start = end
        var count = 0
        while count < 6 {
            var wordStart = start
            while wordStart > 0, Latin.isWord(text.folded[wordStart - 1]) || isInWord(text, wordStart - 1) {
                wordStart -= 1
            }
            guard wordStart < start, isCapitalised(text, wordStart) else { break }
            count += 1
            start = wordStart
            guard text.code(at: start - 1) == 0x20 || text.code(at: start - 1) == 0x26 else { break }
            var next = start - 1
            while [0x20, 0x26].contains(text.code(at: next - 1)) { next -= 1 }
            guard text.isWord(at: next - 1) || text.code(at: next - 1) == 0x2E, beginsCapital(text, wordEndingAt: next)
            else { break }
            start = next
        }
        var trimmed = start
        while trimmed < end, !text.isWord(at: trimmed) { trimmed += 1 }
        return count > 0 && end - trimmed >= 3 ? trimmed..<end : nil
    }

    private static func beginsCapital(_ text: Text, wordEndingAt end: Int) -> Bool {
        var start = end
        while start > 0, Latin.isWord(text.folded[start - 1]) || isInWord(text, start - 1) { start -= 1 }
        return isCapitalised(text, start)
    }

    private static func isInWord(_ text: Text, _ position: Int) -> Bool {
        let code = text.code(at: position)
        return (code == 0x2D || code == 0x2E || code == 0x27) && text.isWord(at: position - 1)
    }

    static func isCapitalised(_ text: Text, _ position: Int) -> Bool {
        position >= 0 && position < text.count && Latin.isCapital(text.scalars[position])
    }

    /// Length of a legal ending (`, Inc.`, ` Corp`) that follows at `position`; 0 when there is none.
    static func legalEnding(_ text: Text, at position: Int, words: LinkWords) -> Int {
        var start = position
        if text.code(at: start) == 0x2C { start += 1 }
        guard text.code(at: start) == 0x20, isCapitalised(text, start + 1) else { return 0 }
        let end = Latin.wordEnd(text.folded, from: start + 1)
        let list = words["legal_en"]
        guard list.heads.contains(text.code(at: start + 1)) else { return 0 }
        let ending = list.filter { text.has($0, at: start + 1) && start + 1 + $0.count >= end }
        return ending.map { start + 1 + $0.count - position }.max() ?? 0
    }
}
