/// What stands for a name, by how the name is found.
private enum Anaphor {
    /// 公司, 其, `the company`: whom the text is about.
    case topic
    /// 前者 and 后者: of the two named last.
    case former, latter
    /// `the iPhone maker`, at the head of its clause or behind a preposition or verb.
    case description, object
    /// 将其诉至, 起诉公司, 美的向其采购: not the one of its clause that does it.
    case moved
    /// 该行: whom the text only lets speak.
    case broker
    /// 该股: whoever its sentence named last, else the topic.
    case stock
    /// 该局, `the regulator`: the authority named last.
    case authority
    /// `the index`, 该指数; `the metal`, 该币种: the index, the good or the currency named last.
    case index, good
    /// `27% of the company`, 为公司第三大股东: not the owner.
    case owned
}

extension Linker {
    /// What `该公司`, `公司`, `其`, `the company`, 前者 and 后者 stand for.
    /// Where nothing was named yet, what a title outside the body is about.
    mutating func readAnaphora() throws(ExtractionError) {
        let anaphors = anaphors()
        if anaphors.isEmpty { return }
        let companies = candidates.filter { isCompany($0.entity) }
        let named = companies.filter { !isAside($0) }
        let stated = TopicWords(words).topical(named, in: text) { $0.span }
        let titled = try titleTopic()
        var course = Course(companies: companies, named: named, stated: stated, titled: titled)
        course.issuer = definedIssuer()
        for (span, anaphor) in anaphors where !isTaken(span) {
            course.advance(to: span.lowerBound)
            guard let meant = meant(by: anaphor, at: span, course) else { continue }
            let found = Candidate(span: span, entity: meant, isCertain: true, how: .anaphor)
            insert(found)
            if anaphor == .topic || anaphor == .stock || anaphor == .moved { course.told.append(found) }
        }
    }

    /// Whom the text has named so far, and what stood for them.
    private struct Course {
        let companies: [Candidate]
        /// Without labels, yardsticks and sources.
        let named: [Candidate]
        /// Without those named only for what they are to others.
        let stated: [Candidate]
        let titled: Int32?
        /// Whom an announcement says that it calls the Company.
        var issuer: Int32?
        /// Of `stated`, and what stood for them, up to the next anaphor.
        var told: [Candidate] = []
        private var passed = 0

        init(companies: [Candidate], named: [Candidate], stated: [Candidate], titled: Int32?) {
            (self.companies, self.named, self.stated, self.titled) = (companies, named, stated, titled)
        }

        /// Whom the whole text is about.
        var first: Int32? { titled ?? (stated.first ?? named.first)?.entity }

        mutating func advance(to position: Int) {
            while passed < stated.count, stated[passed].span.upperBound <= position {
                told.append(stated[passed])
                passed += 1
            }
        }
    }

    private func meant(by anaphor: Anaphor, at span: Span, _ course: Course) -> Int32? {
        let before = course.told[...]
        let meant: Int32?
        switch anaphor {
        case .authority: return authority(before: span)
        case .index: return named(before: span) { $0 == .index }
        case .good: return named(before: span) { $0 == .commodity || $0 == .currency }
        case .former: meant = pair(course.named, span)?.0.entity
        case .latter: meant = pair(course.named, span)?.1.entity
        case .topic where isIssuer(span): meant = course.issuer ?? course.first
        case .topic where course.issuer != nil && isCompanyHan(span): meant = course.issuer
        case .broker:
            let nearest = text.isHan(at: span.lowerBound) ? topic(before, at: span.lowerBound) : nil
            meant = (spokesman(course.companies, before: span, course.stated) ?? nearest)?.entity
        case .stock:
            meant = lastNamed(course.named, before: span) ?? topic(before, at: span.lowerBound)?.entity ?? course.first
        case .owned: meant = owned(before, at: span.lowerBound)?.entity ?? course.first
        case .description:
            let owner = owner(before: lastWord(of: span))
            meant =
                owner ?? returned(course.titled, before, span) ?? topic(before, at: span.lowerBound)?.entity
                ?? course.titled
        case .object:
            meant = owner(before: lastWord(of: span)) ?? earlierTopic(before, at: span.lowerBound)?.entity
        case .moved: meant = (toldBefore(span, before) ?? earlierTopic(before, at: span.lowerBound))?.entity
        case .topic:
            meant =
                returned(course.titled, before, span) ?? topic(before, at: span.lowerBound)?.entity ?? course.first
        }
        return meant.flatMap { fitting($0, span) }
    }

