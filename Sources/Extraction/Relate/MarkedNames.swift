/// Firms that no catalogue has, in Chinese, told by what stands beside them: quotation marks or Latin letters behind a
/// noun for firms (创业公司「灵犀矩阵」, 储能系统商Voltwerk), a ticker in brackets (云鲸数科（301988）), or the mark of a share
/// under special treatment (ST新海).
struct MarkedNames {
    @Shared var book: Rulebook
    @Shared var hits: WordHits
    private let firmNoun: Int
    private let noName: Int

    init(book shared: Shared<Rulebook>, hits: Shared<WordHits>) {
        _book = shared
        _hits = hits
        firmNoun = shared.wrappedValue.known("firm-noun")
        noName = shared.wrappedValue.known("no-name")
    }

    private static let lengths = 2...8
    private static let signs: Set<UInt16> = [0x2C, 0x3002, 0x3A, 0x3B, 0x0A, 0x21, 0x3001, 0x20, 0x22, 0x201D, 0x300D]

    /// The mark that closes what `code` opens, if it opens anything.
    private static func closing(_ code: UInt16) -> UInt16? {
        switch code {
        case 0x300C: 0x300D
        case 0x300E: 0x300F
        case 0x201C: 0x201D
        case 0x22: 0x22
        default: nil
        }
    }

    /// The names in a sentence, in order of position.
    /// - Parameter title: one that was given beside the text.
    func names(in sentence: Span, _ text: Text, title: Text) -> [Span] {
        var found: [Span] = []
        for position in sentence {
            let code = text.folded[position]
            let name: Span?
            if let close = Self.closing(code) {
                name =
                    isFirm(endingAt: position, sentence, text) ? quoted(position + 1, close, sentence, text) : nil
            } else if code == 0x73, isSpecialTreatment(position, text) {
                name = position..<position + 4
            } else if code == 0x28 {
                name =
                    isTicker(position + 1, text)
                    ? han(endingAt: position, sentence, text) ?? recurring(endingAt: position, sentence, text, title)
                    : isNumber(position + 1, text) ? recurring(endingAt: position, sentence, text, title) : nil
            } else if Latin.isCapital(text.scalars[position]), text.isHan(at: position - 1) {
                name = isFirm(endingAt: position, sentence, text) ? latin(position, sentence, text) : nil
            } else {
                continue
            }
            if let name, name.lowerBound >= found.last?.upperBound ?? 0 { found.append(name) }
        }
        return found
    }

    /// What stands between the marks that open at `start`.
    func quoted(at start: Int, _ sentence: Span, _ text: Text) -> Span? {
        Self.closing(text.code(at: start)).flatMap { quoted(start + 1, $0, sentence, text) }
    }

    /// ST新海, *ST锦港: a share under special treatment, its two characters behind the mark.
    private func isSpecialTreatment(_ position: Int, _ text: Text) -> Bool {
        text.has([0x73, 0x74], at: position) && Latin.isCapital(text.scalars[position])
            && !text.isWord(at: position - 1)
            && text.isHan(at: position + 2) && text.isHan(at: position + 3)
    }

    /// A noun for firms, or whatever ends in 商 (储能系统商).
    private func isFirm(endingAt end: Int, _ sentence: Span, _ text: Text) -> Bool {
        text.code(at: end - 1) == Self.dealer || isFirmNoun(endingAt: end, sentence, text)
    }

    /// 商
    private static let dealer: UInt16 = 0x5546

    private func isFirmNoun(endingAt end: Int, _ sentence: Span, _ text: Text) -> Bool {
        for start in stride(from: end - 2, through: max(end - 5, sentence.lowerBound), by: -1) {
            if let (word, stop) = hits.longest(at: start, limit: end), stop == end, book.has(word, firmNoun) {
                return true
            }
        }
        return false
    }

    /// What stands between the marks: letters, blanks and Han alone, and no word of the lexicon.
    private func quoted(_ start: Int, _ close: UInt16, _ sentence: Span, _ text: Text) -> Span? {
        var end = start
        while end < sentence.upperBound, text.folded[end] != close {
            guard end - start < 20, text.isHan(at: end) || text.isWord(at: end) || text.folded[end] == 0x20 else {
                return nil
            }
            end += 1
        }
        guard end < sentence.upperBound, end - start >= 2,
            end - start <= Self.lengths.upperBound || !text.isHan(at: start)
        else { return nil }
        return isWord(start..<end) ? nil : start..<end
    }

