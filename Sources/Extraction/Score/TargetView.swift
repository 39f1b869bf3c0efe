/// What the cues say of one target: values summed by where they stand, with the words that gave them.
struct TargetView: Sendable {
    struct Part: Sendable, Equatable {
        var cue: Int
        var value: Float
        var basis: Sentiment.Basis
    }

    /// Cues of the target's own clause after it, before it; of later and of earlier clauses of the sentence; of
    /// the rest.
    var after: Float = 0
    var before: Float = 0
    var later: Float = 0
    var earlier: Float = 0
    var elsewhere: Float = 0
    /// Sign of the nearest cue of the own clause after and before the target.
    var nearestAfter: Float = 0
    var nearestBefore: Float = 0
    /// A speech verb next to the target, or the target stands behind a colon at the end: it speaks, it is not judged.
    var speaks = false
    var routine = false
    var hedged = false
    /// A question, or a supposition: it has not happened.
    var asks = false
    var supposes = false
    var positives = 0
    var negatives = 0
    var parts: [Part] = []

    /// One figure out of all places: the own clause first, its neighbours where it is silent.
    var rule: Float {
        if speaks && after == 0 { return 0 }
        let own = after + (after == 0 ? before : before * 0.3)
        if own != 0 { return own + 0.15 * later }
        if routine { return 0.3 * later }
        return later != 0 ? 0.8 * later + 0.2 * earlier : 0.6 * earlier + 0.2 * elsewhere
    }
}

/// Attributes resolved cues to a target: subject or object of each word, own clause or another.
struct TargetReader {
    let folded: [UInt16]
    let clauses: ClauseMap

    /// - Parameter others: spans of other entities; a clause that begins with one is not about the target.
    func view(of target: Span?, cues: [Cue], others: [Span]) -> TargetView {
        guard let target else { return whole(cues) }
        var view = TargetView()
        let home = clauses.clause(at: target.lowerBound)
        let sentence = clauses.sentence[home]
        view.asks = clauses.isQuestion[home]
        let turning = turningAway(from: target, cues)
        view.after += turning.value
        var nearestGap = (after: Int.max, before: Int.max)
        for (index, cue) in cues.enumerated() {
            note(cue, target, home, &view)
            guard carries(cue), index != turning.cue else { continue }
            let isInside = cue.start >= target.lowerBound && cue.end <= target.upperBound
            if isInside { continue }
            if clauses.sentence[cue.clause] != sentence {
                view.elsewhere += cue.subject
            } else if cue.clause == home {
                own(cue, index, target, cues, &view, &nearestGap)
            } else if cue.clause > home {
                if belongsToAnother(cue, target, others) { continue }
                let weight = record(cue.subject / Float(cue.clause - home), index, cue, &view)
                view.later += weight
            } else {
                let weight = record(cue.object / Float(home - cue.clause), index, cue, &view)
                view.earlier += weight
            }
        }
        return view
    }

    /// `去X化`, turning away from X, and the word before it that gives it up again: `放弃去X化`.
    private func turningAway(from target: Span, _ cues: [Cue]) -> (value: Float, cue: Int?) {
        guard target.lowerBound > 0, target.upperBound < folded.count, folded[target.lowerBound - 1] == 0x53BB,
            folded[target.upperBound] == 0x5316
        else { return (0, nil) }
        let end = target.lowerBound - 1
        let word = cues.lastIndex { cue in
            guard cue.end <= end, end - cue.end <= 2 else { return false }
            switch cue.kind {
            case .negator, .canceller: return true
            case .polar, .relation: return cue.undoes || min(cue.subject, cue.object) < 0
            default: return false
            }
        }
        return word.map { (1.5, $0) } ?? (-2, nil)
    }

    private func whole(_ cues: [Cue]) -> TargetView {
        var view = TargetView()
        view.asks = clauses.isQuestion.contains(true)
        for (index, cue) in cues.enumerated() {
            if cue.kind == .routine { view.routine = true }
            if cue.kind == .hedge { view.hedged = true }
            if cue.kind == .condition { view.supposes = true }
            guard carries(cue) else { continue }
            // A relation says nothing of the whole but by its stronger side.
            let value = cue.kind == .relation && cue.subject.magnitude < cue.object.magnitude ? cue.object : cue.subject
            let weight = record(value, index, cue, &view)
            view.after += weight
            if view.nearestBefore == 0 { view.nearestBefore = value }
            view.nearestAfter = value
        }
        return view
    }

    private func carries(_ cue: Cue) -> Bool { cue.carriesValue }

    /// Counts a value and returns it.
    private func record(_ value: Float, _ index: Int, _ cue: Cue, _ view: inout TargetView) -> Float {
        if value > 0 { view.positives += 1 } else if value < 0 { view.negatives += 1 }
        if value != 0 { view.parts.append(.init(cue: index, value: value, basis: cue.basis)) }
        return value
    }

    private func own(
        _ cue: Cue, _ index: Int, _ target: Span, _ cues: [Cue], _ view: inout TargetView,
        _ nearest: inout (after: Int, before: Int)
    ) {
        if cue.start >= target.upperBound {
            let value = isObject(target, before: index, cues) ? cue.object : cue.subject
            let weight = record(value, index, cue, &view)
            view.after += weight
            if cue.start - target.upperBound < nearest.after, value != 0 {
                nearest.after = cue.start - target.upperBound
                view.nearestAfter = value
            }
        } else {
            let value = isAgent(target, after: index, cues) ? cue.subject : cue.object
            let weight = record(value, index, cue, &view)
            view.before += weight
            if target.lowerBound - cue.end < nearest.before, value != 0 {
                nearest.before = target.lowerBound - cue.end
                view.nearestBefore = value
            }
        }
    }

    /// `X 获 A 上调`, `把 X 上调`, `X was raised`: the target before the verb bears the act.
    private func isObject(_ target: Span, before index: Int, _ cues: [Cue]) -> Bool {
        guard cues[index].kind == .relation else { return false }
        var other = index - 1
        while other >= 0, cues[other].clause == cues[index].clause {
            let cue = cues[other]
            if cue.kind == .passive, cue.start >= target.upperBound { return true }
            if cue.kind == .disposal, cue.end <= target.lowerBound, target.lowerBound - cue.end <= 12 { return true }
            other -= 1
        }
        return index + 1 < cues.count && cues[index + 1].kind == .agent
            && cues[index + 1].start - cues[index].end <= 14
    }

    /// `raised by A`: the target after the verb does the act.
    private func isAgent(_ target: Span, after index: Int, _ cues: [Cue]) -> Bool {
        guard cues[index].kind == .relation, index + 1 < cues.count else { return false }
        let next = cues[index + 1]
        return next.kind == .agent && next.end <= target.lowerBound && target.lowerBound - next.end <= 3
    }

    private func belongsToAnother(_ cue: Cue, _ target: Span, _ others: [Span]) -> Bool {
        let clause = clauses.span(of: cue.clause)
        return others.contains {
            $0.lowerBound >= clause.lowerBound && $0.upperBound <= cue.start && !$0.overlaps(target)
        }
    }

    private func note(_ cue: Cue, _ target: Span, _ home: Int, _ view: inout TargetView) {
        switch cue.kind {
        case .speech:
            let gap = max(cue.start - target.upperBound, target.lowerBound - cue.end)
            if gap >= 0, gap <= 2 { view.speaks = true }
        case .routine: if cue.clause == home { view.routine = true }
        case .hedge: if cue.clause == home { view.hedged = true }
        case .condition: if clauses.sentence[cue.clause] == clauses.sentence[home] { view.supposes = true }
        default: break
        }
    }
}
