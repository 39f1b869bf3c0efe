/// Who speaks in a line, and whom a speaker speaks for: a broker, an authority whose figures are its country's.
extension RoleFinder {
    func isSpeaker(_ index: Int) -> Bool { speakers.isSpeaker(line.actors[index], in: line) }

    /// A bank or broker that speaks, rates or expects is not the company it speaks of.
    func isBrokerSpeaking(_ index: Int) -> Bool { isBroker(line.actors[index]) }

    /// 德意志银行将其降为卖出，理由是净利润可能下滑: a house that rates somebody gives that one's figures.
    func rates(_ index: Int) -> Bool {
        guard case .word(let figure) = line.tokens[trigger].kind, book.has(figure, book.known("metric")),
            line.actors[index].members.allSatisfy({ speakers.isBroker($0) })
        else { return false }
        let rating = book.known("rating"), clause = line.actors[index].clause
        return (clause...min(clause + Self.clausesOn, line.clauses.count - 1)).contains { clause in
            line.tokens(of: clause).contains { token in
                if case .word(let word) = line.tokens[token].kind { book.has(word, rating) } else { false }
            }
        }
    }

    func isBroker(_ actor: Actor) -> Bool {
        // 汇丰宣布20亿美元回购: what a bank announces is its own.
        speakers.isSpeaker(actor, in: line) && actor.members.contains { speakers.isBroker($0) }
            && !speakers.isFollowed(actor, by: book.known("announces"), line)
    }

    /// The broker nearest to the trigger, in its clause or before it; else the one that spoke last in the paragraph.
    mutating func broker(_ role: Rule.Role) -> Filled? {
        var best: (index: Int, distance: Int)?
        for index in line.actors.indices where fits(index, role) {
            let actor = line.actors[index]
            guard actor.clause <= line.tokens[trigger].clause, actor.members.allSatisfy({ speakers.isBroker($0) })
            else { continue }
            let distance = abs(actor.token - trigger)
            if best.map({ distance < $0.distance }) ?? true { best = (index, distance) }
        }
        if let best { return take(best.index, role) }
        guard let mention = salience.broker(for: line), fits([mention], role.kinds) else { return nil }
        return Filled(role: role.name, mentions: [mention], how: .elided, isSet: role.isSet, isElided: true)
    }

    func home(_ role: Rule.Role) -> Filled? {
        for index in line.actors.indices where line.actors[index].clause <= line.tokens[trigger].clause {
            let mention = line.actors[index].members[0]
            if let code = speakers.authority(mention) { return atHome(role, mention, code) }
        }
        // `Prices rose 0.4%, the Labor Department said`
        for index in line.actors.indices where isSpeaker(index) {
            let mention = line.actors[index].members[0]
            if let code = speakers.authority(mention) { return atHome(role, mention, code) }
        }
        // 韩国11月出口增长8.4%，其中芯片出口增长38.6%
        let isNamed = line.actors.indices.contains { line.actors[$0].token < trigger && fits($0, role) }
        guard !isNamed, salience.subject(for: line, where: { fits($0, role.kinds) }) == nil,
            let mention = salience.authority(for: line), let code = speakers.authority(mention)
        else { return nil }
        return atHome(role, mention, code)
    }

    private func atHome(_ role: Rule.Role, _ mention: Int, _ code: String) -> Filled {
        Filled(role: role.name, mentions: [mention], how: .inferred, isSet: role.isSet, isElided: false, standIn: code)
    }

    func speaker(_ role: Rule.Role) -> Int? {
        var best: Int?
        // Whose figures are told is a maker: a broker or vendor that speaks tells of others'.
        let mayBeBroker = role.kinds.contains(KindSet(.fund))
        for index in line.actors.indices
        where isSpeaker(index) && fits(index, role) && (mayBeBroker || !isBrokerSpeaking(index)) {
            if line.actors[index].token < trigger || best == nil { best = index }
        }
        return best
    }
}
