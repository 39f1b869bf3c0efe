internal import Kafka
internal import Schema

/// The note that a letter was dealt with: a record of the topic `articles.redriven`, in the same transaction as the
/// record that was sent.
///
/// Its key is `articles.dead:3:4711`, the letter's topic, partition and offset (`:` is in no topic's name), so that
/// compaction keeps one marker a letter.
enum Marker {
    static func key(_ topic: String, _ place: LetterPlace) -> [UInt8] {
        Array("\(topic):\(place.partition):\(place.offset)".utf8)
    }

    /// Nil for the key of another topic's letter, and for what is no key of ours.
    static func place(inKey key: [UInt8]?, of deadTopic: String) -> LetterPlace? {
        guard let key else { return nil }
        let parts = String(decoding: key, as: UTF8.self).split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == deadTopic, let partition = Int32(parts[1]), let offset = Int64(parts[2])
        else { return nil }
        return LetterPlace(partition: partition, offset: offset)
    }

    /// The letter's identity; empty when the marker cannot be read.
    static func identity(in value: [UInt8]) -> String { (try? JSONValue(json: value))?["letter"]?.string ?? "" }

    /// The record to write beside what was sent.
    static func record(
        topic: String, deadTopic: String, letter: Letter, verdict: Verdict, sentTo: String, fingerprint: String
    ) -> OutgoingRecord {
        var json = JSONWriter(capacity: 300)
        json.object { json in
            json.field("letter", letter.identity)
            json.field("outcome", verdict.rawValue)
            json.field("topic", sentTo)
            json.field("reason", letter.reason)
            json.field("attempts", Int64(letter.attempts))
            if let origin = letter.origin {
                json.field("original", "\(origin.topic):\(origin.partition):\(origin.offset)")
            }
            json.optionalField("fingerprint", fingerprint)
        }
        return OutgoingRecord(
            topic: topic, key: key(deadTopic, letter.place), value: json.bytes,
            headers: [Header("content-type", "application/json")])
    }
}

/// The letters of one dead-letter topic that have a marker.
struct MarkerIndex: Sendable {
    /// Identities by offset by partition: an offset repeats in every partition.
    private var letters: [Int32: [Int64: String]] = [:]
    private(set) var count = 0

    /// A later marker of the same place wins; a tombstone takes it away.
    mutating func add(_ record: Record, deadTopic: String) {
        guard let place = Marker.place(inKey: record.key, of: deadTopic) else { return }
        let identity = record.value.map(Marker.identity)
        let earlier = letters[place.partition]?[place.offset]
        letters[place.partition, default: [:]][place.offset] = identity
        count += (identity == nil ? 0 : 1) - (earlier == nil ? 0 : 1)
    }

    /// Whether this very letter was dealt with. A marker whose content cannot be read counts, to be on the safe side.
    func holds(_ letter: Letter) -> Bool {
        guard let identity = letters[letter.place.partition]?[letter.place.offset] else { return false }
        return identity.isEmpty || identity == letter.identity
    }
}
