/// The charset that an HTML document declares in itself: `<meta charset=gbk>` or the `http-equiv` form.
enum HTMLCharset {
    /// Bytes searched, as the HTML standard recommends.
    static let searched = 1024

    /// Lower case; nil when none is declared.
    static func declared(in bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return "utf-8" }
        if bytes.starts(with: [0xFF, 0xFE]) { return "utf-16" }
        if bytes.starts(with: [0xFE, 0xFF]) { return "utf-16" }
        let head = bytes.prefix(searched).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        var position = 0
        while let tag = head.firstRange(of: "<meta", from: position) {
            let end = head[tag...].firstIndex(of: UInt8(ascii: ">")) ?? head.count
            if let name = charset(in: head[tag..<end]) { return name.hasPrefix("utf-16") ? "utf-8" : name }
            position = tag + 5
        }
        return nil
    }

    private static func charset(in tag: ArraySlice<UInt8>) -> String? {
        let tag = Array(tag)
        guard let start = tag.firstRange(of: "charset", from: 0) else { return nil }
        let isBlankOrQuote = { (byte: UInt8) in
            JSONByte.isBlank(byte) || byte == JSONByte.quote || byte == UInt8(ascii: "'")
        }
        let rest = tag[(start + 7)...].drop(while: JSONByte.isBlank)
        guard rest.first == UInt8(ascii: "=") else { return nil }
        let name = rest.dropFirst().drop(while: isBlankOrQuote)
            .prefix { !isBlankOrQuote($0) && $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "/") }
        return name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
    }
}

extension [UInt8] {
    /// Start of the first occurrence of `needle` at or after `start`.
    fileprivate func firstRange(of needle: StaticString, from start: Int) -> Int? {
        let needle = Array(needle.description.utf8)
        guard start + needle.count <= count else { return nil }
        return (start...count - needle.count).first { self[$0..<$0 + needle.count].elementsEqual(needle) }
    }
}
