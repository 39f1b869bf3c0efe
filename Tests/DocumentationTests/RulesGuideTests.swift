internal import Foundation
internal import Testing

/// docs/rules.md is true: its commands run, in order, and say what it says they do.
struct RulesGuideTests {
    @Test func everyCommandRunsAndSaysWhatThePageShows() throws {
        let guide = try Document("docs/rules.md")
        let commands = guide.blocks(of: "sh")
        #expect(commands.count >= 6)
        let result = try Script.run(commands.joined(separator: "\n"))
        #expect(result.status == 0, "\(result.output)")
        for line in guide.blocks(of: "text").flatMap({ $0.components(separatedBy: "\n") }) {
            #expect(result.output.contains(line), "\(line)\n\(result.output)")
        }
        #expect(result.output.contains("\"direction\":\"sell\""))
    }
}
