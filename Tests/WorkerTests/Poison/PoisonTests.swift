import Dispatch
import Foundation
import Kafka
import Logging
import Synchronization
import Testing

@testable import Worker

@Suite struct PoisonRollTests {
    static func key(_ offset: Int64, _ partition: Int32 = 0) -> RecordKey {
        RecordKey(partition: TopicPartition(topic: "articles.raw", partition: partition), offset: offset)
    }

    private static func running(_ keys: [RecordKey?], suspects: [(RecordKey, Int)] = []) -> PoisonRoll {
        var roll = PoisonRoll(slots: keys.count)
        for (key, crashes) in suspects {
            for _ in 0..<crashes {
                roll.slots[0] = key
                roll = roll.afterCrash(slots: keys.count)
            }
        }
        roll.slots = keys
        roll.isRunning = true
        return roll
    }

    @Test func whatIsWrittenIsReadBack() {
        let roll = Self.running([Self.key(7), nil, Self.key(.max, 3)], suspects: [(Self.key(1), 2), (Self.key(5), 1)])
        let (read, damage) = PoisonRoll.read(roll.bytes)
        #expect(read == roll && damage == nil)
        #expect(roll.bytes.count == 6 * PoisonRoll.lineWidth)
    }

    @Test func aLineCanBeWrittenAlone() {
        var roll = Self.running([nil, nil, nil])
        var bytes = roll.bytes
        let place = PoisonRoll.place(ofSlot: 1)
        bytes.replaceSubrange(place..<place + PoisonRoll.lineWidth, with: PoisonRoll.line(ofSlot: Self.key(9)))
        roll.slots[1] = Self.key(9)
        #expect(PoisonRoll.read(bytes).roll == roll)
    }

    @Test func whatWasBeingProcessedIsSuspectedOnceMoreAfterACrash() {
        let roll = Self.running([Self.key(7), nil, Self.key(8)], suspects: [(Self.key(8), 1), (Self.key(2), 1)])
        let next = roll.afterCrash(slots: 2)
        #expect(next.crashes(of: Self.key(8)) == 2 && next.crashes(of: Self.key(7)) == 1)
        #expect(next.crashes(of: Self.key(2)) == 1 && next.crashes(of: Self.key(3)) == 0)
        #expect(next.slots == [nil, nil] && next.suspects.first?.key == Self.key(8))
        #expect(roll.afterEnd(slots: 1).suspects == roll.suspects)
    }

    @Test func theRollIsBoundedAndKeepsTheMostSuspect() {
        var roll = Self.running([nil], suspects: [(Self.key(1_000_000), 3)])
        for offset in 0..<Int64(5 * PoisonRoll.mostSuspects) {
            roll.slots = [Self.key(offset)]
            roll = roll.afterCrash(slots: 1)
        }
        #expect(roll.suspects.count == PoisonRoll.mostSuspects)
        #expect(roll.crashes(of: Self.key(1_000_000)) == 3)
        #expect(PoisonRoll(slots: 9999).slots.count == PoisonRoll.mostSlots)
    }

    /// Any byte of any line: the line counts for nothing, the others stay, and it is said.
    @Test func aDamagedLineIsReportedAndTheOthersCount() {
        let roll = Self.running([Self.key(7), Self.key(8)], suspects: [(Self.key(1), 2)])
        var generator = SeededGenerator(seed: 5)
        for line in 0..<4 {
            for _ in 0..<50 {
                var bytes = roll.bytes
                let place = line * PoisonRoll.lineWidth + Int.random(in: 0..<PoisonRoll.lineWidth, using: &generator)
                bytes[place] ^= UInt8.random(in: 1...255, using: &generator)
                let (read, damage) = PoisonRoll.read(bytes)
                #expect(damage != nil)
                #expect(read.slots.count == (line == 1 || line == 2 ? 1 : 2))
                #expect(read.suspects.count == (line == 3 ? 0 : 1))
            }
        }
    }

    @Test func noBytesCanDoHarm() {
        var generator = SeededGenerator(seed: 6)
        for _ in 0..<2000 {
            let count = Int.random(in: 0..<3 * PoisonRoll.lineWidth, using: &generator)
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            let (read, damage) = PoisonRoll.read(bytes)
            #expect(read.suspects.isEmpty && (damage != nil || bytes.isEmpty))
        }
        for count in 0..<2 * PoisonRoll.lineWidth {
            _ = PoisonRoll.read(Array(Self.running([Self.key(7)]).bytes.prefix(count)))
        }
        let endless = Array(repeating: UInt8(ascii: "\n"), count: 1 << 20)
        #expect(PoisonRoll.read(endless).damage != nil)
    }
}

@Suite struct PoisonJournalTests {
    private let path = FileManager.default.temporaryDirectory.appending(path: "poison-\(UUID().uuidString)").path

