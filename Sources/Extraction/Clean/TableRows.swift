/// Puts what the head of a table says into each of its rows, so that a row reads as a sentence:
///
///     公司|营收(亿元)|同比
///     蓝溪科技|62.49|+44.10%       蓝溪科技营收62.49亿元，同比+44.10%
///
/// Cells are parted by `|`, as HTML tables are read too. The first row is a head when no cell behind its first begins
/// with a figure and most of those in the row below do. What is put in stands at the place of the cell it belongs to,
/// and every row that is rewritten is recorded as a repair. What is put in is never longer than the page, so that the
/// work stays linear in its size.
enum TableRows {
    static func apply(to page: inout Page) {
        guard page.text.scalars.contains(bar) else { return }
        let rows = page.paragraphs.map { cells(page.text, $0.span) }
        var rewritten: [Int: Text] = [:]
        var room = page.text.count
        var index = 0
        while index < rows.count {
            let end = tableEnd(rows, from: index)
            let body = (min(index + 1, end)..<end).filter { !isRule(page.text, rows[$0]) }
            if let first = body.first, let head = Head(page.text, rows[index], over: rows[first]) {
                for row in body where room > 0 {
                    let sentence = head.sentence(page.text, rows[row])
                    room -= max(0, sentence.count - page.paragraphs[row].span.count)
                    rewritten[row] = sentence
                }
            }
            index = max(end, index + 1)
        }
        if !rewritten.isEmpty { write(rewritten, into: &page) }
    }

    fileprivate static let bar: UInt32 = 0x7C
    /// More columns than a table of news has.
    private static let widest = 24

    /// Rows of as many cells as the one at `start`, one after another.
    private static func tableEnd(_ rows: [[Span]], from start: Int) -> Int {
        guard (2...widest).contains(rows[start].count) else { return start }
        var end = start
        while end < rows.count, rows[end].count == rows[start].count { end += 1 }
        return end
    }

    /// The cells of a line without the blanks round them, nor the bars at its ends.
    private static func cells(_ text: Text, _ line: Span) -> [Span] {
        var line = line
        if !line.isEmpty, text.scalars[line.lowerBound] == bar { line = line.lowerBound + 1..<line.upperBound }
        if !line.isEmpty, text.scalars[line.upperBound - 1] == bar { line = line.lowerBound..<line.upperBound - 1 }
        var found: [Span] = []
        var start = line.lowerBound
        for position in line where text.scalars[position] == bar {
            found.append(trimmed(text, start..<position))
            start = position + 1
        }
        found.append(trimmed(text, start..<line.upperBound))
        return found
    }

    /// `|---|:--|`, as Markdown draws under a head.
    private static func isRule(_ text: Text, _ row: [Span]) -> Bool {
        row.allSatisfy { isBlankMark(text, $0) }
    }

    /// `-`, `—`, `--`: nothing to tell.
    fileprivate static func isBlankMark(_ text: Text, _ cell: Span) -> Bool {
        !cell.isEmpty && cell.allSatisfy { [0x2D, 0x2013, 0x2014, 0x3A].contains(text.scalars[$0]) }
    }

    fileprivate static func trimmed(_ text: Text, _ span: Span) -> Span {
        var (low, high) = (span.lowerBound, span.upperBound)
        while low < high, text.scalars[low] == 0x20 { low += 1 }
        while high > low, text.scalars[high - 1] == 0x20 { high -= 1 }
        return low..<high
    }

    private static func write(_ rewritten: [Int: Text], into page: inout Page) {
        var text = Text()
        text.reserve(page.text.count * 2)
        for index in page.paragraphs.indices {
            let span = page.paragraphs[index].span
            let start = text.count
            if let row = rewritten[index] {
                text.append(row, 0..<row.count)
                page.repairs.append(Repair(span: page.text.rawSpan(of: span), reading: row.string(0..<row.count)))
            } else {
                text.append(page.text, span)
            }
            page.paragraphs[index].span = start..<text.count
            text.append(0x0A, origin: Int(text.origin.last ?? 0))
        }
        page.text = text
    }
}

/// What the columns of a table hold.
private struct Head {
    /// What a column is called and counted in: `营收(亿元)` is 营收 in 亿元, `Capex ($bn)` is Capex in `$` … `bn`.
    private struct Column {
        var name: [UInt32]
        var before: [UInt32] = []
        var after: [UInt32] = []
    }

