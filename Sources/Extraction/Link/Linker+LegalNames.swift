extension Linker {
    /// Legal names round a catalogue name: `贵州茅台酒股份有限公司` is the listed firm, `特斯拉(上海)有限公司` a firm of its own
    /// with 特斯拉 as parent, and in `深圳市某某电子有限公司` no city acts.
    mutating func readLegalNames() throws(ExtractionError) {
        let endings = words["legal_zh"]
        var floor = 2
        for position in places.legalNames where position >= floor {
            guard let ending = text.first(of: endings, at: position) else { continue }
            let end = position + ending.count
            let stem = Shape.hanName(
                text, endingAt: position, words: words, limit: Linker.legalNameLimit, isLegal: true)
            if let stem { try readLegalName(stem.lowerBound..<end, stemEnd: position) }
            floor = end
        }
        try merge()
        readGroups()
    }

    /// Code points of the longest legal name that is looked for.
    private static let legalNameLimit = 30

    private mutating func readLegalName(_ whole: Span, stemEnd: Int) throws(ExtractionError) {
        try merge()
        var outer = whole
        var first = place(after: outer.lowerBound)
        // A name may swallow the one before it, but no endless row of them.
        if first < candidates.count, candidates[first].span.lowerBound + 2 * Linker.legalNameLimit < outer.upperBound {
            outer = min(candidates[first].span.upperBound, stemEnd)..<outer.upperBound
            first = place(after: outer.lowerBound)
        }
        var places: [Int] = []
        for place in first..<candidates.count {
            if candidates[place].span.lowerBound >= outer.upperBound { break }
            places.append(place)
        }
        let start = min(outer.lowerBound, places.isEmpty ? outer.lowerBound : candidates[first].span.lowerBound)
        let span = (places.isEmpty ? start : begin(start, candidates[first]))..<outer.upperBound
        try budget.spend(span.count, in: "link")
        let named = places.first {
            isFirm(candidates[$0]) && (candidates[$0].isCertain || candidates[$0].span.upperBound == stemEnd)
                && isPlaceName(span.lowerBound..<candidates[$0].span.lowerBound)
        }
        if let named, isSameFirm(candidates[named], span, stemEnd: stemEnd) {
            var candidate = candidates[named]
            candidate.span = span
            candidate.isCertain = true
            try replace(places, by: candidate)
        } else if stemEnd - span.lowerBound >= 2 {
            var entity = Shape.organisation(text, span)
            if let named, !candidates[named].traits.contains(.listed) {
                entity.parent = self.entity(candidates[named].entity).id
            }
            try replace(places, by: Candidate(span: span, entity: own(entity), isCertain: true))
        }
    }

    /// A firm of three characters or more that is known opens the name; what stands before it belongs to the sentence.
    private func begin(_ start: Int, _ first: Candidate) -> Int {
        let before = start..<first.span.lowerBound
        if before.isEmpty || isPlaceName(before) { return start }
        return isFirm(first) && first.isCertain && first.span.count >= 3 ? first.span.lowerBound : start
    }

    private func isFirm(_ candidate: Candidate) -> Bool {
        [.company, .privateCompany, .group, .segment].contains(entity(candidate.entity).kind)
    }

    /// Empty, or nothing but names of places (`浙江`, `深圳市`, `(中国)`).
    private func isPlaceName(_ span: Span) -> Bool { isMade(of: words["place"], span) }

    private func isMade(of parts: WordList, _ span: Span) -> Bool {
        var position = span.lowerBound
        while position < span.upperBound {
            if [0x28, 0x29, 0x5E02, 0x7701].contains(text.folded[position]) {
                position += 1
            } else if let part = text.first(of: parts, at: position) {
                position += part.count
            } else {
                return false
            }
        }
        return position == span.upperBound
    }

    /// Whether the legal name is the known firm's own: nothing follows its name but words that any firm carries, or the
    /// firm is a stock corporation as firms listed in China are.
    private func isSameFirm(_ candidate: Candidate, _ span: Span, stemEnd: Int) -> Bool {
        let rest = candidate.span.upperBound..<max(candidate.span.upperBound, stemEnd)
        if rest.isEmpty { return true }
        let entity = entity(candidate.entity)
        if text.has(Fold.folded("股份"), endingAt: span.upperBound - 4) {
            return entity.listings.contains { ["XSHG", "XSHE", "BJSE", "XTAI", "ROCO"].contains($0.mic) }
        }
        let isChinese = ["CN", "HK", "TW"].contains(entity.country) || candidate.traits.contains(.listed)
        return isChinese && isMade(of: words["firm_filler"], rest)
    }

    /// `Microsoft Corp`, `Carnival Holdings Ltd`: the legal form behind a known firm is part of its name.
    mutating func takeLegalEndings() {
        for place in candidates.indices {
            let span = candidates[place].span
            var end = span.upperBound + legalTail(of: candidates[place])
            if endsSentence(end) { end -= 1 }
            guard end > span.upperBound, place + 1 == candidates.count || candidates[place + 1].span.lowerBound >= end
            else { continue }
            candidates[place].span = span.lowerBound..<end
        }
    }

    /// `Carnival Corp. It fell`: the stop is the sentence's.
    private func endsSentence(_ end: Int) -> Bool {
        guard text.code(at: end - 1) == 0x2E else { return false }
        return text.code(at: end) != 0x20 || Shape.isCapitalised(text, end + 1)
    }

    /// Length of ` Corp`, `, Inc.` or ` Holdings Ltd` behind a firm's name; 0 where none is.
    func legalTail(of candidate: Candidate) -> Int {
        let end = candidate.span.upperBound
        guard text.code(at: end) == 0x20 || text.code(at: end) == 0x2C, Latin.isWord(text.code(at: end - 1)),
            isFirm(candidate)
        else { return 0 }
        var next = end
        if text.code(at: end) == 0x20, let word = text.first(of: words["legal_before"], at: end + 1) {
            next += word.count + 1
        }
        let ending = Shape.legalEnding(text, at: next, words: words)
        return ending > 0 ? next + ending - end : 0
    }

    /// `东旭集团` is not the listed 东旭: a group is an organisation of its own, unless the catalogue knows it by that name.
    private mutating func readGroups() {
        for place in candidates.indices where candidates[place].traits.contains(.listed) {
            let span = candidates[place].span
            guard text.isHan(at: span.lowerBound), isFirm(candidates[place]),
                let ending = text.first(of: words["group_after"], at: span.upperBound)
            else { continue }
            let whole = span.lowerBound..<span.upperBound + ending.count
            if place + 1 < candidates.count, candidates[place + 1].span.lowerBound < whole.upperBound { continue }
            if text.first(of: words["legal_zh"], at: whole.upperBound) != nil { continue }
            candidates[place] = Candidate(span: whole, entity: own(Shape.organisation(text, whole)), isCertain: true)
        }
    }

    private mutating func replace(_ places: [Int], by candidate: Candidate) throws(ExtractionError) {
        guard let first = places.first, let last = places.last else { return insert(candidate) }
        if last > first { try budget.spend(candidates.count - first, in: "link") }
        candidates.replaceSubrange(first...last, with: [candidate])
        certain.insert(candidate.entity)
    }
}
