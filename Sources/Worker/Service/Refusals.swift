internal import Kafka

/// Inputs whose outputs the broker will never take, and the search for them.
///
/// A refusal that names one input condemns it: when it comes again it is a dead letter. One that names several (a
/// batch refused whole) makes them suspects, whose outputs go out one a transaction until the guilty one is known.
struct Refusals: Hashable {
    private var condemned: [RecordKey: Rejection] = [:]
    private var suspects: Set<RecordKey> = []

    var isIsolating: Bool { !suspects.isEmpty }

    func rejection(of key: RecordKey) -> Rejection? { condemned.isEmpty ? nil : condemned[key] }

    /// A transaction was undone because of `error`.
    /// - Returns: false where a dead letter itself was refused: going on would lose it, trying again would never end.
    mutating func note(_ named: Set<RecordKey>, _ error: KafkaError) -> Bool {
        guard named.count == 1 else {
            suspects.formUnion(named)
            return true
        }
        for key in named {
            guard condemned[key] == nil else { return false }
            condemned[key] = Rejection(
                code: "tapereader.output_too_large", message: "the broker refused an output: \(error.message)")
            suspects.remove(key)
        }
        return true
    }

    /// What lies before the committed offset is settled.
    mutating func committed(_ partition: TopicPartition, _ offset: Int64) {
        keep { $0.partition != partition || $0.offset >= offset }
    }

    /// The partition's next owner finds out by itself.
    mutating func revoked(_ partition: TopicPartition) { keep { $0.partition != partition } }

    private mutating func keep(_ isKept: (RecordKey) -> Bool) {
        if !condemned.isEmpty { condemned = condemned.filter { isKept($0.key) } }
        if !suspects.isEmpty { suspects = suspects.filter(isKept) }
    }
}
