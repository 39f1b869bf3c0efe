extension Linker {
    /// Organisations that no catalogue has: `…集团`, `…科技(上海)有限公司`, `… Inc.`.
    mutating func readShapes() {
        readHanShapes()
        readLatinShapes()
    }

    private mutating func readHanShapes() {
        let firm = words["firm"], trade = words["trade"]
        var floor = 2
        for position in places.firms
        where position >= floor && (text.isHan(at: position - 1) || text.code(at: position - 1) == 0x29) {
            let isFirm =
                text.first(of: words["firm_longer"], at: position) == nil ? text.first(of: firm, at: position) : nil
            guard let ending = isFirm ?? text.first(of: trade, at: position) else { continue }
            let end = position + ending.count
            let span = (Shape.hanName(text, endingAt: position, words: words)?.lowerBound).map {
                begin($0, position)..<end
            }
            if let span, accepts(span, stemEnd: position, isFirm: isFirm != nil) {
                insert(Candidate(span: span, entity: own(Shape.organisation(text, span)), isCertain: true))
            }
            floor = end
        }
    }

    /// 购买奥拉股份, 入主马钢集团: the name begins behind the word that its first character ends.
    private func begin(_ start: Int, _ stemEnd: Int) -> Int {
        stemEnd - start > 2 && text.isHan(at: start - 1) && straddles(start) ? start + 1 : start
    }

    private func accepts(_ span: Span, stemEnd: Int, isFirm: Bool) -> Bool {
        let stem = stemEnd - span.lowerBound
        guard stem >= 2, stem <= 14, !isTaken(span) else { return false }
        if text.first(of: words["generic"], endingAt: span.upperBound) != nil { return false }
        if text.first(of: words["firm"], at: span.upperBound) != nil { return false }
        if text.first(of: words["trade"], at: span.upperBound) != nil { return false }
        if text.first(of: words["legal_zh"], endingAt: span.upperBound) != nil { return true }
        if isFirm {
            return !text.isHan(at: span.upperBound) || text.first(of: words["cue"], at: span.upperBound) != nil
                || stem <= 4
        }
        guard stem <= 4 else { return false }
        if isQuoted(span), isUncommon(span.lowerBound..<stemEnd) { return true }
        let startsClean =
            !text.isHan(at: span.lowerBound - 1) || text.first(of: words["stopword"], endingAt: span.lowerBound) != nil
        if startsClean { return text.first(of: words["cue"], at: span.upperBound) != nil || isRare(span, stemEnd) }
        return words.characters("stop").contains(text.code(at: span.lowerBound - 1)) && isRare(span, stemEnd)
    }

    /// A stem that holds no common word, with an ending that only firms have: 为澜桥科技提供.
    private func isRare(_ span: Span, _ stemEnd: Int) -> Bool {
        text.first(of: words["trade_name"], at: stemEnd) != nil && isUncommon(span.lowerBound..<stemEnd)
    }

    /// Whether no two characters of a stem are a common word.
    private func isUncommon(_ stem: Span) -> Bool { stem.dropFirst().allSatisfy { !straddles($0) } }

    /// 「灵曜智能」: in quotation marks, and nothing else in them.
    private func isQuoted(_ span: Span) -> Bool {
        switch (text.code(at: span.lowerBound - 1), text.code(at: span.upperBound)) {
        case (0x300C, 0x300D), (0x300E, 0x300F), (0x201C, 0x201D), (0x22, 0x22): true
        default: false
        }
    }

    private mutating func readLatinShapes() {
        let legal = words["legal_en"], firm = words["firm_en"]
        for position in places.latinFirms {
            let end = Latin.wordEnd(text.folded, from: position)
            let ending = text.first(of: legal, at: position) ?? text.first(of: firm, at: position)
            if let ending, position + ending.count >= end, !text.isWord(at: position + ending.count) {
                // `Corwin Networks, Inc.`
                let tail = Shape.legalEnding(text, at: position + ending.count, words: words)
                addLatin(endingAt: position + ending.count + tail, wordStart: position)
            }
        }
    }

    private mutating func addLatin(endingAt end: Int, wordStart: Int) {
        var stemEnd = wordStart - 1
        if text.code(at: stemEnd - 1) == 0x2C { stemEnd -= 1 }
        guard let stem = Shape.latinName(text, endingAt: stemEnd), !isTaken(stem.lowerBound..<end) else { return }
        let span = afterOpeners(afterSuffix(stem, words["firm_suffix"])..<end)
        if text.first(of: [Fold.folded("The "), Fold.folded("A ")], at: span.lowerBound) != nil { return }
        insert(Candidate(span: span, entity: own(Shape.organisation(text, span)), isCertain: true))
    }

    /// `Oxford-based Pale Heron Sciences`: where the name goes on behind what is said of it.
    private func afterSuffix(_ stem: Span, _ suffixes: WordList) -> Int {
        for position in stem where text.folded[position] == 0x2D {
            guard let suffix = suffixes.longest(in: text, at: position + 1) else { continue }
            let next = position + 1 + suffix.count
            if text.code(at: next) == 0x20, next + 1 < stem.upperBound { return next + 1 }
        }
        return stem.lowerBound
    }

    /// `In January Plover Robotics`: the name begins behind the words that open the sentence.
    private func afterOpeners(_ span: Span) -> Span {
        var start = span.lowerBound
        while let word = words["latin_opener"].longest(in: text, at: start), text.code(at: start + word.count) == 0x20,
            start + word.count + 1 < span.upperBound
        {
            start += word.count + 1
        }
        return start..<span.upperBound
    }

    /// Bound on the work of short forms: each certain company is looked for once.
    var shortFormSteps: Int { min(certain.count, Linker.maximumShortForms) * text.count / 8 }
    private static let maximumShortForms = 64

    /// Short forms of companies whose full name or ticker the article has: `贵州茅台` … `茅台`.
    mutating func readShortForms() {
        var seen: Set<Int32> = []
        let known = candidates.filter { $0.how == .stated }
        for candidate in known where seen.insert(candidate.entity).inserted && seen.count <= Linker.maximumShortForms {
            let entity = entity(candidate.entity)
            guard entity.kind == .company || entity.kind == .privateCompany else { continue }
            let full = Array(text.folded[candidate.span])
            for short in ShortForm.forms(of: full, words: words) { addAll(short, entity: candidate.entity) }
        }
    }

    private mutating func addAll(_ short: [UInt16], entity number: Int32) {
        guard let head = short.first else { return }
        let isLatin = Latin.isWord(head), folded = text.folded
        var position = 0
        while let start = folded.place(of: head, from: position), start + short.count <= text.count {
            let span = start..<start + short.count
            if text.has(short, at: start), !isTaken(span), !isLatin || isWholeCapital(span) {
                insert(Candidate(span: span, entity: number, isCertain: true, traits: .short))
                position = span.upperBound
            } else {
                position = start + 1
            }
        }
    }

    private func isWholeCapital(_ span: Span) -> Bool {
        !text.isWord(at: span.lowerBound - 1) && !text.isWord(at: span.upperBound)
            && Shape.isCapitalised(text, span.lowerBound)
    }
}

