internal import Crypto
internal import Foundation

/// What somebody asks for: a range of a topic, and where its outputs go.
struct ReplayRequest: Sendable {
    /// Exactly one of these is asked for; `names` may refine `suffix`.
    struct Target: Sendable {
        var suffix: String?
        /// Topics by role: `events` → `market.events.next`.
        var names: [String: String] = [:]
        var file: String?
        var isDryRun = false
        var isLive = false
    }

    var topic: String
    var from: String
    var to: String
    var target: Target
    var shares = 1
    /// Nil: made of what is asked.
    var id: String?
    var partitions: Int?
    var retention: Int64 = -1

    static let roles = ["analyzed", "events", "sentiment", "flows", "dead"]

    /// Where the outputs go.
    /// - Throws: `ServiceFailure` (usage) for a target that is none, two, or not allowed.
    func destination(live: TopicNames) throws(ServiceFailure) -> Manifest.Destination {
        let asked = [target.suffix != nil || !target.names.isEmpty, target.file != nil, target.isDryRun, target.isLive]
        guard asked.count(where: { $0 }) == 1 else {
            throw usage(
                "say where the outputs go, in one way: --suffix .v2 (and --name events=…), --file out.jsonl, "
                    + "--dry-run or --into-live")
        }
        if target.isDryRun { return .nowhere }
        if let file = target.file { return .file(path: file) }
        let topics = try outputTopics(live)
        let names = topics.names(raw: topic).outputs
        guard Set(names).count == names.count, !names.contains(topic) else {
            throw usage("the outputs must be five different topics and none of them \(topic)")
        }
        if !target.isLive, let taken = names.first(where: { live.all.contains($0) }) {
            throw usage("\(taken) is a live topic; --into-live says that this is meant")
        }
        return .topics(topics)
    }

    private func outputTopics(_ live: TopicNames) throws(ServiceFailure) -> ReplayTopics {
        for role in target.names.keys.sorted() where !Self.roles.contains(role) {
            throw usage("--name \(role)=…: the logical topics are \(Self.roles.joined(separator: ", "))")
        }
        func name(_ role: String, _ live: String) throws(ServiceFailure) -> String {
            if target.isLive { return live }
            if let name = target.names[role] { return name }
            guard let suffix = target.suffix, !suffix.isEmpty else {
                throw usage(
                    "--name gives no topic for \(role): name all of \(Self.roles.joined(separator: ", ")), or give --suffix"
                )
            }
            return live + suffix
        }
        return ReplayTopics(
            analyzed: try name("analyzed", live.analyzed), events: try name("events", live.events),
            sentiment: try name("sentiment", live.sentiment), flows: try name("flows", live.flows),
            dead: try name("dead", live.dead), areLive: target.isLive)
    }

    private func usage(_ reason: String) -> ServiceFailure { ServiceFailure(status: .usage, description: reason) }

    /// The same for the same request, so that the same command finds its plan again.
    func derivedID(brokers: String) -> String {
        let names = target.names.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let parts =
            [brokers, topic, from, to, target.suffix ?? "", target.file ?? "", "\(target.isLive)", "\(shares)"] + names
        let hash = SHA256.hash(data: Data(parts.joined(separator: "\u{1F}").utf8))
        let digits = hash.prefix(4).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return "replay-\(topic)-\(digits)"
    }
}
