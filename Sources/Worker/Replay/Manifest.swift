internal import Crypto
internal import Foundation

/// What a replay is, fixed before it starts: everything that decides its output, and nothing that does not.
struct Manifest: Codable, Equatable, Sendable {
    enum Destination: Equatable, Sendable {
        case topics(ReplayTopics)
        /// JSON lines; each share of several writes a file of its own.
        case file(path: String)
        /// A dry run.
        case nowhere
    }

    /// Raised when the meaning of a field changes.
    static let currentFormat = "tapereader.replay/1"

    var format = Manifest.currentFormat
    var id: String
    /// RFC 3339, for people.
    var createdAt: String
    var sourceTopic: String
    /// As they were written.
    var from: String
    var to: String
    var time: TimeFilter
    var ranges: [ScanRange]
    var shares: Int
    var destination: Destination
    var output: OutputForm
    /// Of lexicon, rules and code.
    var fingerprint: String
    var version: String
    /// Over all other fields.
    var hash = ""

    private enum CodingKeys: String, CodingKey {
        case format, id, from, to, time, shares, destination, output, fingerprint, version, hash
        case createdAt = "created_at"
        case sourceTopic = "source_topic"
        case ranges = "partitions"
    }

    /// The consumer group whose committed offsets are this replay's progress.
    var group: String { id }
    func transactionalID(share: ShareNumber) -> String { "\(id)-\(share.number)" }

    func ranges(of share: ShareNumber) -> [ScanRange] {
        let all = Shares.assign(ranges, count: shares)
        return all.indices.contains(share.number - 1) ? all[share.number - 1] : []
    }

    /// The file of one share: `out.jsonl`, or `out.2-of-3.jsonl`.
    func path(share: ShareNumber) -> String? {
        guard case .file(let path) = destination else { return nil }
        guard shares > 1 else { return path }
        let mark = ".\(share.number)-of-\(share.count)"
        let name = path.split(separator: "/").last ?? ""
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return path + mark }
        let suffix = name[dot...]
        return String(path.dropLast(suffix.count)) + mark + suffix
    }
}

/// Settings that change what comes out for the same input and fingerprint.
struct OutputForm: Codable, Equatable, Sendable {
    var encodesProtobuf: Bool
    var namespacesIDs: Bool
    var maxRecordBytes: Int
    var stepBudget: Int
    /// The group that dead letters name: the live one, so that a replay says what the service said.
    var group: String
    /// Largest record, by logical topic.
    var sizeLimits: [String: Int]

    private enum CodingKeys: String, CodingKey {
        case encodesProtobuf = "protobuf"
        case namespacesIDs = "namespaces_ids"
        case maxRecordBytes = "max_record_bytes"
        case stepBudget = "step_budget"
        case group = "dead_letter_group"
        case sizeLimits = "size_limits"
    }
}

/// Where the outputs go, by logical topic.
struct ReplayTopics: Codable, Equatable, Sendable {
    var analyzed: String
    var events: String
    var sentiment: String
    var flows: String
    var dead: String
    /// They are the live ones, and hold other records too.
    var areLive: Bool

    private enum CodingKeys: String, CodingKey {
        case analyzed, events, sentiment, flows, dead
        case areLive = "live"
    }

    func names(raw: String) -> TopicNames {
        TopicNames(raw: raw, analyzed: analyzed, events: events, sentiment: sentiment, flows: flows, dead: dead)
    }
}

// MARK: - As a file

extension Manifest.Destination: Codable {
    private enum CodingKeys: String, CodingKey { case topics, file }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if let topics = try container.decodeIfPresent(ReplayTopics.self, forKey: .topics) {
            self = .topics(topics)
        } else if let path = try container.decodeIfPresent(String.self, forKey: .file) {
            self = .file(path: path)
        } else {
            self = .nowhere
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .topics(let topics): try container.encode(topics, forKey: .topics)
        case .file(let path): try container.encode(path, forKey: .file)
        case .nowhere: break
        }
    }
}

extension Manifest {
    /// The manifest with its hash set.
    func sealed() -> Manifest {
        var sealed = self
        sealed.hash = contentHash
        return sealed
    }

    /// - Throws: `ServiceFailure` (bad input) when it is no manifest, of another format, or changed by hand.
    init(json: Data, name: String) throws(ServiceFailure) {
        func bad(_ reason: String) -> ServiceFailure {
            ServiceFailure(
                status: .badInput, description: "\(name): \(reason); make a plan with `tapereader replay plan`")
        }
        let manifest: Manifest
        do { manifest = try JSONDecoder().decode(Manifest.self, from: json) } catch {
            throw bad("not a replay's plan")
        }
        guard manifest.format == Self.currentFormat else {
            throw bad("format \(manifest.format) instead of \(Self.currentFormat)")
        }
        guard manifest.hash == manifest.contentHash else { throw bad("changed since it was made") }
        let last = Int64(PartitionProgress.highestCount)
        let isPossible = manifest.ranges.allSatisfy { $0.start >= 0 && $0.start <= $0.end && $0.end <= last }
        guard (1...Shares.most).contains(manifest.shares), isPossible else {
            throw bad("its ranges or shares make no sense")
        }
        self = manifest
    }

    var json: Data { encoded(pretty: true) + Data("\n".utf8) }

    private var contentHash: String {
        var bare = self
        bare.hash = ""
        return SHA256.hash(data: bare.encoded(pretty: false)).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }

    private func encoded(pretty: Bool) -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if pretty { encoder.outputFormatting.insert(.prettyPrinted) }
        // A manifest holds text and integers alone, which always encode.
        return (try? encoder.encode(self)) ?? Data()
    }
}
