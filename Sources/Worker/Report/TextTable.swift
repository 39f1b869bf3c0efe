/// A table for a terminal: columns as wide as their widest cell up to a bound, East Asian characters counted twice.
///
/// Cells may come from articles: each is shown as `TerminalText` has it.
struct TextTable {
    struct Column {
        let title: String
        let maxWidth: Int
        var alignsRight = false
    }

    let columns: [Column]
    private var rows: [[String]] = []

    init(_ columns: [Column]) { self.columns = columns }

    mutating func add(_ cells: [String]) {
        rows.append(zip(columns, cells).map { Self.cut(TerminalText.line($1), to: $0.maxWidth) })
    }

    func rendered() -> String {
        let widths = columns.indices.map { index in
            max(Self.width(columns[index].title), rows.map { Self.width($0[index]) }.max() ?? 0)
        }
        func line(_ cells: [String]) -> String {
            let padded = columns.indices.map { index in
                let gap = String(repeating: " ", count: widths[index] - Self.width(cells[index]))
                return columns[index].alignsRight ? gap + cells[index] : cells[index] + gap
            }
            var text = padded.joined(separator: "  ")
            while text.last == " " { text.removeLast() }
            return text
        }
        let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
        return ([line(columns.map(\.title)), rule] + rows.map(line)).joined(separator: "\n")
    }

    /// Text from outside on one line of a terminal.
    static func safe(_ text: String) -> String { TerminalText.line(text) }

    static func width(_ text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + width($1) } }

    private static func width(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x0300...0x036F: 0
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
            0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            2
        default: 1
        }
    }

    private static func cut(_ text: String, to limit: Int) -> String {
        guard width(text) > limit else { return text }
        var kept = String.UnicodeScalarView()
        var used = 1
        for scalar in text.unicodeScalars {
            used += width(scalar)
            if used > limit { break }
            kept.append(scalar)
        }
        return String(kept) + "…"
    }
}
