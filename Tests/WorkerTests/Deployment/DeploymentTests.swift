import BrokerSupport
import Foundation
import Testing

@testable import Worker

/// What deploy/ names exists: metrics, settings, paths. Its form is checked by Tests/Operations/manifests.py.
@Suite(.waiting, .enabled(if: PythonTools.has("kubernetes_validate"), "SKIPPED: run scripts/setup --test"))
struct DeploymentTests {
    struct Found: Decodable {
        struct Pod: Decodable {
            let environment: [String: String]
            let settings: String
            let grace: Int
            let probes: [String]
            let maximum: Int?
        }

        struct Query: Decodable {
            let place: String
            let metrics: [String]

            init(from decoder: any Decoder) throws {
                var list = try decoder.unkeyedContainer()
                place = try list.decode(String.self)
                _ = try list.decode(String.self)
                metrics = try list.decode([String].self)
            }
        }

        let queries: [Query]
        let pods: [String: Pod]
        let compose: [String: [String: String]]
    }

    private static let found = Result {
        let decoder = JSONDecoder()
        return try decoder.decode(Found.self, from: PythonTools.run("manifests.py"))
    }

    /// Every sample that `/metrics` can hold.
    private static let exported: Set<String> = {
        var names: Set<String> = []
        for metric in MetricDescription.table {
            let name = metric.exportedName
            names.formUnion(
                metric.kind == .histogram ? ["_bucket", "_sum", "_count"].map { name + $0 } : [name])
        }
        for line in ProcessFigures().text.split(separator: "\n") where !line.hasPrefix("#") {
            names.insert(String(line.prefix { $0 != " " }))
        }
        return names
    }()

    @Test func everyQueryOfAnAlertOrAPanelNamesMetricsThatAreExported() throws {
        let queries = try Self.found.get().queries
        #expect(queries.count > 20)
        for query in queries {
            for name in query.metrics { #expect(Self.exported.contains(name), "\(query.place): \(name)") }
        }
        let watched = Set(queries.flatMap(\.metrics))
        #expect(watched.isSuperset(of: ["tapereader_consumer_lag_seconds", "tapereader_dead_letters_total"]))
    }

    @Test func aPodOfEitherFleetStartsWithTheSettingsItIsGiven() throws {
        let pods = try Self.found.get().pods
        #expect(Set(pods.keys) == ["fixed", "autoscaled"])
        for (overlay, pod) in pods {
            let file = try TemporaryFile(pod.settings)
            let settings = WorkSettings(
                try SettingSources(
                    flags: [], environment: pod.environment.merging(Self.ofTheImage()) { mine, _ in mine },
                    filePath: file.path))
            try SettingRules.check(settings)
            _ = try ClientConfiguration(settings.kafkaProperties).consumer(settings)
            #expect(settings.staticMembership == (overlay == "fixed"))
            #expect(settings.http == .at(host: "0.0.0.0", port: 8080))
            #expect(.seconds(pod.grace) > settings.shutdownDeadline + .seconds(5), "\(overlay)")
            #expect(pod.probes == ["/startupz", "/livez", "/readyz"])
            #expect((pod.maximum != nil) == (overlay == "autoscaled"))
        }
    }

    @Test func everySettingOfComposeIsOne() throws {
        for (service, environment) in try Self.found.get().compose {
            let ours = environment.filter { $0.key.hasPrefix("TAPEREADER_") }
            if ours.isEmpty { continue }
            let settings = WorkSettings(
                try SettingSources(
                    flags: [], environment: ours.merging(Self.ofTheImage()) { mine, _ in mine }, filePath: nil))
            #expect(settings.group == "tapereader", "\(service)")
        }
    }

    /// The `ENV` of the Dockerfile.
    private static func ofTheImage() throws -> [String: String] {
        let text = try String(contentsOf: WorkerProcess.root.appending(path: "deploy/Dockerfile"), encoding: .utf8)
        let words = text.split(whereSeparator: { $0.isWhitespace || $0 == "\\" }).filter { $0.hasPrefix("TAPEREADER_") }
        #expect(words.count == 3)
        return Dictionary(
            uniqueKeysWithValues: words.compactMap { word in
                word.firstIndex(of: "=").map { (String(word[..<$0]), String(word[word.index(after: $0)...])) }
            })
    }
}
