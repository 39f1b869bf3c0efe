internal import Foundation
internal import Schema
internal import Synchronization

/// What a worker asks of the registry: what the ids of incoming frames mean, and the ids of its own schemas.
///
/// Off where `registry.url` is not set: then no byte changes.
struct RegistrySession {
    private let settings: WorkSettings

    init(_ settings: WorkSettings) { self.settings = settings }

    /// Makes a processor read frames, and write them where `registry.frames` says so.
    /// - Throws: `ServiceFailure` when the registry does not answer within `broker_deadline_ms`, or lacks a schema.
    func prepare(_ processor: inout RecordProcessor) throws {
        guard let client = RegistryClient(settings, patience: settings.brokerDeadline) else {
            return
        }
        if settings.registry.frames { processor.frames = try frames(client) }
        let ids = SchemaIDs(settings)
        processor.analyzer.decoder.schemas = { ids?.format(of: $0) }
    }

    /// Every schema of the contract under the subject of its topic.
    static func schemas(_ topics: TopicNames, _ encoding: OutputEncoding) -> [(subject: String, schema: RegistrySchema)]
    {
        [
            (topics.raw, Topic.Role.raw), (topics.analyzed, .analyzed), (topics.events, .events),
            (topics.sentiment, .sentiment), (topics.flows, .flows),
        ].compactMap { name, role in RegistrySchema(of: role, encoding).map { ("\(name)-value", $0) } }
    }

    private func frames(_ client: RegistryClient) throws -> [OutputKind: [UInt8]] {
        var frames: [OutputKind: [UInt8]] = [:]
        for (subject, schema) in Self.schemas(settings.topics, settings.encodesProtobuf ? .protobuf : .json) {
            guard let kind = OutputKind.allCases.first(where: { $0.topic.role == schema.role }) else { continue }
            guard let id = try client.id(of: schema, under: subject) else {
                throw ServiceFailure(
                    status: .unavailable,
                    description: "\(subject) has no such schema in the registry: run `tapereader schema register` first"
                )
            }
            frames[kind] = ConfluentFrame.header(schemaID: id, messageIndexes: schema.messageIndexes)
        }
        return frames
    }
}

/// The formats of schema ids, asked once each. An id never changes its meaning in a registry, so nothing becomes stale; an
/// id that is not there may come later, so that is asked again.
final class SchemaIDs: Sendable {
    /// More schemas than any one input topic has.
    private static let capacity = 10_000
    /// Well below the default of `watchdog_ms`, whose end of the process would blame the record.
    private static let patience = Duration.seconds(15)

    private let client: RegistryClient
    private let known = Mutex<[UInt32: SchemaFormat]>([:])

    init?(_ settings: WorkSettings) {
        guard let client = RegistryClient(settings, patience: Self.patience) else { return nil }
        self.client = client
    }

    /// Ends the process where the registry does not answer: the record is good as far as anybody knows, its transaction is
    /// aborted, and it comes again.
    func format(of id: UInt32) -> SchemaFormat? {
        if let format = known.withLock({ $0[id] }) { return format }
        do {
            let format = try client.format(ofRawArticles: id)
            if let format { known.withLock { if $0.count < Self.capacity { $0[id] = format } } }
            return format
        } catch {
            let failure = error as? ServiceFailure
            Diagnostics.print("schema id \(id): \(failure?.description ?? error.localizedDescription)")
            _exit(failure?.status.rawValue ?? ExitStatus.unavailable.rawValue)
        }
    }
}
