/// Closes up letter-spaced runs (`我 们 需 要`): three or more single Chinese characters with blanks between them.
enum LetterSpacing {
    /// Shorter runs are left alone: a name of two characters (`邢 萌`) or a list of one-character words is no spacing.
    private static let shortestRun = 3

    static func close(_ draft: inout Draft) {
        var text = Text()
        var closedAny = false
        for index in draft.lines.indices {
            let span = draft.lines[index].span
            let spelled = Pinyin.runs(draft.text, span)
            guard !spelled.isEmpty || mayBeSpaced(draft.text, span) else { continue }
            let gaps = spelled.flatMap { Array($0) } + (spelled.isEmpty ? blanksToDrop(draft.text, span) : [])
            if gaps.isEmpty { continue }
            if !closedAny {
                text = draft.text
                closedAny = true
            }
            for position in gaps { text.scalars[position] = dropped }
            draft.lines[index].cells -= gaps.count
        }
        if closedAny { compact(&draft, text) }
    }

    private static let dropped: UInt32 = 0

    /// Two blanks with one sign between them: what every letter-spaced run has.
    private static func mayBeSpaced(_ text: Text, _ span: Span) -> Bool {
        var blank = -9
        for position in span where text.scalars[position] == 0x20 {
            if position - blank <= 3 { return true }
            blank = position
        }
        return false
    }

    /// Tokens parted by blanks; a run of single Chinese signs, Latin words between them allowed, loses its blanks.
    private static func blanksToDrop(_ text: Text, _ span: Span) -> [Int] {
        var drop: [Int] = []
        var pending: [Int] = []
        var singles = 0
        var start = span.lowerBound
        var previousWasHan = false
        func settle() {
            if singles >= shortestRun { drop += pending }
            pending = []
            singles = 0
        }
        while start < span.upperBound {
            var end = start
            var han = 0
            var others = 0
            while end < span.upperBound, text.scalars[end] != 0x20 {
                let sign = SignClass.of(text.scalars[end])
                if sign.contains(.han) { han += 1 } else if sign.isDisjoint(with: [.letter, .digit]) { others += 1 }
                end += 1
            }
            let isLatin = han == 0 && others < end - start
            let isSingle = han <= 1 && !isLatin && end > start && end - start <= 3
            if isSingle {
                if previousWasHan { pending.append(start - 1) }
                singles += han == 1 || others > 0 ? 1 : 0
            } else if !isLatin {
                // The last run's neighbour may be a longer word whose edge belongs to the spacing (`认 知。笔者认为`).
                if previousWasHan, singles >= shortestRun - 1, han > 0 { pending.append(start - 1); singles += 1 }
                settle()
            }
            previousWasHan = isSingle
            start = end + 1
        }
        settle()
        return drop
    }

    private static func compact(_ draft: inout Draft, _ marked: Text) {
        var text = Text()
        text.reserve(marked.count)
        for index in draft.lines.indices {
            let start = text.count
            for position in draft.lines[index].span where marked.scalars[position] != dropped {
                text.scalars.append(marked.scalars[position])
                text.folded.append(marked.folded[position])
                text.origin.append(marked.origin[position])
            }
            draft.lines[index].span = start..<text.count
            text.append(0x0A, origin: Int(text.origin.last ?? 0))
        }
        draft.text = text
    }
}
