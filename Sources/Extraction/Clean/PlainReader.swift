/// Reads a plain body into lines: controls and zero-width characters dropped, blanks and line ends made one, full
/// width folded.
enum PlainReader {
    static func read(_ body: [UInt8]) -> Draft {
        var draft = Draft()
        draft.text = scrubbed(body)
        draft.lines = lines(of: draft.text)
        return draft
    }

    static func scrubbed(_ body: [UInt8]) -> Text {
        var text = Text()
        text.reserve(body.count / 2 + 16)
        var writer = TextWriter(text)
        let classes = SignClass.table
        var cursor = Utf8Cursor(body)
        var offset = 0
        var previous: UInt32 = 0
        while let scalar = cursor.next() {
            defer {
                offset += 1
                previous = scalar
            }
            switch scalar {
            case 0x0A: if previous != 0x0D { writer.append(0x0A, origin: offset) }
            case 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029: writer.append(0x0A, origin: offset)
            case 0x21...0x7E, 0x4E00...0x9FFF: writer.append(scalar, origin: offset)
            case 0xFF0C where (0xFF10...0xFF19).contains(previous): writer.append(0x2C, origin: offset)
            default:
                let sign = scalar <= 0xFFFF ? classes[Int(scalar)] : SignClass.of(scalar)
                if sign.contains(.void) { continue }
                writer.append(sign.contains(.blank) ? 0x20 : Fold.displayed(scalar), origin: offset)
            }
        }
        writer.flush()
        return writer.text
    }

    static func lines(of text: Text) -> [Line] {
        var lines: [Line] = []
        var start = 0
        var gap = 0
        while start <= text.count {
            var end = start
            while end < text.count, text.scalars[end] != 0x0A { end += 1 }
            if let line = trimmed(text, start..<end, gap: gap) {
                lines.append(line)
                gap = 0
            } else {
                gap += 1
            }
            start = end + 1
        }
        return lines
    }

    private static func trimmed(_ text: Text, _ span: Span, gap: Int) -> Line? {
        var low = span.lowerBound
        var high = span.upperBound
        while low < high, text.scalars[low] == 0x20 { low += 1 }
        while high > low, text.scalars[high - 1] == 0x20 { high -= 1 }
        guard low < high else { return nil }
        var cells = 0
        for position in low..<high { cells += SignClass.cells(text.scalars[position]) }
        return Line(span: low..<high, indent: low - span.lowerBound, gap: gap, cells: cells)
    }
}