    /// The company that a title given outside the body is about: its first, or the one after a speaker's colon
    /// (瑞银：上调腾讯目标价).
    private mutating func titleTopic() throws(ExtractionError) -> Int32? {
        guard article.titleSpan.isEmpty, !article.title.isEmpty else { return nil }
        var title = ArticleText()
        title.text = Text(article.title)
        title.language = article.language
        let whole = Sentence(span: 0..<title.text.count, clauses: [0..<title.text.count], paragraph: 0, isTitle: true)
        var linker = Linker(article: title, sentences: [whole], catalogue: catalogue, asOf: asOf, budget: budget)
        try linker.readStated()
        budget = linker.budget
        if linker.candidates.contains(where: { $0.isCertain && linker.kind($0.entity).isMarket }) { return nil }
        let companies = linker.candidates.filter { $0.isCertain && linker.isCompany($0.entity) }
        let isSpeaker = { (candidate: Candidate) in
            [0x3A, 0xFF1A].contains(title.text.code(at: candidate.span.upperBound))
        }
        guard let place = companies.firstIndex(where: { !isSpeaker($0) }) ?? companies.indices.first else { return nil }
        let topic = companies[place]
        let isListed = companies[(place + 1)...].first.map {
            TopicWords.areListed(topic.span, $0.span, title.text)
        }
        if isListed == true || !opensTitle(topic.span, title.text) { return nil }
        return topic.entity < catalogue.count ? topic.entity : own(linker.entity(topic.entity))
    }

    /// A new paragraph that has named nobody yet goes back to whom the article is about.
    private func returned(_ titled: Int32?, _ before: ArraySlice<Candidate>, _ span: Span) -> Int32? {
        guard let last = before.last else { return titled }
        let isParted = sentences.paragraph(at: last.span.lowerBound) != sentences.paragraph(at: span.lowerBound)
        return isParted ? titled : nil
    }

    /// `the Dutch toolmaker`: whom it would mean, if that one is Dutch or nobody knows; else the Dutch one named last.
    private func fitting(_ meant: Int32, _ span: Span) -> Int32? {
        guard article.language == .en, let home = home(before: lastWord(of: span)) ?? home(in: span) else {
            return meant
        }
        let country = entity(meant).country
        if country.isEmpty || country == home { return meant }
        return candidates[..<place(after: span.lowerBound)].suffix(Linker.namedBefore)
            .last { isCompany($0.entity) && entity($0.entity).country == home }?.entity
    }

    /// The country that stands right before the last word of a description.
    private func home(before head: Int) -> String? {
        let place = place(after: head - 2)
        guard place < candidates.count, candidates[place].span.upperBound == head - 1,
            kind(candidates[place].entity) == .country
        else { return nil }
        return entity(candidates[place].entity).country
    }

    /// The country whose adjective stands among the words of a description.
    private func home(in span: Span) -> String? {
        // `the company` says nothing of it.
        guard span.count(where: { text.folded[$0] == 0x20 }) > 1 else { return nil }
        let description = Text(text.string(span))
        for hit in catalogue.gazetteer.scan(description, lenient: false) {
            let named = catalogue.gazetteer.aliases[Int(hit.alias)].entity
            if named >= 0, kind(named) == .country { return entity(named).country }
        }
        return nil
    }

    /// What stands far behind in an English title is what somebody else does something to, whom nobody knows yet
    /// (`Zandovar raises $420M to take on Nvidia`).
    private func opensTitle(_ span: Span, _ title: Text) -> Bool {
        if article.language != .en { return true }
        var words = 0
        for position in 0..<span.lowerBound {
            if title.code(at: position) == 0x3A { words = 0 }
            if title.code(at: position) == 0x20 { words += 1 }
        }
        return words <= Linker.titleOpening
    }

