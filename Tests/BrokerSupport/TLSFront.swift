internal import Foundation

/// TLS in front of a test broker, which speaks plain Kafka only: stunnel with a certificate made for it.
///
/// The process behind it ends with this value, with the test process, or after half an hour, whichever comes first.
public final class TLSFront: Sendable {
    /// The bootstrap address of the encrypted side.
    public let bootstrap: String
    /// The authority that signed the certificate.
    public var authority: String { folder.appending(path: "ca.pem").path }
    /// An authority that signed nothing here.
    public var otherAuthority: String { folder.appending(path: "other.pem").path }
    private let folder: URL
    private let launcher: Process

    /// Whether brokers and stunnel are installed: `scripts/setup --test`.
    public static var isAvailable: Bool {
        Broker.isAvailable
            && ["/usr/bin/stunnel4", "/usr/bin/stunnel"].contains { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// - Parameter name: whom the certificate is made out to; clients that come by another name must refuse it.
    /// - Throws: `BrokerDidNotStart` with what the launcher said.
    public init(of broker: Broker, name: String) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "tapereader-tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let process = Process()
        let (output, errors) = (Children.pipe(), Children.pipe())
        process.executableURL = Broker.python
        let port = broker.bootstrap.split(separator: ":").last.map(String.init) ?? ""
        process.arguments = ["-B", Broker.root.appending(path: "Tests/Brokers/tls.py").path, port, name, folder.path]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = errors
        try process.start()
        guard let line = Broker.lines(1, from: output.fileHandleForReading).first else {
            process.end()
            let said = String(decoding: errors.fileHandleForReading.availableData, as: UTF8.self)
            throw BrokerDidNotStart(kind: .noida, said: "TLS: \(said)")
        }
        bootstrap = line
        launcher = process
    }

    deinit {
        if !launcher.hasEnded { launcher.terminate() }
        launcher.end()
        try? FileManager.default.removeItem(at: folder)
    }
}
