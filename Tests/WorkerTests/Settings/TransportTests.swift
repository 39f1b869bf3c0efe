import BrokerSupport
import Foundation
import Kafka
import Testing

@testable import Worker

/// Who a worker speaks to, and what it never says.
@Suite(.waiting) struct TransportTests {
    private static let needsTLS: Comment = "test brokers and stunnel: scripts/setup --test"

    private func run(_ arguments: [String], _ front: TLSFront, authority: String) throws -> (
        status: Int32, output: String, errors: String
    ) {
        try WorkerProcess.output(
            arguments + [
                "--brokers", front.bootstrap, "--set", "kafka.security.protocol=ssl", "--set",
                "kafka.ssl.ca.location=\(authority)",
            ])
    }

    @Test(.enabled(if: TLSFront.isAvailable, needsTLS))
    func aCertificateCountsOnlyFromAKnownAuthorityAndUnderTheNameThatWasAsked() throws {
        let broker = try Broker.noida()
        let good = try TLSFront(of: broker, name: "127.0.0.1")
        let created = try run(["topics", "create", "--partitions", "2"], good, authority: good.authority)
        #expect(created.status == 0, "\(created.errors)")
        #expect(created.output.contains("articles.raw"), "\(created.output)")
        let checked = try run(["topics", "check"], good, authority: good.authority)
        #expect(checked.output.contains("articles.raw"), "\(checked.output) \(checked.errors)")

        let elsewhere = try TLSFront(of: broker, name: "broker.example")
        for (front, authority) in [(good, good.otherAuthority), (elsewhere, elsewhere.authority)] {
            let refused = try run(["work"], front, authority: authority)
            #expect(refused.status == Worker.ExitStatus.badConfiguration.rawValue, "\(refused.errors)")
            let last = refused.errors.split(separator: "\n").last ?? ""
            #expect(last.contains("certificate verify failed"), "\(last)")
            #expect(last.contains("kafka.ssl.ca.location") && last.contains("kafka.bootstrap.servers"), "\(last)")
        }
    }

    @Test func certificatesAndTheirNamesAreCheckedUnlessTheUserSaysOtherwise() throws {
        let base = [(name: "bootstrap.servers", value: "h:1"), (name: "security.protocol", value: "SASL_SSL")]
        let checked = try ClientConfiguration(base).admin()
        #expect(checked["enable.ssl.certificate.verification"] == "true")
        #expect(checked["ssl.endpoint.identification.algorithm"] == "https")
        let waived = try ClientConfiguration(base + [("ssl.endpoint.identification.algorithm", "none")]).admin()
        #expect(waived["ssl.endpoint.identification.algorithm"] == "none")
        let plain = try ClientConfiguration([base[0]]).admin()
        #expect(plain["ssl.endpoint.identification.algorithm"] == nil)
    }

    @Test func settingsOfALoginPassThrough() throws {
        let secret = try TemporaryFile("s3cret\n")
        let sources = try SettingSources(
            flags: ["kafka.security.protocol=sasl_ssl", "kafka.sasl.mechanism=SCRAM-SHA-512", "kafka.sasl.username=u"],
            environment: [
                "TAPEREADER_KAFKA_BOOTSTRAP_SERVERS": "h:1", "TAPEREADER_KAFKA_SASL_PASSWORD_FILE": secret.path,
            ], filePath: nil)
        let configuration = try ClientConfiguration(sources.kafkaProperties).admin()
        #expect(configuration["sasl.mechanism"] == "SCRAM-SHA-512")
        #expect(configuration["sasl.password"] == "s3cret")
    }

    @Test func aSecretIsReadFromAFileThatAnySourceNames() throws {
        let secret = try TemporaryFile("canary\r\n")
        let yaml = try TemporaryFile("kafka:\n  sasl.password_file: \(secret.path)\n")
        for (flags, environment, file) in [
            (["kafka.sasl.password_file=\(secret.path)"], [:], nil as String?),
            ([], ["TAPEREADER_KAFKA_SASL_PASSWORD_FILE": secret.path], nil), ([], [:], yaml.path),
        ] {
            let sources = try SettingSources(flags: flags, environment: environment, filePath: file)
            #expect(sources.kafkaProperties.map(\.value) == ["canary"])
            #expect(sources.effective.first { $0.key == "kafka.sasl.password" }?.value.text == "********")
            #expect(sources.effective.first { $0.key == "kafka.sasl.password" }?.value.origin == secret.path)
        }
        for path in ["/no/such/file", try TemporaryFile("").path] {
            #expect(throws: SettingError.self) {
                try SettingSources(flags: ["kafka.sasl.password_file=\(path)"], environment: [:], filePath: nil)
            }
        }
    }
}
