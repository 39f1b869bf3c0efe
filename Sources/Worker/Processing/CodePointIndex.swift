/// Finds code points in UTF-8 without decoding it from the start each time.
struct CodePointIndex {
    private static let stride = 128
    private let bytes: [UInt8]
    /// Byte offset of every `stride`-th code point.
    private let marks: [Int]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var marks: [Int] = []
        var count = 0
        for (offset, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 {
            if count % Self.stride == 0 { marks.append(offset) }
            count += 1
        }
        self.marks = marks
    }

    /// Text of the half-open range of code points, cut at the body's end.
    func text(_ range: Range<Int>) -> String {
        let start = byteOffset(of: range.lowerBound)
        let end = byteOffset(of: range.upperBound)
        return String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
    }

    private func byteOffset(of codePoint: Int) -> Int {
        let mark = codePoint / Self.stride
        guard codePoint > 0 else { return 0 }
        guard mark < marks.count else { return bytes.count }
        var offset = marks[mark]
        var left = codePoint % Self.stride
        while left > 0, offset < bytes.count {
            offset += 1
            while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
            left -= 1
        }
        return offset
    }
}
