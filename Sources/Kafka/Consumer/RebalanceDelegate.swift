/// Told about the partitions that a consumer gets and loses, on the thread that polls, from inside `poll` or `close`.
///
/// Both calls come *before* the change takes effect: in `revoked` the partitions are still this consumer's, so work
/// can be finished and offsets committed; in `assigned` the first position can still be chosen. The group waits
/// meanwhile, so return within a fraction of `max.poll.interval.ms`. `seek`, `commit`, `pause` and the queries may be
/// called; `poll` and `close` may not.
public protocol RebalanceDelegate: AnyObject {
    /// Partitions are about to be added. What is returned is where to start; those left out start at the group's
    /// committed offset or, without one, where `auto.offset.reset` says.
    func consumer(_ consumer: Consumer, willAssign partitions: [TopicPartition]) -> [Position]

    /// Partitions are about to be taken away. With `lost` another member may already have them: commits will fail and
    /// must not be tried. Records of these partitions that were polled but not yet returned are dropped by the
    /// consumer.
    func consumer(_ consumer: Consumer, willRevoke partitions: [TopicPartition], lost: Bool)
}
