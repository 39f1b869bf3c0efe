import Foundation
import Kafka
import Testing

@testable import Worker

/// A password goes from where it is kept into librdkafka and nowhere else: a canary is looked for in all that is said.
@Suite struct SecretTests {
    private static let canary = "c4n4ry-of-the-tests"

    /// Every way of naming one, a mistyped one among them.
    private static let environment = [
        "TAPEREADER_KAFKA_BOOTSTRAP_SERVERS": "127.0.0.1:1", "TAPEREADER_KAFKA_SECURITY_PROTOCOL": "sasl_plaintext",
        "TAPEREADER_KAFKA_SASL_MECHANISM": "PLAIN", "TAPEREADER_KAFKA_SASL_USERNAME": "somebody",
        "TAPEREADER_KAFKA_SASL_PASSWORD": canary, "TAPEREADER_KAFKA_SSL_KEY_PASSWORD": canary,
    ]

    @Test(arguments: [
        ["--help"], ["work", "--help"], ["config", "print"], ["config", "check"], ["config", "reference"],
        ["topics", "check", "--set", "kafka.socket.timeout.ms=500"],
        // All that librdkafka can say of itself, the dump of its settings among it.
        ["work", "--set", "broker_deadline_ms=300", "--set", "kafka.debug=all", "--set", "log.level=trace"],
        ["work", "--set", "kafka.linger.ms=never"], ["work", "--set", "delivery=twice"],
    ])
    func nothingThatIsSaidHoldsIt(arguments: [String]) throws {
        let result = try WorkerProcess.output(arguments, environment: Self.environment)
        let said = result.output + result.errors
        #expect(!said.isEmpty)
        #expect(!said.contains(Self.canary), "\(said.split(separator: "\n").filter { $0.contains(Self.canary) })")
    }

    @Test(arguments: ["SASL_PASWORD", "SASL_PASS", "SSL_KEYPASSWORD"])
    func aMistypedSecretIsOneToo(name: String) throws {
        let environment = ["TAPEREADER_KAFKA_BOOTSTRAP_SERVERS": "h:1", "TAPEREADER_KAFKA_\(name)": Self.canary]
        for arguments in [["config", "print"], ["config", "check"], ["work"]] {
            let result = try WorkerProcess.output(arguments, environment: environment)
            #expect(!(result.output + result.errors).contains(Self.canary))
        }
    }

    @Test(arguments: [
        "kafka:\n  sasl.password: \"c4n4ry-of-the-tests\n", "kafka.sasl.password: [c4n4ry-of-the-tests\n",
        "kafka.sasl.password: [c4n4ry-of-the-tests]\n", "kafka.sasl.password: a: c4n4ry-of-the-tests\n",
        "c4n4ry-of-the-tests\n",
    ])
    func aBrokenFileIsNamedWithItsPlaceAndNotQuoted(yaml: String) throws {
        let file = try TemporaryFile(yaml)
        let result = try WorkerProcess.output(["config", "print", "--config", file.path])
        #expect(result.status == Worker.ExitStatus.badConfiguration.rawValue)
        #expect(result.errors.contains(file.path))
        #expect(!(result.output + result.errors).contains(Self.canary), "\(result.errors)")
    }

    @Test(arguments: ["kafka.sasl.password=c4n4ry-of-the-tests", "kafka.sasl.password:c4n4ry-of-the-tests"])
    func aFlagWithASecretIsRefusedAndNotRepeated(flag: String) throws {
        let result = try WorkerProcess.output(["config", "print", "--set", flag])
        #expect(result.status == Worker.ExitStatus.badConfiguration.rawValue)
        #expect(!(result.output + result.errors).contains(Self.canary), "\(result.errors)")
    }

    @Test func settingsThatAreLoggedWholeDoNotShowIt() throws {
        let sources = try SettingSources(flags: [], environment: Self.environment, filePath: nil)
        let settings = WorkSettings(sources)
        let clients = try ClientConfiguration(settings.kafkaProperties)
        let configuration = try clients.admin()
        for text in [
            "\(settings)", String(reflecting: [settings]), "\(clients)", String(reflecting: (clients, settings)),
            "\(configuration)", String(reflecting: configuration.properties),
        ] { #expect(!text.contains(Self.canary), "\(text)") }
    }

    /// The backtrace of a crash shows registers and what they point to.
    @Test func theWordsOfACrashDoNotHoldIt() throws {
        let worker = try WorkerProcess(["work"], environment: Self.environment)
        // The client that says so was made with the password.
        #expect(worker.waits(for: "Connection refused", atMost: TestCluster.patience), "\(worker.diagnostics)")
        worker.crash()
        #expect(!worker.diagnostics.contains(Self.canary))
    }
}
