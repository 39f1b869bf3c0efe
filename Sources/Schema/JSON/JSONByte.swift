package enum JSONBracket {
    case object, array

    var opening: UInt8 { self == .object ? UInt8(ascii: "{") : UInt8(ascii: "[") }
    var closing: UInt8 { self == .object ? UInt8(ascii: "}") : UInt8(ascii: "]") }
}

/// The bytes that mean something in JSON.
enum JSONByte {
    static let quote = UInt8(ascii: "\"")
    static let backslash = UInt8(ascii: "\\")
    static let colon = UInt8(ascii: ":")
    static let comma = UInt8(ascii: ",")
    static let hexDigits = Array("0123456789abcdef".utf8)

    static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

    /// The digit's value, nil unless the byte is a hexadecimal digit.
    static func hexValue(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }

    /// First position at or after `start` whose byte must be escaped in a string, else the count.
    /// Looks at eight bytes at a time (Mycroft's zero-byte test, exact in the lowest hit, which is all that is used).
    static func endOfPlainRun(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var position = start
        let end = text.count
        let raw = UnsafeRawBufferPointer(text)
        while position + 8 <= end {
            // SAFETY: position + 8 <= end was just checked.
            let word = unsafe UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            let hit = specialMask(word)
            if hit != 0 { return position + hit.trailingZeroBitCount / 8 }
            position += 8
        }
        while position < end {
            let byte = unsafe text[position]
            if byte < 0x20 || byte == quote || byte == backslash { break }
            position += 1
        }
        return position
    }

    /// High bit set in each byte that is a control character, quote or backslash; above the lowest hit also in others.
    @inline(__always)
    static func specialMask(_ word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        let control = (word &- ones &* 0x20) & ~word
        let quotes = word ^ (ones &* UInt64(quote))
        let slashes = word ^ (ones &* UInt64(backslash))
        return (control | ((quotes &- ones) & ~quotes) | ((slashes &- ones) & ~slashes)) & highs
    }
}