    /// Code points of what a column is called and counted in.
    private static let longestName = 60

    private let columns: [Column]
    private let subject: Int
    private let isHan: Bool

    /// `nil` where `cells` is no head of a row like `first`.
    init?(_ text: Text, _ cells: [Span], over first: [Span]) {
        guard let subject = first.firstIndex(where: { !$0.isEmpty && !Head.beginsFigure(text, $0) }),
            subject + 1 < cells.count
        else { return nil }
        let values = subject + 1..<cells.count
        let figures = values.filter { Head.beginsFigure(text, first[$0]) }.count
        guard figures * 2 > values.count,
            values.allSatisfy({ !Head.beginsFigure(text, cells[$0]) && !cells[$0].isEmpty })
        else { return nil }
        guard cells.allSatisfy({ $0.count <= Head.longestName }) else { return nil }
        self.subject = subject
        columns = cells.map { Head.column(text, $0) }
        isHan = values.contains { cells[$0].contains { text.isHan(at: $0) } }
    }

    func sentence(_ text: Text, _ row: [Span]) -> Text {
        var result = Text()
        result.append(text, row[subject])
        var isFirst = true
        for index in subject + 1..<row.count where !row[index].isEmpty && !TableRows.isBlankMark(text, row[index]) {
            write(columns[index], text, row[index], isFirst, into: &result)
            isFirst = false
        }
        return result
    }

    private func write(_ column: Column, _ text: Text, _ cell: Span, _ isFirst: Bool, into result: inout Text) {
        let start = Int(text.origin[cell.lowerBound])
        let isBare = Head.isBareFigure(text, cell)
        if isHan {
            if !isFirst { Head.insert([0xFF0C], start, into: &result) }
        } else {
            Head.insert(isFirst ? [0x20] : [0x2C, 0x20], start, into: &result)
        }
        Head.insert(isHan ? column.name : column.name + [0x20], start, into: &result)
        if isBare { Head.insert(column.before, start, into: &result) }
        result.append(text, cell)
        if isBare { Head.insert(column.after, Int(text.origin[cell.upperBound - 1]), into: &result) }
    }

    private static func insert(_ scalars: [UInt32], _ origin: Int, into text: inout Text) {
        for scalar in scalars { text.append(scalar, origin: origin) }
    }

    /// The name up to a bracket or a comma, the unit behind it: a sign of money stands before the figure.
    private static func column(_ text: Text, _ cell: Span) -> Column {
        let opening = cell.first { [0x28, 0xFF08, 0x2C, 0xFF0C].contains(text.scalars[$0]) }
        guard let opening else { return Column(name: Array(text.scalars[cell])) }
        var end = cell.upperBound
        if [0x29, 0xFF09].contains(text.scalars[end - 1]) { end -= 1 }
        let name = TableRows.trimmed(text, cell.lowerBound..<opening)
        let unit = TableRows.trimmed(text, min(opening + 1, end)..<end)
        let signs = unit.lastIndex { [0x24, 0x20AC, 0xA3, 0xA5, 0xFFE5].contains(text.scalars[$0]) }
        let split = signs.map { $0 + 1 } ?? unit.lowerBound
        return Column(
            name: Array(text.scalars[name]), before: Array(text.scalars[unit.lowerBound..<split]),
            after: Array(text.scalars[split..<unit.upperBound]))
    }

    /// `62.49`, `+44.10%`, `$31.4bn`, `约30亿`: a figure begins within two characters.
    private static func beginsFigure(_ text: Text, _ cell: Span) -> Bool {
        guard let digit = cell.first(where: { isDigit(text, $0) }) else { return TableRows.isBlankMark(text, cell) }
        return (cell.lowerBound..<digit).allSatisfy {
            !text.isHan(at: $0) && !Latin.isWord(text.folded[$0]) || digit - cell.lowerBound <= 1 && text.isHan(at: $0)
        }
    }

    /// Nothing but digits and signs: the unit is the column's.
    private static func isBareFigure(_ text: Text, _ cell: Span) -> Bool {
        cell.allSatisfy {
            isDigit(text, $0) || [0x2B, 0x2D, 0x2212, 0x2E, 0x2C, 0xFF0D, 0xFF0B, 0x7E].contains(text.scalars[$0])
        }
    }

    private static func isDigit(_ text: Text, _ position: Int) -> Bool {
        (0x30...0x39).contains(text.folded[position])
    }
}
