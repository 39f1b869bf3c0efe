internal import Foundation

/// One raw article as read from a file or from standard input: what a Kafka record would carry.
struct InputDocument: Sendable {
    let value: [UInt8]
    let headers: [(name: String, value: [UInt8]?)]
    /// File and line, for messages.
    let place: String
}

/// Reads raw articles from files: JSON lines hold one each, every other file is one.
struct InputReader {
    /// Standard input is named `-`.
    static let standardInput = "-"

    /// Calls `body` with batches of at most `size` documents, in input order.
    /// - Throws: `ServiceFailure` naming a file that cannot be read, and whatever `body` throws.
    static func forEachBatch(of paths: [String], size: Int = 64, _ body: ([InputDocument]) throws -> Void) throws {
        var batch: [InputDocument] = []
        func flush() throws {
            if !batch.isEmpty { try body(batch) }
            batch.removeAll(keepingCapacity: true)
        }
        for path in paths.isEmpty ? [standardInput] : paths {
            try read(path) { document in
                batch.append(document)
                if batch.count == size { try flush() }
            }
        }
        try flush()
    }

    private static func read(_ path: String, _ body: (InputDocument) throws -> Void) throws {
        if path != standardInput, !isJSONLines(path) {
            guard let data = FileManager.default.contents(atPath: path) else {
                throw ServiceFailure(status: .badInput, description: "\(path): cannot be read")
            }
            return try body(whole(Array(data), path: path))
        }
        guard let lines = LineReader(path: path) else {
            throw ServiceFailure(status: .badInput, description: "\(path): cannot be read")
        }
        var number = 0
        while let line = lines.next() {
            number += 1
            if number == 1, path == standardInput, line.first(where: { $0 > 0x20 }) != UInt8(ascii: "{") {
                return try body(whole(line + [0x0A] + lines.rest(), path: "stdin"))
            }
            if line.contains(where: { $0 > 0x20 }) {
                try body(InputDocument(value: line, headers: [json], place: "\(path):\(number)"))
            }
        }
    }

    private static let json: (name: String, value: [UInt8]?) = ("content-type", Array("application/json".utf8))

    private static func isJSONLines(_ path: String) -> Bool { path.hasSuffix(".jsonl") || path.hasSuffix(".ndjson") }

    /// A file that is one article; its name without extension is the article's id.
    private static func whole(_ bytes: [UInt8], path: String) -> InputDocument {
        let name = (path as NSString).lastPathComponent
        if name.hasSuffix(".json") { return InputDocument(value: bytes, headers: [json], place: path) }
        let isHTML = name.hasSuffix(".html") || name.hasSuffix(".htm")
        var headers: [(name: String, value: [UInt8]?)] = [
            ("article_id", Array((name as NSString).deletingPathExtension.utf8))
        ]
        if isHTML || name.hasSuffix(".txt") {
            headers.append(("content-type", Array((isHTML ? "text/html" : "text/plain").utf8)))
        }
        return InputDocument(value: bytes, headers: headers, place: path)
    }
}
