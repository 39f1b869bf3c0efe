internal import Kafka

/// What the journal knows: which records were being processed when the process ended, and how often that happened.
///
/// A value, without files. On paper it is lines of one width, so that one line can be written alone: a head, a line for
/// each record that is being processed, a line for each suspect. Every line carries a checksum; one that is damaged
/// counts for nothing.
struct PoisonRoll: Equatable, Sendable {
    /// A record that was being processed when a process ended abnormally, and has not been finished since.
    struct Suspect: Equatable, Sendable {
        let key: RecordKey
        var crashes: Int
    }

    /// Most suspects kept: a crash leaves as many as there are threads, and each is settled first of all.
    static let mostSuspects = 64
    /// Most records processed at once that are kept, the largest setting of `workers`.
    static let mostSlots = 256
    /// Bytes of a line, its end included: a topic's name has at most 249.
    static let lineWidth = 320

    /// The process that wrote this is at work, or ended abnormally.
    var isRunning = false
    var slots: [RecordKey?] = []
    private(set) var suspects: [Suspect] = []

    init(slots: Int) { self.slots = Array(repeating: nil, count: min(max(1, slots), Self.mostSlots)) }

    /// What the next process makes of what this one left: whatever was being processed is suspected once more.
    func afterCrash(slots count: Int) -> PoisonRoll {
        var next = afterEnd(slots: count)
        for case let key? in slots { next.blame(key) }
        return next
    }

    /// The same after a process that ended as it should: suspects that never came stay suspects.
    func afterEnd(slots count: Int) -> PoisonRoll {
        var next = PoisonRoll(slots: count)
        next.suspects = suspects
        return next
    }

    func crashes(of key: RecordKey) -> Int { suspects.first { $0.key == key }?.crashes ?? 0 }

    mutating func settle(_ key: RecordKey) { suspects.removeAll { $0.key == key } }

    /// Past the bound the least suspect one is dropped.
    private mutating func blame(_ key: RecordKey) {
        if let index = suspects.firstIndex(where: { $0.key == key }) {
            suspects[index].crashes += 1
        } else {
            suspects.append(Suspect(key: key, crashes: 1))
        }
        suspects.sort { ($1.crashes, $0.key.partition, $0.key.offset) < ($0.crashes, $1.key.partition, $1.key.offset) }
        suspects = Array(suspects.prefix(Self.mostSuspects))
    }
}

// MARK: - On paper

extension PoisonRoll {
    private static let title = "tapereader poison journal 1"

    /// The whole file.
    var bytes: [UInt8] {
        let lines =
            [Self.line("\(Self.title) \(isRunning ? "running" : "ended")")] + slots.map { Self.line(ofSlot: $0) }
            + suspects.map { Self.line("held \($0.crashes) \(Self.text($0.key))") }
        return lines.flatMap { $0 }
    }

    /// Where the line of a slot begins.
    static func place(ofSlot index: Int) -> Int { (index + 1) * lineWidth }

    static func line(ofSlot key: RecordKey?) -> [UInt8] { line(key.map { "run \(text($0))" } ?? "idle") }

    /// - Returns: what could be read, and a line about what could not.
    static func read(_ bytes: [UInt8]) -> (roll: PoisonRoll, damage: String?) {
        var roll = PoisonRoll(slots: 1)
        roll.slots = []
        var damaged = 0
        let most = (1 + mostSlots + mostSuspects) * lineWidth
        for start in stride(from: 0, to: min(bytes.count, most), by: lineWidth) {
            let line = bytes[start..<min(start + lineWidth, bytes.count)]
            if !roll.take(content(of: line), isHead: start == 0) { damaged += 1 }
        }
        if bytes.count > most { damaged += 1 }
        return (roll, damaged == 0 ? nil : "\(damaged) of its lines cannot be read")
    }

    /// False for a line that means nothing.
    private mutating func take(_ content: String?, isHead: Bool) -> Bool {
        guard let content else { return false }
        let words = content.split(separator: " ").map(String.init)
        switch words.first {
        case "tapereader" where isHead && content.hasPrefix(Self.title): isRunning = words.last == "running"
        case "idle" where words.count == 1: slots.append(nil)
        case "run" where words.count == 4:
            guard let key = Self.key(words[1...]) else { return false }
            slots.append(key)
        case "held" where words.count == 5:
            guard let key = Self.key(words[2...]), let crashes = Int(words[1]), crashes > 0 else { return false }
            suspects.append(Suspect(key: key, crashes: crashes))
        default: return false
        }
        return true
    }

    private static func text(_ key: RecordKey) -> String {
        "\(key.partition.topic) \(key.partition.partition) \(key.offset)"
    }

    private static func key(_ words: ArraySlice<String>) -> RecordKey? {
        let words = Array(words)
        guard words.count == 3, let partition = Int32(words[1]), let offset = Int64(words[2]) else { return nil }
        return RecordKey(partition: TopicPartition(topic: words[0], partition: partition), offset: offset)
    }

    /// The content, blanks, eight digits of its checksum, a line feed.
    private static func line(_ content: String) -> [UInt8] {
        var line = Array(content.utf8.prefix(lineWidth - 10))
        line += Array(repeating: UInt8(ascii: " "), count: lineWidth - 9 - line.count)
        return line + checksum(line[...]) + [UInt8(ascii: "\n")]
    }

    private static func content(of line: ArraySlice<UInt8>) -> String? {
        guard line.count == lineWidth, line.last == UInt8(ascii: "\n") else { return nil }
        let body = line.dropLast(9)
        guard Array(line.dropLast().suffix(8)) == checksum(body) else { return nil }
        let end = body.lastIndex { $0 != UInt8(ascii: " ") }
        return String(decoding: body[...(end ?? body.startIndex)], as: UTF8.self)
    }

    /// FNV-1a, 32 bits: against torn writes, not against anybody.
    private static func checksum(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var hash: UInt32 = 0x811C_9DC5
        for byte in bytes { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
        let digits = String(hash, radix: 16)
        return Array((String(repeating: "0", count: 8 - digits.count) + digits).utf8)
    }
}
