/// The lists that tell how a name is meant, looked up once.
final class UseWords: Sendable {
    let caption: WordList
    let sourceBefore: WordList
    let sourceAfter: WordList
    let labelBefore: WordList
    let labelAfter: WordList
    let yardstickBefore: WordList
    let yardstickAfter: WordList
    let yardstickNotAfter: WordList
    let thanNot: WordList
    let thanAfter: WordList

    init(_ list: (StaticString) -> WordList) {
        caption = list("caption_before")
        sourceBefore = list("source_before")
        sourceAfter = list("source_after")
        labelBefore = list("label_before")
        labelAfter = list("label_after")
        yardstickBefore = list("yardstick_before")
        yardstickAfter = list("yardstick_after")
        yardstickNotAfter = list("yardstick_not_after")
        thanNot = list("than_not")
        thanAfter = list("than_after")
    }
}

/// How a name is meant: a party, a label, a yardstick, the source, a name in a caption.
struct MentionUse {
    let text: Text
    let words: UseWords

    func use(of span: Span, entity: Entity, among candidates: [Candidate]) -> Mention.Use {
        if isSource(span, entity) { return .source }
        if text.first(of: words.caption, endingAt: span.lowerBound) != nil { return .listingInCaption }
        if isLabel(span, entity) { return .label }
        return isYardstick(span, entity, candidates) ? .yardstick : .participant
    }

    private func isSource(_ span: Span, _ entity: Entity) -> Bool {
        guard entity.kind == .media else { return false }
        if text.first(of: words.sourceBefore, endingAt: skipBack(span.lowerBound)) != nil { return true }
        if text.first(of: words.sourceBefore, endingAt: span.lowerBound) != nil { return true }
        let end = skipQuote(span.upperBound)
        return text.first(of: words.sourceAfter, at: end) != nil || text.code(at: end) == 0x29
            || text.code(at: end) == 0x3A
    }

    private func isLabel(_ span: Span, _ entity: Entity) -> Bool {
        let isPlace = entity.kind == .country
        guard isPlace || [.company, .privateCompany, .product, .model, .person].contains(entity.kind) else {
            return false
        }
        if let after = text.first(of: words.labelAfter, at: skipQuote(span.upperBound)),
            isFree(after, span.upperBound)
        {
            return true
        }
        if isPlace || entity.country == "CN" { return false }
        let start = text.code(at: span.lowerBound - 1) == 0x201C ? span.lowerBound - 1 : span.lowerBound
        guard let before = text.first(of: words.labelBefore, endingAt: start) else { return false }
        // `India's Infosys` is Indian; `India's Amazon` is another.
        if before.last == 0x20, before.dropLast().last == 0x73, entity.country != "US" { return false }
        return before.count > 1 || !text.isHan(at: start - 2)
    }

    /// `化` and `系` are labels only where no longer word begins there (`化工`, `系统`).
    private func isFree(_ word: [UInt16], _ end: Int) -> Bool {
        guard word.count == 1 else { return true }
        let next = text.code(at: skipQuote(end) + 1)
        return !MentionUse.goesOn.contains(next)
    }

    private static let goesOn = CodeSet(Fold.folded("工学肥纤统列数妆条接"))

    private func isYardstick(_ span: Span, _ entity: Entity, _ candidates: [Candidate]) -> Bool {
        let start = listStart(span, candidates)
        let end = listEnd(span, candidates)
        if text.first(of: words.yardstickAfter, at: end) != nil { return true }
        if text.first(of: words.yardstickNotAfter, at: end) != nil { return false }
        if text.code(at: start - 1) == 0x6BD4, isThan(start - 1, end) { return true }
        guard
            let before = text.first(of: words.yardstickBefore, endingAt: skipBack(start))
                ?? text.first(of: words.yardstickBefore, endingAt: start)
        else { return false }
        if before.count == 1 {
            return text.code(at: end) == 0x7684 && (Latin.isDigit(text.code(at: end + 1)) || entity.kind == .product)
                || entity.kind == .product || entity.kind == .model
        }
        return true
    }

    /// `比…还`, `比…高`: a comparison, not the last character of another word.
    private func isThan(_ position: Int, _ end: Int) -> Bool {
        if text.first(of: words.thanNot, endingAt: position) != nil { return false }
        let reach = end..<min(text.count, end + 16)
        return text.contains(anyOf: words.thanAfter, in: reach)
    }

    /// Names of a list on either side that are looked at: more in one breath compares nobody.
    private static let longestList = 64

    private func listStart(_ span: Span, _ candidates: [Candidate]) -> Int {
        var start = span.lowerBound
        var place = candidates.place(at: start)
        let first = place - MentionUse.longestList
        // 华为昇腾: two names in one.
        while place > max(0, first),
            candidates[place - 1].span.upperBound == start
                || candidates[place - 1].span.upperBound == start - 1 && isListSign(start - 1)
        {
            place -= 1
            start = candidates[place].span.lowerBound
        }
        return start
    }

    private func listEnd(_ span: Span, _ candidates: [Candidate]) -> Int {
        var end = span.upperBound
        var place = candidates.place(at: end)
        let last = min(candidates.count, place + MentionUse.longestList)
        while place < last, candidates[place].span.lowerBound == end + 1, isListSign(end) {
            end = candidates[place].span.upperBound
            place += 1
        }
        return end
    }

    private func isListSign(_ position: Int) -> Bool {
        [0x3001, 0x2F, 0x548C, 0x4E0E, 0x53CA].contains(text.code(at: position))
    }

    private func skipBack(_ position: Int) -> Int {
        var start = position
        while [0x20, 0x201C, 0x300A].contains(text.code(at: start - 1)) { start -= 1 }
        return start
    }

    private func skipQuote(_ position: Int) -> Int {
        [0x201D, 0x300B].contains(text.code(at: position)) ? position + 1 : position
    }
}