    /// Words before the firm that an English title is about.
    private static let titleOpening = 3

    /// `Lenovo Group Limited (the "Company")`, 联想控股股份有限公司（以下简称“公司”）.
    private func definedIssuer() -> Int32? {
        let definitions = words["issuer_defined"]
        for position in 0..<min(text.count, Linker.definedWithin) where text.code(at: position) == 0x28 {
            guard text.first(of: definitions, at: position) != nil else { continue }
            let place = self.place(after: position)
            guard place > 0, position - candidates[place - 1].span.upperBound <= Linker.definedBehind,
                isCompany(candidates[place - 1].entity)
            else { continue }
            return candidates[place - 1].entity
        }
        return nil
    }

    /// Characters from the start of an announcement within which it says whom it calls the Company, and most characters
    /// between that one's name and the bracket (`Inc., a Delaware corporation (the "Company")`).
    private static let definedWithin = 6000, definedBehind = 48

    private func isCompanyHan(_ span: Span) -> Bool { text.has(Linker.companyHan, at: span.lowerBound) }

    private static let companyHan = Fold.folded("公司")

    /// `the Company`, 本公司: an announcement's own.
    private func isIssuer(_ span: Span) -> Bool {
        if text.folded[span.lowerBound] == 0x672C { return true }
        guard let space = span.first(where: { text.folded[$0] == 0x20 }) else { return false }
        return Shape.isCapitalised(text, space + 1)
    }

    private func isCompany(_ number: Int32) -> Bool { kind(number).isFirm }

    /// Labels, yardsticks and sources are not what the text goes on about.
    private func isAside(_ candidate: Candidate) -> Bool {
        MentionUse(text: text, words: words.uses).use(
            of: candidate.span, entity: entity(candidate.entity), among: candidates) != .participant
    }

    /// 该行: the last one before it that the text only lets speak.
    private func spokesman(_ companies: [Candidate], before span: Span, _ stated: [Candidate]) -> Candidate? {
        let place = companies.firstPlace { $0.span.lowerBound >= span.lowerBound }
        return companies[..<place].suffix(Linker.namedBefore).last { candidate in
            let place = stated.firstPlace { $0.span.lowerBound >= candidate.span.lowerBound }
            return place == stated.count || stated[place].span != candidate.span
        }
    }

    /// The last one named before it whose name has its noun (the Commission: the European Commission); for a noun that any
    /// may be called by, the last that is no government.
    private func authority(before span: Span) -> Int32? {
        let start = text.isHan(at: span.lowerBound) ? span.lowerBound + 1 : lastWord(of: span)
        let noun = Array(text.folded[start..<span.upperBound])
        let named = candidates[..<place(after: span.lowerBound)].suffix(Linker.namedBefore)
            .filter { kind($0.entity) == .authority && $0.isCertain }
        if let same = named.last(where: { text.contains(anyOf: [noun], in: $0.span) }) { return same.entity }
        guard words["authority_any"].holds(noun) else { return nil }
        return named.last { !text.contains(anyOf: words["authority_never"], in: $0.span) }?.entity
    }

    private func named(before span: Span, _ isMeant: (Entity.Kind) -> Bool) -> Int32? {
        candidates[..<place(after: span.lowerBound)].suffix(Linker.namedBefore)
            .last { isMeant(kind($0.entity)) && $0.isCertain }?.entity
    }

    private func lastNamed(_ named: [Candidate], before span: Span) -> Int32? {
        let place = named.firstPlace { $0.span.upperBound > span.lowerBound }
        guard place > 0, sentence(at: span.lowerBound).contains(named[place - 1].span.lowerBound) else { return nil }
        return named[place - 1].entity
    }

