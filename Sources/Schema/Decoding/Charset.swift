internal import Glibc

/// Turns bytes of a declared charset into UTF-8 with glibc's `iconv`.
enum Charset {
    /// Names that the web uses for a wider charset than they say (WHATWG Encoding Standard), and ours for UTF-8.
    private static let aliases: [String: String] = [
        "utf8": "utf-8", "unicode-1-1-utf-8": "utf-8", "us-ascii": "utf-8", "ascii": "utf-8",
        "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb_2312-80": "gb18030", "cp936": "gb18030",
        "big5": "big5-hkscs", "big-5": "big5-hkscs", "x-x-big5": "big5-hkscs", "cn-big5": "big5-hkscs",
        "utf-16": "utf-16le", "unicode": "utf-16le", "ucs-2": "utf-16le",
        "latin1": "windows-1252", "iso-8859-1": "windows-1252", "iso8859-1": "windows-1252",
    ]

    static func canonical(_ name: String) -> String { aliases[name] ?? name }

    /// `bytes` as UTF-8. A byte order mark of UTF-16 decides its byte order and is no part of the text; the one of
    /// UTF-8 stays a code point, as in most readers' `decode`.
    /// - Parameter name: lower case, as declared.
    static func utf8(_ bytes: [UInt8], from name: String) throws(DecodeError) -> [UInt8] {
        let charset = canonical(name)
        if charset == "utf-8" {
            if let invalid = UTF8Check.firstInvalid(bytes) {
                throw DecodeError(.invalidUTF8, at: invalid, "invalid UTF-8")
            }
            return bytes
        }
        guard isName(charset) else { throw unknown(name) }
        if charset.hasPrefix("utf-16") {
            if bytes.starts(with: [0xFF, 0xFE]), charset == "utf-16le" {
                return try convert(bytes, from: 2, charset: "utf-16le", declared: name)
            }
            if bytes.starts(with: [0xFE, 0xFF]), charset == "utf-16be" || canonical(name) != name {
                return try convert(bytes, from: 2, charset: "utf-16be", declared: name)
            }
        }
        return try convert(bytes, from: 0, charset: charset, declared: name)
    }

    private static func unknown(_ name: String) -> DecodeError {
        let shown = String(decoding: Array(name.utf8.prefix(40)), as: UTF8.self)
        return DecodeError(.unknownCharset, "unknown charset \(shown)")
    }

    /// Names go to `iconv_open`, where `/` and `,` would switch on substitution and other extras.
    private static func isName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 40
            && name.utf8.allSatisfy {
                JSONByte.isDigit($0) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                    || "-_.:+".utf8.contains($0)
            }
    }

    private static func convert(
        _ bytes: [UInt8], from start: Int, charset: String, declared: String
    ) throws(DecodeError) -> [UInt8] {
        guard let converter = Converter(charset: charset) else { throw unknown(declared) }
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count * 3 / 2 + 16)
        if let invalid = converter.convert(bytes, from: start, into: &out) {
            throw DecodeError(.invalidCharset, at: invalid, "invalid \(declared)")
        }
        return out
    }
}

/// One open `iconv` descriptor.
@safe private struct Converter: ~Copyable {
    private let handle: iconv_t

    init?(charset: String) {
        let opened = unsafe iconv_open("UTF-8", charset)
        guard unsafe opened != iconv_t(bitPattern: -1), let handle = unsafe opened else { return nil }
        unsafe self.handle = handle
    }

    deinit {
        // SAFETY: opened by init, closed nowhere else.
        _ = unsafe iconv_close(handle)
    }

    /// Appends the text to `out`.
    /// - Returns: position of the first byte that is not valid, nil when all are.
    func convert(_ bytes: [UInt8], from start: Int, into out: inout [UInt8]) -> Int? {
        var input = bytes
        let count = bytes.count
        let room = 1 << 16
        var chunk = [CChar](repeating: 0, count: room)
        var consumed = start
        var isFlushing = false
        while true {
            var failure: Int32 = 0
            // SAFETY: both pointers stay in their arrays: iconv gets the room left in each and moves them within it.
            let produced = unsafe input.withUnsafeMutableBytes { source in
                unsafe chunk.withUnsafeMutableBufferPointer { target in
                    var sourceAt = unsafe source.baseAddress?.advanced(by: consumed).assumingMemoryBound(to: CChar.self)
                    var sourceLeft = count - consumed
                    var targetAt = target.baseAddress
                    var targetLeft = room
                    let result =
                        unsafe isFlushing
                        ? iconv(handle, nil, nil, &targetAt, &targetLeft)
                        : iconv(handle, &sourceAt, &sourceLeft, &targetAt, &targetLeft)
                    if result == Int(bitPattern: UInt.max) { failure = errno }
                    consumed = count - sourceLeft
                    return room - targetLeft
                }
            }
            out.append(contentsOf: chunk[..<produced].lazy.map { UInt8(bitPattern: $0) })
            if failure == E2BIG { continue }
            if failure != 0 { return consumed }
            if isFlushing { return nil }
            isFlushing = true
        }
    }
}
