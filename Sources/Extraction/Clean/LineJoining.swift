/// Joins lines that were broken at a column's edge, and only those: into paragraphs of the page.
///
/// A region is wrapped when most of its lines end in mid-sentence at about the width of a neighbour. There a line that
/// ends in mid-sentence goes on in the next, across blank lines too once the paragraph is open (a column's end, the
/// shreds around a drop shape). Elsewhere each line is a paragraph.
struct LineJoining {
    /// Lines on each side that decide whether a region is wrapped.
    private static let window = 8
    /// Wider lines than a column can be are paragraphs.
    private static let widestColumn = 110
    /// Short lines without any punctuation nearby are a list, not shredded text.
    private static let narrowestColumn = 24

    private let draft: Draft
    private let mostlyHan: Bool
    private var page = Page()
    /// Lines of the paragraph being built.
    private var open = 0

    static func page(of draft: Draft) -> Page {
        var joining = LineJoining(draft)
        joining.run()
        return joining.page
    }

    private init(_ draft: Draft) {
        self.draft = draft
        page.removed = draft.removed
        page.text.reserve(draft.text.count)
        var han = 0
        var letters = 0
        for scalar in draft.text.scalars.prefix(20_000) {
            let sign = SignClass.of(scalar)
            if sign.contains(.han) { han += 1 } else if sign.contains(.letter) { letters += 1 }
        }
        mostlyHan = han * 3 > letters
    }

    private mutating func run() {
        let isWrapped = draft.isStructured ? [] : wrappedLines()
        let indented = draft.lines.reduce(0) { $0 + ($1.indent > 0 ? 1 : 0) }
        let indentIsRare = indented * 3 <= draft.lines.count
        var previous: Int?
        for (index, line) in draft.lines.enumerated() {
            if case .removed(let reason) = line.mark {
                remove(line, reason)
                continue
            }
            if let above = previous, !draft.isStructured, isWrapped[above], continues(above, index, indentIsRare) {
                join(line)
            } else {
                begin(line, indentIsRare: indentIsRare)
            }
            previous = index
        }
        closeParagraph()
    }

    private mutating func remove(_ line: Line, _ reason: Removal.Reason) {
        page.removed.append(Removal(span: draft.text.rawSpan(of: line.span), reason: reason))
        page.notices.append(draft.text.string(line.span.prefix(400)))
    }

    // MARK: - Is this a column?

    /// For each line, whether its end is likely a column's edge: votes of the lines around it.
    private func wrappedLines() -> [Bool] {
        let lines = draft.lines
        var votes = [Int](repeating: 0, count: lines.count)
        var punctuated = [Int](repeating: 0, count: lines.count)
        for index in lines.indices where lines[index].mark == .text {
            punctuated[index] = hasPunctuation(lines[index]) ? 1 : 0
            votes[index] = vote(index)
        }
        let sums = LineJoining.windowSums(votes.map { max(0, $0) })
        let against = LineJoining.windowSums(votes.map { $0 < 0 ? 1 : 0 })
        let commas = LineJoining.windowSums(punctuated)
        let shreds = shreddedLines(punctuated)
        return lines.indices.map { index in
            if shreds[index] { return true }
            guard sums[index] >= 3, sums[index] > against[index], lines[index].cells <= LineJoining.widestColumn else {
                return false
            }
            return lines[index].cells >= LineJoining.narrowestColumn || commas[index] >= 2
        }
    }

    /// One word a line: a long run of very short lines of which some carry punctuation.
    private func shreddedLines(_ punctuated: [Int]) -> [Bool] {
        var shreds = [Bool](repeating: false, count: draft.lines.count)
        var start = 0
        while start < draft.lines.count {
            var end = start
            var marks = 0
            while end < draft.lines.count, draft.lines[end].mark == .text, draft.lines[end].cells <= 16,
                end == start || draft.lines[end].gap == 0
            {
                marks += punctuated[end]
                end += 1
            }
            if end - start >= 8, marks >= 1, marks * 3 <= end - start {
                for index in start..<end { shreds[index] = true }
            }
            start = max(end, start + 1)
        }
        return shreds
    }

    /// +1: ends in mid-sentence about as wide as a neighbour. −1: ends a sentence or stands alone. 0: says nothing.
    private func vote(_ index: Int) -> Int {
        let lines = draft.lines
        let line = lines[index]
        if line.cells > LineJoining.widestColumn { return -1 }
        if endsSentence(line) { return isFull(index) ? 0 : -1 }
        for step in [-2, -1, 1, 2] {
            let other = index + step
            guard lines.indices.contains(other), lines[other].mark == .text else { continue }
            if abs(lines[other].cells - line.cells) <= 4 { return 1 }
        }
        return -1
    }

    private static func windowSums(_ values: [Int]) -> [Int] {
        var prefix = [0]
        for value in values { prefix.append((prefix.last ?? 0) + value) }
        return values.indices.map {
            prefix[min(values.count, $0 + window + 1)] - prefix[max(0, $0 - window)]
        }
    }

