/// Capitalised names in running English text: where a word of one ends and how far a run of them reaches.
struct LatinNames {
    let text: Text

    /// The end of the word with its hyphens, stops and apostrophes (Lip-Bu, C3.ai, D'Amaro), but without a possessive.
    func wordEnd(from start: Int, limit: Int) -> Int {
        var end = Latin.wordEnd(text.folded, from: start, limit: limit)
        while end + 1 < limit, Latin.isWord(text.folded[end + 1]), isInner(end) {
            end = Latin.wordEnd(text.folded, from: end + 1, limit: limit)
        }
        return end
    }

    private func isInner(_ position: Int) -> Bool {
        switch text.folded[position] {
        case 0x2D, 0x2E: return true
        case 0x27, 0x2019: return !(text.code(at: position + 1) == 0x73 && !text.isWord(at: position + 2))
        default: return false
        }
    }

    /// A capital, or up to three small letters before one (vLex, xAI, bioMérieux).
    func beginsName(_ start: Int) -> Bool {
        guard start < text.count, !text.isWord(at: start - 1) else { return false }
        if Latin.isCapital(text.scalars[start]) { return true }
        return Latin.isSmall(text.scalars[start]) && start + 2 < text.count
            && (start + 1...min(start + 3, text.count - 1)).contains { place in
                Latin.isCapital(text.scalars[place]) && (start..<place).allSatisfy { Latin.isSmall(text.scalars[$0]) }
            }
    }

    /// The words of a name, one blank or ` & ` apart, at most four.
    func words(from start: Int, limit: Int) -> [Span] {
        var words: [Span] = []
        var next = start
        while words.count < 4, next < limit, beginsName(next) {
            let end = wordEnd(from: next, limit: limit)
            words.append(next..<end)
            if isInitial(next..<end), words.count > 1, beginsName(end + 2) {
                next = end + 2
                continue
            }
            guard text.code(at: end) == 0x20 else { break }
            next = text.code(at: end + 1) == 0x26 && text.code(at: end + 2) == 0x20 ? end + 3 : end + 1
        }
        return words
    }

    /// `M.` of Robert M. Lindqvist.
    private func isInitial(_ word: Span) -> Bool {
        word.count == 1 && text.code(at: word.upperBound) == 0x2E && text.code(at: word.upperBound + 1) == 0x20
    }

    /// Goes through the runs of capitalised words in `sentence`.
    /// - Parameter take: is given the words of a run and says where the walk goes on.
    func eachRun(in sentence: Span, _ take: ([Span]) -> Int) {
        var start = sentence.lowerBound
        while start < sentence.upperBound {
            guard Latin.isWord(text.folded[start]) else {
                start += 1
                continue
            }
            guard beginsName(start) else {
                start = wordEnd(from: start, limit: sentence.upperBound)
                continue
            }
            let run = words(from: start, limit: sentence.upperBound)
            if run.isEmpty { return }
            start = max(take(run), start + 1)
        }
    }

    /// Two capitals or more and nothing else: CPI, IPO.
    func isAcronym(_ span: Span) -> Bool { span.allSatisfy { !Latin.isSmall(text.scalars[$0]) } }

    /// Most words capitalised, and no two long ones small: capitals say nothing there. With a full stop behind it, none may
    /// be small: `John Smith left Renault for Ford.`
    func isHeadlineCase(_ span: Span) -> Bool {
        var words = 0
        var capitals = 0
        var small = 0
        var position = span.lowerBound
        while position < span.upperBound {
            guard Latin.isWord(text.folded[position]) else {
                position += 1
                continue
            }
            let end = Latin.wordEnd(text.folded, from: position, limit: span.upperBound)
            if end - position > 3 {
                words += 1
                if Shape.isCapitalised(text, position) {
                    capitals += 1
                } else if end - position > 4 {
                    small += 1
                }
            }
            position = max(end, position + 1)
        }
        if capitals < words, isClosed(span) { return false }
        return words >= 5 && capitals * 3 > words * 2 && small < 2 && !text.isHan(at: span.lowerBound)
    }
}

extension LatinNames {
    private func isClosed(_ span: Span) -> Bool {
        var end = span.upperBound
        while end > span.lowerBound, text.code(at: end - 1) <= 0x20 { end -= 1 }
        return text.code(at: end - 1) == 0x2E
    }
}

extension WordList {
    /// Whether one of these words is the whole of `word`.
    func isWord(_ word: Span, in text: Text) -> Bool { longest(in: text, at: word.lowerBound)?.count == word.count }

    /// The end of the longest of these words that stands at `start` with nothing of a word behind it.
    func wholeEnd(at start: Int, in text: Text) -> Int? {
        guard let word = longest(in: text, at: start), !text.isWord(at: start + word.count) else { return nil }
        return start + word.count
    }
}
