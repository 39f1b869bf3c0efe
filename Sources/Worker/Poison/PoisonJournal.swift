internal import Foundation
internal import Kafka
internal import Logging

/// Finds the record that crashes the process, over the processes that it crashes.
///
/// Every thread notes in a small file which record it is at. What stands there when a process starts was being
/// processed when the last one ended abnormally: those records are suspects. From then on records are noted on disk
/// (fsync) before they are processed, and a suspect is processed alone, so that only the one that really crashes the
/// process stands there the next time. After `limit` crashes it becomes a dead letter instead.
///
/// Nothing here ever stops the service: a journal that cannot be read counts as empty, one that cannot be written is
/// done without, and both are logged.
// SAFETY: every stored `var` is read and written only with `condition` held.
final class PoisonJournal: @unchecked Sendable {
    /// Fewer would condemn records that merely were processed beside the guilty one.
    static let leastLimit = 2

    private let path: String
    private let limit: Int
    private let logger: Logger
    private let condition = NSCondition()
    private var roll: PoisonRoll
    private var file: FileHandle?
    /// So many records more are noted on disk before they are processed.
    private var carefulRecords: Int
    private var running = 0
    private var isAlone = false
    private var waitingForSolitude = 0
    /// Suspects whose letter this process has written.
    private var condemned: Set<RecordKey> = []

    /// - Parameters:
    ///   - slots: threads that process.
    ///   - limit: crashes after which a record is given up.
    ///   - careful: records noted on disk after an abnormal end: as many as may have been open then.
    init(path: String, slots: Int, limit: Int, careful: Int, logger: Logger) {
        self.path = path
        self.limit = max(Self.leastLimit, limit)
        self.logger = logger
        let earlier = Self.read(path, logger)
        let wasCrash = earlier?.isRunning ?? false
        roll =
            (wasCrash ? earlier?.afterCrash(slots: slots) : earlier?.afterEnd(slots: slots)) ?? PoisonRoll(slots: slots)
        carefulRecords = wasCrash ? careful : 0
        roll.isRunning = true
        rewrite()
        for suspect in roll.suspects {
            let fate = suspect.crashes >= self.limit ? "it becomes a dead letter" : "it is processed alone"
            logger.warning(
                "\(suspect.key.partition)@\(suspect.key.offset) was being processed when the process ended abnormally, \(suspect.crashes) times: \(fate)"
            )
        }
    }

    /// Why a record is given up; nil for one that is processed.
    func rejection(of key: RecordKey) -> Rejection? {
        locked {
            let crashes = roll.crashes(of: key)
            guard crashes >= limit else { return nil }
            condemned.insert(key)
            return Rejection(
                code: PoisonCode.quarantined,
                message: "the process ended \(crashes) times while it was processing this record")
        }
    }

    /// Notes that a record is being processed. Waits until a suspect can be alone, or is through.
    /// - Returns: what `end` wants to know; nil where no line was left for it.
    func begin(_ key: RecordKey) -> Int? {
        locked {
            let isSuspect = roll.crashes(of: key) > 0
            if isSuspect { waitingForSolitude += 1 }
            while isAlone || (isSuspect ? running > 0 : waitingForSolitude > 0) { condition.wait() }
            if isSuspect {
                waitingForSolitude -= 1
                isAlone = true
            }
            running += 1
            guard let slot = roll.slots.firstIndex(of: nil) else { return nil }
            roll.slots[slot] = key
            let isCareful = isSuspect || carefulRecords > 0
            if carefulRecords > 0 { carefulRecords -= 1 }
            write(slot, onDisk: isCareful)
            return slot
        }
    }

    /// The record is processed, whatever came of it.
    func end(_ key: RecordKey, _ slot: Int?) {
        locked {
            running -= 1
            if roll.crashes(of: key) > 0 {
                isAlone = false
                roll.settle(key)
                logger.notice("\(key.partition)@\(key.offset) was processed without harm this time")
                rewrite()
            }
            if let slot {
                roll.slots[slot] = nil
                write(slot, onDisk: false)
            }
            condition.broadcast()
        }
    }

    /// The process ends as it should.
    /// - Parameter isDrained: everything that was read is committed, so letters of condemned records are too.
    func close(isDrained: Bool) {
        locked {
            if isDrained { for key in condemned { roll.settle(key) } }
            roll.isRunning = false
            roll.slots = roll.slots.map { _ in nil }
            rewrite()
            try? file?.close()
            file = nil
        }
    }

    private func locked<Result>(_ body: () -> Result) -> Result {
        condition.lock()
        defer { condition.unlock() }
        return body()
    }
}

// MARK: - The file

extension PoisonJournal {
    /// Largest file that is looked at; ours are smaller by far.
    private static let largest = 1 << 20

    private static func read(_ path: String, _ logger: Logger) -> PoisonRoll? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        guard let handle = FileHandle(forReadingAtPath: path), let data = try? handle.read(upToCount: largest) else {
            logger.error("\(path): the poison journal cannot be read; going on without what it holds")
            return nil
        }
        let (roll, damage) = PoisonRoll.read(Array(data))
        if let damage { logger.error("\(path): the poison journal is damaged, \(damage); going on with the rest") }
        return roll
    }

    /// The whole file anew, whole at any moment: written beside it, then put in its place.
    private func rewrite() {
        let new = path + ".new"
        do {
            try Data(roll.bytes).write(to: URL(filePath: new))
            guard let handle = FileHandle(forUpdatingAtPath: new) else { throw CocoaError(.fileWriteUnknown) }
            try handle.synchronize()
            guard unsafe rename(new, path) == 0 else { throw CocoaError(.fileWriteUnknown) }
            try? file?.close()
            file = handle
        } catch {
            try? FileManager.default.removeItem(atPath: new)
            giveUp(error)
        }
    }

    private func write(_ slot: Int, onDisk: Bool) {
        guard let file else { return }
        do {
            try file.seek(toOffset: UInt64(PoisonRoll.place(ofSlot: slot)))
            try file.write(contentsOf: Data(PoisonRoll.line(ofSlot: roll.slots[slot])))
            if onDisk { try file.synchronize() }
        } catch { giveUp(error) }
    }

    private func giveUp(_ error: any Error) {
        logger.error("\(path): the poison journal cannot be written (\(error)); going on without it")
        try? file?.close()
        file = nil
    }
}
