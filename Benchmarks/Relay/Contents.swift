internal import Kafka
internal import Logging

/// What a topic holds, in figures that do not depend on the order of its partitions.
struct Contents: Equatable, CustomStringConvertible {
    private(set) var records = 0
    private(set) var bytes = 0
    private(set) var checksum: UInt64 = 0

    /// Adds a record's value. The checksum is a sum of FNV-1a hashes, so order does not matter but doubles do.
    mutating func add(_ value: [UInt8]) {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in value { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        records += 1
        bytes += value.count
        checksum &+= hash
    }

    var description: String { "\(records) \(bytes) \(checksum)" }
}

/// Reads a topic as its consumers would, until `count` records are there and no more follow.
func readBack(bootstrap: String, topic: String, count: Int) throws -> Contents {
    let consumer = try Consumer(
        configuration: Configuration([
            "bootstrap.servers": bootstrap, "group.id": "verify-\(topic)", "isolation.level": "read_committed",
        ]), logger: Logger(label: "verify"))
    let start = ContinuousClock.now
    let deadline = start + .seconds(60)
    let partitions = try consumer.partitions(of: topic, by: deadline)
    try consumer.assign(partitions.map { Position($0, .beginning) })
    var contents = Contents()
    while ContinuousClock.now < deadline {
        let batch = try consumer.poll(max: 10_000, timeout: .seconds(contents.records < count ? 5 : 1))
        if batch.records.isEmpty, contents.records >= count { break }
        for record in batch.records { contents.add(record.value ?? []) }
    }
    try consumer.close(by: .now + .seconds(5))
    return contents
}
