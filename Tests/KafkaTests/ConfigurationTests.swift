import Testing

@testable import Kafka

@Suite struct ConfigurationTests {
    @Test(arguments: [
        ("bootstrap.servers", "localhost:9092"), ("compression.codec", "zstd"), ("group.instance.id", "a-0"),
        ("auto.offset.reset", "latest"), ("partition.assignment.strategy", "cooperative-sticky"), ("linger.ms", "5"),
    ])
    func anyPropertyOfLibrdkafkaIsTaken(_ name: String, _ value: String) throws {
        var configuration = Configuration()
        try configuration.set(name, to: value)
        #expect(configuration[name] == value)
    }

    @Test(arguments: [
        ("no.such.property", "1", true, "No such configuration property"),
        ("linger.ms", "-5", false, "range 0..900000"),
        ("linger.ms", "soon", false, "Invalid value"),
        ("compression.codec", "rar", false, "rar"),
        ("auto.offset.reset", "middle", false, "middle"),
        ("security.protocol", "none", false, "security.protocol"),
        ("dr_msg_cb", "0x1234", false, "dr_msg_cb"),
        ("client.id", "a\u{0}b", false, "NUL"),
    ])
    func aRefusedPropertyIsNamedWithItsValueAndTheReason(
        _ name: String, _ value: String, _ isUnknown: Bool, _ part: String
    ) {
        let error = #expect(throws: ConfigurationError.self) { try Configuration([name: value]) }
        #expect(error?.property == name)
        #expect(error?.isUnknownProperty == isUnknown)
        #expect(error?.description.contains(name) == true)
        #expect(error?.explanation.contains(part) == true, "\(error?.explanation ?? "")")
    }

    @Test func aLaterSettingWinsAndADefaultDoesNot() throws {
        var configuration = try Configuration(["linger.ms": "5"])
        try configuration.set("linger.ms", to: "6")
        try configuration.setDefault("linger.ms", to: "7")
        try configuration.setDefault("batch.size", to: "1000")
        #expect(configuration.description == "linger.ms=6 batch.size=1000")
    }

    @Test(arguments: ["sasl.password", "ssl.key.password", "ssl.keystore.password", "ssl.key.pem"])
    func secretsStayOutOfDescriptionsAndErrors(_ name: String) throws {
        let configuration = try Configuration([name: "hunter2"])
        #expect(configuration[name] == "hunter2")
        #expect(!configuration.description.contains("hunter2"))
        #expect(configuration.description == "\(name)=[secret]")
        let error = #expect(throws: ConfigurationError.self) { try Configuration([name: "hunter2\u{0}"]) }
        #expect(error?.description.contains("hunter2") == false)
    }

    @Test(arguments: ["sasl.username", "bootstrap.servers", "ssl.ca.location", "group.id"])
    func whatIsNoSecretIsShown(_ name: String) {
        #expect(!Configuration.isSecret(name))
    }

    @Test func aConsumerWithoutAGroupIsRefusedByName() throws {
        let configuration = try Configuration(["bootstrap.servers": "localhost:1"])
        let error = #expect(throws: KafkaError.self) { try Consumer(configuration: configuration, logger: quiet) }
        #expect(error?.message.contains("group.id") == true)
        #expect(error?.isRetriable == false)
    }

    @Test func settingsThatContradictEachOtherAreRefusedAtStart() throws {
        let configuration = try Configuration(["enable.idempotence": "true", "acks": "1"])
        let error = #expect(throws: KafkaError.self) { try Producer(configuration: configuration, logger: quiet) }
        #expect(error?.description.contains("acks") == true)
    }
}
