internal import Foundation

/// A Kafka-compatible broker that nobody here wrote, running on loopback for as long as this value lives.
///
/// The process behind it ends with `stop()`, with this value, with the test process, or after `lifetime`, whichever
/// comes first. It is a launcher in Tests/Brokers, which starts the broker and mends what it answers wrongly.
public final class Broker: Sendable {
    /// What each broker is for; neither does everything.
    public enum Kind: String, Sendable, CaseIterable {
        /// Transactions, fencing, offsets for times, admin. Use static membership, the range assignor and topics made
        /// explicitly.
        case noida
        /// Rebalancing, cooperative assignment, takeover after a kill, throughput. Shows aborted records.
        case tansu
    }

    /// The bootstrap address, as `127.0.0.1:40213`.
    public let bootstrap: String
    private let launcher: Process
    /// Where Tests/Brokers/faults.py takes commands; nil without faults.
    private let controlPort: String?

    /// Why no broker can be started on this machine, or nil. Tests show it: `.enabled(if: Broker.isAvailable, …)`.
    public static let unavailable: String? = {
        #if os(Linux) && arch(x86_64)
        if FileManager.default.isExecutableFile(atPath: python.path) { return nil }
        return "SKIPPED: the test brokers are not installed; run scripts/setup --test"
        #else
        return "SKIPPED: the test brokers exist for x86-64 Linux only"
        #endif
    }()

    public static var isAvailable: Bool { unavailable == nil }

    /// Starts a broker and returns once it answers.
    ///
    /// - Parameters:
    ///   - kind: which one.
    ///   - lifetime: seconds after which the broker ends even if the test hangs.
    ///   - hasFaults: whether `fault` may be asked of it.
    /// - Throws: `BrokerDidNotStart` with what the launcher said.
    public init(_ kind: Kind, lifetime: Int = 1800, hasFaults: Bool = false) throws {
        let process = Process()
        let (output, errors) = (Children.pipe(), Children.pipe())
        process.executableURL = Self.python
        process.arguments =
            [
                "-B", Self.root.appending(path: "Tests/Brokers/broker.py").path, kind.rawValue, "--seconds",
                "\(lifetime)",
            ] + (hasFaults ? ["--faults"] : [])
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = errors
        try process.start()
        let lines = Self.lines(hasFaults ? 2 : 1, from: output.fileHandleForReading)
        guard let line = lines.first, lines.count == (hasFaults ? 2 : 1) else {
            process.end()
            let said = String(decoding: errors.fileHandleForReading.availableData, as: UTF8.self)
            throw BrokerDidNotStart(kind: kind, said: said)
        }
        bootstrap = line
        launcher = process
        controlPort = hasFaults ? lines.last : nil
    }

    /// Asks for one of the faults that Tests/Brokers/faults.py lists, and waits until it is there.
    ///
    /// - Returns: false where it was refused, or where what was to be dropped did not come within four minutes.
    public func fault(_ command: String) throws -> Bool {
        guard let controlPort else { return false }
        let script = Self.root.appending(path: "Tests/Brokers/faults.py").path
        let words = command.split(separator: " ").map(String.init)
        return try Children.run(Self.python, ["-B", script, controlPort] + words).status == 0
    }

    /// Transactions, fencing, offsets for times, admin.
    public static func noida(lifetime: Int = 1800) throws -> Broker { try Broker(.noida, lifetime: lifetime) }

    /// Rebalancing, takeover, throughput.
    public static func tansu(lifetime: Int = 1800) throws -> Broker { try Broker(.tansu, lifetime: lifetime) }

    /// Ends the broker and returns once it is gone. Calling it again does nothing.
    public func stop() {
        if !launcher.hasEnded { launcher.terminate() }
        launcher.end()
    }

    deinit { stop() }

    /// The launcher's own start is bounded: it prints its lines, in however many pieces, or ends.
    static func lines(_ count: Int, from output: FileHandle) -> [String] {
        var read = Data()
        while read.count(where: { $0 == UInt8(ascii: "\n") }) < count {
            let piece = output.availableData
            if piece.isEmpty { return [] }
            read += piece
        }
        return String(decoding: read, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    static let python = root.appending(path: ".build-tools/venv/bin/python")
}

/// The broker's launcher ended before it printed an address.
public struct BrokerDidNotStart: Error, CustomStringConvertible {
    public let kind: Broker.Kind
    public let said: String
    public var description: String { "\(kind.rawValue) did not start: \(said)" }
}
