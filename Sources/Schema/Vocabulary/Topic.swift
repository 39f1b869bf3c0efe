/// One topic of the contract: its default name, what its records are keyed by, and how it is cleaned.
public struct Topic: Sendable, Equatable {
    public enum Role: String, Sendable, CaseIterable {
        case raw, analyzed, events, sentiment, flows, dead, redriven, parked
    }

    public let role: Role
    public let defaultName: String
    /// What the key holds, in words.
    public let key: String
    /// Kafka's `cleanup.policy`.
    public let cleanup: String

    public static let raw = Topic(role: .raw, defaultName: "articles.raw", key: "anything", cleanup: "delete")
    public static let analyzed = Topic(
        role: .analyzed, defaultName: "articles.analyzed", key: "article_id", cleanup: "delete")
    public static let events = Topic(role: .events, defaultName: "market.events", key: "fact_key", cleanup: "delete")
    public static let sentiment = Topic(
        role: .sentiment, defaultName: "market.sentiment", key: "entity id", cleanup: "delete")
    public static let flows = Topic(
        role: .flows, defaultName: "market.flows", key: "from U+001F to U+001F kind U+001F event_id", cleanup: "delete")
    public static let dead = Topic(role: .dead, defaultName: "articles.dead", key: "original key", cleanup: "delete")
    /// Which dead letters were sent again.
    public static let redriven = Topic(
        role: .redriven, defaultName: "articles.redriven", key: "dead topic : partition : offset", cleanup: "compact")
    /// Dead letters that died too often to be sent again.
    public static let parked = Topic(
        role: .parked, defaultName: "articles.parked", key: "original key", cleanup: "delete")

    /// Every topic, input first.
    public static let all = [raw, analyzed, events, sentiment, flows, dead, redriven, parked]
}
