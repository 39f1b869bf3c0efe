extension Linker {
    /// Code points on each side of a form in which its context words count.
    private static let near = 14
    private static let sentenceReach = 80

    /// Catalogue names: certain ones at once, weak ones as candidates.
    mutating func readNames() {
        var end = 0
        for hit in catalogue.gazetteer.scan(text, lenient: isChinese) where hit.span.lowerBound >= end {
            var candidate = candidate(hit)
            if let known = candidate { candidate = withArm(withBranch(known)) }
            if candidate?.isCertain != true, let other = crossing(hit.span) { candidate = other }
            guard let candidate else { continue }
            candidates.append(candidate)
            end = candidate.span.upperBound
            if candidate.isCertain { certain.insert(candidate.entity) }
        }
    }

    /// `Panasonic Energy`, `Tidewater Compute`: a firm of its own, named by another's name and what it is in.
    private mutating func withBranch(_ candidate: Candidate) -> Candidate {
        let end = candidate.span.upperBound
        guard article.language == .en, text.code(at: end) == 0x20, Shape.isCapitalised(text, end + 1),
            [.company, .privateCompany].contains(kind(candidate.entity)),
            let word = words["branch_en"].longest(in: text, at: end + 1), !text.isWord(at: end + 1 + word.count)
        else { return candidate }
        let next = end + 1 + word.count
        // In a headline every word has a capital.
        if text.code(at: next) == 0x20, Shape.isCapitalised(text, next + 1) { return candidate }
        let span = candidate.span.lowerBound..<next
        return Candidate(span: span, entity: own(Shape.organisation(text, span)), isCertain: true)
    }

    /// 蔚来资本, 联想创投: the arm that a firm invests with is a party of its own.
    private mutating func withArm(_ candidate: Candidate) -> Candidate {
        let end = candidate.span.upperBound
        guard text.isHan(at: end), [.company, .privateCompany].contains(kind(candidate.entity)),
            let word = text.first(of: words["arm_zh"], at: end), text.first(of: words["firm_longer"], at: end) == nil
        else { return candidate }
        let span = candidate.span.lowerBound..<end + word.count
        return Candidate(span: span, entity: own(Shape.organisation(text, span, kind: .fund)), isCertain: true)
    }

    /// 电子行业 in 其中电子行业, where 中电 is no certain name: the certain name that begins inside one and goes on behind it.
    private func crossing(_ span: Span) -> Candidate? {
        guard isChinese, text.isHan(at: span.lowerBound) else { return nil }
        for start in span.dropFirst() {
            if let hit = catalogue.gazetteer.hit(in: text, at: start), hit.span.upperBound > span.upperBound,
                let candidate = candidate(hit), candidate.isCertain
            {
                return candidate
            }
        }
        return nil
    }

    /// The best reading of a form, or nil when it is no name here.
    private func candidate(_ hit: Gazetteer.Hit) -> Candidate? {
        if isCrossed(hit.span) || isTradeOfCountry(hit.span) || isInsideForeignName(hit.span) { return nil }
        var best: Candidate?
        var bestIsExact = false
        var rivals: [Int32] = []
        var listed = 0
        var next = hit.alias
        while next >= 0 {
            let alias = catalogue.gazetteer.aliases[Int(next)]
            next = alias.next
            if alias.entity < 0 { return nil }
            guard catalogue.gazetteer.caseFits(alias, text, hit.span, lenient: isChinese),
                let isCertain = admits(alias, hit.span)
            else { continue }
            if kind(alias.entity) == .commodity, endsName(hit.span) { return nil }
            if alias.traits.contains(.listed), beginsName(hit.span) { continue }
            if rivals.contains(alias.entity) { continue }
            rivals.append(alias.entity)
            if isCertain || alias.traits.contains(.listed) { listed += 1 }
            let candidate = Candidate(span: hit.span, entity: alias.entity, isCertain: isCertain, traits: alias.traits)
            let isExact = isWritten(alias, hit.span)
            let isBetter = isCertain && (best?.isCertain == false || (isExact && !bestIsExact))
            if best == nil || isBetter {
                best = candidate
                bestIsExact = isExact
            }
        }
        best?.rivals = rivals
        if listed > 1, best?.traits.contains(.listed) == true { best?.isCertain = false }
        return best
    }

    /// Whether the text writes the alias in its own script: 證監會 is Hong Kong's, 证监会 is not.
    private func isWritten(_ alias: Alias, _ span: Span) -> Bool {
        let display = Int(alias.display)
        return (0..<span.count).allSatisfy {
            text.scalars[span.lowerBound + $0] == UInt32(catalogue.gazetteer.pool[display + $0])
        }
    }

    /// Bonds by their term: `three-year bond yields`, `the yield on Canada's two-year bond`. The catalogue names those that
    /// are spoken of most.
    mutating func readTermBonds() {
        for start in places.terms {
            guard let end = termBondEnd(start) else { continue }
            // Two is the ticker of a firm, where nothing says otherwise.
            let here = candidates[place(after: start)...].prefix { $0.span.lowerBound < end }
            if here.contains(where: \.isCertain) { continue }
            let bond = Shape.organisation(text, start..<end, kind: .bond)
            insert(Candidate(span: start..<end, entity: own(bond), isCertain: true))
        }
    }

    private func termBondEnd(_ start: Int) -> Int? {
        let inside = words["term_bond_en"], yields = words["yield_en"]
        var position = Latin.wordEnd(text.folded, from: start) + 6
        var end: Int?
        for _ in 0..<Linker.adjectiveReach {
            if let word = yields.wholeEnd(at: position, in: text) { return word }
            guard let word = inside.wholeEnd(at: position, in: text) else { break }
            end = word
            guard text.code(at: word) == 0x20 else { break }
            position = word + 1
        }
        // `yield on the two-year note`, `yield on Canada's two-year bond`
        var head = start
        if text.has(Self.possessive, endingAt: head) {
            head -= Self.possessive.count
            while head > 0, Latin.isWord(text.folded[head - 1]) { head -= 1 }
        }
        return text.first(of: words["yield_before_en"], endingAt: head) == nil ? nil : end
    }

    private static let possessive = Fold.folded("'s ")

    /// Bonds by their short names: the year, the issuer, a running number (`22万科06`).
    mutating func readBonds() {
        for place in candidates.indices {
            let span = candidates[place].span
            let bond = max(0, span.lowerBound - 2)..<min(text.count, span.upperBound + 2)
            guard text.isHan(at: span.lowerBound), bond.count == span.count + 4,
                [0, 1, bond.count - 2, bond.count - 1].allSatisfy({ Latin.isDigit(text.folded[bond.lowerBound + $0]) }),
                !text.isWord(at: bond.lowerBound - 1), !text.isWord(at: bond.upperBound)
            else { continue }
            candidates[place] = Candidate(
                span: bond, entity: own(Shape.organisation(text, bond, kind: .bond)), isCertain: true)
        }
    }

    /// Nil when the alias cannot count here; else whether it is certain.
    private func admits(_ alias: Alias, _ span: Span) -> Bool? {
        if alias.traits.contains(.adjective), !isOfCountry(span.upperBound) { return nil }
        guard alias.condition >= 0 else { return !alias.traits.contains(.weak) }
        let condition = catalogue.conditions[Int(alias.condition)]
        guard condition.holds(on: asOf) else { return nil }
        let near = max(0, span.lowerBound - Linker.near)..<min(text.count, span.upperBound + Linker.near)
        if text.contains(anyOf: condition.excludes, in: near) { return nil }
        if condition.requires.isEmpty { return !alias.traits.contains(.weak) }
        let sentence = sentence(at: span.lowerBound)
        let reach =
            max(
                sentence.lowerBound, span.lowerBound - Linker.sentenceReach)..<min(
                max(sentence.upperBound, span.upperBound), span.upperBound + Linker.sentenceReach)
        return text.contains(anyOf: condition.requires, in: reach)
    }

    /// Most words between `Chinese` and what it says is China's: `Chinese factory gate prices`.
    private static let adjectiveReach = 3

    /// What an economy or a state has follows within a few words, and no name does.
    private func isOfCountry(_ end: Int) -> Bool {
        let economy = words["economy_en"], office = words["authority_en"]
        let names = LatinNames(text: text)
        var start = end + 1
        for _ in 0..<Linker.adjectiveReach {
            guard text.code(at: start - 1) == 0x20 else { return false }
            let next = names.wordEnd(from: start, limit: text.count)
            guard next > start else { return false }
            if isWordOf(economy, at: start) || isWordOf(office, at: start) { return true }
            start = next + 1
        }
        return false
    }

    func isWordOf(_ list: WordList, at position: Int) -> Bool {
        guard let word = list.longest(in: text, at: position) else { return false }
        return !text.isWord(at: position + word.count)
    }

    /// Written tickers: attached to the name before their bracket, or a mention of their own.
    mutating func readTickers() throws(ExtractionError) {
        for ticker in WrittenTickers(text: text).all(at: places.tickers) {
            try merge()
            // `MU.US` names no country.
            try drop(in: ticker.span.upperBound..<ticker.end) { _ in true }
            let resolved = resolve(ticker)
            if let place = name(before: ticker.start) {
                try attach(ticker, resolved, to: place)
            } else if let resolved {
                try addNamed(ticker, resolved)
            } else if ticker.isCertain, ticker.mic != "XXXX", ticker.start < ticker.span.lowerBound {
                addUnknown(ticker)
            }
        }
    }

    /// Entity and listing of a written ticker, if the catalogue has it.
    private func resolve(_ ticker: WrittenTicker) -> (entity: Int32, listing: Entity.Listing)? {
        for mic in ticker.mic.isEmpty ? possibleMarkets(ticker.ticker) : [ticker.mic] {
            let market = ListingIndex.Market(mic: mic)
            guard let number = catalogue.listings.entity(market: market, ticker: ticker.ticker.utf8) else { continue }
            return (number, listing(of: number, mic: mic, ticker: ticker.ticker))
        }
        return nil
    }

    private func listing(of number: Int32, mic: String, ticker: String) -> Entity.Listing {
        let market = ListingIndex.Market(mic: mic)
        let known = entity(number).listings.first {
            ListingIndex.Market(mic: $0.mic) == market && $0.ticker.stripped == ticker.stripped
        }
        if let known, mic == "XXXX" || known.mic != "XXXX" { return known }
        return Entity.Listing(mic: mic, ticker: known?.ticker ?? ticker)
    }

    private func possibleMarkets(_ ticker: String) -> [String] {
        guard let first = ticker.utf8.first, first >= 0x30, first <= 0x39 else { return [] }
        switch (ticker.utf8.count, first) {
        case (6, 0x36): return ["XSHG"]
        case (6, 0x30), (6, 0x33): return ["XSHE"]
        case (6, _): return ["BJSE"]
        case (5, 0x30): return ["XHKG"]
        default: return []
        }
    }

    private func name(before start: Int) -> Int? {
        var end = start
        while text.code(at: end - 1) == 0x20 { end -= 1 }
        let quoted = text.code(at: end - 1) == 0x201D ? end - 1 : end
        var place = candidates.place(at: end) - 1
        while place >= 0, candidates[place].span.upperBound >= quoted {
            if candidates[place].span.upperBound == end || candidates[place].span.upperBound == quoted { return place }
            place -= 1
        }
        // `Microsoft Corp <MSFT.O>`
        if place >= 0, candidates[place].span.upperBound + legalTail(of: candidates[place]) == end { return place }
        return nil
    }

    private mutating func attach(
        _ ticker: WrittenTicker, _ resolved: (entity: Int32, listing: Entity.Listing)?, to place: Int
    ) throws(ExtractionError) {
        var candidate = candidates[place]
        if let resolved {
            candidate.entity = resolved.entity
            candidate.listing = resolved.listing
            candidate.isCertain = true
        } else if let match = candidate.rivals.first(where: { entity($0).has(ticker) }) {
            candidate.entity = match
            let known = entity(match).listings.first { $0.ticker.stripped == ticker.ticker.stripped }
            candidate.listing = known ?? ticker.listing
            candidate.isCertain = true
        } else if ticker.isCertain, !ticker.mic.isEmpty {
            candidate.listing = ticker.listing
        }
        candidates[place] = candidate
        if candidate.isCertain { certain.insert(candidate.entity) }
        try drop(in: ticker.start..<ticker.span.upperBound) {
            $0.span.lowerBound >= ticker.start && $0.span.upperBound <= ticker.span.upperBound && !$0.span.isEmpty
        }
    }

    private mutating func addNamed(
        _ ticker: WrittenTicker, _ resolved: (entity: Int32, listing: Entity.Listing)
    ) throws(ExtractionError) {
        var span = ticker.span
        if ticker.start < ticker.span.lowerBound, let named = nameSpan(before: ticker.start) { span = named }
        try drop(in: span) { $0.span.overlaps(span) && !$0.isCertain }
        insert(Candidate(span: span, entity: resolved.entity, isCertain: true, listing: resolved.listing))
    }

    /// A name before a bracket with a ticker that no catalogue has: a new listing.
    private mutating func addUnknown(_ ticker: WrittenTicker) {
        guard let span = nameSpan(before: ticker.start) else { return }
        var entity = Shape.organisation(text, span)
        entity.listings = [ticker.listing]
        insert(Candidate(span: span, entity: own(entity), isCertain: true, listing: ticker.listing))
    }

    /// The unbroken Chinese or capitalised Latin words before `start`.
    private func nameSpan(before start: Int) -> Span? {
        var end = start
        while text.code(at: end - 1) == 0x20 { end -= 1 }
        let span =
            text.isHan(at: end - 1)
            ? Shape.hanName(text, endingAt: end, words: words) : Shape.latinName(text, endingAt: end)
        guard let span, !isTaken(span) else { return nil }
        let isEnding = words["legal_en"].contains { $0.count == span.count && text.has($0, at: span.lowerBound) }
        return isEnding ? nil : span
    }

    /// Weak candidates count where their entity is certain elsewhere, or where the place itself says so.
    mutating func settleWeak() {
        var changed = true
        var rounds = 0
        while changed, rounds < 4 {
            changed = false
            rounds += 1
            for place in candidates.indices where !candidates[place].isCertain {
                if let match = candidates[place].rivals.first(where: { certain.contains($0) }) {
                    candidates[place].entity = match
                } else if !isEvident(place), !isEvidentInEnglish(place) {
                    continue
                }
                candidates[place].isCertain = true
                if certain.insert(candidates[place].entity).inserted { changed = true }
            }
        }
        candidates.removeAll { !$0.isCertain }
    }

    /// A legal ending behind it, or a place in a list of certain companies.
    private func isEvident(_ place: Int) -> Bool {
        let candidate = candidates[place]
        if candidate.rivals.count > 1 && candidate.traits.contains(.listed) { return false }
        if Shape.legalEnding(text, at: candidate.span.upperBound, words: words) > 0 { return true }
        guard text.isHan(at: candidate.span.lowerBound), candidate.traits.contains(.listed) else { return false }
        return isListed(place, with: place - 1) && isBoundary(after: candidate.span.upperBound)
            || isListed(place, with: place + 1) && isBoundary(before: candidate.span.lowerBound)
    }

    /// Whether two candidates stand side by side in a list and the other is a certain company.
    private func isListed(_ place: Int, with other: Int) -> Bool {
        guard candidates.indices.contains(other), candidates[other].isCertain else { return false }
        let left = candidates[min(place, other)].span.upperBound, right = candidates[max(place, other)].span.lowerBound
        guard right - left == 1, [0x3001, 0x2F, 0x548C, 0x4E0E, 0x53CA].contains(text.code(at: left)) else {
            return false
        }
        let kind = entity(candidates[other].entity).kind
        return kind == .company || kind == .privateCompany
    }

    private func isBoundary(after position: Int) -> Bool {
        !text.isHan(at: position) || text.first(of: words["cue"], at: position) != nil
    }

    private func isBoundary(before position: Int) -> Bool { !text.isHan(at: position - 1) }
}

extension String {
    /// A ticker without leading zeros and the sign between classes of shares.
    var stripped: String {
        var view = Substring(self)
        while view.utf8.count > 1, view.utf8.first == 0x30 { view.removeFirst() }
        return view.filter { $0 != "." && $0 != "-" && $0 != "/" }.uppercased()
    }
}

extension Entity {
    func has(_ ticker: WrittenTicker) -> Bool { listings.contains { $0.ticker.stripped == ticker.ticker.stripped } }
}
