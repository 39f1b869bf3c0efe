internal import Crdkafka

/// The librdkafka that this process runs with.
public enum LibraryVersion {
    /// As `2.0.2`.
    public static var text: String { unsafe String(cString: rd_kafka_version_str()) }
}
