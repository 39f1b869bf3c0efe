/// Carries a guessed name to the other places where the text has it, whole or by its first word: `startup Harvey Labs …
/// sales at Harvey`. A Chinese name of three characters or more is carried whole and without its trade (衡芯 of 衡芯科技).
struct NameSpread {
    let text: Text
    let trades: WordList
    let noName: (Span) -> Bool
    /// Whether a Chinese stretch begins or ends with a common word.
    let isCommonHan: (Span) -> Bool

    struct Name {
        var span: Span
        var entity: Int
    }

    /// More names than an article has of firms that nobody knows.
    private static let limit = 24

    /// The other places of the names, in order of position; `isTaken` says what is read already.
    func places(of names: [Name], isTaken: (Span) -> Bool) -> [Name] {
        let known = distinct(names)
        guard !known.isEmpty else { return [] }
        let stems = known.compactMap(stem)
        let latin = LatinNames(text: text)
        var result: [Name] = []
        let heads = CodeSet(known.map { text.folded[$0.span.lowerBound] })
        var position = 0
        while position < text.count {
            guard Latin.isWord(text.folded[position]) else {
                if heads.contains(text.folded[position]),
                    let name = han(known, at: position) ?? short(stems, at: position),
                    !isTaken(name.span)
                {
                    result.append(name)
                    position = name.span.upperBound
                } else {
                    position += 1
                }
                continue
            }
            var end = Latin.wordEnd(text.folded, from: position)
            if latin.beginsName(position), let name = match(known, at: position, latin), !isTaken(name.span) {
                result.append(name)
                end = name.span.upperBound
            }
            position = end
        }
        return result
    }

    private func distinct(_ names: [Name]) -> [Name] {
        var known: [Name] = []
        for name in names where known.count < Self.limit {
            let isHan = text.isHan(at: name.span.lowerBound) && name.span.count > 2
            guard isHan || LatinNames(text: text).beginsName(name.span.lowerBound) else { continue }
            if !known.contains(where: { $0.entity == name.entity }) { known.append(name) }
        }
        return known
    }

    private func han(_ known: [Name], at position: Int) -> Name? {
        for name in known where position + name.span.count <= text.count {
            let span = position..<position + name.span.count
            if text.folded[span].elementsEqual(text.folded[name.span]) { return Name(span: span, entity: name.entity) }
        }
        return nil
    }

    private func short(_ stems: [Name], at position: Int) -> Name? {
        guard let name = han(stems, at: position) else { return nil }
        let (start, end) = (name.span.lowerBound, name.span.upperBound)
        // 昇祥 across two words is none.
        if start > 0, isCommonHan(start - 1..<start + 1) { return nil }
        if end < text.count, isCommonHan(end - 1..<end + 1) { return nil }
        return name
    }

    /// What a Chinese name is without the words for its trade, where two or three characters are left that are no word.
    private func stem(_ name: Name) -> Name? {
        guard text.isHan(at: name.span.lowerBound) else { return nil }
        var end = name.span.upperBound
        while let trade = text.first(of: trades, endingAt: end), end - trade.count - name.span.lowerBound >= 2 {
            end -= trade.count
        }
        let span = name.span.lowerBound..<end
        guard (2...3).contains(span.count), span != name.span, !isCommonHan(span) else { return nil }
        return Name(span: span, entity: name.entity)
    }

    private func match(_ known: [Name], at position: Int, _ latin: LatinNames) -> Name? {
        for name in known where text.folded[name.span.lowerBound] == text.folded[position] {
            let end = position + name.span.count
            if end <= text.count, !text.isWord(at: end),
                text.folded[position..<end].elementsEqual(text.folded[name.span])
            {
                return Name(span: position..<end, entity: name.entity)
            }
        }
        let end = latin.wordEnd(from: position, limit: text.count)
        guard end - position >= 4, isInside(position), !(text.code(at: end) == 0x20 && latin.beginsName(end + 1)),
            !noName(position..<end)
        else { return nil }
        let short = known.filter { isFirstWord(position..<end, of: $0) }
        return short.count == 1 ? Name(span: position..<end, entity: short[0].entity) : nil
    }

    /// Not at the head of a sentence, nor behind another capitalised word.
    private func isInside(_ position: Int) -> Bool {
        guard text.code(at: position - 1) == 0x20, text.isWord(at: position - 2) else { return false }
        var start = position - 1
        while start > 0, Latin.isWord(text.folded[start - 1]) { start -= 1 }
        return Latin.isSmall(text.scalars[start])
    }

    private func isFirstWord(_ word: Span, of name: Name) -> Bool {
        guard word.count < name.span.count, text.code(at: name.span.lowerBound + word.count) == 0x20 else {
            return false
        }
        return text.folded[word].elementsEqual(text.folded[name.span.prefix(word.count)])
    }
}
