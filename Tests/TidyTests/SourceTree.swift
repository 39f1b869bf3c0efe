internal import Foundation
internal import Testing

/// A file of the project as the tidy tests see it: its path below the root and its lines.
struct SourceFile: CustomTestStringConvertible {
    let path: String
    let lines: [String]

    var isGenerated: Bool { path.hasSuffix(".pb.swift") }
    var testDescription: String { path }

    /// Line numbers (from 1) of the lines for which `condition` holds, as `path:line`.
    func places(where condition: (String) -> Bool) -> [String] {
        lines.enumerated().filter { condition($0.element) }.map { "\(path):\($0.offset + 1)" }
    }

    /// Modules that the file imports.
    var imports: [String] {
        lines.compactMap { line in
            let words = line.split(separator: " ").map(String.init)
            guard let at = words.firstIndex(of: "import"), at <= 2, at + 1 < words.count else { return nil }
            guard words[..<at].allSatisfy({ Self.importModifiers.contains($0) }) else { return nil }
            return words[at + 1].split(separator: ".").first.map(String.init)
        }
    }

    private static let importModifiers: Set = [
        "internal", "public", "private", "fileprivate", "package", "@testable", "@preconcurrency", "@_exported",
        "unsafe",
    ]
}

/// The files of the project, found from where this file was compiled.
enum SourceTree {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// Paths of all files below `folder` that end in one of `suffixes`, in byte order.
    static func paths(below folder: String, suffixes: [String] = [""]) -> [String] {
        let base = root.appending(path: folder).path
        let found = FileManager.default.subpaths(atPath: base) ?? []
        let paths = found.filter { path in
            guard suffixes.contains(where: path.hasSuffix) else { return false }
            let attributes = try? FileManager.default.attributesOfItem(atPath: "\(base)/\(path)")
            return attributes?[.type] as? FileAttributeType == .typeRegular
        }.map { "\(folder)/\($0)" }
        return paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    static func files(below folders: [String], suffixes: [String]) throws -> [SourceFile] {
        try folders.flatMap { folder in
            // The model of sentiment is no text.
            try paths(below: folder, suffixes: suffixes).filter { !$0.hasSuffix(".bin") }.map { path in
                SourceFile(path: path, lines: try text(path).components(separatedBy: "\n"))
            }
        }
    }

    /// Swift that a person wrote.
    static func swift(below folders: String...) throws -> [SourceFile] {
        try files(below: folders, suffixes: [".swift"]).filter { !$0.isGenerated }
    }
}
