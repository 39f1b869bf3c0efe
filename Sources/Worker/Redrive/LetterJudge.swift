internal import Kafka
internal import Schema

/// Decides about one letter after the other. Knows no broker: what it needs from one comes in as functions.
struct LetterJudge {
    /// What a topic does to a record that is sent to it.
    struct Destination: Sendable {
        let partitions: Int
        /// Milliseconds; nil: for ever, or not told.
        let retention: Int64?
        /// Bytes of its largest record; nil: not told.
        let maxRecordBytes: Int?
    }

    let request: RedriveRequest
    let markers: MarkerIndex
    /// Nil when letters go untried.
    let processor: RecordProcessor?
    let parkingTopic: String
    /// Milliseconds since 1970.
    let now: Int64
    /// Nil for a topic that does not exist.
    let destination: (_ topic: String) -> Destination?
    /// The value at a place of an original topic; nil when it is gone.
    let original: (_ partition: TopicPartition, _ offset: Int64) throws -> [UInt8]?

    struct Decision {
        let verdict: Verdict
        /// What is sent or parked; nil where nothing moves.
        var outgoing: OutgoingRecord?
        /// Why it fails now.
        var failure: String?
    }

    func decide(_ letter: Letter) throws -> Decision {
        if !request.again, markers.holds(letter) { return Decision(verdict: .redriven) }
        if letter.attempts >= request.maxAttempts { return parked(letter) }
        guard let topic = request.target ?? letter.origin?.topic, let destination = destination(topic) else {
            return Decision(verdict: .homeless)
        }
        if isCrasher(letter) { return Decision(verdict: .quarantined) }
        guard let value = try value(of: letter) else { return Decision(verdict: .gone) }
        let time = letter.milliseconds
        if let time, let retention = destination.retention, now - time >= retention {
            return Decision(verdict: .expired)
        }
        let outgoing = OutgoingRecord(
            topic: topic, partition: partition(of: letter, in: destination), key: letter.record.key, value: value.bytes,
            headers: DeadLetter.resentHeaders(Letter.headers(of: letter.record)).map { Header($0.name, $0.value) },
            timestampMilliseconds: time ?? 0)
        if let limit = destination.maxRecordBytes, RecordProcessor.size(outgoing) > limit {
            return Decision(verdict: .refused)
        }
        if let failure = trial(outgoing) { return Decision(verdict: .fails, failure: failure) }
        return Decision(verdict: .sent, outgoing: outgoing)
    }

    /// The letter as it is, so that nothing is lost in the parking topic and a later redrive of that topic is possible.
    private func parked(_ letter: Letter) -> Decision {
        let record = letter.record
        return Decision(
            verdict: .parked,
            outgoing: OutgoingRecord(
                topic: parkingTopic, key: record.key, value: record.value, headers: record.headers,
                timestampMilliseconds: record.timestamp?.milliseconds ?? 0))
    }

    /// Back to its own partition, where the records of its key are; another topic's partitioner decides for itself.
    private func partition(of letter: Letter, in destination: Destination) -> Int32? {
        guard request.target == nil, let partition = letter.origin?.partition,
            (0..<Int32(clamping: destination.partitions)).contains(partition)
        else { return nil }
        return partition
    }

    /// It would crash this process too. Whoever names the code means it; whoever sends untried leaves it to the worker.
    private func isCrasher(_ letter: Letter) -> Bool {
        letter.reason == PoisonCode.quarantined && !request.sendsUntried
            && !request.selection.reasons.contains { LetterSelection.matches($0, letter.reason) }
    }

    private struct Value {
        let bytes: [UInt8]?
    }

    /// Nil when the value is gone; a tombstone's value is null and there.
    private func value(of letter: Letter) throws -> Value? {
        guard let origin = letter.origin, origin.valueIsOmitted else { return Value(bytes: letter.record.value) }
        let place = TopicPartition(topic: origin.topic, partition: origin.partition)
        guard let bytes = try original(place, origin.offset),
            DeadLetter.isOmitted(bytes, from: Letter.headers(of: letter.record))
        else { return nil }
        return Value(bytes: bytes)
    }

    /// The code of the death that it would die now.
    private func trial(_ outgoing: OutgoingRecord) -> String? {
        guard let processor else { return nil }
        let record = Record(
            topicPartition: TopicPartition(topic: outgoing.topic, partition: outgoing.partition ?? 0), offset: 0,
            timestamp: outgoing.timestampMilliseconds.map { Timestamp(milliseconds: $0) }, key: outgoing.key,
            value: outgoing.value, headers: outgoing.headers)
        return processor.process(record).deadLetterCode
    }
}
