/// What kind of sign a code point is, from one table: the hot loops of cleaning and splitting ask nothing else.
struct SignClass: OptionSet, Sendable {
    let rawValue: UInt8
    static let han = SignClass(rawValue: 1)
    static let letter = SignClass(rawValue: 2)
    static let digit = SignClass(rawValue: 4)
    static let blank = SignClass(rawValue: 8)
    /// Ends a sentence: 。！？ and the like, `.` not among them.
    static let terminal = SignClass(rawValue: 16)
    static let opener = SignClass(rawValue: 32)
    static let closer = SignClass(rawValue: 64)
    /// Control and zero-width characters, which are dropped.
    static let void = SignClass(rawValue: 128)

    static let word: SignClass = [.han, .letter, .digit]

    static let table: [SignClass] = {
        var table = [SignClass](repeating: [], count: 0x10000)
        func mark(_ ranges: [ClosedRange<Int>], _ sign: SignClass) {
            for range in ranges { for code in range { table[code].formUnion(sign) } }
        }
        func mark(_ characters: String, _ sign: SignClass) {
            for scalar in characters.unicodeScalars { table[Int(scalar.value & 0xFFFF)].formUnion(sign) }
        }
        mark(
            [0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x3005...0x3007, 0x3040...0x30FF, 0xAC00...0xD7A3], .han
        )
        mark(
            [0x41...0x5A, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F, 0x370...0x52F, 0xFF21...0xFF3A], .letter)
        mark([0xFF41...0xFF5A, 0x1E00...0x1EFF], .letter)
        mark([0x30...0x39, 0xFF10...0xFF19], .digit)
        mark([0x09...0x09, 0x20...0x20, 0xA0...0xA0, 0x2000...0x200A, 0x202F...0x202F, 0x205F...0x205F], .blank)
        mark([0x3000...0x3000], .blank)
        mark("。！？!?…｡", .terminal)
        mark("“‘「『（(《【［[〈〔", .opener)
        mark("”’」』）)》】］]〉〕", .closer)
        mark([0x00...0x08, 0x0E...0x1F, 0x7F...0x84, 0x86...0x9F, 0xAD...0xAD, 0x61C...0x61C, 0x180E...0x180E], .void)
        mark(
            [0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFE00...0xFE0F, 0xFEFF...0xFEFF, 0xFFF9...0xFFFB],
            .void)
        mark([0xE000...0xF8FF], .void)
        return table
    }()

    /// The class of any code point.
    @inline(__always)
    static func of(_ scalar: UInt32) -> SignClass {
        // Nearly all of a text: no table to fetch.
        if scalar &- 0x4E00 < 0x5200 { return .han }
        if (scalar | 0x20) &- 0x61 < 26 { return .letter }
        if scalar &- 0x30 < 10 { return .digit }
        if scalar == 0x20 { return .blank }
        return rare(scalar)
    }

    /// Chinese characters, ASCII letters, digits and the blank, which end and open nothing: nearly all of a text.
    @inline(__always)
    static func isPlain(_ scalar: UInt32) -> Bool {
        scalar &- 0x4E00 < 0x5200 || (scalar | 0x20) &- 0x61 < 26 || scalar &- 0x30 < 10 || scalar == 0x20
    }

    private static func rare(_ scalar: UInt32) -> SignClass {
        if scalar <= 0xFFFF { return table[Int(scalar)] }
        if (0x20000...0x3FFFF).contains(scalar) { return .han }
        return (0xE0000...0xE0FFF).contains(scalar) ? .void : []
    }

    /// Whether it opens an item of a list: •, ●, ■, ▪, ◆, ▲, ★, ·, - and the like.
    static func isBullet(_ scalar: UInt32) -> Bool { bullets.contains(scalar) }

    private static let bullets = Set("•●■▪◆▲★·-–—*".unicodeScalars.map(\.value))

    /// Columns that a code point takes in a newspaper's or terminal's grid: two for Chinese, one for Latin.
    static func cells(_ scalar: UInt32) -> Int {
        scalar >= 0x2E80 || (0x2014...0x2026).contains(scalar) ? 2 : 1
    }
}
