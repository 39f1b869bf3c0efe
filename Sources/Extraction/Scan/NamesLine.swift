/// One field of a names file with its place, for errors.
struct Field {
    var text: String
    var line: Int
    /// Code points from 1.
    var column: Int

    /// Its first word, and what follows that.
    var opened: (word: String, rest: Field) {
        let end = text.utf8.firstIndex(of: 0x20) ?? text.endIndex
        let word = String(text[..<end])
        return (word, Field(text: String(text[end...]), line: line, column: column + word.unicodeScalars.count))
    }
}

/// One line of a names file, full-width signs read as half-width, a byte order mark and a carriage return left out.
struct NamesFileLine {
    let number: Int
    let text: String

    init(_ raw: Substring, number: Int) {
        self.number = number
        // Every sign that is replaced or left out begins with one of these bytes, and few lines have any.
        let isPlain = !raw.utf8.contains { $0 == 0x0D || $0 == 0xE3 || $0 == 0xEF }
        text = isPlain ? String(raw) : NamesFileLine.cleaned(raw)
    }

    private static func cleaned(_ raw: Substring) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in raw.unicodeScalars where scalar != "\r" && scalar != "\u{FEFF}" {
            scalars.append(halfWidth[scalar] ?? scalar)
        }
        return String(scalars)
    }

    private static let halfWidth: [Unicode.Scalar: Unicode.Scalar] = [
        "｜": "|", "，": ",", "、": ",", "；": ";", "｛": "{", "｝": "}", "：": ":", "＊": "*", "／": "/", "　": " ",
        "＋": "+", "－": "-", "！": "!",
    ]

    var isBlank: Bool { text.utf8.first == 0x23 || text.utf8.allSatisfy(LineScanner.isBlank) }
    var isIndented: Bool { text.utf8.first.map(LineScanner.isBlank) ?? false }

    /// What stands between the bars.
    var fields: [Field] {
        text.parted(by: 0x7C, outside: 0x7B, 0x7D).map { part, offset in
            let blanks = part.utf8.prefix(while: LineScanner.isBlank).count
            return Field(text: part.trimmed, line: number, column: offset + blanks + 1)
        }
    }
}

extension StringProtocol {
    /// Without blanks at either end.
    var trimmed: String { trimmed { $0 == " " || $0 == "\t" } }

    /// Without blanks at its beginning, nor what `isBlank` at its end.
    func trimmed(atEnd isBlank: (Unicode.Scalar) -> Bool) -> String {
        let scalars = unicodeScalars
        var (start, end) = (scalars.startIndex, scalars.endIndex)
        while end > start, isBlank(scalars[scalars.index(before: end)]) { end = scalars.index(before: end) }
        while start < end, scalars[start] == " " || scalars[start] == "\t" { start = scalars.index(after: start) }
        return String(self[start..<end])
    }
}

extension String {
    /// Parts between `separator`, with the offset of each in code points; a separator between `open` and `close` parts
    /// nothing. All three are ASCII.
    func parted(by separator: UInt8, outside open: UInt8, _ close: UInt8) -> [(part: String, offset: Int)] {
        var parts: [(String, Int)] = []
        var (begin, start, depth, offset) = (startIndex, 0, 0, 0)
        for index in utf8.indices {
            let byte = utf8[index]
            // Inside a code point.
            if byte & 0xC0 == 0x80 { continue }
            if byte == open { depth += 1 }
            if byte == close { depth = Swift.max(0, depth - 1) }
            if byte == separator, depth == 0 {
                parts.append((String(self[begin..<index]), start))
                begin = utf8.index(after: index)
                start = offset + 1
            }
            offset += 1
        }
        parts.append((String(self[begin...]), start))
        return parts
    }
}

extension StringProtocol where UTF8View.SubSequence == Substring.UTF8View {
    /// As `split` by an ASCII sign, but byte by byte: nobody has to find where characters end.
    func parts(
        by separator: UInt8, maxSplits: Int = .max, omittingEmptySubsequences omitsEmpty: Bool = true
    ) -> [Substring] {
        utf8.split(separator: separator, maxSplits: maxSplits, omittingEmptySubsequences: omitsEmpty)
            .map { Substring($0) }
    }
}

extension CivilDate {
    /// The day of `2025-09-22`, also at the front of an RFC 3339 time; nil for anything else.
    init?(iso: String) {
        let parts = iso.utf8.prefix(10).split(separator: 0x2D).map { Int(String(decoding: $0, as: UTF8.self)) }
        guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2] else { return nil }
        self.init(year: year, month: month, day: day)
    }
}
