internal import FoundationEssentials

/// What a client last reported about itself (`statistics.interval.ms`), reduced to what a service watches.
public struct Statistics: Sendable, Hashable {
    /// One partition of a consumer. Unknown figures are nil, never a made-up zero.
    public struct Partition: Sendable, Hashable {
        public let topicPartition: TopicPartition
        /// Records between the committed offset and the end (the last stable offset for `read_committed`).
        public let lag: Int64?
        /// Records between the stored offset and the end.
        public let storedLag: Int64?
        public let lowOffset: Int64?
        public let highOffset: Int64?
        public let lastStableOffset: Int64?
        public let committedOffset: Int64?
        /// Records and bytes fetched ahead and not yet polled.
        public let fetchedAheadCount: Int
        public let fetchedAheadBytes: Int
    }

    /// Sorted by topic and number; only partitions that the client reads or writes on purpose.
    public let partitions: [Partition]
    /// Records of a producer that are not yet delivered.
    public let queuedCount: Int
    public let queuedBytes: Int
    /// Totals since the client was created.
    public let sentRecords: Int64
    public let sentBytes: Int64
    public let receivedRecords: Int64
    public let receivedBytes: Int64
    /// Brokers known and brokers connected.
    public let brokers: Int
    public let brokersUp: Int
}

extension Statistics {
    /// Reads librdkafka's JSON; nil if it is not that.
    init?(json: [UInt8]) {
        guard let document = try? JSONDecoder().decode(StatisticsDocument.self, from: Data(json)) else { return nil }
        var partitions: [Partition] = []
        for (topic, entry) in document.topics ?? [:] {
            for entry in (entry.partitions ?? [:]).values where entry.partition >= 0 && entry.desired {
                partitions.append(Partition(topic: topic, entry))
            }
        }
        self.partitions = partitions.sorted { $0.topicPartition < $1.topicPartition }
        let brokers = (document.brokers ?? [:]).values.filter { $0.nodeid >= 0 && $0.source != "logical" }
        self.brokers = brokers.count
        brokersUp = brokers.count { $0.state == "UP" }
        queuedCount = document.msg_cnt ?? 0
        queuedBytes = document.msg_size ?? 0
        sentRecords = document.txmsgs ?? 0
        sentBytes = document.txmsg_bytes ?? 0
        receivedRecords = document.rxmsgs ?? 0
        receivedBytes = document.rxmsg_bytes ?? 0
    }
}

extension Statistics.Partition {
    fileprivate init(topic: String, _ entry: StatisticsDocument.Partition) {
        // −1 and −1001 are librdkafka's ways to say that it does not know.
        func known(_ number: Int64?) -> Int64? { number.flatMap { $0 >= 0 ? $0 : nil } }
        topicPartition = TopicPartition(topic: topic, partition: entry.partition)
        lag = known(entry.consumer_lag)
        storedLag = known(entry.consumer_lag_stored)
        lowOffset = known(entry.lo_offset)
        highOffset = known(entry.hi_offset)
        lastStableOffset = known(entry.ls_offset)
        committedOffset = known(entry.committed_offset)
        fetchedAheadCount = entry.fetchq_cnt ?? 0
        fetchedAheadBytes = entry.fetchq_size ?? 0
    }
}

/// The part of librdkafka's JSON that is read, in its own names.
private struct StatisticsDocument: Decodable {
    struct Topic: Decodable { let partitions: [String: Partition]? }

    struct Broker: Decodable {
        /// −1 for an address that is not yet known to be a broker of the cluster.
        let nodeid: Int32
        /// `logical` ones, as a group's coordinator, are brokers that are counted already.
        let source: String
        let state: String
    }

    struct Partition: Decodable {
        let partition: Int32
        let desired: Bool
        let consumer_lag: Int64?
        let consumer_lag_stored: Int64?
        let lo_offset: Int64?
        let hi_offset: Int64?
        let ls_offset: Int64?
        let committed_offset: Int64?
        let fetchq_cnt: Int?
        let fetchq_size: Int?
    }

    let msg_cnt: Int?
    let msg_size: Int?
    let txmsgs: Int64?
    let txmsg_bytes: Int64?
    let rxmsgs: Int64?
    let rxmsg_bytes: Int64?
    let topics: [String: Topic]?
    let brokers: [String: Broker]?
}