    /// `301988)`, `02533.hk)`: the digits of a Chinese ticker and nothing else.
    private func isTicker(_ start: Int, _ text: Text) -> Bool {
        var end = start
        while Latin.isDigit(text.code(at: end)) { end += 1 }
        guard end - start == 6 || (4...5).contains(end - start) && text.code(at: end) == 0x2E else { return false }
        if text.code(at: end) == 0x2E {
            let letters = Latin.wordEnd(text.folded, from: end + 1)
            guard letters - end == 3, Latin.isLetter(text.code(at: end + 1)) else { return false }
            end = letters
        }
        return text.code(at: end) == 0x29
    }

    /// `6998)`, `00388)`: may be a ticker of Taiwan or Hong Kong; no year.
    private func isNumber(_ start: Int, _ text: Text) -> Bool {
        var end = start
        while end - start <= 5, Latin.isDigit(text.code(at: end)) { end += 1 }
        let isYear = end - start == 4 && (text.has(Self.last, at: start) || text.has(Self.this, at: start))
        return (4...5).contains(end - start) && !isYear && text.code(at: end) == 0x29
    }

    private static let last = Fold.folded("19"), this = Fold.folded("20")

    /// 液冷散熱新兵日芯熱傳（6998）: no sign says where the name begins, but the title or the text behind has it again. The
    /// longest that it has.
    private func recurring(endingAt end: Int, _ sentence: Span, _ text: Text, _ title: Text) -> Span? {
        var start = end
        while start > sentence.lowerBound, end - start < Self.longestShort, text.isHan(at: start - 1) { start -= 1 }
        let behind = end..<min(end + Self.recurrence, text.count)
        let head = 0..<min(title.count, Self.recurrence)
        while end - start >= Self.shortest {
            let name = Array(text.folded[start..<end])
            if text.contains(anyOf: [name], in: behind) || title.contains(anyOf: [name], in: head) {
                return isWord(start..<end) ? nil : start..<end
            }
            start += 1
        }
        return nil
    }

    private static let shortest = 3
    private static let longestShort = 6
    /// Code points behind the bracket, and of the title, in which the name is looked for again.
    private static let recurrence = 1024

    /// The Han characters before a bracket, up to a sign.
    private func han(endingAt end: Int, _ sentence: Span, _ text: Text) -> Span? {
        var start = end
        while start > sentence.lowerBound, end - start <= Self.lengths.upperBound, text.isHan(at: start - 1) {
            if end - start >= 2, isFirmNoun(endingAt: start, sentence, text) { break }
            start -= 1
        }
        let isBehindNoun = isFirmNoun(endingAt: start, sentence, text)
        guard Self.lengths.contains(end - start),
            start == sentence.lowerBound || isBehindNoun || Self.signs.contains(text.folded[start - 1])
        else { return nil }
        return isWord(start..<end) ? nil : start..<end
    }

    /// One to three capitalised words that are no acronym, but behind 矿业公司, 美国子公司 and 旗下.
    private func latin(_ start: Int, _ sentence: Span, _ text: Text) -> Span? {
        let names = LatinNames(text: text)
        let words = names.words(from: start, limit: sentence.upperBound)
        guard let last = words.last, words.count < 4 else { return nil }
        let span = start..<last.upperBound
        if span.count < 3 || isWord(words[0]) { return nil }
        return names.isAcronym(span) && !isOwned(start, text) ? nil : isPlainAcronym(words[0], text) ? nil : span
    }

    /// CEO, IPO, GPU
    private func isPlainAcronym(_ word: Span, _ text: Text) -> Bool { book.firms.notAcronyms.isWord(word, in: text) }

    /// Behind a kind of company that something is said of, or whoever is owned.
    private func isOwned(_ start: Int, _ text: Text) -> Bool {
        guard let noun = text.first(of: book.firms.owned, endingAt: start) else { return false }
        return text.isHan(at: start - noun.count - 1) || noun.count > 2
    }

    private func isWord(_ span: Span) -> Bool {
        guard let (word, end) = hits.longest(at: span.lowerBound, limit: span.upperBound) else { return false }
        return end == span.upperBound || book.has(word, noName) && end - span.lowerBound > 1
    }
}
