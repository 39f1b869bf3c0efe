/// Reads the triggers of one line by the rules they set off.
struct Matcher {
    @Shared var book: Rulebook
    @Shared var reading: Reading
    @Shared var salience: Salience
    @Shared var outlook: Outlook
    @Shared var speakers: Speakers
    @Shared var line: RuleLine
    let lineIndex: Int
    /// How sure the line is where its words say nothing: what the head of its list says.
    var inherited: Event.Certainty?
    /// Where readings that come to nothing are noted, for whoever asks why.
    var trace: RuleTrace?

    func candidates(_ budget: inout Budget) throws(ExtractionError) -> [FactCandidate] {
        var found: [FactCandidate] = []
        let isEnglish = reading.article.language == .en
        // A rule looks at the words of all clauses before its trigger: dear where a text has no full stops.
        let breadth = line.tokens.count * line.clauses.count / 64
        for token in line.tokens.indices {
            let word = trigger(line.tokens[token])
            guard word >= 0 else { continue }
            let triggers = book.triggers[word]
            try budget.spend(
                1 + triggers.count * (8 + line.actors.count + line.figures.count + breadth), in: "relate")
            guard !triggers.isEmpty else { continue }
            if isNegated(token) {
                for place in triggers.indices { stopped(triggers[place].rule, token, .negated) }
                continue
            }
            for place in triggers.indices {
                guard triggers[place].reads(english: isEnglish) else {
                    stopped(triggers[place].rule, token, .language)
                    continue
                }
                read(triggers[place], at: token, into: &found)
            }
        }
        return found
    }

    /// The word at a token that may set a rule off; `halved` is a figure and a verb.
    private func trigger(_ token: Token) -> Int {
        switch token.kind {
        case .word(let word): return word
        case .figure(let index): return line.figures[index].isWholeWord ? line.figures[index].word : -1
        case .actor, .time: return -1
        }
    }

    private func read(_ by: Rulebook.Trigger, at trigger: Int, into found: inout [FactCandidate]) {
        let rule = by.rule
        if !rule.needs.isEmpty, line.figures.isEmpty { return stopped(rule, trigger, .noFigure) }
        guard meets(rule.wordConditions, trigger) else { return stopped(rule, trigger, unmetWords(rule, trigger)) }
        let figures = FigureTaker(book: _book, line: _line, rule: rule, trigger: trigger)
        for group in figures.groups() { found += read(rule, at: trigger, by.payload, figures, group) }
    }

    private func read(
        _ rule: CompiledRule, at trigger: Int, _ payload: String, _ figures: FigureTaker, _ group: ClosedRange<Int>?
    ) -> [FactCandidate] {
        let taken = figures.take(payloadIsNegative: payload.hasSuffix("-"), within: group)
        guard
            rule.needs.allSatisfy({ alternatives in
                alternatives.contains { name in taken.contains { $0.name == name } }
            })
        else {
            stopped(rule, trigger, unmetNeed(rule, taken))
            return []
        }
        // Conditions ask what the words say; a rule's own certainty only fills in where they say nothing.
        let reach =
            rule.hearsFigure ? max(trigger, taken.map { line.figures[$0.figure].token }.min() ?? trigger) : trigger
        let said = outlook.certainty(of: trigger, reach: reach, isFigure: rule.isFigure, in: line) ?? inherited
        guard meets(rule.certaintyConditions, said ?? .completed) else {
            stopped(rule, trigger, unmetCertainty(rule, said ?? .completed))
            return []
        }
        let certainty =
            rule.source.isCertain ? rule.certainty : said.map { rule.source.renamed[$0] ?? $0 } ?? rule.certainty
        var finder = RoleFinder(
            book: _book, reading: _reading, salience: _salience, speakers: _speakers, line: _line, trigger: trigger)
        guard let roles = finder.fill(rule.roles) else {
            stopped(rule, trigger, .role(rule.roles[finder.missing].name))
            return []
        }
        if rule.asksSubjectInClause, isSubjectElided(rule, roles) {
            stopped(rule, trigger, .elidedSubject)
            return []
        }
        // Two parties that the sentence names neither of are the text's, not this verb's.
        if roles.allSatisfy(\.isElided), Set(roles.compactMap(\.mentions.first)).count > 1 {
            stopped(rule, trigger, .elidedParties)
            return []
        }
        guard followersFit(rule.followers, roles) else {
            stopped(rule, trigger, unmetFollower(rule, roles))
            return []
        }
        guard let attributes = self.attributes(rule.source.attributes, trigger, payload, taken) else {
            stopped(rule, trigger, unmetAttribute(rule, trigger, payload, taken))
            return []
        }
        let stated = group.flatMap { self.time(of: $0) }
        let year = group.flatMap { self.year(of: $0) }
        return Expansion(line: _line, figures: figures).expand(roles: roles, taken: taken).map { fillers, measures in
            FactCandidate(
                rule: rule.index, type: rule.source.type, line: lineIndex, trigger: trigger, fillers: fillers,
                measures: measures, attributes: attributes, certainty: certainty, time: year == nil ? stated : nil,
                year: year, attributions: speakers.attributions(of: trigger, in: line, except: fillers),
                score: score(rule.source.weight, fillers, measures), span: span(trigger, fillers, measures))
        }
    }

