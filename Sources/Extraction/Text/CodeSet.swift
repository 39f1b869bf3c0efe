/// A set of code points of the Basic Multilingual Plane: one bit each, so that asking costs one load.
struct CodeSet: Sendable {
    private var bits = [UInt64](repeating: 0, count: 1024)

    init(_ codes: some Sequence<UInt16>) { for code in codes { insert(code) } }

    mutating func insert(_ code: UInt16) { bits[Int(code >> 6)] |= 1 << UInt64(code & 63) }

    @inline(__always)
    func contains(_ code: UInt16) -> Bool { bits[Int(code >> 6)] >> UInt64(code & 63) & 1 != 0 }
}
