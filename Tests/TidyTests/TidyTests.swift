internal import Foundation
internal import Testing

/// What the formatter cannot know: the project's own rules, checked over its text.
struct TidyTests {
    static let maximumLines = 500

    @Test func noFileIsMoreThanOneIdeaLong() throws {
        let long = try SourceTree.swift(below: "Sources", "Tests", "Benchmarks")
            .filter { $0.lines.count > Self.maximumLines }
            .map(\.path)
        #expect(long.isEmpty)
    }

    /// Input must never be able to end the process; our own bugs say `preconditionFailure`.
    @Test(arguments: ["try!", "fatalError(", " as! ", "unowned(unsafe)", "-Ounchecked", "print(\"DEBUG"])
    func sourcesCallNothingThatIsBanned(call: String) throws {
        let found = try SourceTree.swift(below: "Sources", "Benchmarks").flatMap { file in
            file.places { $0.contains(call) && !$0.drop(while: { $0 == " " }).hasPrefix("//") }
        }
        #expect(found.isEmpty)
    }

    /// See `Children`: a child begun otherwise can make an embedded broker end the test process.
    @Test func noChildBeginsWhileAnEmbeddedBrokerGoesDown() throws {
        let found = try SourceTree.swift(below: "Tests").filter { !$0.path.hasSuffix("/TidyTests.swift") }.flatMap {
            file in
            file.places { line in
                line.contains("rocess.run()") || line.contains("isUp: false)") && !line.contains("Children.notStarting")
            }
        }
        #expect(found.isEmpty)
    }

    @Test func everyUncheckedSendableSaysWhyItIsSafe() throws {
        let unexplained = try SourceTree.files(below: ["Sources"], suffixes: [".swift"]).flatMap { file in
            file.lines.indices
                .filter { file.lines[$0].contains("@unchecked Sendable") && !isExplained($0, in: file) }
                .map { "\(file.path):\($0 + 1)" }
        }
        #expect(unexplained.isEmpty)
    }

    /// A `SAFETY:` line stands in the comment right above the declaration.
    private func isExplained(_ line: Int, in file: SourceFile) -> Bool {
        file.lines[..<line].reversed()
            .prefix { $0.drop(while: { $0 == " " }).hasPrefix("/") || $0.drop(while: { $0 == " " }).hasPrefix("@") }
            .contains { $0.contains("SAFETY:") }
    }

    @Test(arguments: ["TODO", "FIXME", "XXX:", "HACK"])
    func nothingIsLeftForLater(word: String) throws {
        let files = try SourceTree.files(
            below: ["Sources", "Benchmarks", "scripts"], suffixes: [".swift", ".c", ".py"])
        let found = files.flatMap { $0.places { $0.contains(word) } }
        #expect(found.isEmpty)
    }
}
