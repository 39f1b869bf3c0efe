/// Headers of a Kafka record in order; a name may occur again, a value may be null.
public typealias RecordHeaders = [(name: String, value: [UInt8]?)]

/// Looks a header up as Kafka's clients do: the last of several counts.
func lastValue(of name: String, in headers: RecordHeaders) -> [UInt8]? {
    headers.last { $0.name == name }?.value
}

/// Numbers in headers, most significant byte first, as Java's `ByteBuffer` writes them.
enum BigEndian {
    static func bytes<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
        (1...MemoryLayout<Value>.size).map { place in
            UInt8(truncatingIfNeeded: value >> Value(Value.bitWidth - 8 * place))
        }
    }

    /// Nil unless there are exactly as many bytes as the type has.
    static func value<Value: FixedWidthInteger>(_ type: Value.Type, _ bytes: [UInt8]?) -> Value? {
        guard let bytes, bytes.count == MemoryLayout<Value>.size else { return nil }
        return bytes.reduce(Value.zero) { $0 << 8 | Value(truncatingIfNeeded: $1) }
    }
}
