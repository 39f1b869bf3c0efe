/// What a rule asks of the words and parties around its trigger (`when`).
extension Matcher {
    func meets(_ conditions: [Rule.Condition], _ trigger: Int) -> Bool {
        for condition in conditions {
            switch condition {
            case .with(let classes, let side): if !clauseHas(classes, side, trigger) { return false }
            case .without(let classes, let side): if clauseHas(classes, side, trigger) { return false }
            case .party(let kinds, let side): if !clauseNames(kinds, side, trigger) { return false }
            case .inSentence(let wordClass): if !line.has(wordClass, book) { return false }
            case .near(let wordClass): if !line.has(wordClass, book), !salience.told(wordClass, book) { return false }
            case .firstTrigger: if !isFirstTrigger(trigger) { return false }
            case .intransitive: if takesObject(trigger) { return false }
            case .certainty, .notCertainty, .headless, .subjectInClause, .follower: continue
            }
        }
        return true
    }

    func meets(_ conditions: [Rule.Condition], _ certainty: Event.Certainty) -> Bool {
        for condition in conditions {
            switch condition {
            case .certainty(let names): if !names.contains(certainty.rawValue) { return false }
            case .notCertainty(let names): if names.contains(certainty.rawValue) { return false }
            case .with, .without, .inSentence, .near, .party, .firstTrigger, .intransitive, .headless, .subjectInClause,
                .follower:
                continue
            }
        }
        return true
    }

    private func isFirstTrigger(_ trigger: Int) -> Bool {
        let verb = book.engine.takes
        for index in line.tokens(of: line.tokens[trigger].clause) where index < trigger {
            if case .word(let word) = line.tokens[index].kind, book.has(word, verb) { return false }
        }
        return true
    }

    /// `Nebius more than doubled its guidance`: what the verb moves stands behind it.
    private func takesObject(_ trigger: Int) -> Bool {
        guard reading.article.language == .en else { return false }
        // `doubled` is a figure too: its verb is that figure, or stands right before it with no length of its own.
        let isBefore = line.tokens[trigger].span.isEmpty && trigger + 1 < line.tokens.count
        let verb = line.tokens[isBefore ? trigger + 1 : trigger]
        let object = verb.span.upperBound + 1
        guard reading.text.code(at: object - 1) == 0x20 else { return false }
        let word = object..<Latin.wordEnd(reading.text.folded, from: object, limit: line.span.upperBound)
        if book.firms.possessives.isWord(word, in: reading.text) { return true }
        guard case .figure = verb.kind else { return false }
        return reading.text.has(Self.the, at: object)
    }

    private static let the = Fold.folded("the ")

    private func clauseHas(_ classes: [Int], _ side: Rule.Side, _ trigger: Int) -> Bool {
        let clause = line.tokens[trigger].clause
        let passive = book.engine.passive
        let isActive = classes.contains(passive) && isActiveForm(trigger)
        for index in line.tokens(of: clause) where index != trigger {
            if side == .after && index < trigger || side == .before && index > trigger { continue }
            // 数据中心运营商Northvale: says what the firm is.
            if case .actor(let actor) = line.tokens[index].kind, line.actors[actor].isModifier { continue }
            let word = line.word(at: index)
            if word >= 0, classes.contains(where: { book.has(word, $0) && !($0 == passive && isActive) }) {
                return true
            }
        }
        return false
    }

    private func clauseNames(_ kinds: KindSet, _ side: Rule.Side, _ trigger: Int) -> Bool {
        line.actors(of: line.tokens[trigger].clause).contains { index in
            let actor = line.actors[index]
            let isThere = side == .any || (side == .after) == (actor.token > trigger)
            return isThere && !actor.isModifier
                && actor.members.allSatisfy {
                    kinds.contains(KindSet(reading.entities[reading.mentions[$0].entity].kind))
                }
        }
    }

    /// `is buying`, `is in talks to buy`: no passive, whatever stands before.
    private func isActiveForm(_ token: Int) -> Bool {
        guard reading.article.language == .en else { return false }
        let span = line.tokens[token].span
        // `picking up`: by its first word.
        let verb = Latin.wordEnd(reading.text.folded, from: span.lowerBound, limit: span.upperBound)
        return reading.text.has([0x69, 0x6E, 0x67], endingAt: verb)
            || reading.text.has(Self.infinitive, at: span.lowerBound)
            || reading.text.has(Self.infinitive, endingAt: span.lowerBound)
    }

    private static let infinitive = Fold.folded("to ")

    func followersFit(_ conditions: [Rule.Condition], _ roles: [RoleFinder.Filled]) -> Bool {
        for condition in conditions {
            guard case .follower(let role, let classes, let kinds, let isWanted) = condition else { continue }
            guard let filled = roles.first(where: { $0.role == role }), let mention = filled.mentions.last else {
                if isWanted { return false } else { continue }
            }
            if isFollowed(mention, classes, kinds) != isWanted { return false }
        }
        return true
    }

    /// A word of the classes, or a name of the kinds, stands right after the mention (`AMD GPUs`, 彩虹光电30%股权).
    private func isFollowed(_ mention: Int, _ classes: [Int], _ kinds: KindSet) -> Bool {
        let end = reading.mentions[mention].span.upperBound
        guard let actor = line.actors.first(where: { $0.members.contains(mention) }) else { return false }
        var place = end
        for token in line.tokens[(actor.token + 1)...].prefix(3)
        where token.span.lowerBound - place <= 4 || isModel(place..<token.span.lowerBound) {
            place = token.span.upperBound
            switch token.kind {
            case .word(let word):
                // `buy Ledgerly, whose software …`, `buy Fjellhall from private equity firm Antin`
                if book.has(word, book.engine.relative) || book.has(word, book.known("from")) { return false }
                if classes.contains(where: { book.has(word, $0) }) { return true }
            case .actor(let index):
                let word = line.actors[index].word
                if word >= 0, classes.contains(where: { book.has(word, $0) }) { return true }
                let isKind = line.actors[index].members.contains {
                    kinds.contains(KindSet(reading.entities[reading.mentions[$0].entity].kind))
                }
                if isKind { return true }
                return false
            case .figure, .time: continue
            }
        }
        return false
    }

    /// 优必选Walker S2机器人, `AMD's MI500 chips`: a model's name between the firm and the good.
    private func isModel(_ span: Span) -> Bool {
        span.count <= 20
            && span.allSatisfy { place in
                reading.text.isWord(at: place) && !reading.text.isHan(at: place)
                    || [0x20, 0x2D, 0x27, 0x2019].contains(reading.text.code(at: place))
            }
    }
}
