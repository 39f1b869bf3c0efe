/// Well-formedness of UTF-8 after the Unicode Standard, table 3-7.
enum UTF8Check {
    /// Position of the first ill-formed sequence in `start..<end`, nil when there is none.
    static func firstInvalid(_ text: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Int? {
        var position = start
        let raw = UnsafeRawBufferPointer(text)
        while position < end {
            if position + 8 <= end {
                // SAFETY: position + 8 <= end, and the caller's end is within the buffer.
                let word = unsafe UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: position, as: UInt64.self))
                let plain = wellFormedPrefix(word)
                if plain > 0 {
                    position += plain
                    continue
                }
            }
            let length = unsafe sequenceLength(text, at: position, to: end)
            if length == 0 { return position }
            position += length
        }
        return nil
    }

    static func firstInvalid(_ bytes: [UInt8]) -> Int? {
        // SAFETY: the range given is the buffer's own.
        unsafe bytes.withUnsafeBufferPointer { unsafe firstInvalid($0, from: 0, to: $0.count) }
    }

    /// Bytes at the start of eight that are surely well-formed: eight of ASCII, or two characters of three bytes, which
    /// is what Chinese is made of; 0 when it takes a closer look.
    @inline(__always)
    private static func wellFormedPrefix(_ word: UInt64) -> Int {
        if word & 0x8080_8080_8080_8080 == 0 { return 8 }
        guard word & 0x0000_C0C0_F0C0_C0F0 == 0x0000_8080_E080_80E0 else { return 0 }
        // E0 may be overlong and ED a surrogate: both go the slow way.
        let first = UInt8(truncatingIfNeeded: word)
        let second = UInt8(truncatingIfNeeded: word >> 24)
        return first != 0xE0 && first != 0xED && second != 0xE0 && second != 0xED ? 6 : 0
    }

    /// Bytes of the well-formed sequence at `position`, 0 when it is ill-formed or cut off by `end`.
    private static func sequenceLength(_ text: UnsafeBufferPointer<UInt8>, at position: Int, to end: Int) -> Int {
        // SAFETY: every index is checked against end, which is within the buffer.
        let lead = unsafe text[position]
        if lead < 0x80 { return 1 }
        guard let (length, second) = shape(of: lead), position + length <= end,
            unsafe second.contains(text[position + 1])
        else { return 0 }
        for place in 2..<max(2, length) where unsafe text[position + place] & 0xC0 != 0x80 { return 0 }
        return length
    }

    /// Length of a sequence and the bytes that may stand second, by its lead byte.
    private static func shape(of lead: UInt8) -> (length: Int, second: ClosedRange<UInt8>)? {
        switch lead {
        case 0xC2...0xDF: (2, 0x80...0xBF)
        case 0xE0: (3, 0xA0...0xBF)
        case 0xED: (3, 0x80...0x9F)
        case 0xE1...0xEF: (3, 0x80...0xBF)
        case 0xF0: (4, 0x90...0xBF)
        case 0xF1...0xF3: (4, 0x80...0xBF)
        case 0xF4: (4, 0x80...0x8F)
        default: nil
        }
    }
}
