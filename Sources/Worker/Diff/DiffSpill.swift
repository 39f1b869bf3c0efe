internal import Foundation

/// What is compared of an output: events by what they say, sentiments by entity.
enum DiffKind: UInt8, Sendable { case event, sentiment }

/// The records of one side by document: a temporary file of blocks, each of one bucket.
///
/// The file has no name, so nothing is left of it whatever ends the process. Of each bucket one block is in memory.
final class DiffSpill {
    static let buckets = 256
    /// 256 blocks of this size are 8 MB a side: little memory, and writes that do not count.
    private static let blockBytes = 1 << 15

    /// Length of a record's bytes, kind, hash, number.
    static let headerBytes = 21

    private struct Extent {
        let offset: UInt64
        let count: Int
    }

    /// Which eight bits of the hash choose the bucket: a spill of one bucket's records uses the next ones.
    let level: Int
    private let file: FileHandle
    private var length: UInt64 = 0
    private var blocks = [[UInt8]](repeating: [], count: buckets)
    private var extents = [[Extent]](repeating: [], count: buckets)

    /// - Throws: `ServiceFailure` when no temporary file can be made in `folder`.
    init(folder: String, level: Int = 0) throws(ServiceFailure) {
        self.level = level
        let path = folder + "/tapereader-diff-" + UUID().uuidString
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let file = FileHandle(forUpdatingAtPath: path)
        else {
            throw ServiceFailure(
                status: .badInput, description: "\(folder): no temporary file can be made; name another with --temp")
        }
        try? FileManager.default.removeItem(atPath: path)
        self.file = file
    }

    /// - Parameters:
    ///   - hash: of the document's id.
    ///   - number: which record of its side this is, for messages.
    func add(kind: DiffKind, hash: UInt64, number: UInt64, _ bytes: ArraySlice<UInt8>) throws {
        let bucket = Int(truncatingIfNeeded: hash >> UInt64(8 * level)) & (Self.buckets - 1)
        Self.append(UInt64(bytes.count), width: 4, to: &blocks[bucket])
        blocks[bucket].append(kind.rawValue)
        Self.append(hash, width: 8, to: &blocks[bucket])
        Self.append(number, width: 8, to: &blocks[bucket])
        blocks[bucket].append(contentsOf: bytes)
        if blocks[bucket].count >= Self.blockBytes { try flush(bucket) }
    }

    private static func append(_ value: UInt64, width: Int, to block: inout [UInt8]) {
        for byte in 0..<width { block.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * byte))) }
    }

    /// Bytes of a bucket's records.
    func size(of bucket: Int) -> Int { extents[bucket].reduce(blocks[bucket].count) { $0 + $1.count } }

    /// All of a bucket, in the order in which it was added.
    func load(_ bucket: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size(of: bucket))
        try forEachBlock(of: bucket) { bytes += $0 }
        return bytes
    }

    /// The blocks of a bucket in order; each holds whole records.
    func forEachBlock(of bucket: Int, _ body: ([UInt8]) throws -> Void) throws {
        for extent in extents[bucket] {
            do {
                try file.seek(toOffset: extent.offset)
                guard let data = try file.read(upToCount: extent.count), data.count == extent.count else {
                    throw CocoaError(.fileReadCorruptFile)
                }
                try body(Array(data))
            } catch let error as CocoaError { throw Self.failure(error) }
        }
        if !blocks[bucket].isEmpty { try body(blocks[bucket]) }
    }

    private func flush(_ bucket: Int) throws {
        do {
            try file.seek(toOffset: length)
            try file.write(contentsOf: Data(blocks[bucket]))
        } catch { throw Self.failure(error) }
        extents[bucket].append(Extent(offset: length, count: blocks[bucket].count))
        length += UInt64(blocks[bucket].count)
        blocks[bucket].removeAll(keepingCapacity: true)
    }

    private static func failure(_ error: any Error) -> ServiceFailure {
        ServiceFailure(
            status: .badInput,
            description:
                "the temporary file of the comparison: \(error.localizedDescription); it needs as much room as "
                + "both inputs, name a folder that has it with --temp")
    }
}

/// Where a record lies in a bucket's bytes.
struct DiffPlace: Sendable {
    let hash: UInt64
    let kind: DiffKind
    /// Which record of its side this is.
    let number: UInt64
    let range: Range<Int>

    /// The records in a bucket's bytes, in order.
    static func places(in bytes: [UInt8]) -> [DiffPlace] {
        var places: [DiffPlace] = []
        var position = 0
        while position + DiffSpill.headerBytes <= bytes.count {
            let count = Int(number(bytes[position..<position + 4]))
            let start = position + DiffSpill.headerBytes
            guard let kind = DiffKind(rawValue: bytes[position + 4]), start + count <= bytes.count else { break }
            places.append(
                DiffPlace(
                    hash: number(bytes[position + 5..<position + 13]), kind: kind,
                    number: number(bytes[position + 13..<start]), range: start..<start + count))
            position = start + count
        }
        return places
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// FNV-1a with a finalizer (after MurmurHash3's), so that all bits are worth the same.
    static func hash(of document: some Sequence<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in document { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash = (hash ^ hash >> 33) &* 0xFF51_AFD7_ED55_8CCD
        hash = (hash ^ hash >> 33) &* 0xC4CE_B9FE_1A85_EC53
        return hash ^ hash >> 33
    }
}
