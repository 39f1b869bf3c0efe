internal import Foundation
internal import Kafka
internal import Schema

/// Outputs as JSON lines in a file, and progress in a sidecar beside it.
///
/// A commit writes the lines, makes them durable (fsync), then replaces the sidecar, which names the file's length, by
/// an atomic rename. A crash in between leaves lines behind that length: the next start cuts them off.
final class FileSink: OutputSink, ProgressStore {
    /// What the sidecar holds.
    struct Sidecar: Codable, Equatable {
        struct Entry: Codable, Equatable {
            var topic: String
            var partition: Int32
            var offset: Int64
            var metadata: String?
        }

        var plan: String
        var length: UInt64
        var positions: [Entry]
    }

    private let path: String
    private let plan: String
    private let names: TopicNames
    private let encodesJSON: Bool
    private var file: FileHandle?
    private var sidecar: Sidecar
    private var buffer: [UInt8] = []
    private var length: UInt64 = 0

    /// Lines are handed to the file in pieces of this size: large enough that the calls do not count.
    private static let pieceBytes = 1 << 20

    init(path: String, plan: String, names: TopicNames, encodesJSON: Bool) {
        self.path = path
        self.plan = plan
        self.names = names
        self.encodesJSON = encodesJSON
        sidecar = Sidecar(plan: plan, length: 0, positions: [])
    }

    static func sidecarPath(_ path: String) -> String { path + ".progress" }

    /// - Throws: a stop when another process writes the file, or it holds what is not this plan's.
    func start() throws(SinkFailure) {
        let kept = try Self.sidecar(of: path)
        if let kept, kept.plan != plan {
            throw refusal("\(path) holds the output of another plan; give --file another name")
        }
        if !FileManager.default.fileExists(atPath: path) {
            if let kept, kept.length > 0 { throw refusal("\(path) is gone, its progress file is not") }
            guard FileManager.default.createFile(atPath: path, contents: nil) else {
                throw refusal("\(path) cannot be made")
            }
        }
        guard let file = FileHandle(forUpdatingAtPath: path) else { throw refusal("\(path) cannot be written") }
        guard flock(file.fileDescriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw refusal("\(path) is being written by another process")
        }
        self.file = file
        try trying {
            let size = try file.seekToEnd()
            if kept == nil, size > 0 {
                throw refusal("\(path) is not empty and no replay wrote it; give --file another name")
            }
            if let kept, size < kept.length { throw refusal("\(path) is shorter than its progress file says") }
            if let kept { sidecar = kept }
            try cut()
        }
    }

    func load(_ partitions: [TopicPartition], _ consumer: Consumer) -> [TopicPartition: StoredProgress] {
        Self.stored(sidecar)
    }

    @discardableResult
    func produce(_ record: OutgoingRecord, for source: RecordKey) throws(SinkFailure) -> Bool {
        guard let role = names.role(ofOutput: record.topic) else { return true }
        ReplayLine(role: role, source: source, record: record).append(
            to: &buffer, valueIsJSON: encodesJSON && role != .dead)
        if buffer.count >= Self.pieceBytes { try trying { try write() } }
        return true
    }

    func commit(_ offsets: [Position], of consumer: Consumer) throws(SinkFailure) {
        try trying {
            try write()
            try file?.synchronize()
            var next = sidecar
            next.length = length
            for position in offsets {
                guard let offset = position.offset.number else { continue }
                let entry = Sidecar.Entry(
                    topic: position.topicPartition.topic, partition: position.topicPartition.partition, offset: offset,
                    metadata: position.metadata)
                next.positions.removeAll { $0.topic == entry.topic && $0.partition == entry.partition }
                next.positions.append(entry)
            }
            next.positions.sort { ($0.topic, $0.partition) < ($1.topic, $1.partition) }
            try replaceSidecar(next)
            sidecar = next
        }
    }

    func abort() throws(SinkFailure) -> [RecordKey] {
        try trying { try cut() }
        return []
    }

    func poll(_ consumer: Consumer) {}

    private func write() throws {
        guard !buffer.isEmpty else { return }
        try file?.write(contentsOf: Data(buffer))
        length += UInt64(buffer.count)
        buffer.removeAll(keepingCapacity: true)
    }

    /// Back to what is committed.
    private func cut() throws {
        buffer.removeAll(keepingCapacity: true)
        try file?.truncate(atOffset: sidecar.length)
        length = sidecar.length
    }

    private func replaceSidecar(_ next: Sidecar) throws {
        let target = Self.sidecarPath(path)
        let temporary = target + ".new"
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(next).write(to: URL(filePath: temporary))
        try FileHandle(forUpdating: URL(filePath: temporary)).synchronizeAndClose()
        guard unsafe rename(temporary, target) == 0 else { throw CocoaError(.fileWriteUnknown) }
        let folder = URL(filePath: target).deletingLastPathComponent()
        try? FileHandle(forReadingFrom: folder).synchronizeAndClose()
    }

    private func trying(_ body: () throws -> Void) throws(SinkFailure) {
        do { try body() } catch let failure as SinkFailure { throw failure } catch {
            throw refusal("\(path): \(error.localizedDescription)")
        }
    }

    private func refusal(_ reason: String) -> SinkFailure { Self.refusal(reason) }

    private static func refusal(_ reason: String) -> SinkFailure {
        .stop(ServiceFailure(status: .badConfiguration, description: reason))
    }
}

extension FileSink {
    /// Nil when there is none.
    static func sidecar(of path: String) throws(SinkFailure) -> Sidecar? {
        guard let data = FileManager.default.contents(atPath: sidecarPath(path)) else { return nil }
        guard let sidecar = try? JSONDecoder().decode(Sidecar.self, from: data) else {
            throw refusal("\(sidecarPath(path)) is no progress file of a replay")
        }
        return sidecar
    }

    static func stored(_ sidecar: Sidecar) -> [TopicPartition: StoredProgress] {
        var stored: [TopicPartition: StoredProgress] = [:]
        for entry in sidecar.positions {
            let partition = TopicPartition(topic: entry.topic, partition: entry.partition)
            stored[partition] = StoredProgress(offset: entry.offset, metadata: entry.metadata)
        }
        return stored
    }
}

extension FileHandle {
    fileprivate func synchronizeAndClose() throws {
        try synchronize()
        try close()
    }
}

/// A dry run writes nothing.
final class NoSink: OutputSink {
    func start() {}
    func produce(_ record: OutgoingRecord, for source: RecordKey) -> Bool { true }
    func commit(_ offsets: [Position], of consumer: Consumer) {}
    func abort() -> [RecordKey] { [] }
    func poll(_ consumer: Consumer) {}
}
