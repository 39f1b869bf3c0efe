internal import Foundation

/// One of the project's Markdown files, as the tests read it.
struct Document {
    let text: String

    init(_ path: String) throws {
        text = try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
    }

    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: path).path)
    }

    /// What stands between two lines, trimmed.
    func part(from start: String, to end: String) -> String? {
        guard let first = text.range(of: "\n\(start)\n"),
            let last = text.range(of: "\n\(end)\n", range: first.upperBound..<text.endIndex)
        else { return nil }
        return text[first.upperBound..<last.lowerBound].trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Everything in backquotes within a line, in order. Fenced blocks are left out.
    var quoted: [String] {
        var isFenced = false
        return text.components(separatedBy: "\n").flatMap { line -> [String] in
            if line.hasPrefix("```") { isFenced.toggle() }
            if isFenced || line.hasPrefix("```") { return [] }
            let parts = line.components(separatedBy: "`")
            return stride(from: 1, to: parts.count - 1, by: 2).map { parts[$0] }
        }
    }

    /// The fenced blocks of one language.
    func blocks(of language: String) -> [String] {
        text.components(separatedBy: "\n```\(language)\n").dropFirst().compactMap {
            $0.components(separatedBy: "\n```").first
        }
    }
}