    /// 为公司第三大股东: whose shareholder the one before it is.
    private func isOwnedHan(_ position: Int, _ word: [UInt16]) -> Bool {
        text.first(of: words["owned_before_zh"], endingAt: position) != nil
            && text.first(of: words["owned_after_zh"], at: position + word.count) != nil
    }

    /// In order of position.
    private func anaphors() -> [(Span, Anaphor)] {
        var found: [(Span, Anaphor)] = []
        let han = words["company_zh"], latin = words["company_en"], former = words["former"], latter = words["latter"]
        let descriptions = words["the_en"], banks = words["broker_this"], authorities = words["authority_this"]
        let stocks = words["stock_this"], indices = words["index_this"], goods = words["good_this"]
        var floor = 0
        for position in places.anaphors where position >= floor {
            if let word = text.first(of: han, at: position), isFree(word, at: position) {
                let isSued = text.first(of: words["sues_zh"], endingAt: position) != nil
                let isMoved = isSued || isActedOn(position)
                let kind: Anaphor = isOwnedHan(position, word) ? .owned : isMoved ? .moved : .topic
                found.append((position..<position + word.count, kind))
                floor = position + word.count
            } else if let word = text.first(of: stocks, at: position) {
                found.append((position..<position + word.count, .stock))
                floor = position + word.count
            } else if let word = text.first(of: banks, at: position), isWhole(position..<position + word.count) {
                found.append((position..<position + word.count, .broker))
                floor = position + word.count
            } else if let word = text.first(of: authorities, at: position), isWhole(position..<position + word.count) {
                found.append((position..<position + word.count, .authority))
                floor = position + word.count
            } else if let word = text.first(of: indices, at: position), isWhole(position..<position + word.count) {
                found.append((position..<position + word.count, .index))
                floor = position + word.count
            } else if let word = text.first(of: goods, at: position), isWhole(position..<position + word.count) {
                found.append((position..<position + word.count, .good))
                floor = position + word.count
            } else if let word = text.first(of: latin, at: position), isWhole(position..<position + word.count) {
                let kind: Anaphor = isOwned(position) ? .owned : isObject(position) ? .object : .topic
                found.append((position..<position + word.count, kind))
                floor = position + word.count
            } else if descriptions.mayBegin(in: text.folded, at: position), let span = description(at: position) {
                let head = lastWord(of: span)..<span.upperBound
                found.append((isTaken(span) ? head : span, isObject(position) ? .object : .description))
                floor = span.upperBound
            } else if text.first(of: former, at: position) != nil {
                found.append((position..<position + 2, .former))
                floor = position + 2
            } else if text.first(of: latter, at: position) != nil {
                found.append((position..<position + 2, .latter))
                floor = position + 2
            } else if isPronoun(at: position) {
                found.append((position..<position + 1, isMoved(position) || isToward(position) ? .moved : .topic))
            }
        }
        return found
    }

    private func isWhole(_ span: Span) -> Bool {
        text.isHan(at: span.lowerBound) || !text.isWord(at: span.lowerBound - 1) && !text.isWord(at: span.upperBound)
    }

    /// Whom the text is about; where that is the owner, whom the sentence before went on about.
    private func owned(_ before: ArraySlice<Candidate>, at position: Int) -> Candidate? {
        guard let meant = topic(before, at: position) else { return nil }
        return meant.entity == before.last?.entity ? earlierTopic(before, at: position) ?? meant : meant
    }

    /// `Toshiba still holds 27% of the company`: whoever is named as its owner is not meant.
    private func isOwned(_ position: Int) -> Bool {
        text.first(of: words["owned_before_en"], endingAt: position) != nil
    }

    /// Where the last word of a description begins: `German` and `iPhone` before it may be names of their own.
    private func lastWord(of span: Span) -> Int {
        var start = span.upperBound
        while start > span.lowerBound, text.folded[start - 1] != 0x20 { start -= 1 }
        return start
    }

