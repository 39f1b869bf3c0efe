internal import BrokerSupport
import Foundation
import Testing

@testable import Worker

/// The virtual environment that `scripts/setup --test` makes.
enum PythonTools {
    private static let venv = WorkerProcess.root.appending(path: ".build-tools/venv")
    static let python = venv.appending(path: "bin/python")

    static func has(_ package: String) -> Bool {
        let libraries = (try? FileManager.default.contentsOfDirectory(atPath: venv.appending(path: "lib").path)) ?? []
        return libraries.contains { library in
            FileManager.default.fileExists(atPath: venv.appending(path: "lib/\(library)/site-packages/\(package)").path)
        }
    }

    /// Runs a script of Tests/Operations to its end.
    static func run(_ script: String, _ arguments: [String] = [], input: String = "") throws -> Data {
        let path = WorkerProcess.root.appending(path: "Tests/Operations/\(script)").path
        let output = try Children.run(python, ["-B", path] + arguments, input: input, in: WorkerProcess.root)
        try #require(output.status == 0, "\(script): \(output.errors)")
        return output.bytes
    }
}

/// What Prometheus' own parser makes of a text.
struct ParsedMetrics {
    struct Family: Decodable {
        let type: String
        let help: String
        let samples: [Sample]
    }

    struct Sample: Decodable {
        let name: String
        let labels: [String: String]
        let value: Double

        init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            name = try list.decode(String.self)
            labels = try list.decode([String: String].self)
            value = try list.decode(Double.self)
        }
    }

    static let isAvailable = PythonTools.has("prometheus_client")

    /// By name without `_total`, as the parser names counters.
    let families: [String: Family]

    init(_ text: String) throws {
        families = try JSONDecoder().decode(
            [String: Family].self, from: PythonTools.run("metrics.py", input: text))
    }

    /// The value of the one sample that has at least these labels.
    func value(_ name: String, _ labels: [String: String] = [:]) -> Double? {
        let found = families.values.flatMap(\.samples).filter { sample in
            sample.name == name && labels.allSatisfy { sample.labels[$0.key] == $0.value }
        }
        return found.count == 1 ? found[0].value : nil
    }
}