    private func isSubjectElided(_ rule: CompiledRule, _ roles: [RoleFinder.Filled]) -> Bool {
        let name = (rule.roles.first { $0.places.contains(.subject) } ?? rule.roles.first)?.name
        return roles.first { $0.role == name }?.isElided == true
    }

    /// The time named for the group's figures: its place in a list of times, else the last one before them.
    private func time(of group: ClosedRange<Int>) -> Int? {
        let first = group.lowerBound == 0 ? firstGoverned(group) : group.lowerBound
        let figure = line.figures[first]
        if figure.row >= 0 {
            let list = line.timeList(before: line.figures[line.rows[figure.row][0]].token)
            if list.count == line.rows[figure.row].count, case .time(let time) = list[figure.place] { return time }
        }
        for token in line.tokens[..<figure.token].reversed() {
            if case .time(let time) = token.kind { return time }
        }
        return nil
    }

    /// The bare year that a list of years has for the group (2025 of 2025/2026/2027年).
    private func year(of group: ClosedRange<Int>) -> Int? {
        let first = group.lowerBound == 0 ? firstGoverned(group) : group.lowerBound
        let figure = line.figures[first]
        guard figure.row >= 0 else { return nil }
        let list = line.timeList(before: line.figures[line.rows[figure.row][0]].token)
        guard list.count == line.rows[figure.row].count else { return nil }
        switch list[figure.place] {
        case .figure(let year): return Int(reading.quantities[line.figures[year].quantity].value.significand)
        case .year(let year): return year
        case .time: return nil
        }
    }

    private func firstGoverned(_ group: ClosedRange<Int>) -> Int {
        group.first { !line.figures[$0].heads.isEmpty } ?? group.lowerBound
    }

    private func score(_ weight: Double, _ fillers: [FactCandidate.Filler], _ measures: [FactCandidate.Taken]) -> Double
    {
        var score = weight + Double(measures.count) * 0.5
        for (index, filler) in fillers.enumerated() {
            // A set counts once.
            if filler.isSet, fillers[..<index].contains(where: { $0.isSet && $0.role == filler.role }) { continue }
            score += filler.how == .stated || filler.how == .anaphor ? 1 : 0.6
        }
        return score
    }

    private func span(_ trigger: Int, _ fillers: [FactCandidate.Filler], _ measures: [FactCandidate.Taken]) -> Span {
        var low = line.tokens[trigger].span.lowerBound
        var high = line.tokens[trigger].span.upperBound
        func cover(_ span: Span) {
            guard span.lowerBound >= line.span.lowerBound, span.upperBound <= line.span.upperBound else { return }
            low = min(low, span.lowerBound)
            high = max(high, span.upperBound)
        }
        for filler in fillers { cover(reading.mentions[filler.mention].span) }
        for measure in measures { cover(line.figures[measure.figure].span) }
        return low..<high
    }

