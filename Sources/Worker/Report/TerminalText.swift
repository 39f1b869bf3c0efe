internal import Foundation

/// Text from outside made fit to be shown: the one place that decides what may reach a terminal.
///
/// An article, a topic's name or a broker's error may hold escape sequences that move the cursor, rename the window or
/// colour a lie green, and marks that turn the direction of reading round (`Trojan Source`, CVE-2021-42574).
enum TerminalText {
    /// One line: controls, format characters and line breaks become blanks.
    static func line(_ text: String) -> String { shown(text) { _ in false } }

    /// Several lines: as `line`, but line feeds and tabs stay.
    static func lines(_ text: String) -> String { shown(text) { $0 == "\n" || $0 == "\t" } }

    /// JSON that means the same: what a terminal would act on is written as escapes. Such characters stand in strings
    /// alone, and JSON's own writers escape only those below U+0020.
    static func json(_ bytes: [UInt8]) -> [UInt8] {
        var shown: [UInt8] = []
        var start = 0
        var position = 0
        while true {
            position = place(ofOpener: bytes, from: position)
            if position == bytes.count { break }
            guard let (code, length) = hidden(bytes, position) else {
                position += 1
                continue
            }
            shown += bytes[start..<position]
            let digits = String(code, radix: 16)
            shown += Array(("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8)
            position += length
            start = position
        }
        return start == 0 ? bytes : shown + bytes[start...]
    }

    /// The first byte at or after `start` with which something hidden may begin, else the count.
    private static func place(ofOpener bytes: [UInt8], from start: Int) -> Int {
        unsafe bytes.withUnsafeBufferPointer { bytes in
            var position = start
            let raw = UnsafeRawBufferPointer(bytes)
            // Most of what is printed has none: eight bytes are asked at once.
            while position + 8 <= bytes.count {
                // SAFETY: position + 8 <= count was just checked.
                let word = unsafe UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: position, as: UInt64.self))
                let hit = openerMask(word)
                if hit != 0 { return position + hit.trailingZeroBitCount / 8 }
                position += 8
            }
            while position < bytes.count {
                // SAFETY: position < count was just checked.
                let byte = unsafe bytes[position]
                if byte == 0x7F || byte == 0xC2 || byte == 0xE2 { break }
                position += 1
            }
            return position
        }
    }

    /// High bit set in each byte that is 7F, C2 or E2, which but for one bit are two; above the lowest hit also in
    /// others (Mycroft's zero-byte test).
    @inline(__always)
    private static func openerMask(_ word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let deletes = word ^ ones &* 0x7F
        let leads = (word | ones &* 0x20) ^ ones &* 0xE2
        return ((deletes &- ones) & ~deletes | (leads &- ones) & ~leads) & (ones &* 0x80)
    }

    /// DEL, the controls U+0080 to U+009F, and the marks that turn the direction of reading round.
    private static func hidden(_ bytes: [UInt8], _ at: Int) -> (code: UInt32, length: Int)? {
        let first = bytes[at]
        if first == 0x7F { return (0x7F, 1) }
        guard at + 1 < bytes.count else { return nil }
        let second = UInt32(bytes[at + 1])
        if first == 0xC2 { return second < 0xA0 ? (second, 2) : nil }
        guard at + 2 < bytes.count else { return nil }
        let code = 0x2000 | (second & 0x3F) << 6 | UInt32(bytes[at + 2] & 0x3F)
        return switch code {
        case 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: (code, 3)
        default: nil
        }
    }

    private static func shown(_ text: String, _ keeps: (Unicode.Scalar) -> Bool) -> String {
        guard text.unicodeScalars.contains(where: { isControl($0) && !keeps($0) }) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { isControl($0) && !keeps($0) ? " " : $0 }))
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        if (0x20..<0x7F).contains(scalar.value) { return false }
        return switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: true
        default: false
        }
    }
}

/// Prints JSON, which stays what it means.
func print(json: String) {
    FileHandle.standardOutput.write(Data(TerminalText.json(Array(json.utf8)) + Array("\n".utf8)))
}

/// Prints for people, in this module instead of the standard library's: no control character gets through.
func print(_ text: String = "", terminator: String = "\n") {
    FileHandle.standardOutput.write(Data((TerminalText.lines(text) + terminator).utf8))
}