    private func isFree(_ word: [UInt16], at position: Int) -> Bool {
        if text.first(of: words["company_not_after"], at: position + word.count) != nil { return false }
        guard word.count == 2 else { return true }
        // UTest公司, DRAM公司: goes with the letters before it.
        if text.isWord(at: position - 1), !text.isHan(at: position - 1), !Latin.isDigit(text.code(at: position - 1)) {
            return false
        }
        // 芯片设计公司Ampere: says what the name after it is.
        if text.isWord(at: position + 2), !text.isHan(at: position + 2), !Latin.isDigit(text.code(at: position + 2)) {
            return false
        }
        if text.first(of: words["company_not_before"], endingAt: position) != nil { return false }
        if isNamed(before: position) { return false }
        let place = self.place(after: position)
        // 光计算公司曦智科技: says what the firm behind it is.
        let isApposed =
            place < candidates.count && candidates[place].span.lowerBound == position + 2
            && isCompany(candidates[place].entity) && text.isHan(at: position - 1)
        return !isApposed && (place == 0 || candidates[place - 1].span.upperBound != position)
    }

    /// `恒久公司`, `浙变公司`: no word of the language stands before `公司`, so it is the end of a name.
    private func isNamed(before position: Int) -> Bool {
        guard text.isHan(at: position - 1), text.isHan(at: position - 2) else { return false }
        if words.characters("company_after").contains(text.code(at: position - 1)) { return false }
        return !catalogue.common.isWord(text.code(at: position - 2), text.code(at: position - 1))
    }

    /// Whom an earlier clause of the sentence named first.
    private func toldBefore(_ span: Span, _ before: ArraySlice<Candidate>) -> Candidate? {
        var clause = span.lowerBound
        let head = sentence(at: clause).lowerBound
        let start = max(head, clause - Linker.movedReach)
        while clause > start, ![0x2C, 0xFF0C, 0x3B, 0xFF1B].contains(text.code(at: clause - 1)) { clause -= 1 }
        return clause > start ? first(of: before, in: head..<clause) : nil
    }

    /// Longest clause before 其 in which somebody does something to it.
    private static let movedReach = 64

    /// 将其诉至: somebody else does something to it.
    private func isMoved(_ position: Int) -> Bool {
        text.first(of: words["its_moved_before"], endingAt: position) != nil
            && text.first(of: words["its_moved_after"], at: position + 1) != nil
    }

    /// 宏远集团持有公司38.4%的股份: whoever stands right before the verb is another.
    private func isActedOn(_ position: Int) -> Bool {
        guard let verb = text.first(of: words["acts_on_zh"], endingAt: position) else { return false }
        let start = position - verb.count
        let subject = place(after: start) - 1
        return subject >= 0 && start - candidates[subject].span.upperBound <= Linker.auxiliaryReach
            && candidates[subject].isCertain && isCompany(candidates[subject].entity)
            && (candidates[subject].span.upperBound..<start).allSatisfy { text.isHan(at: $0) }
    }

    /// Longest 拟, 计划 and the like between a firm and its verb.
    private static let auxiliaryReach = 3

    /// 美的向其采购: the clause has a subject, which is somebody else.
    private func isToward(_ position: Int) -> Bool {
        guard let mark = text.first(of: words["its_toward"], endingAt: position) else { return false }
        let subject = place(after: position - mark.count) - 1
        guard subject >= 0, candidates[subject].isCertain, isCompany(candidates[subject].entity) else { return false }
        let between = candidates[subject].span.upperBound..<position
        return between.count < Linker.movedReach
            && between.allSatisfy { ![0x2C, 0xFF0C, 0x3B, 0xFF1B, 0x3002].contains(text.folded[$0]) }
    }

    private func isPronoun(at position: Int) -> Bool {
        // 它, not 它们
        if text.folded[position] == 0x5B83 { return text.code(at: position + 1) != 0x4EEC }
        guard text.folded[position] == 0x5176, text.first(of: words["its_not"], at: position + 1) == nil,
            text.first(of: words["its_not_before"], endingAt: position) == nil
        else { return false }
        // 与其签署 deals with it; 与其等待 is `rather than`.
        return text.code(at: position - 1) != 0x4E0E || text.first(of: words["its_with"], at: position + 1) != nil
    }

