/// Reads code points off bytes. Total: each maximal part that is no UTF-8 counts as one U+FFFD, as
/// `String(decoding:as:)` has it.
struct Utf8Cursor {
    let bytes: [UInt8]
    /// Offset of the byte to be read next.
    var offset = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() -> UInt32? {
        guard offset < bytes.count else { return nil }
        let lead = bytes[offset]
        offset += 1
        if lead < 0x80 { return UInt32(lead) }
        // The second byte's range keeps out overlong forms, surrogates and what lies beyond U+10FFFF.
        switch lead {
        case 0xC2...0xDF: return tail(UInt32(lead & 0x1F), 1, 0x80...0xBF)
        case 0xE0: return tail(UInt32(lead & 0x0F), 2, 0xA0...0xBF)
        case 0xED: return tail(UInt32(lead & 0x0F), 2, 0x80...0x9F)
        case 0xE1...0xEF: return tail(UInt32(lead & 0x0F), 2, 0x80...0xBF)
        case 0xF0: return tail(UInt32(lead & 0x07), 3, 0x90...0xBF)
        case 0xF1...0xF3: return tail(UInt32(lead & 0x07), 3, 0x80...0xBF)
        case 0xF4: return tail(UInt32(lead & 0x07), 3, 0x80...0x8F)
        default: return 0xFFFD
        }
    }

    private mutating func tail(_ lead: UInt32, _ count: Int, _ first: ClosedRange<UInt8>) -> UInt32 {
        var value = lead
        for index in 0..<count {
            guard offset < bytes.count, (index == 0 ? first : 0x80...0xBF).contains(bytes[offset]) else {
                return 0xFFFD
            }
            value = value << 6 | UInt32(bytes[offset] & 0x3F)
            offset += 1
        }
        return value
    }
}
