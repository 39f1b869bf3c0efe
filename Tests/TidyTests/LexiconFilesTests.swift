internal import Foundation
internal import Testing

/// The executable carries the lexicon in itself; a file that is not listed in embed.c would silently not exist.
struct LexiconFilesTests {
    static let code: Set = ["embed.c", "include/Lexicon.h", "include/module.modulemap"]

    /// The first quoted string on every line of embed.c that begins with `mark`.
    private func listed(after mark: String) throws -> [String] {
        try SourceTree.text("Sources/Lexicon/embed.c").components(separatedBy: "\n").compactMap { line in
            let line = line.drop { $0 == " " }
            guard line.hasPrefix(mark) else { return nil }
            let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
            return parts.count > 1 ? String(parts[1]) : nil
        }
    }

    @Test func everyDataFileIsEmbeddedAndListedInByteOrder() throws {
        let prefix = "Sources/Lexicon/"
        let files = SourceTree.paths(below: "Sources/Lexicon").map { String($0.dropFirst(prefix.count)) }
            .filter { !Self.code.contains($0) }
        #expect(try listed(after: "ENTRY(") == files)
    }

    @Test func everyEmbeddedFileIsListedOnce() throws {
        let embedded = try listed(after: "#embed").sorted()
        #expect(try listed(after: "ENTRY(").sorted() == embedded)
    }
}