    /// The two that were last named together: 高盛、摩根士丹利等机构, whoever was named since.
    private func joinedPair(_ before: ArraySlice<Candidate>, _ span: Span) -> (Candidate, Candidate)? {
        var later: Candidate?
        for candidate in before.reversed().prefix(8) {
            if span.lowerBound - candidate.span.upperBound >= 200 { return nil }
            if let later, later.entity != candidate.entity, candidate.span.upperBound < later.span.lowerBound,
                isJoin(candidate.span.upperBound, later.span.lowerBound)
            {
                return (candidate, later)
            }
            later = candidate
        }
        return nil
    }

    /// 、, 和, 与, 及 or `and`, and nothing else.
    private func isJoin(_ start: Int, _ end: Int) -> Bool {
        if end - start == 1 { return [0x3001, 0x548C, 0x4E0E, 0x53CA].contains(text.folded[start]) }
        return end - start == 5 && text.folded[start..<end].elementsEqual(" and ".utf16)
    }

    /// The company that the text is about at `position`: the first one of the nearest sentence before it that has one.
    private func topic(_ before: ArraySlice<Candidate>, at position: Int) -> Candidate? {
        guard let last = before.last else { return nil }
        let here = sentence(at: position)
        if let subject = lastToOpenClause(before, in: here) ?? first(of: before, in: here) { return subject }
        let previous = sentence(at: last.span.lowerBound)
        return center(of: before, in: previous) ?? first(of: before, in: previous)
    }

    /// 美的向其采购了800台。公司…: a sentence goes on about whom it has a pronoun for.
    private func center(of candidates: ArraySlice<Candidate>, in span: Span) -> Candidate? {
        candidates[candidates.firstPlace { $0.span.lowerBound >= span.lowerBound }...].prefix(Linker.namedBefore)
            .first { $0.how == .anaphor }
    }

    /// How many names of a sentence are compared with whom it may mean.
    private static let namedBefore = 16

    /// Whom the sentence before went on about, unless this one has named them: `Nvidia put $150 million into the
    /// Amsterdam-based company`.
    private func earlierTopic(_ before: ArraySlice<Candidate>, at position: Int) -> Candidate? {
        let here = sentence(at: position)
        let place = before.firstPlace { $0.span.lowerBound >= here.lowerBound }
        guard let meant = topic(before[..<place], at: max(0, here.lowerBound - 1)) else { return nil }
        return before[place...].prefix(Linker.namedBefore).contains { $0.entity == meant.entity } ? nil : meant
    }

    /// The last company that a clause of the sentence begins with: Oracle大涨36%,创下…,公司市值增加.
    private func lastToOpenClause(_ before: ArraySlice<Candidate>, in span: Span) -> Candidate? {
        for candidate in before.reversed().prefix(8) {
            let start = candidate.span.lowerBound
            guard start > span.lowerBound, start < span.upperBound else { return nil }
            if [0x2C, 0xFF0C, 0x3B, 0xFF1B].contains(text.code(at: start - 1)) { return candidate }
        }
        return nil
    }

    /// The first of `candidates`, which are in order, that begins in `span`.
    private func first(of candidates: ArraySlice<Candidate>, in span: Span) -> Candidate? {
        let place = candidates.firstPlace { $0.span.lowerBound >= span.lowerBound }
        return place < candidates.endIndex && span.contains(candidates[place].span.lowerBound) ? candidates[place] : nil
    }

    private func pair(_ named: [Candidate], _ span: Span) -> (Candidate, Candidate)? {
        let before = named[..<named.firstPlace { $0.span.upperBound > span.lowerBound }]
        if let joined = joinedPair(before, span) { return joined }
        var distinct: [Candidate] = []
        for candidate in before.reversed() {
            if span.lowerBound - candidate.span.upperBound >= 200 { break }
            if distinct.contains(where: { $0.entity == candidate.entity }) { continue }
            distinct.append(candidate)
            if distinct.count == 2 { return (distinct[1], distinct[0]) }
        }
        return nil
    }
}
