internal import Extraction
internal import Foundation
internal import Logging
internal import ServiceLifecycle
internal import UnixSignals

/// What the commands of `replay` have in common: settings, plans as files, receipts.
struct ReplaySession: Sendable {
    private let settings: WorkSettings
    private let logger: Logger

    /// - Parameter showsBars: log lines would tear the bars on a terminal, so only warnings are logged there.
    init(_ options: ConfigurationOptions, showsBars: Bool = false) throws {
        settings = try options.workSettings()
        let isQuiet = showsBars && ReplayDisplay.mode(json: false) == .bars && settings.logLevel == "info"
        logger = LogSetup.logger(level: isQuiet ? "warning" : settings.logLevel, format: settings.logFormat)
    }

    var brokers: String { settings.kafkaProperties.first { $0.name == "bootstrap.servers" }?.value ?? "" }

    /// Makes a plan and writes it. A file that is there is never written over.
    func plan(_ request: ReplayRequest, id: String, path: String) throws -> Manifest {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw ServiceFailure(
                status: .usage, description: "\(path) exists: run that plan, or give --plan and --id other names")
        }
        let manifest = try make(request, id: id)
        try Self.write(manifest.json, to: path)
        return manifest
    }

    private func make(_ request: ReplayRequest, id: String) throws -> Manifest {
        let analyzer = try DocumentAnalyzer(settings)
        let planner = ReplayPlanner(
            settings: settings, fingerprint: analyzer.extractor.fingerprint, logger: logger,
            now: Int64(Date().timeIntervalSince1970 * 1000))
        return try planner.plan(request, id: id)
    }

    /// The plan that the same command made before, or a new one.
    func found(_ request: ReplayRequest, id: String, path: String) throws -> Manifest {
        if request.target.isDryRun {
            return try make(request, id: "\(id)-dry-\(ProcessInfo.processInfo.processIdentifier)")
        }
        guard FileManager.default.fileExists(atPath: path) else { return try plan(request, id: id, path: path) }
        let manifest = try Self.manifest(at: path)
        var live = settings.topics
        live.raw = request.topic
        guard manifest.sourceTopic == request.topic, manifest.from == request.from, manifest.to == request.to,
            manifest.destination == (try request.destination(live: live))
        else {
            throw ServiceFailure(
                status: .usage, description: "\(path) is the plan of another replay; give --plan and --id other names")
        }
        Diagnostics.print("going on with \(path), made at \(manifest.createdAt)")
        return manifest
    }

    static func manifest(at path: String) throws -> Manifest {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ServiceFailure(
                status: .badInput, description: "\(path) cannot be read; `tapereader replay plan` writes such a file")
        }
        return try Manifest(json: data, name: path)
    }

    /// Runs a share and prints its receipt; after a signal, how to go on.
    func run(_ manifest: Manifest, share: ShareNumber, pace: ReplayCommand.PaceOptions, again: String) async throws {
        let display = ReplayDisplay(mode: ReplayDisplay.mode(json: pace.json))
        let run = try ReplayRun(
            manifest: manifest, share: share, settings: settings, rate: pace.checkedRate(), liveLimit: pace.liveLimit(),
            display: display, logger: logger)
        var configuration = ServiceGroupConfiguration(
            services: [.init(service: run, successTerminationBehavior: .gracefullyShutdownGroup)],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = settings.shutdownDeadline + .seconds(5)
        try await ServiceGroup(configuration: configuration).run()
        display.finish()
        guard let snapshot = display.latest else { return }
        let receipt = Receipt(manifest, share: share, snapshot: snapshot)
        if pace.json {
            print(json: "{\"receipt\":\(try Self.json(receipt))}")
        } else {
            for line in receipt.lines { print(line) }
        }
        if let path = pace.receipt { try Self.write(Data(try Self.json(receipt).utf8), to: path) }
        if manifest.destination == .nowhere { for line in Self.estimate(snapshot) { Diagnostics.print(line) } }
        guard snapshot.isDone else {
            let kept = manifest.destination == .nowhere ? "a dry run keeps nothing" : "go on with: \(again)"
            throw ServiceFailure(
                status: .interrupted, description: "stopped at \(ReplayBars.summary(snapshot)); \(kept)")
        }
    }

    func verify(_ manifest: Manifest) throws -> ReplayVerifier.Outcome {
        try ReplayVerifier(manifest: manifest, settings: settings, logger: logger).verify()
    }

    /// What the whole range would take, by what was seen of it.
    static func estimate(_ snapshot: ReplaySnapshot) -> [String] {
        let (done, offsets) = (snapshot.done, snapshot.offsets)
        guard done > 0, snapshot.rate > 0 else { return ["estimate: nothing was read"] }
        let factor = Double(offsets) / Double(done)
        let tally = snapshot.tally
        return [
            "estimate for all \(offsets) offsets at this speed: "
                + "\(ReplayText.duration(.seconds(Double(offsets) / snapshot.rate))), "
                + "\(Int(Double(tally.outputs) * factor)) output records, "
                + ReplayText.bytes(Int(Double(tally.bytesOut) * factor))
        ]
    }

    static func summary(_ manifest: Manifest, path: String) -> [String] {
        var lines = [
            "plan          \(path) (\(manifest.id), \(manifest.hash.prefix(16))…)",
            "range         \(manifest.sourceTopic) from \(manifest.from) to \(manifest.to)",
        ]
        for number in 1...manifest.shares {
            for range in manifest.ranges(of: ShareNumber(number: number, count: manifest.shares)) {
                lines.append(
                    "share \(number)/\(manifest.shares)     partition \(range.partition): offsets \(range.start) to "
                        + "\(range.end) (\(range.offsets))")
            }
        }
        switch manifest.destination {
        case .topics(let topics):
            lines.append("outputs       \(topics.names(raw: manifest.sourceTopic).outputs.joined(separator: ", "))")
        case .file(let path): lines.append("outputs       \(path)")
        case .nowhere: lines.append("outputs       none (dry run)")
        }
        lines.append("fingerprint   \(manifest.fingerprint)")
        return lines
    }

    static func json(_ receipt: Receipt, verified: Bool? = nil) throws -> String {
        struct Verified: Encodable {
            let receipt: Receipt
            let verified: Bool
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let data =
            try verified.map { try encoder.encode(Verified(receipt: receipt, verified: $0)) } ?? encoder.encode(receipt)
        return String(decoding: data, as: UTF8.self)
    }

    private static func write(_ data: Data, to path: String) throws {
        do { try data.write(to: URL(filePath: path), options: .atomic) } catch {
            throw ServiceFailure(
                status: .badInput, description: "\(path) cannot be written: \(error.localizedDescription)")
        }
    }
}
