internal import Foundation
internal import Schema
internal import Synchronization

#if canImport(FoundationNetworking)
internal import FoundationNetworking
#endif

/// Confluent's Schema Registry over its REST interface. Every call blocks its thread, and tries again what may pass until
/// the policy's patience is over.
struct RegistryClient: Sendable {
    /// Registries answer within milliseconds; past this a request counts as failed.
    static let requestSeconds = 5.0
    private static let mediaType = "application/vnd.schemaregistry.v1+json"

    private let base: String
    private let authorization: String?
    private let policy: Retry.Policy
    private let session = URLSession(configuration: .ephemeral)

    /// Nil where no registry is set.
    /// - Parameter patience: how long what may pass is tried again; nil: for ever.
    init?(_ settings: WorkSettings, patience: Duration?) {
        guard !settings.registry.url.isEmpty else { return nil }
        base = settings.registry.url.hasSuffix("/") ? String(settings.registry.url.dropLast()) : settings.registry.url
        let login = "\(settings.registry.user):\(settings.registry.password)"
        authorization = login == ":" ? nil : "Basic " + Data(login.utf8).base64EncodedString()
        policy = Retry.Policy(first: settings.retries.first, longest: .seconds(1), patience: patience)
    }

    /// Adds a schema to a subject, or finds it there.
    /// - Returns: its id.
    /// - Throws: `ServiceFailure`, with what the registry says where it refuses the schema.
    func register(_ schema: RegistrySchema, under subject: String) throws -> UInt32 {
        let answer = try call("POST", "/subjects/\(Self.escaped(subject))/versions", body: Body(schema))
        guard answer.status == 200, let id = answer.content?.id else { throw refusal(answer, subject) }
        return id
    }

    /// - Returns: the id of a schema under a subject, nil where it is not registered.
    func id(of schema: RegistrySchema, under subject: String) throws -> UInt32? {
        let answer = try call("POST", "/subjects/\(Self.escaped(subject))", body: Body(schema))
        if answer.isAbsent { return nil }
        guard answer.status == 200, let id = answer.content?.id else { throw refusal(answer, subject) }
        return id
    }

    /// - Returns: how raw articles are written under a schema id; nil where there is no such id or it stands for
    ///   something else.
    func format(ofRawArticles id: UInt32) throws -> SchemaFormat? {
        let answer = try call("GET", "/schemas/ids/\(id)", body: nil)
        if answer.isAbsent { return nil }
        guard answer.status == 200, let content = answer.content else { throw refusal(answer, "schema id \(id)") }
        switch content.schemaType {
        case "JSON": return .json
        case "PROTOBUF": return RegistrySchema.holdsRawArticles(proto: content.schema ?? "") ? .protobuf : nil
        // Without a type it is Avro.
        default: return nil
        }
    }

    // MARK: - The interface

    private struct Body: Encodable {
        let schemaType: String
        let schema: String

        init(_ schema: RegistrySchema) {
            schemaType = schema.encoding == .json ? "JSON" : "PROTOBUF"
            self.schema = schema.text
        }
    }

    private struct Content: Decodable {
        var id: UInt32?
        var schema: String?
        var schemaType: String?
        var message: String?
        var errorCode: Int?

        enum CodingKeys: String, CodingKey {
            case id, schema, schemaType, message
            case errorCode = "error_code"
        }
    }

    private struct Answer {
        let status: Int
        let content: Content?

        /// The subject, version or schema is not there; another 404 is no registry's.
        var isAbsent: Bool { status == 404 && (40_401...40_403).contains(content?.errorCode ?? 0) }
        var mayPass: Bool { status == 429 || status >= 500 }
    }

    private static func escaped(_ subject: String) -> String {
        subject.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(.init(charactersIn: "-._~")))
            ?? subject
    }

    private func call(_ method: String, _ path: String, body: Body?) throws -> Answer {
        guard let url = URL(string: base + path) else {
            throw ServiceFailure(status: .badConfiguration, description: "registry.url = \(base): is no URL")
        }
        var request = URLRequest(url: url, timeoutInterval: Self.requestSeconds)
        request.httpMethod = method
        request.setValue(Self.mediaType, forHTTPHeaderField: "Accept")
        if let authorization { request.setValue(authorization, forHTTPHeaderField: "Authorization") }
        if let body {
            request.setValue(Self.mediaType, forHTTPHeaderField: "Content-Type")
            request.httpBody = try JSONEncoder().encode(body)
        }
        return try retrying { try send(request) }
    }

    private func retrying(_ attempt: () throws -> Answer) throws -> Answer {
        let began = ContinuousClock.now
        var retry = Retry()
        var jitter = Jitter(seed: UInt64(ProcessInfo.processInfo.processIdentifier))
        while true {
            let trouble: String
            do {
                let answer = try attempt()
                guard answer.mayPass else { return answer }
                trouble = "it answers \(answer.status)\(answer.content?.message.map { ": \($0)" } ?? "")"
            } catch {
                trouble = error.localizedDescription
            }
            let now = ContinuousClock.now - began
            guard retry.failed(at: now, policy, jitter: &jitter) else {
                throw ServiceFailure(
                    status: .unavailable, description: "the schema registry at \(base) does not do its work: \(trouble)"
                )
            }
            Thread.sleep(forTimeInterval: (retry.due - now) / .seconds(1))
        }
    }

    private func send(_ request: URLRequest) throws -> Answer {
        let reply = Reply()
        session.dataTask(with: request) { data, response, error in
            reply.give(
                Result {
                    if let error { throw error }
                    let status = (response as? HTTPURLResponse)?.statusCode ?? 0
                    return Answer(
                        status: status, content: try? JSONDecoder().decode(Content.self, from: data ?? Data()))
                })
        }.resume()
        return try reply.wait()
    }

    /// An answer that another thread brings.
    private final class Reply: Sendable {
        private let result = Mutex<Result<Answer, any Error>?>(nil)
        private let arrived = DispatchSemaphore(value: 0)

        func give(_ answer: Result<Answer, any Error>) {
            result.withLock { $0 = answer }
            arrived.signal()
        }

        func wait() throws -> Answer {
            // The request's own limit is shorter; this one only guards against an answer that never comes.
            _ = arrived.wait(timeout: .now() + 4 * RegistryClient.requestSeconds)
            guard let answer = result.withLock({ $0 }) else { throw URLError(.timedOut) }
            return try answer.get()
        }
    }

    private func refusal(_ answer: Answer, _ subject: String) -> ServiceFailure {
        let said = answer.content?.message.map { ": \($0)" } ?? ""
        switch answer.status {
        case 401, 403:
            return ServiceFailure(
                status: .notPermitted,
                description:
                    "the schema registry at \(base) refuses \(subject)\(said): look at registry.user and its password")
        case 409:
            return ServiceFailure(
                status: .failed, description: "\(subject): not compatible with what is registered\(said)")
        case 422:
            return ServiceFailure(status: .failed, description: "\(subject): the registry takes no such schema\(said)")
        default:
            return ServiceFailure(
                status: .unavailable,
                description:
                    "\(base) answered \(answer.status) for \(subject)\(said): is registry.url a schema registry?")
        }
    }
}
