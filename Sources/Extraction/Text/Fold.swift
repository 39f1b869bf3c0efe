/// The forms in which code points are matched and shown. One code point to one, so that no offset moves.
///
/// Names, words and rules must be folded by `folded(_: String)` before they are compared with `Text.folded`: 著 and 着,
/// 「 and “, ， and `,` are one form there. Traditional pairs stand in `script/traditional.txt`.
public enum Fold {
    static let path = "script/traditional.txt"

    /// Matching form of every code point of the Basic Multilingual Plane.
    static let table: [UInt16] = {
        var table = characterForms
        let bytes = LexiconFiles.embedded.bytes(of: path) ?? []
        // A test reads the embedded file with the throwing parser, so an error cannot reach a built executable.
        for (traditional, simplified) in (try? pairs(in: bytes)) ?? [] { table[Int(traditional)] = simplified }
        return table
    }()

    /// Matching form: Traditional to Simplified, full-width to half-width, ASCII lower case, one form of quotes and
    /// dashes;
    /// U+FFFD beyond the Basic Multilingual Plane.
    public static func folded(_ scalar: UInt32) -> UInt16 {
        scalar <= 0xFFFF ? table[Int(scalar)] : beyond
    }

    /// Form of whatever lies beyond the Basic Multilingual Plane.
    static let beyond: UInt16 = 0xFFFD

    /// Matching form of each code point of `string`.
    public static func folded(_ string: String) -> [UInt16] {
        let table = table
        var units: [UInt16] = []
        units.reserveCapacity(string.utf8.count)
        for scalar in string.unicodeScalars {
            units.append(scalar.value <= 0xFFFF ? table[Int(scalar.value)] : beyond)
        }
        return units
    }

    /// Form that is shown: full-width letters, digits and signs half-width; Chinese punctuation as it was written.
    public static func displayed(_ scalar: UInt32) -> UInt32 {
        guard scalar >= 0xFF01, scalar <= 0xFF5E else { return scalar == 0xFFE5 ? 0xA5 : scalar }
        switch scalar {
        case 0xFF01, 0xFF08, 0xFF09, 0xFF0C, 0xFF1A, 0xFF1B, 0xFF1F, 0xFF3B, 0xFF3D, 0xFF5B, 0xFF5D, 0xFF5E:
            return scalar
        default: return scalar - 0xFEE0
        }
    }

    /// The pairs of `script/traditional.txt`: two code points each, parted by blanks; lines that begin with # are
    /// remarks.
    static func pairs(in bytes: [UInt8]) throws(LexiconError) -> [(UInt16, UInt16)] {
        var pairs: [(UInt16, UInt16)] = []
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        for (number, line) in lines.enumerated() where !line.hasPrefix("#") {
            var column = 1
            for pair in line.split(separator: " ", omittingEmptySubsequences: false) {
                let values = pair.unicodeScalars.map(\.value)
                defer { column += values.count + 1 }
                if values.isEmpty { continue }
                guard values.count == 2, let from = UInt16(exactly: values[0]), let to = UInt16(exactly: values[1])
                else {
                    throw LexiconError(
                        file: path, line: number + 1, column: column, message: "\"\(pair)\" is no pair",
                        remedy: "write the Traditional and the Simplified character together, both below U+10000")
                }
                pairs.append((from, to))
            }
        }
        return pairs
    }

    /// Everything but Traditional characters: case, width and punctuation.
    private static var characterForms: [UInt16] {
        var table = (0...0xFFFF).map { UInt16($0) }
        for code in 0x41...0x5A { table[code] = UInt16(code + 0x20) }
        for code in 0xFF01...0xFF5E { table[code] = table[code - 0xFEE0] }
        let forms: [(String, UInt32)] = [
            ("\u{3000}\u{A0}\u{9}", 0x20), ("「﹁〝", 0x201C), ("」﹂〞", 0x201D), ("『﹃", 0x2018), ("』﹄", 0x2019),
            ("\u{2212}\u{FE63}\u{2010}\u{2011}", 0x2D), ("•‧・･∙⋅", 0xB7), ("〜∼˜", 0x7E), ("﹪", 0x25), ("￥", 0xA5),
            ("﹐", 0x2C), ("﹔", 0x3B), ("﹕", 0x3A), ("﹖", 0x3F), ("﹗", 0x21), ("﹙", 0x28), ("﹚", 0x29), ("｡", 0x3002),
            ("､﹑", 0x3001),
        ]
        for (characters, form) in forms {
            for scalar in characters.unicodeScalars { table[Int(scalar.value & 0xFFFF)] = UInt16(form) }
        }
        return table
    }
}