    private func hasPunctuation(_ line: Line) -> Bool {
        draft.text.scalars[line.span].contains {
            $0 == 0xFF0C || $0 == 0x3002 || $0 == 0x2C || $0 == 0x2E || SignClass.of($0).contains(.terminal)
        }
    }

    // MARK: - Does the next line go on?

    private func continues(_ above: Int, _ index: Int, _ indentIsRare: Bool) -> Bool {
        let upper = draft.lines[above]
        let lower = draft.lines[index]
        guard upper.mark == .text, lower.mark == .text, upper.kind == lower.kind else { return false }
        if isRow(upper), isRow(lower) { return false }
        if indentIsRare || upper.gap == 0, lower.indent > 0, endsSentence(upper) { return false }
        if beginsItem(lower), endsSentence(upper) || lower.gap > 0 { return false }
        if lower.gap == 0 { return !endsSentence(upper) || isFull(above) }
        return lower.gap <= 2 && !endsSentence(upper) && (open >= 2 || isFull(above) || hasComma(upper))
    }

    /// A table's row: cells parted by two bars or more, or by one in a short line.
    private func isRow(_ line: Line) -> Bool {
        var bars = 0
        for position in line.span where draft.text.scalars[position] == 0x7C { bars += 1 }
        return bars >= 2 || bars == 1 && line.cells <= LineJoining.narrowestColumn
    }

    /// A heading has no comma as a rule, a sentence that goes on has.
    private func hasComma(_ line: Line) -> Bool {
        draft.text.scalars[line.span].contains { $0 == 0xFF0C || $0 == 0x2C || $0 == 0x3001 }
    }

    /// As wide as the widest of the lines close by in the same column.
    private func isFull(_ index: Int) -> Bool {
        let lines = draft.lines
        var widest = 0
        for other in max(0, index - 2)...min(lines.count - 1, index + 2) where lines[other].mark == .text {
            widest = max(widest, lines[other].cells)
        }
        return lines[index].cells + 3 >= widest && widest >= 16
    }

    private func endsSentence(_ line: Line) -> Bool {
        let scalars = draft.text.scalars
        var position = line.span.upperBound - 1
        while position > line.span.lowerBound, SignClass.of(scalars[position]).contains(.closer) { position -= 1 }
        if SignClass.of(scalars[position]).contains(.terminal) { return true }
        guard scalars[position] == 0x2E else { return false }
        // `U.S.` and `Inc.` end lines in mid-sentence, too: the next line's capital decides elsewhere.
        return !(position >= 2 && scalars[position - 2] == 0x2E)
    }

    private func beginsItem(_ line: Line) -> Bool {
        let scalars = draft.text.scalars
        let first = draft.first(line)
        if SignClass.isBullet(first) { return true }
        var position = line.span.lowerBound
        while position < line.span.upperBound, SignClass.of(scalars[position]).contains(.digit) { position += 1 }
        guard position > line.span.lowerBound, position < line.span.upperBound, position - line.span.lowerBound <= 2
        else { return false }
        return scalars[position] == 0x3001 || scalars[position] == 0x29 || scalars[position] == 0xFF09
    }

    // MARK: - Writing paragraphs

    private mutating func begin(_ line: Line, indentIsRare: Bool) {
        closeParagraph()
        let start = page.text.count
        var kind = line.kind
        if line.mark == .byline { kind = .byline } else if line.mark == .title { kind = .heading }
        page.paragraphs.append(
            Page.Paragraph(
                span: start..<start, kind: kind, gap: line.gap, isIndented: indentIsRare && line.indent > 0,
                isRepeated: line.isRepeated, opensArticle: line.opensArticle))
        write(line)
        open = 1
    }

    private mutating func join(_ line: Line) {
        let last = page.text.scalars.last ?? 0
        switch Glue.between(page.text, last, draft, line, mostlyHan) {
        case .none: break
        case .blank: page.text.append(0x20, origin: Int(page.text.origin.last ?? 0))
        case .dropHyphen:
            page.text.scalars.removeLast()
            page.text.folded.removeLast()
            page.text.origin.removeLast()
        }
        write(line)
        open += 1
    }

    /// Copies the line, several blanks as one.
    private mutating func write(_ line: Line) {
        var start = line.span.lowerBound
        var previous: UInt32 = 0
        for position in line.span {
            let scalar = draft.text.scalars[position]
            if scalar == 0x20, previous == 0x20 {
                page.text.append(draft.text, start..<position)
                start = position + 1
            }
            previous = scalar
        }
        page.text.append(draft.text, start..<line.span.upperBound)
    }

    private mutating func closeParagraph() {
        guard let last = page.paragraphs.indices.last, open > 0 else { return }
        page.paragraphs[last].span = page.paragraphs[last].span.lowerBound..<page.text.count
        page.text.append(0x0A, origin: Int(page.text.origin.last ?? 0))
        open = 0
    }
}
