import BrokerSupport
import Foundation
import Kafka
import Testing

@testable import Schema
@testable import Worker

@Suite(.waiting, .serialized, .enabled(if: StubRegistry.isAvailable, "SKIPPED: run scripts/setup --test"))
struct RegistryTests {
    private static let article = Array(#"{"article_id":"a","body":"英伟达宣布向OpenAI投资100亿美元。"}"#.utf8)

    private static func processor(_ settings: WorkSettings) throws -> RecordProcessor {
        var processor = RecordProcessor(
            analyzer: try MockService.analyzer.get(), topics: settings.topics,
            encoding: settings.encodesProtobuf ? .protobuf : .json, group: settings.group, sizeLimits: [:])
        try RegistrySession(settings).prepare(&processor)
        return processor
    }

    private static func process(_ processor: RecordProcessor, _ value: [UInt8], type: String? = nil) -> ProcessedRecord
    {
        processor.process(
            Record(
                topicPartition: TopicPartition(topic: "articles.raw", partition: 0), offset: 1,
                timestamp: Timestamp(milliseconds: 1_761_955_200_000), key: nil, value: value,
                headers: type.map { [Header("content-type", $0)] } ?? []))
    }

    private static func registering(_ registry: StubRegistry, _ encoding: String) throws -> [String] {
        let result = try WorkerProcess.output(
            ["schema", "register", "--set", "registry.url=\(registry.url)", "--set", "encoding=\(encoding)"])
        try #require(result.status == 0, "\(result.errors)")
        return result.output.split(separator: "\n").map(String.init)
    }

    @Test(arguments: ["json", "protobuf"])
    func outputsCarryTheFrameOfTheirOwnSchemaAndBehindItTheSameBytes(encoding: String) throws {
        let registry = try StubRegistry()
        let lines = try Self.registering(registry, encoding)
        #expect(lines.count == 5)
        #expect(try Self.registering(registry, encoding) == lines)
        let bare = Self.process(
            try Self.processor(registry.settings(["encoding=\(encoding)"])), Self.article, type: "application/json")
        let framed = Self.process(
            try Self.processor(registry.settings(["encoding=\(encoding)", "registry.frames=true"])), Self.article,
            type: "application/json")
        #expect(bare.outputs.count > 3)
        #expect(bare.outputs.map(\.key) == framed.outputs.map(\.key))
        #expect(bare.outputs.map(\.headers) == framed.outputs.map(\.headers))
        for (bare, framed) in zip(bare.outputs, framed.outputs) {
            let (bytes, value) = (try #require(bare.value), try #require(framed.value))
            let id = try #require(BigEndian.value(UInt32.self, Array(value[1..<5])))
            #expect(value[0] == 0)
            #expect(lines.contains("\(framed.topic)-value: schema id \(id)"))
            #expect(ConfluentFrame.payload(of: value, encoding == "json" ? .json : .protobuf) == bytes)
            // One index, doubled as zig-zag does, and where the message stands in the file.
            let places = ["articles.analyzed": 6, "market.events": 7, "market.sentiment": 8, "market.flows": 9]
            if encoding == "protobuf", let place = places[framed.topic] {
                #expect(Array(value[5..<7]) == [2, UInt8(2 * place)])
            }
        }
    }

    @Test func framedArticlesAreReadAndEachIdIsAskedForOnce() throws {
        let registry = try StubRegistry()
        let settings = try registry.settings()
        let client = try #require(RegistryClient(settings, patience: .seconds(60)))
        let json = try client.register(try #require(RegistrySchema(of: .raw, .json)), under: "articles.raw-value")
        let proto = try client.register(try #require(RegistrySchema(of: .raw, .protobuf)), under: "other-value")
        let events = try client.register(try #require(RegistrySchema(of: .events, .json)), under: "market.events-value")
        #expect(Set([json, proto, events]).count == 3)
        let processor = try Self.processor(settings)
        var message = RawArticle()
        message.articleID = "a"
        message.body = "英伟达宣布向OpenAI投资100亿美元。"
        let bare = Self.process(processor, Self.article).outputs
        for _ in 0..<3 {
            let framed = Self.process(
                processor, ConfluentFrame.header(schemaID: json, messageIndexes: nil) + Self.article)
            #expect(framed.outputs == bare)
            let binary = ConfluentFrame.header(schemaID: proto, messageIndexes: [0]) + message.protobuf()
            #expect(Self.process(processor, binary).outputs == bare)
            #expect(Self.process(processor, binary, type: "application/x-protobuf").outputs == bare)
        }
        let asked = registry.stop().filter { $0.hasPrefix("GET") }
        #expect(asked.sorted() == [json, proto].sorted().map { "GET /schemas/ids/\($0) 200" })
    }

    @Test func anIdThatTheRegistryDoesNotHaveIsADeadLetter() throws {
        let registry = try StubRegistry()
        let processor = try Self.processor(registry.settings())
        let frame = ConfluentFrame.header(schemaID: 9, messageIndexes: nil) + Self.article
        #expect(
            Self.process(processor, frame, type: "application/json").deadLetterCode
                == "tapereader.decode.unknown_schema_id")
        // Without a type it is text that begins oddly.
        #expect(Self.process(processor, frame).deadLetterCode == nil)
    }

    @Test func aRegistryThatFailsIsAskedAgainAndOneThatLacksASchemaNamesTheRemedy() async throws {
        let registry = try StubRegistry()
        try await registry.fail(3)
        let client = try #require(RegistryClient(registry.settings(), patience: .seconds(120)))
        let schema = try #require(RegistrySchema(of: .raw, .json))
        #expect(try client.id(of: schema, under: "articles.raw-value") == nil)
        let failure = try #require(throws: ServiceFailure.self) {
            try Self.processor(registry.settings(["registry.frames=true"]))
        }
        #expect(failure.description.contains("schema register"))
        #expect(failure.status == .unavailable)
    }

    @Test func aFieldThatChangedItsNumberIsRefusedByTheRegistryAndTold() throws {
        let registry = try StubRegistry()
        let client = try #require(RegistryClient(registry.settings(), patience: .seconds(60)))
        let older = ContractDocument.proto.text.replacingOccurrences(of: "string url = 3;", with: "string url = 33;")
        _ = try client.register(
            RegistrySchema(role: .raw, encoding: .protobuf, text: older), under: "articles.raw-value")
        let result = try WorkerProcess.output(
            ["schema", "register", "--set", "registry.url=\(registry.url)", "--set", "encoding=protobuf"])
        #expect(result.status == ExitStatus.failed.rawValue)
        #expect(result.errors.contains("articles.raw-value: not compatible"), "\(result.errors)")
    }

    @Test func theLoginIsSentAndNeverShown() throws {
        let registry = try StubRegistry(login: "me:canary")
        let file = try TemporaryFile("canary\n")
        let environment = [
            "TAPEREADER_REGISTRY_URL": registry.url, "TAPEREADER_REGISTRY_USER": "me",
            "TAPEREADER_REGISTRY_PASSWORD_FILE": file.path,
        ]
        #expect(try WorkerProcess.output(["schema", "register"], environment: environment).status == 0)
        let refused = try WorkerProcess.output(["schema", "register", "--set", "registry.url=\(registry.url)"])
        #expect(refused.status == ExitStatus.notPermitted.rawValue, "\(refused.errors)")
        let shown = try WorkerProcess.output(["config", "print"], environment: environment)
        #expect(shown.output.contains("registry.password=********"))
        #expect(!(shown.output + shown.errors + refused.errors).contains("canary"))
    }

    @Test(arguments: [
        (["registry.frames=true"], "registry.url"), (["registry.url=localhost:8081"], "http://"),
        (["registry.url=http://me:pw@host:8081"], "registry.user"),
    ])
    func settingsThatCannotWorkAreTold(flags: [String], words: String) throws {
        let settings = WorkSettings(try SettingSources(flags: flags, environment: [:], filePath: nil))
        let error = try #require(throws: SettingError.self) { try SettingRules.check(settings) }
        #expect(error.description.contains(words))
    }

    @Test func protobufOfAnotherFirstMessageHoldsNoRawArticles() {
        #expect(RegistrySchema.holdsRawArticles(proto: ContractDocument.proto.text))
        let body =
            "syntax = \"proto3\";\nmessage RawArticle {\n  oneof x {\n    string body = 6;\n  }\n  string more = 70;\n}\n"
        #expect(RegistrySchema.holdsRawArticles(proto: body))
        for other in [
            body.replacingOccurrences(of: "RawArticle", with: "Other"),
            body.replacingOccurrences(of: "= 6", with: "= 5"),
            body.replacingOccurrences(of: "string body", with: "bytes body"), "",
        ] {
            #expect(!RegistrySchema.holdsRawArticles(proto: other), "\(other)")
        }
    }
}
