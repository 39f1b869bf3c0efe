internal import Foundation

/// What the service needs to know, checked and typed.
struct WorkSettings: Sendable {
    enum Delivery: String, Sendable { case exactlyOnce = "exactly_once", atLeastOnce = "at_least_once" }
    enum Start: String, Sendable { case earliest, latest }

    var group: String
    var instance: String
    var staticMembership: Bool
    var delivery: Delivery
    var start: Start
    var topics: TopicNames
    var workers: Int
    var inflightRecords: Int
    var inflightBytes: Int
    var maxRecordBytes: Int
    /// Nil: ask the broker.
    var topicMaxBytes: Int?
    var commitInterval: Duration
    var commitRecords: Int
    var shutdownDeadline: Duration
    /// Nil: for ever.
    var brokerDeadline: Duration?
    /// How what may pass is tried again.
    var retries: Retry.Policy
    var stepBudget: Int
    /// Nil: never.
    var watchdogLimit: Duration?
    /// Nil: none.
    var poisonJournal: String?
    var poisonCrashes: Int
    /// Paths of the user's files of names, in the order in which they count.
    var names: [String]
    /// Paths of the user's files of rules and words.
    var rules: [String]
    var encodesProtobuf: Bool
    var namespacesIDs: Bool
    var registry: RegistrySettings
    var http: HTTPListen
    var logLevel: String
    var logFormat: LineLogHandler.Format
    var kafkaProperties: [(name: String, value: String)]

    /// Stable for a replica: a random one would leave transactions hanging after every restart.
    var transactionalID: String { "\(group)-\(instance)" }

    init(_ sources: SettingSources) {
        group = sources.text("group")
        let named = sources.text("instance_id")
        instance = named.isEmpty ? ProcessInfo.processInfo.hostName : named
        staticMembership = sources.flag("static_membership")
        delivery = Delivery(rawValue: sources.text("delivery")) ?? .exactlyOnce
        start = Start(rawValue: sources.text("start")) ?? .earliest
        topics = TopicNames(
            raw: sources.text("topics.raw"), analyzed: sources.text("topics.analyzed"),
            events: sources.text("topics.events"), sentiment: sources.text("topics.sentiment"),
            flows: sources.text("topics.flows"), dead: sources.text("topics.dead"),
            redriven: sources.text("topics.redriven"), parked: sources.text("topics.parked"))
        let threads = sources.integer("workers")
        workers = threads > 0 ? threads : ProcessInfo.processInfo.activeProcessorCount
        inflightRecords = sources.integer("inflight_records")
        inflightBytes = sources.integer("inflight_bytes")
        maxRecordBytes = sources.integer("max_record_bytes")
        let largest = sources.integer("topic_max_bytes")
        topicMaxBytes = largest > 0 ? largest : nil
        commitInterval = .milliseconds(sources.integer("commit_interval_ms"))
        commitRecords = sources.integer("commit_records")
        shutdownDeadline = .milliseconds(sources.integer("shutdown_deadline_ms"))
        let patience = sources.integer("broker_deadline_ms")
        brokerDeadline = patience > 0 ? .milliseconds(patience) : nil
        retries = Retry.Policy(
            first: .milliseconds(sources.integer("retry_backoff_ms")),
            longest: .milliseconds(sources.integer("retry_backoff_max_ms")), patience: brokerDeadline)
        stepBudget = sources.integer("step_budget")
        let watch = sources.integer("watchdog_ms")
        watchdogLimit = watch > 0 ? .milliseconds(watch) : nil
        let journal = sources.text("poison_journal")
        poisonJournal = journal.isEmpty ? nil : journal
        poisonCrashes = sources.integer("poison_crashes")
        names = sources.text("names").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        rules = sources.text("rules").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        encodesProtobuf = sources.text("encoding") == "protobuf"
        namespacesIDs = sources.text("id_namespace") == "source"
        registry = RegistrySettings(
            url: sources.text("registry.url"), frames: sources.flag("registry.frames"),
            user: sources.text("registry.user"), password: sources.text("registry.password"))
        http = HTTPListen(sources.text("http")) ?? .automatic
        logLevel = sources.text("log.level")
        logFormat = LineLogHandler.Format(rawValue: sources.text("log.format")) ?? .text
        kafkaProperties = sources.kafkaProperties
    }
}

/// Where schemas are registered; an empty `url` is nowhere.
struct RegistrySettings: Sendable {
    var url: String
    /// Whether the output's values carry Confluent's frame.
    var frames: Bool
    var user: String
    var password: String
}

/// Names of the topics.
struct TopicNames: Sendable, Equatable {
    var raw = "articles.raw"
    var analyzed = "articles.analyzed"
    var events = "market.events"
    var sentiment = "market.sentiment"
    var flows = "market.flows"
    var dead = "articles.dead"
    var redriven = "articles.redriven"
    var parked = "articles.parked"

    var outputs: [String] { [analyzed, events, sentiment, flows, dead] }
    /// What the service reads and writes.
    var all: [String] { [raw] + outputs }
    /// What `redrive` writes besides.
    var ofRedrive: [String] { [redriven, parked] }
}

/// Passwords are among the properties, and whoever logs a value that holds these settings, as service-lifecycle does with
/// its services, would print them all.
extension WorkSettings: CustomStringConvertible, CustomDebugStringConvertible {
    var description: String { "WorkSettings(group: \(group), instance: \(instance))" }
    var debugDescription: String { description }
}
