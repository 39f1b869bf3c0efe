/// Composes the values of the cues of a stretch of text, clause by clause: figures and directions, negation, degree,
/// contrast, concession, condition and question. After it each cue carries what it says of its subject and object.
struct CueResolver {
    /// Reach of a negator or degree word, in code points: a Chinese phrase or about four English words.
    private static let hanReach = 8
    private static let latinReach = 26
    /// Reach of a word that takes a harm away: `解除对某公司的限制`.
    private static let undoReach = 14
    /// What is left of a colour where the market's own colours mean the opposite.
    private static let foreignColour: Float = 0
    /// How near a figure must stand after its verb.
    private static let figureReach = 40

    let folded: [UInt16]
    let clauses: ClauseMap
    /// The target, if any: a figure that is itself the target (`失业率`) is read by its direction alone.
    let target: Span?
    /// 1 where a writer of this language means up by red, −1 where he means down.
    let redIsUp: Float

    func resolve(_ cues: inout [Cue]) {
        for index in cues.indices { cues[index].clause = clauses.clause(at: cues[index].start) }
        composeColours(&cues)
        if let target {
            cues.removeAll { $0.kind != .figure && $0.start < target.upperBound && $0.end > target.lowerBound }
        }
        composeDirections(&cues)
        composeFigures(&cues)
        for index in cues.indices {
            switch cues[index].kind {
            case .negator: shift(from: index, in: &cues, by: -0.8)
            case .canceller: shift(from: index, in: &cues, by: 0)
            case .degree: strengthen(around: index, in: &cues)
            default: if cues[index].undoes { undo(from: index, in: &cues) }
            }
        }
        weighClauses(&cues)
    }

    /// Colours mean what they mean to the writer, unless he writes of a market where they mean the opposite: then one
    /// cannot know whose colours he means, and they say nothing.
    private func composeColours(_ cues: inout [Cue]) {
        for index in cues.indices where cues[index].kind == .colour {
            let sentence = clauses.sentence[cues[index].clause]
            let isForeign = cues.contains {
                $0.kind == .market && $0.subject != redIsUp && clauses.sentence[$0.clause] == sentence
            }
            cues[index].subject *= isForeign ? CueResolver.foreignColour : redIsUp
            cues[index].object *= isForeign ? CueResolver.foreignColour : redIsUp
        }
    }

    /// `lifts the ban`, `解除限制`, `avoids a default`: the harm named next is gone. A direction that moves a figure
    /// (`lifts guidance`) undoes nothing.
    private func undo(from index: Int, in cues: inout [Cue]) {
        if cues[index].kind == .direction, figure(of: index, in: cues) != nil { return }
        let reach = Glyph.isLatin(folded[cues[index].start]) ? CueResolver.latinReach : CueResolver.undoReach
        let next = cues.indices.first { $0 > index && cues[$0].carriesValue }
        guard let other = next, cues[other].clause == cues[index].clause, cues[other].kind != .direction,
            cues[other].start - cues[index].end <= reach, min(cues[other].subject, cues[other].object) < 0
        else { return }
        cues[other].subject *= -0.8
        cues[other].object *= -0.8
        cues[index].subject = 0
        cues[index].object = 0
    }

    private func composeDirections(_ cues: inout [Cue]) {
        for index in cues.indices where cues[index].kind == .direction {
            guard let figure = figure(of: index, in: cues) ?? badFigureBefore(index, in: cues) else { continue }
            let word = cues[figure]
            let isTarget = target.map { $0.lowerBound <= word.start && word.end <= $0.upperBound } ?? false
            // A bare figure that says something itself (亏损, 跌幅) makes its change a mild one.
            let sign = isTarget ? (word.subject == 0 ? 1 : word.subject.magnitude) : word.subject
            let mild: Float = word.object != 0 && cues[index].subject * word.object < 0 ? 0.7 : 1
            cues[index].subject *= sign * mild
            cues[index].object *= sign * mild
            if word.basis != .fundamental { cues[index].basis = word.basis }
            cues[figure].object = 0
            if word.object < 0, cues[index].subject > 0 { soften(after: index, &cues) }
        }
    }

