internal import Extraction

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
}
