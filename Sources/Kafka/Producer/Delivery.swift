/// What became of a produced record.
public struct Delivery: Sendable, Hashable {
    /// The number given to `produce`.
    public let id: UInt
    /// Where it was written; −1 if it was not.
    public let partition: Int32
    /// Its offset; nil if it was not written, or after a retry whose first answer was lost.
    public let offset: Int64?
    /// Why it was not written; nil for success. `purgedInQueue` and `purgedInFlight` follow from an aborted
    /// transaction.
    public let error: KafkaError?
}

/// What `produce` did with a record.
public enum ProduceResult: Sendable, Hashable {
    /// It waits to be sent; its ``Delivery`` will say what became of it.
    case queued
    /// It was not taken: too much waits. Poll, collect deliveries, and offer it again.
    case queueFull
}
