extension LineMarks {
    /// Lines that stand there several times: the first stays (it is likely the headline), the others are duplicates.
    static func markRepetitions(_ draft: inout Draft) {
        var seen: [UInt64: Int] = [:]
        for index in draft.lines.indices {
            let line = draft.lines[index]
            guard line.span.count >= 6, !isFigure(draft.text, line.span) else { continue }
            let key = hash(draft.text, line.span)
            guard let first = seen[key], same(draft.text, draft.lines[first].span, line.span) else {
                seen[key] = index
                continue
            }
            draft.lines[first].isRepeated = true
            draft.lines[index].mark = .removed(.duplicate)
        }
    }

    /// Rows of a table may repeat; only lines with words count.
    private static func isFigure(_ text: Text, _ span: Span) -> Bool {
        !text.scalars[span].contains { !SignClass.of($0).isDisjoint(with: [.han, .letter]) }
    }

    /// FNV-1a over the matching form, blanks apart.
    static func hash(_ text: Text, _ span: Span) -> UInt64 {
        var value: UInt64 = 0xCBF2_9CE4_8422_2325
        for position in span where text.folded[position] != 0x20 {
            value = (value ^ UInt64(text.folded[position])) &* 0x100_0000_01B3
        }
        return value
    }

    private static func same(_ text: Text, _ a: Span, _ b: Span) -> Bool {
        text.folded[a].filter { $0 != 0x20 } == text.folded[b].filter { $0 != 0x20 }
    }

    /// Menus: runs of short bulleted or menu-worded lines, with the site's name above them.
    static func markMenus(_ draft: inout Draft, _ cues: Boilerplate) {
        var index = 0
        while index < draft.lines.count {
            var end = index
            var words = 0
            while end < draft.lines.count, isMenuItem(draft, draft.lines[end]) {
                let line = draft.lines[end]
                if cues.score(draft.text, line.span)[.navigation] > 0 { words += 1 }
                end += 1
            }
            let isMenu = words > 0 && words * 2 >= end - index && (end - index >= 2 || index == 0)
            if isMenu {
                for member in index..<end { draft.lines[member].mark = .removed(.navigation) }
                if index == 1, isSiteName(draft, draft.lines[0]) { draft.lines[0].mark = .removed(.navigation) }
            }
            index = max(end, index + 1)
        }
    }

    private static func isMenuItem(_ draft: Draft, _ line: Line) -> Bool {
        switch line.mark {
        case .removed(.navigation): return line.cells <= 30
        case .text: break
        default: return false
        }
        guard line.cells <= 24, line.kind != .row, line.kind != .heading else { return false }
        return !draft.text.scalars[line.span].contains {
            let sign = SignClass.of($0)
            return sign.contains(.terminal) || sign.contains(.digit) || $0 == 0xFF0C || $0 == 0x2C
        }
    }

    private static func isSiteName(_ draft: Draft, _ line: Line) -> Bool {
        line.mark == .text && line.cells <= 24 && line.kind != .heading
            && !draft.text.scalars[line.span].contains {
                SignClass.of($0).contains(.terminal) || $0 == 0xFF0C || $0 == 0x2C
            }
    }

    /// A headline that follows its body stands right before the byline. It must not be joined to either.
    static func markHeadlines(_ draft: inout Draft) {
        for index in draft.lines.indices.dropFirst() where draft.lines[index].mark == .byline {
            guard draft.lines[index].gap <= 1 else { continue }
            let above = index - 1
            let line = draft.lines[above]
            guard line.mark == .text, line.cells <= 100, !ends(draft, line) else { continue }
            // Two lines of one headline: the upper must be set off from the body.
            if line.gap == 0, above > 0, draft.lines[above - 1].mark == .text, !ends(draft, draft.lines[above - 1]) {
                continue
            }
            draft.lines[above].mark = .title
        }
    }

    private static func ends(_ draft: Draft, _ line: Line) -> Bool {
        let last = draft.last(line)
        return last == 0x3002 || last == 0xFF0C || last == 0x2C || last == 0x3001 || last == 0xFF1B
    }
}
