import Foundation
import Testing

@testable import Worker

/// The README shows a real record and the real event made of it.
@Suite struct ReadmeRecordTests {
    @Test func theEventInTheReadmeIsWhatTheRecordBesideItGives() throws {
        let readme = try String(contentsOf: WorkerProcess.root.appending(path: "README.md"), encoding: .utf8)
        let blocks = readme.components(separatedBy: "```json\n").dropFirst()
            .compactMap { $0.components(separatedBy: "\n```").first }
        try #require(blocks.count >= 2)
        let shown = try JSONSerialization.jsonObject(with: Data(blocks[1].utf8))
        let result = try WorkerProcess.output(["analyze", "--emit", "events"], input: blocks[0] + "\n")
        let events = try result.output.split(separator: "\n")
            .map { try JSONSerialization.jsonObject(with: Data($0.utf8)) }
        #expect(events.contains { Self.isPart(shown, of: $0) }, "\(result.output)")
    }

    /// Every member that `part` shows stands in `whole` with the same value.
    private static func isPart(_ part: Any, of whole: Any) -> Bool {
        if let part = part as? [String: Any], let whole = whole as? [String: Any] {
            return part.allSatisfy { key, value in whole[key].map { isPart(value, of: $0) } ?? false }
        }
        if let part = part as? [Any], let whole = whole as? [Any] {
            return part.count == whole.count && zip(part, whole).allSatisfy { isPart($0, of: $1) }
        }
        return (part as? NSObject) == (whole as? NSObject)
    }
}
