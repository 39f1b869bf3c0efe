internal import Extraction
internal import Foundation
internal import Kafka
internal import Metrics

/// What is answered to which path. No socket: a path in, an answer out, on any thread.
struct Endpoints: Sendable {
    struct Answer: Sendable, Equatable {
        var status: Int
        var contentType = "text/plain; charset=utf-8"
        var body: String
        /// What a browser may load and run for this answer: nothing, unless it says otherwise.
        var contentSecurityPolicy = "default-src 'none'"
    }

    /// What runs.
    struct Version: Sendable, Encodable {
        let version: String
        let fingerprint: String
        let librdkafka: String

        init(_ analyzer: DocumentAnalyzer) {
            version = DocumentAnalyzer.version
            fingerprint = analyzer.extractor.fingerprint
            librdkafka = LibraryVersion.text
        }
    }

    /// One setting as it is in force; secrets come masked.
    struct EffectiveSetting: Sendable, Encodable {
        let key: String
        let value: String
        let origin: String
    }

    private let status: WorkStatus
    private let registry: PrometheusRegistry
    private let version: Version
    private let settings: [EffectiveSetting]
    private let ready: Meter

    init(status: WorkStatus, registry: PrometheusRegistry, version: Version, settings: SettingSources) {
        self.status = status
        self.registry = registry
        self.version = version
        self.settings = settings.effective.map { key, value in
            EffectiveSetting(key: key, value: value.text, origin: value.origin)
        }
        ready = Meter(label: "tapereader.ready", factory: registry)
        let build = [
            ("version", version.version), ("fingerprint", version.fingerprint), ("librdkafka", version.librdkafka),
        ]
        Meter(label: "tapereader.build.info", dimensions: build, factory: registry).set(1)
    }

    static let paths = ["/", "/livez", "/readyz", "/startupz", "/metrics", "/version", "/config", "/status.json"]

    /// - Parameter path: without a query.
    func answer(_ path: String) -> Answer {
        switch path {
        case "/": StatusPage.answer
        case "/livez": verdict(status.isLive)
        case "/readyz": verdict(status.isReady)
        case "/startupz": verdict(status.isStarted)
        case "/metrics": metrics
        case "/version": json(version)
        case "/config": json(settings)
        case "/status.json": json(status.snapshot)
        default: Answer(status: 404, body: "not found; there are \(Self.paths.joined(separator: " "))\n")
        }
    }

    private func verdict(_ answer: WorkStatus.Answer) -> Answer {
        Answer(status: answer.isYes ? 200 : 503, body: answer.text + "\n")
    }

    private var metrics: Answer {
        ready.set(status.isReady.isYes ? 1 : 0)
        return Answer(
            status: 200, contentType: PrometheusText.contentType, body: registry.text + ProcessFigures.current.text)
    }

    private func json(_ value: some Encodable) -> Answer {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        guard let data = try? encoder.encode(value) else { return Answer(status: 500, body: "cannot be written\n") }
        return Answer(
            status: 200, contentType: "application/json", body: String(decoding: data, as: UTF8.self) + "\n")
    }
}
