/// One field of a names file with its place, for errors.
struct Field {
    var text: String
    var line: Int
    /// Code points from 1.
    var column: Int
}

/// One line of a names file, full-width signs read as half-width, a byte order mark and a carriage return left out.
struct NamesFileLine {
    let number: Int
    let text: String

    init(_ raw: Substring, number: Int) {
        self.number = number
        var scalars = String.UnicodeScalarView()
        for scalar in raw.unicodeScalars where scalar != "\r" && scalar != "\u{FEFF}" {
            scalars.append(NamesFileLine.halfWidth[scalar] ?? scalar)
        }
        text = String(scalars)
    }

    private static let halfWidth: [Unicode.Scalar: Unicode.Scalar] = [
        "｜": "|", "，": ",", "、": ",", "；": ";", "｛": "{", "｝": "}", "：": ":", "＊": "*", "／": "/", "　": " ",
        "＋": "+", "－": "-", "！": "!",
    ]

    var isBlank: Bool { text.trimmed.isEmpty || text.hasPrefix("#") }
    var isIndented: Bool { text.hasPrefix(" ") || text.hasPrefix("\t") }

    /// What stands between the bars.
    var fields: [Field] {
        text.parted(by: "|", outside: "{", "}").map { part, offset in
            let blanks = part.prefix { $0 == " " || $0 == "\t" }.count
            return Field(text: part.trimmed, line: number, column: offset + blanks + 1)
        }
    }
}

extension StringProtocol {
    /// Without blanks at either end.
    var trimmed: String {
        var view = Substring(self).unicodeScalars
        while let first = view.first, first == " " || first == "\t" { view.removeFirst() }
        while let last = view.last, last == " " || last == "\t" { view.removeLast() }
        return String(view)
    }

    /// Parts between `separator`, with the offset of each; a separator between `open` and `close` parts nothing.
    func parted(
        by separator: Unicode.Scalar, outside open: Unicode.Scalar, _ close: Unicode.Scalar
    ) -> [(part: String, offset: Int)] {
        let scalars = unicodeScalars
        var parts: [(String, Int)] = []
        var (begin, start, depth, offset) = (scalars.startIndex, 0, 0, 0)
        for index in scalars.indices {
            let scalar = scalars[index]
            if scalar == open { depth += 1 }
            if scalar == close { depth = Swift.max(0, depth - 1) }
            if scalar == separator, depth == 0 {
                parts.append((String(self[begin..<index]), start))
                begin = scalars.index(after: index)
                start = offset + 1
            }
            offset += 1
        }
        parts.append((String(self[begin...]), start))
        return parts
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
