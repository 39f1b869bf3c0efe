import BrokerSupport
import Foundation
import Testing

@testable import Worker

/// DuckDB in the virtual environment that `scripts/setup --test` makes.
enum DuckDB {
    private static let venv = WorkerProcess.root.appending(path: ".build-tools/venv")
    static let python = venv.appending(path: "bin/python")

    static let isAvailable: Bool = {
        let libraries = (try? FileManager.default.contentsOfDirectory(atPath: venv.appending(path: "lib").path)) ?? []
        return libraries.contains { library in
            FileManager.default.fileExists(atPath: venv.appending(path: "lib/\(library)/site-packages/duckdb").path)
        }
    }()
}

/// The recipes of docs/recipes.md for DuckDB, as they stand there, over what `analyze` writes.
@Suite(
    .waiting, .serialized,
    .enabled(if: DuckDB.isAvailable, "SKIPPED: DuckDB is not installed; run scripts/setup --test"))
struct RecipeTests {
    /// The statements behind `<!-- duckdb: NAME -->`.
    private static func recipe(_ name: String) throws -> String {
        let text = try String(contentsOf: WorkerProcess.root.appending(path: "docs/recipes.md"), encoding: .utf8)
        let parts = text.components(separatedBy: "<!-- duckdb: \(name) -->\n```sql\n")
        try #require(parts.count == 2, "one recipe \(name)")
        return try #require(parts[1].components(separatedBy: "```").first)
    }

    private let folder = FileManager.default.temporaryDirectory.appending(path: "recipes-\(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    /// Runs statements in the database of this test and returns the rows of the last one.
    @discardableResult
    private func query(_ sql: String) throws -> [[String]] {
        let script = WorkerProcess.root.appending(path: "Tests/Recipes/run.py").path
        let output = try Children.run(DuckDB.python, ["-B", script, "market.db"], input: sql, in: folder)
        try #require(output.status == 0, "\(output.errors)")
        return try output.bytes.split(separator: 0x0A).map { line in
            let row = try JSONSerialization.jsonObject(with: line) as? [Any] ?? []
            return row.map { "\($0)" }
        }
    }

    /// Analyzes articles and runs the recipes over what came out; returns the ids that the analysis gave.
    private func take(_ bodies: [(id: String, body: String)]) throws -> Set<String> {
        let input = try bodies.map { article in
            let data = try JSONSerialization.data(withJSONObject: ["article_id": article.id, "body": article.body])
            return String(decoding: data, as: UTF8.self) + "\n"
        }.joined()
        for kind in ["events", "articles"] {
            let result = try WorkerProcess.output(["analyze", "--emit", kind], input: input)
            try result.output.write(
                to: folder.appending(path: kind + ".jsonl"), atomically: true, encoding: .utf8)
        }
        for name in ["tables", "upsert", "delete"] { try query(Self.recipe(name)) }
        return Set(try query("SELECT json ->> 'event_id' FROM read_json_objects('events.jsonl')").map { $0[0] })
    }

    private func stored() throws -> Set<String> { Set(try query("SELECT event_id FROM events").map { $0[0] }) }

    @Test func theTableHoldsWhatTheLatestAnalysesSay() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let deal = "英伟达宣布向OpenAI投资70亿美元。"
        let first = try take([("a", deal + "甲骨文宣布向CoreWeave投资30亿美元。"), ("b", "据悉，" + deal)])
        #expect(first.count >= 3)
        #expect(try stored() == first)
        // Told by two articles, and one fact.
        #expect(try query(Self.recipe("count")) == [["investment", "2", "3"]])

        // The same again changes nothing.
        #expect(try take([("a", deal + "甲骨文宣布向CoreWeave投资30亿美元。")]).isSubset(of: first))
        #expect(try stored() == first)

        // Published again with a line in front and without the second deal: what is gone is deleted, b stays.
        let edited = try take([("a", "更新：" + deal)])
        let kept = Set(try query("SELECT event_id FROM events WHERE document_id = 'b'").map { $0[0] })
        #expect(edited.isDisjoint(with: first))
        #expect(try stored() == edited.union(kept))
        #expect(try query(Self.recipe("count")) == [["investment", "1", "2"]])

        // The figure is corrected: the same id, another fact.
        #expect(try take([("a", "更新：" + deal.replacingOccurrences(of: "70", with: "90"))]) == edited)
        #expect(try stored() == edited.union(kept))
        #expect(try query(Self.recipe("count")) == [["investment", "2", "2"]])

        // Everything is taken out of it.
        #expect(try take([("a", "本页已删除。")]).isEmpty)
        #expect(try stored() == kept)
    }
}
