internal import Kafka
internal import Logging

/// What stands around the processing of a record: the journal that finds the one that crashes the process, the watchdog
/// that ends a process that does not come back, and a drill's faults. Safe on any number of threads.
struct Supervisor: Sendable {
    var journal: PoisonJournal?
    var watchdog: Watchdog?
    var failPoints = FailPoints.none

    /// Nothing.
    init() {}

    /// - Parameter keepsJournal: false where several processes share the settings, and would share the file.
    init(_ settings: WorkSettings, keepsJournal: Bool, failPoints: FailPoints = .none, logger: Logger) {
        self.failPoints = failPoints
        if let limit = settings.watchdogLimit {
            watchdog = Watchdog(limit: limit) { Watchdog.endProcess($0, limit: limit) }
        }
        if keepsJournal, let path = settings.poisonJournal {
            journal = PoisonJournal(
                path: path, slots: settings.workers, limit: settings.poisonCrashes, careful: settings.inflightRecords,
                logger: logger)
        }
    }

    func process(_ record: Record, condemned: Rejection?, by processor: RecordProcessor) -> ProcessedRecord {
        let key = RecordKey(partition: record.topicPartition, offset: record.offset)
        if let rejection = condemned ?? journal?.rejection(of: key) {
            return processor.process(record, condemned: rejection)
        }
        let line = journal?.begin(key)
        defer { if let journal { journal.end(key, line ?? nil) } }
        let watch = watchdog?.begin(key)
        defer { if let watch { watchdog?.end(watch) } }
        failPoints.touch(record)
        return processor.process(record)
    }
}