    private func journal(_ path: String? = nil, slots: Int = 4, limit: Int = 3, log: LogCollector? = nil)
        -> PoisonJournal
    {
        let collector = log ?? LogCollector()
        let logger = Logger(label: "test") { _ in CollectingHandler(collector) }
        return PoisonJournal(path: path ?? self.path, slots: slots, limit: limit, careful: 5, logger: logger)
    }

    /// A journal that is merely dropped is what a crash leaves.
    @Test func aRecordIsGivenUpAfterAsManyCrashesAsTheSettingSays() {
        for crash in 0..<3 {
            let journal = journal()
            #expect(journal.rejection(of: PoisonRollTests.key(7)) == nil, "\(crash)")
            _ = journal.begin(PoisonRollTests.key(7))
        }
        let last = journal()
        #expect(last.rejection(of: PoisonRollTests.key(7))?.code == "tapereader.poison.quarantined")
        #expect(last.rejection(of: PoisonRollTests.key(8)) == nil)
    }

    @Test func aSuspectThatIsProcessedIsOneNoMore() {
        for _ in 0..<2 { _ = journal().begin(PoisonRollTests.key(7)) }
        let third = journal()
        third.end(PoisonRollTests.key(7), third.begin(PoisonRollTests.key(7)))
        let fourth = journal()
        _ = fourth.begin(PoisonRollTests.key(7))
        #expect(journal().rejection(of: PoisonRollTests.key(7)) == nil)
    }

    @Test func whatIsFinishedBeforeACrashIsNotSuspected() {
        let first = journal()
        for offset in 0..<20 {
            let key = PoisonRollTests.key(Int64(offset))
            first.end(key, first.begin(key))
        }
        _ = first.begin(PoisonRollTests.key(20))
        let text = log { journal(log: $0) }
        #expect(text.contains("articles.raw[0]@20") && !text.contains("@19"), "\(text)")
    }

    @Test func aCondemnedRecordIsForgottenOnceItsLetterIsCommitted() {
        for _ in 0..<3 { _ = journal().begin(PoisonRollTests.key(7)) }
        let failing = journal()
        #expect(failing.rejection(of: PoisonRollTests.key(7)) != nil)
        failing.close(isDrained: false)
        let done = journal()
        #expect(done.rejection(of: PoisonRollTests.key(7)) != nil)
        done.close(isDrained: true)
        #expect(journal().rejection(of: PoisonRollTests.key(7)) == nil)
    }

    /// Four threads, suspects among the records: no suspect is ever processed beside another record.
    @Test func aSuspectIsProcessedAlone() {
        let first = journal()
        for offset in [3, 11, 12] { _ = first.begin(PoisonRollTests.key(Int64(offset))) }
        let second = journal()
        let running = Mutex<Set<Int64>>([])
        let broken = Atomic(0)
        DispatchQueue.concurrentPerform(iterations: 4) { thread in
            for offset in stride(from: Int64(thread), to: 200, by: 4) {
                let slot = second.begin(PoisonRollTests.key(offset))
                let others = running.withLock { set in
                    set.insert(offset)
                    return set
                }
                if others.count > 1, !others.isDisjoint(with: [3, 11, 12]) { broken.add(1, ordering: .relaxed) }
                if [3, 11, 12].contains(offset) { usleep(3000) }
                running.withLock { set in
                    if set.count > 1, !set.isDisjoint(with: [3, 11, 12]) { broken.add(1, ordering: .relaxed) }
                    set.remove(offset)
                }
                second.end(PoisonRollTests.key(offset), slot)
            }
        }
        #expect(broken.load(ordering: .relaxed) == 0)
    }

    @Test func aJournalThatCannotBeReadOrWrittenIsReportedAndDoneWithout() throws {
        let garbage = path + ".garbage"
        try Data(repeating: 0x41, count: 5000).write(to: URL(filePath: garbage))
        for place in [garbage, "/nowhere/at/all/journal", FileManager.default.temporaryDirectory.path] {
            let text = log { collector in
                let journal = journal(place, log: collector)
                journal.end(PoisonRollTests.key(1), journal.begin(PoisonRollTests.key(1)))
                journal.close(isDrained: true)
                return journal
            }
            #expect(text.contains("poison journal"), "\(place): \(text)")
        }
    }

    @Test func theFileStaysSmall() throws {
        let journal = journal(slots: 256)
        for offset in 0..<3000 {
            let key = PoisonRollTests.key(Int64(offset))
            journal.end(key, journal.begin(key))
        }
        journal.close(isDrained: true)
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
        #expect(size <= (1 + PoisonRoll.mostSlots + PoisonRoll.mostSuspects) * PoisonRoll.lineWidth)
    }

    private func log(_ body: (LogCollector) -> PoisonJournal) -> String {
        let collector = LogCollector()
        _ = body(collector)
        return collector.text
    }
}

/// Log lines as text.
private struct CollectingHandler: LogHandler {
    let collector: LogCollector
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    init(_ collector: LogCollector) { self.collector = collector }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) { collector.append(Data("\(event.message)\n".utf8)) }
}
