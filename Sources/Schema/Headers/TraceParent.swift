internal import Crypto

/// W3C Trace Context, `traceparent`: `00-<32 hex trace id>-<16 hex span id>-<2 hex flags>`.
struct TraceParent: Equatable {
    /// Lower-case hexadecimal digits, as received.
    let traceID: [UInt8]
    let flags: [UInt8]

    /// Nil for anything the standard tells a receiver to ignore.
    init?(bytes: [UInt8]) {
        let isFuture = bytes.count > 55 && bytes[55] == UInt8(ascii: "-") && bytes.starts(with: "00".utf8) == false
        guard bytes.count == 55 || isFuture else { return nil }
        let dashes = [2, 35, 52]
        let zero = UInt8(ascii: "0")
        for (place, byte) in bytes.prefix(55).enumerated() {
            let isFine = dashes.contains(place) ? byte == UInt8(ascii: "-") : TraceParent.isLowerHex(byte)
            guard isFine else { return nil }
        }
        guard !bytes.starts(with: "ff".utf8), bytes[3..<35].contains(where: { $0 != zero }),
            bytes[36..<52].contains(where: { $0 != zero })
        else { return nil }
        traceID = Array(bytes[3..<35])
        flags = Array(bytes[53..<55])
    }

    /// The same trace with a span id of our own: a hash of where the input stood and which output it is, not random.
    func child(of origin: RecordOrigin, outputIndex: Int) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: BigEndian.bytes(Int64(origin.topic.utf8.count)))
        hash.update(data: Array(origin.topic.utf8))
        hash.update(data: BigEndian.bytes(origin.partition))
        hash.update(data: BigEndian.bytes(origin.offset))
        hash.update(data: BigEndian.bytes(Int64(outputIndex)))
        let span = Hexadecimal.digits(hash.finalize().prefix(8))
        return Array("00-".utf8) + traceID + [UInt8(ascii: "-")] + span + [UInt8(ascii: "-")] + flags
    }

    private static func isLowerHex(_ byte: UInt8) -> Bool {
        JSONByte.isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}

enum Hexadecimal {
    static func digits(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        bytes.flatMap { [JSONByte.hexDigits[Int($0 >> 4)], JSONByte.hexDigits[Int($0 & 15)]] }
    }

    static func text(_ bytes: some Sequence<UInt8>) -> String { String(decoding: digits(bytes), as: UTF8.self) }
}
