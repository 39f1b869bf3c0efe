internal import Extraction
internal import Kafka
internal import Schema

/// What became of one input record: the records to produce in its place.
struct ProcessedRecord: Sendable {
    let outputs: [OutgoingRecord]
    /// Why the input became a dead letter, or nil.
    let rejection: Rejection?
    /// How many events of each type.
    let events: [String: Int]
    /// Counts and digest, where the processor was asked for them.
    let tally: ReplayTally?

    /// A record that is passed over.
    static let skipped = ProcessedRecord(
        outputs: [], rejection: nil, events: [:], tally: ReplayTally(skipped: 1))

    var deadLetterCode: String? { rejection?.code }
    var eventCount: Int { events.values.reduce(0, +) }

    /// Keys and values of the outputs, in bytes.
    var byteCount: Int { outputs.reduce(0) { $0 + ($1.key?.count ?? 0) + ($1.value?.count ?? 0) } }
}

/// One Kafka record in, the Kafka records that it becomes out. Pure, and safe on any number of threads.
struct RecordProcessor: Sendable {
    var analyzer: DocumentAnalyzer
    let topics: TopicNames
    let encoding: Schema.OutputEncoding
    let group: String
    /// The largest record each output topic takes, in bytes.
    let sizeLimits: [String: Int]
    /// What stands before the values of each kind: Confluent's frame, or nothing.
    var frames: [OutputKind: [UInt8]] = [:]
    /// Every result carries its counts and digest.
    var isTallying = false
    /// Told how long each record took, on the thread that processed it; nil: no clock is read.
    var timed: (@Sendable (StageTimes) -> Void)?

    /// `max.message.bytes` of a topic whose broker does not tell it: Kafka's default.
    static let defaultSizeLimit = 1_048_588

    /// - Parameter condemned: why this record is a dead letter whatever it holds (the broker refused its outputs).
    func process(_ record: Record, condemned: Rejection? = nil) -> ProcessedRecord {
        guard let timed else {
            var stopped = StageWatch.stopped
            return process(record, condemned: condemned, &stopped)
        }
        var watch = StageWatch.running
        let processed = process(record, condemned: condemned, &watch)
        timed(watch.times(rejection: processed.rejection))
        return processed
    }

    private func process(_ record: Record, condemned: Rejection?, _ watch: inout StageWatch) -> ProcessedRecord {
        let origin = Self.origin(of: record)
        let headers = record.headers.map { (name: $0.name, value: $0.value) }
        do throws(Rejection) {
            if let condemned { throw condemned }
            let article = try analyzer.decode(value: record.value, headers: headers)
            watch.end(.decode)
            let records = try analyzer.analyze(article, origin: origin)
            watch.end(.extract)
            defer { watch.end(.encode) }
            let outputs = records.enumerated().map { outgoing($1, index: $0, origin: origin, record: record) }
            if let large = outputs.first(where: isTooLarge) {
                throw Rejection(
                    code: "tapereader.output_too_large",
                    message:
                        "a record of \(Self.size(large)) bytes for \(large.topic), which takes \(limit(large.topic))")
            }
            return ProcessedRecord(
                outputs: outputs, rejection: nil, events: Self.events(of: records), tally: tally(of: record, outputs))
        } catch {
            let letter = deadLetter(record, headers: headers, origin: origin, rejection: error)
            return ProcessedRecord(
                outputs: [letter], rejection: error, events: [:],
                tally: tally(of: record, [letter], code: error.code))
        }
    }

    private static func events(of records: [OutputRecord]) -> [String: Int] {
        var events: [String: Int] = [:]
        for case .event(let event) in records { events[event.type, default: 0] += 1 }
        return events
    }

    private func tally(of record: Record, _ outputs: [OutgoingRecord], code: String? = nil) -> ReplayTally? {
        guard isTallying else { return nil }
        var tally = ReplayTally(records: 1, bytesIn: record.byteCount)
        if let code { tally.reasons[code] = 1 }
        for output in outputs {
            guard let role = topics.role(ofOutput: output.topic) else { continue }
            tally.add(role: role, key: output.key, value: output.value, headers: output.headers)
        }
        return tally
    }

    static func origin(of record: Record) -> RecordOrigin {
        RecordOrigin(
            topic: record.topic, partition: record.partition, offset: record.offset,
            timestampMilliseconds: record.timestamp?.milliseconds ?? -1,
            traceparent: record.header("traceparent")?.value)
    }

    private func outgoing(_ output: OutputRecord, index: Int, origin: RecordOrigin, record: Record) -> OutgoingRecord {
        OutgoingRecord(
            topic: topic(of: output.kind), key: output.key, value: framed(output),
            headers: output.headers(of: origin, encoding: encoding, outputIndex: index).map {
                Header($0.name, $0.value)
            },
            timestampMilliseconds: record.timestamp?.milliseconds ?? 0)
    }

    private func framed(_ output: OutputRecord) -> [UInt8] {
        guard let frame = frames[output.kind] else { return output.value(encoding) }
        return frame + output.value(encoding)
    }

    private func topic(of kind: OutputKind) -> String {
        switch kind {
        case .article: topics.analyzed
        case .event: topics.events
        case .sentiment: topics.sentiment
        case .flow: topics.flows
        }
    }

    private func deadLetter(
        _ record: Record, headers: RecordHeaders, origin: RecordOrigin, rejection: Rejection
    ) -> OutgoingRecord {
        func letter(omitting value: [UInt8]?) -> OutgoingRecord {
            let headers = DeadLetter.headers(
                original: headers, origin: origin, timestampType: record.timestamp?.kind.rawValue ?? "NoTimestampType",
                consumerGroup: group, code: rejection.code, message: rejection.message,
                fingerprint: analyzer.extractor.fingerprint, omitting: value)
            return OutgoingRecord(
                topic: topics.dead, key: record.key, value: value == nil ? record.value : nil,
                headers: headers.map { Header($0.name, $0.value) },
                timestampMilliseconds: record.timestamp?.milliseconds ?? 0)
        }
        let whole = letter(omitting: nil)
        return isTooLarge(whole) ? letter(omitting: record.value) : whole
    }

    private func isTooLarge(_ record: OutgoingRecord) -> Bool { Self.size(record) > limit(record.topic) }
    private func limit(_ topic: String) -> Int { sizeLimits[topic] ?? Self.defaultSizeLimit }

    /// Bytes of the record in a batch of its own: the batch header is 61 bytes, a record's own fields at most 36.
    static func size(_ record: OutgoingRecord) -> Int {
        let headers = record.headers.reduce(0) { $0 + $1.name.utf8.count + ($1.value?.count ?? 0) + 10 }
        return (record.key?.count ?? 0) + (record.value?.count ?? 0) + headers + 97
    }
}
