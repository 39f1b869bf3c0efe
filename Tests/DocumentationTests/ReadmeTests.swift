internal import ArgumentParser
internal import Foundation
internal import Schema
internal import Testing

@testable import Worker

/// The README is true: what it names exists, and its tables are the code's own.
struct ReadmeTests {
    let readme: Document
    let design: Document

    init() throws {
        readme = try Document("README.md")
        design = try Document("DESIGN.md")
    }

    @Test func theConfigurationTableIsTheOneTheCodePrints() {
        let table = readme.part(from: "<!-- configuration -->", to: "<!-- end of configuration -->")
        #expect(table == SettingReference.markdown)
    }

    @Test func theTableOfMetricsIsTheOneTheCodePrints() throws {
        let guide = try Document("docs/operating.md")
        #expect(guide.part(from: "<!-- metrics -->", to: "<!-- end of metrics -->") == MetricReference.markdown)
    }

    @Test func theTableOfExitCodesIsTheOneOfTheCode() throws {
        let rows = Worker.ExitStatus.allCases.map { "| \($0.rawValue) | \($0.meaning) |" }
        let table = (["| code | meaning |", "|---|---|"] + rows).joined(separator: "\n")
        let guide = try Document("docs/operating.md")
        #expect(guide.part(from: "<!-- exit codes -->", to: "<!-- end of exit codes -->") == table)
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func everyCommandIsCompletedInEveryShell(shell: String) throws {
        let script = try Script.run("tapereader --generate-completion-script \(shell)")
        #expect(script.status == 0)
        for name in Tapereader.configuration.subcommands.compactMap({ $0.configuration.commandName }) {
            #expect(script.output.contains(name), "\(name)")
        }
        if shell == "bash" {
            #expect(try Script.run("tapereader --generate-completion-script bash | bash -n").status == 0)
        }
    }

    @Test func theFiguresOfSentimentAreThoseOfTheirDocument() throws {
        let table = try #require(readme.part(from: "<!-- sentiment -->", to: "<!-- end of sentiment -->"))
        let measured = try #require(
            Document("docs/sentiment.md").part(from: "<!-- figures -->", to: "<!-- end of figures -->"))
        let rows = Set(measured.components(separatedBy: "\n"))
        for row in table.components(separatedBy: "\n") { #expect(rows.contains(row), "\(row)") }
        #expect(table.components(separatedBy: "\n").count > 8)
    }

    @Test func everyCommandIsInTheReadmeAndTheOtherWayRound() {
        let names = Tapereader.configuration.subcommands.compactMap { $0.configuration.commandName }
        let documented = readme.quoted.filter { $0.hasPrefix("tapereader ") }
            .map { $0.components(separatedBy: " ")[1] }
            .filter { $0 != "help" }
        #expect(Set(documented) == Set(names))
    }

    @Test func everyTopicIsInTheReadme() {
        let documented = Set(readme.quoted)
        for topic in Topic.all { #expect(documented.contains(topic.defaultName)) }
    }

    @Test func everyMakeTargetThatIsNamedExists() throws {
        let makefile = try Document("Makefile").text
        let named =
            (readme.quoted + design.quoted + readme.blocks(of: "sh").flatMap { $0.components(separatedBy: "\n") })
            .filter { $0.hasPrefix("make ") }
            .map { $0.components(separatedBy: " ")[1] }
        #expect(!named.isEmpty)
        for target in named { #expect(makefile.contains("\n\(target):"), "make \(target)") }
    }

    @Test func everyPathThatIsNamedExists() {
        let roots = ["Sources/", "Tests/", "Benchmarks/", "seeds/", "scripts/", "deploy/"]
        for path in (readme.quoted + design.quoted).filter({ path in roots.contains { path.hasPrefix($0) } }) {
            #expect(Document.exists(path), "\(path)")
        }
    }
}
