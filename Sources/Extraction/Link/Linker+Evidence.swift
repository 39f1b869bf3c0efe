/// What the place of an English form says: a common word that is also a name is one where it does what only a name
/// does. `Target said`, `Visa rose 2%`, `Continental and Pirelli`, `zinc fell 1.2%`.
extension Linker {
    /// Longest way from a verb of rising and falling to its figure, and from a name to its verb.
    private static let figureReach = 28
    private static let adverbs = 3
    private static let past = Fold.folded("ed")

    func isEvidentInEnglish(_ place: Int) -> Bool {
        let candidate = candidates[place]
        let span = candidate.span
        guard article.language == .en, !text.isWord(at: span.lowerBound - 1), !text.isWord(at: span.upperBound)
        else { return false }
        switch kind(candidate.entity) {
        case .company, .privateCompany, .fund:
            guard Shape.isCapitalised(text, span.lowerBound) else { return false }
            return acts(span) || isPriced(span) || isOwner(span) || isOfFirm(span) || reports(span)
                || isListedInEnglish(place, with: place - 1) || isListedInEnglish(place, with: place + 1)
        case .commodity, .currency, .index, .bond: return !isOwned(span) && isPriced(span)
        default: return false
        }
    }

    /// `Target agreed`, `Block has filed`, but not in a headline, where every word has a capital.
    private func acts(_ span: Span) -> Bool {
        guard let start = verbStart(after: span.upperBound) else { return false }
        if Shape.isCapitalised(text, start) { return false }
        if words["said_en"].wholeEnd(at: start, in: text) != nil { return true }
        // Target prices are no deed of Target's, and Target-based is none either.
        let end = Latin.wordEnd(text.folded, from: start)
        return text.has(Self.past, endingAt: end) && !words["firm_suffix"].isWord(start..<end, in: text)
    }

    /// `Tapestry Q2 EPS $1.08`: a line opens with the name, then the quarter or the figure that it reports.
    private func reports(_ span: Span) -> Bool {
        guard text.code(at: span.upperBound) == 0x20, span.lowerBound == 0 || text.code(at: span.lowerBound - 1) == 0x0A
        else { return false }
        return words["reported_en"].wholeEnd(at: span.upperBound + 1, in: text) != nil
    }

    /// `Visa rose 2%`, `the yen eased to 152.3`, `shares were down 3%`: a verb of rising and falling and a figure soon.
    private func isPriced(_ span: Span) -> Bool {
        var end = span.upperBound
        if text.code(at: end) == 0x20, let word = words["traded_en"].wholeEnd(at: end + 1, in: text) { end = word }
        guard text.code(at: end) == 0x20, let start = verbStart(after: end),
            let verb = words["quoted_en"].wholeEnd(at: end + 1, in: text) ?? moveEnd(at: start)
        else { return false }
        return (verb..<min(verb + Self.figureReach, text.count)).contains { Latin.isDigit(text.folded[$0]) }
    }

    private func moveEnd(at start: Int) -> Int? {
        words["firm_move"].wholeEnd(at: start, in: text) ?? words["quoted_en"].wholeEnd(at: start, in: text)
    }

    /// Where the verb stands, behind what may part it from its subject.
    private func verbStart(after end: Int) -> Int? {
        var start = end + 1
        for _ in 0..<Self.adverbs {
            guard text.code(at: start - 1) == 0x20 else { return nil }
            guard let word = words["firm_auxiliary"].wholeEnd(at: start, in: text) else { break }
            start = word + 1
        }
        return text.code(at: start - 1) == 0x20 ? start : nil
    }

    /// `Target's sales`, but not `Target's Sales`.
    private func isOwner(_ span: Span) -> Bool {
        let end = span.upperBound
        guard [0x27, 0x2019].contains(text.code(at: end)), text.code(at: end + 1) == 0x73,
            text.code(at: end + 2) == 0x20
        else { return false }
        return end + 3 < text.count && Latin.isSmall(text.scalars[end + 3])
    }

    /// `shares of Target`.
    private func isOfFirm(_ span: Span) -> Bool {
        guard text.code(at: span.lowerBound - 1) == 0x20,
            let phrase = text.first(of: words["firm_of"], endingAt: span.lowerBound - 1)
        else { return false }
        return !text.isWord(at: span.lowerBound - 2 - phrase.count)
    }

    /// `revenue from zinc rose 3%`, `its lead fell to 2 points`: no price.
    private func isOwned(_ span: Span) -> Bool {
        guard text.code(at: span.lowerBound - 1) == 0x20,
            let word = text.first(of: words["no_price_before_en"], endingAt: span.lowerBound - 1)
        else { return false }
        return !text.isWord(at: span.lowerBound - 2 - word.count)
    }

    /// `Continental and Pirelli`, `Delta, United and`: beside a firm that is certain.
    private func isListedInEnglish(_ place: Int, with other: Int) -> Bool {
        guard candidates.indices.contains(other), candidates[other].isCertain else { return false }
        let left = candidates[min(place, other)].span.upperBound, right = candidates[max(place, other)].span.lowerBound
        guard left < right, words["list_joint_en"].longest(in: text, at: left)?.count == right - left else {
            return false
        }
        let kind = kind(candidates[other].entity)
        return kind == .company || kind == .privateCompany
    }
}
