/// The raw body, to be quoted by code points: `quote(a..<b)` is Python's `body[a:b]`.
///
/// Keeps the byte offset of every 16th code point, so that a quote costs its own length whatever the size of the body.
public struct RawBody: Sendable {
    private static let stride = 16
    private let bytes: [UInt8]
    private let marks: [Int]
    /// Number of code points.
    public let count: Int

    public init(_ body: [UInt8]) {
        var cursor = Utf8Cursor(body)
        var marks: [Int] = []
        var count = 0
        while true {
            if count % RawBody.stride == 0 { marks.append(cursor.offset) }
            guard cursor.next() != nil else { break }
            count += 1
        }
        bytes = body
        self.marks = marks
        self.count = count
    }

    /// The exact characters of `span`; positions that do not exist are left out.
    public func quote(_ span: Span) -> String {
        let span = span.clamped(to: 0..<count)
        guard !span.isEmpty else { return "" }
        return String(decoding: bytes[byteOffset(span.lowerBound)..<byteOffset(span.upperBound)], as: UTF8.self)
    }

    private func byteOffset(_ position: Int) -> Int {
        var cursor = Utf8Cursor(bytes)
        cursor.offset = marks[position / RawBody.stride]
        for _ in 0..<position % RawBody.stride { _ = cursor.next() }
        return cursor.offset
    }
}