    /// A loss that narrows is good news also where the sentence names the loss elsewhere.
    private func soften(after index: Int, _ cues: inout [Cue]) {
        let sentence = clauses.sentence[cues[index].clause]
        for other in cues.indices where cues[other].kind == .figure && cues[other].object < 0 {
            if clauses.sentence[cues[other].clause] == sentence { cues[other].object *= 0.25 }
        }
    }

    /// `净亏损3亿元，同比收窄六成`: the figure of the clause before, where a direction has none and that one is bad by
    /// itself.
    private func badFigureBefore(_ index: Int, in cues: [Cue]) -> Int? {
        var other = index - 1
        while other >= 0, clauses.sentence[cues[other].clause] == clauses.sentence[cues[index].clause] {
            let cue = cues[other]
            if cues[index].clause - cue.clause > 2 || cue.kind == .contrast { return nil }
            if cue.kind == .figure { return cue.object < 0 ? other : nil }
            if cue.kind == .direction { return nil }
            other -= 1
        }
        return nil
    }

    /// What bare figures say: `亏损`, `跌幅居前`.
    private func composeFigures(_ cues: inout [Cue]) {
        for index in cues.indices where cues[index].kind == .figure { cues[index].subject = cues[index].object }
    }

    /// The figure that a direction moves: the nearest before it in its clause, for a transitive verb the nearest
    /// after it.
    private func figure(of index: Int, in cues: [Cue]) -> Int? {
        let before = neighbour(of: index, step: -1, in: cues)
        let after = neighbour(of: index, step: 1, in: cues)
        guard let after, cues[after].start - cues[index].end <= CueResolver.figureReach else { return before }
        guard let before else { return after }
        return cues[index].isTransitive ? after : before
    }

    private func neighbour(of index: Int, step: Int, in cues: [Cue]) -> Int? {
        var other = index + step
        while cues.indices.contains(other), cues[other].clause == cues[index].clause {
            if cues[other].kind == .figure { return other }
            if cues[other].kind == .direction { return nil }
            other += step
        }
        return nil
    }

    private func shift(from index: Int, in cues: inout [Cue], by factor: Float) {
        let reach = Glyph.isLatin(folded[cues[index].start]) ? CueResolver.latinReach : CueResolver.hanReach
        var other = index + 1
        while other < cues.count, cues[other].clause == cues[index].clause,
            cues[other].start - cues[index].end <= reach
        {
            if cues[other].carriesValue {
                cues[other].subject *= factor
                cues[other].object *= factor
                return
            }
            other += 1
        }
    }

    private func strengthen(around index: Int, in cues: inout [Cue]) {
        let reach = Glyph.isLatin(folded[cues[index].start]) ? CueResolver.latinReach : 4
        for other in [index + 1, index - 1] where cues.indices.contains(other) {
            let gap = max(cues[other].start - cues[index].end, cues[index].start - cues[other].end)
            guard cues[other].clause == cues[index].clause, cues[other].carriesValue, gap <= reach else { continue }
            let factor = cues[index].subject
            cues[other].subject *= factor
            cues[other].object *= factor
            return
        }
    }

    private func weighClauses(_ cues: inout [Cue]) {
        for index in cues.indices {
            let (clause, start) = (cues[index].clause, cues[index].start)
            switch cues[index].kind {
            case .concession: scale(&cues, by: 0.3) { $0.clause == clause }
            case .condition: scale(&cues, by: 0.5) { $0.clause == clause }
            case .contrast:
                let sentence = clauses.sentence[clause]
                scale(&cues, by: 0.5) { clauses.sentence[$0.clause] == sentence && $0.start < start }
            default: break
            }
        }
        scale(&cues, by: 0.5) { clauses.isQuestion[$0.clause] }
    }

    private func scale(_ cues: inout [Cue], by factor: Float, where applies: (Cue) -> Bool) {
        for index in cues.indices where applies(cues[index]) {
            cues[index].subject *= factor
            cues[index].object *= factor
        }
    }
}