    /// 未, 没有, did not right before the trigger: it did not happen, and nobody says that it was claimed.
    private func isNegated(_ trigger: Int) -> Bool {
        let negation = book.engine.negation
        if isNegatedFromAfar(trigger) { return true }
        guard trigger > 0, case .word(let word) = line.tokens[trigger - 1].kind, book.has(word, negation) else {
            return false
        }
        return line.tokens[trigger].span.lowerBound - line.tokens[trigger - 1].span.upperBound <= 4
            && line.tokens[trigger].clause == line.tokens[trigger - 1].clause
    }

    private func isNegatedFromAfar(_ trigger: Int) -> Bool {
        let negation = book.engine.negationFar
        let verb = book.engine.verb
        for token in line.tokens[..<trigger].reversed() {
            guard token.clause == line.tokens[trigger].clause else { return false }
            guard case .word(let word) = token.kind else { continue }
            if book.has(word, negation) { return true }
            if book.has(word, verb) { return false }
        }
        return false
    }

    /// Payload of the word of this class in the trigger's clause, the one nearest to the trigger; what something is no
    /// longer (由「增持」降至「減持」, `to neutral from buy`) only where nothing else is said.
    private func clauseWord(_ wordClass: Int, _ trigger: Int) -> String? {
        var best: (payload: String, distance: Int)?
        var old: String?
        for index in line.tokens(of: line.tokens[trigger].clause) where index != trigger {
            guard case .word(let word) = line.tokens[index].kind, let payload = book.payload(of: word, in: wordClass)
            else {
                continue
            }
            if isSource(line.tokens[index].span.lowerBound) {
                old = old ?? payload
                continue
            }
            let distance = abs(index - trigger)
            if best.map({ distance < $0.distance }) ?? true { best = (payload, distance) }
        }
        if best == nil, let old { return old }
        if best == nil, case .word(let word) = line.tokens[trigger].kind {
            return book.payload(of: word, in: wordClass)
        }
        return best?.payload
    }

    /// Right behind 从, 由, 自 or `from`.
    private func isSource(_ start: Int) -> Bool {
        var end = start
        while end > 0, [0x20, 0x22, 0x201C, 0x300C].contains(reading.text.folded[end - 1]) { end -= 1 }
        return reading.text.first(of: Self.sources, endingAt: end) != nil
    }

    private static let sources = ["从", "由", "自", "from"].map { Fold.folded($0) }

    func attributes(
        _ wanted: [Rule.Attribute], _ trigger: Int, _ payload: String, _ taken: [FactCandidate.Taken]
    ) -> [(name: String, value: String)]? {
        var result: [(name: String, value: String)] = []
        for attribute in wanted {
            let value: String?
            switch attribute.source {
            case .constant(let text): value = text
            case .trigger: value = MetricName(book: _book, line: _line).name(payload, trigger, taken)
            case .word(let wordClass): value = clauseWord(wordClass, trigger)
            case .mention(let kinds): value = nearestName(kinds, trigger)
            }
            if let value, !value.isEmpty {
                if !result.contains(where: { $0.name == attribute.name }) { result.append((attribute.name, value)) }
            } else if attribute.isRequired, !result.contains(where: { $0.name == attribute.name }) {
                return nil
            }
        }
        if result.count < 2 { return result }
        return result.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    private func nearestName(_ kinds: KindSet, _ trigger: Int) -> String? {
        var best: (mention: Int, distance: Int)?
        for index in line.actors(of: line.tokens[trigger].clause) {
            let actor = line.actors[index]
            guard let mention = actor.members.first,
                kinds.contains(KindSet(reading.entities[reading.mentions[mention].entity].kind))
            else { continue }
            let distance = abs(actor.token - trigger)
            if best.map({ distance < $0.distance }) ?? true { best = (mention, distance) }
        }
        return best.map { reading.text.string(reading.mentions[$0.mention].span) }
    }
}