/// Shorter forms under which news goes on to name a company.
enum ShortForm {
    private static let places = [
        "中国", "上海", "北京", "深圳", "广州", "贵州", "江苏", "浙江", "山东", "四川", "安徽", "福建", "湖南", "湖北", "河南", "河北", "江西", "云南",
        "陕西", "山西", "新疆", "内蒙古", "重庆", "天津", "海南", "广东", "广西", "辽宁", "吉林", "黑龙江", "台湾", "香港", "杭州", "苏州", "南京", "成都",
    ].map { Fold.folded($0) }

    static func forms(of full: [UInt16], words: LinkWords) -> [[UInt16]] {
        guard let head = full.first else { return [] }
        return Latin.isHan(head) ? han(full, words: words) : latin(full, words: words)
    }

    private static func han(_ full: [UInt16], words: LinkWords) -> [[UInt16]] {
        guard full.count >= 4, full.allSatisfy({ Latin.isHan($0) }) else { return [] }
        var stem = full
        if let place = places.first(where: { full.starts(with: $0) }), full.count - place.count >= 2 {
            stem.removeFirst(place.count)
        }
        var forms: [[UInt16]] = []
        if stem.count < full.count, stem.count >= 2, !isTrade(stem, words) { forms.append(stem) }
        for ending in words["firm"].endings(of: stem) + words["trade"].endings(of: stem)
        where stem.count - ending.count >= 2 {
            let short = Array(stem.dropLast(ending.count))
            if !isTrade(short, words) { forms.append(short) }
        }
        return forms
    }

    private static func isTrade(_ stem: [UInt16], _ words: LinkWords) -> Bool {
        words["trade"].holds(stem) || words["firm"].holds(stem) || words["generic"].holds(stem)
            || words["stopword"].holds(stem) || places.contains(stem)
    }

    /// The name without its last word, when that is an ending of firms.
    private static func latin(_ full: [UInt16], words: LinkWords) -> [[UInt16]] {
        for ending in words["firm_en"].endings(of: full) + words["legal_en"].endings(of: full) {
            let stem = full.dropLast(ending.count)
            guard stem.last == 0x20, stem.count > 4 else { continue }
            var short = Array(stem.dropLast())
            if short.last == 0x2C { short.removeLast() }
            return [short]
        }
        return []
    }
}
