internal import ArgumentParser
internal import Extraction
internal import Foundation

/// Names, rules and words of the user, as they stand on disk.
enum LexiconInput {
    /// - Throws: `ServiceFailure` for a file that cannot be opened.
    static func read(_ paths: [String]) throws -> [LexiconFiles.File] {
        try paths.map { path in
            guard let reader = LineReader(path: path) else {
                throw ServiceFailure(status: .badInput, description: "\(path): cannot be opened")
            }
            return LexiconFiles.File(path: path, bytes: reader.rest())
        }
    }

    /// By its name: rules, or words of rules; all else holds names.
    static func isOfRules(_ path: String) -> Bool { path.hasSuffix(".rules") || path.hasSuffix(".words") }

    /// - Throws: `ValidationError` with the types that there are.
    static func validate(type: String) throws {
        if Extractor.eventTypes.contains(type) { return }
        throw ValidationError("--type \(type): allowed are \(Extractor.eventTypes.joined(separator: ", "))")
    }

    /// Files, and the files below folders in byte order; hidden ones left out.
    static func expanded(_ paths: [String]) -> [String] {
        paths.flatMap { path -> [String] in
            guard path != InputReader.standardInput, kind(of: path) == .typeDirectory else { return [path] }
            let below = (FileManager.default.subpaths(atPath: path) ?? []).filter { !"/\($0)".contains("/.") }
            return below.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { "\(path)/\($0)" }
                .filter { kind(of: $0) == .typeRegular }
        }
    }

    private static func kind(of path: String) -> FileAttributeType? {
        (try? FileManager.default.attributesOfItem(atPath: path))?[.type] as? FileAttributeType
    }
}
