import Foundation
import Testing

@testable import Worker

@Suite struct SettingSourcesTests {
    @Test func flagsWinOverEnvironmentOverFileOverDefaults() throws {
        let file = try TemporaryFile("group: file\ncommit_interval_ms: 7\ntopics:\n  raw: from.file\n")
        let sources = try SettingSources(
            flags: ["group=flag"], environment: ["TAPEREADER_GROUP": "environment", "TAPEREADER_COMMIT_RECORDS": "9"],
            filePath: file.path)
        #expect(sources.text("group") == "flag")
        #expect(sources.integer("commit_records") == 9)
        #expect(sources.integer("commit_interval_ms") == 7)
        #expect(sources.text("topics.raw") == "from.file")
        #expect(sources.text("delivery") == "exactly_once")
    }

    @Test func anyPropertyOfLibrdkafkaPassesThrough() throws {
        let sources = try SettingSources(
            flags: ["kafka.client.id=x"], environment: ["TAPEREADER_KAFKA_BOOTSTRAP_SERVERS": "localhost:1"],
            filePath: nil)
        #expect(sources.kafkaProperties.map(\.name) == ["bootstrap.servers", "client.id"])
    }

    @Test(arguments: [
        (["grup=x"], "group"), (["delivery=twice"], "exactly_once | at_least_once"),
        (["commit_interval_ms=0"], "1 … 60000"),
        (["commit_interval_ms=soon"], "commit_interval_ms = soon"), (["nonsense"], "key=value"),
        (["kafka.sasl.password=x"], "environment or the file"),
    ])
    func aWrongSettingIsRefusedWithKeyValueAndWhatIsAllowed(flags: [String], expected: String) {
        #expect(throws: SettingError.self) {
            do {
                _ = try SettingSources(flags: flags, environment: [:], filePath: nil)
            } catch let error as SettingError {
                #expect(error.description.contains(expected), "\(error.description)")
                throw error
            }
        }
    }

    @Test func anUnknownVariableOfOursIsRefusedAndOthersAreIgnored() throws {
        _ = try SettingSources(flags: [], environment: ["HOME": "/"], filePath: nil)
        #expect(throws: SettingError.self) {
            try SettingSources(flags: [], environment: ["TAPEREADER_GRUOP": "x"], filePath: nil)
        }
    }

    @Test func secretsAreMaskedWhenPrinted() throws {
        let sources = try SettingSources(
            flags: [],
            environment: ["TAPEREADER_KAFKA_SASL_PASSWORD": "canary", "TAPEREADER_KAFKA_SSL_KEY_PASSWORD": "canary"],
            filePath: nil)
        #expect(sources.effective.count == Setting.table.count + 2)
        #expect(!sources.effective.contains { $0.value.text.contains("canary") })
    }

    @Test func everyDefaultIsAllowed() {
        for setting in Setting.table { #expect(setting.accepts(setting.fallback), "\(setting.key)") }
    }

    @Test(arguments: ["enable.auto.commit", "consumer.isolation.level", "producer.transactional.id", "group.id"])
    func aPropertyThatThePromiseHangsOnCannotBeSet(property: String) {
        #expect(throws: SettingError.self) {
            try ClientConfiguration([("bootstrap.servers", "localhost:1"), (property, "x")])
        }
    }
}

/// A file that goes away with its owner.
final class TemporaryFile {
    let path: String

    init(_ text: String, suffix: String = ".yaml") throws {
        path = NSTemporaryDirectory() + "tapereader-" + UUID().uuidString + suffix
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
