import Foundation
import Logging
import Testing

@testable import Worker

@Suite struct LineLogHandlerTests {
    private func logger(_ format: LineLogHandler.Format) -> (Logger, LogCollector) {
        let lines = LogCollector()
        let logger = Logger(label: "test") { _ in LineLogHandler(format: format) { lines.append(Data($0.utf8)) } }
        return (logger, lines)
    }

    @Test func jsonIsOneObjectALineWhateverTheTextHolds() throws {
        let (logger, lines) = logger(.json)
        logger.warning("a \"b\"\n\u{1B}[31m", metadata: ["offset": "7", "message": "mine", "reason": "两\u{0}"])
        let text = lines.text
        #expect(text.split(separator: "\n").count == 1)
        let line = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: String])
        #expect(line["message"] == "a \"b\"\n\u{1B}[31m")
        #expect(line["offset"] == "7")
        #expect(line["level"] == "warning")
        #expect(line["reason"] == "两\u{0}")
        #expect(line["time"]?.hasSuffix("Z") == true)
    }

    @Test func textKeepsToItsLineAndSteersNoTerminal() {
        let time = Date(timeIntervalSince1970: 0)
        let line = LineLogHandler.text(.notice, "x\ny\u{1B}[2J", ["b": "two words", "a": "1"], at: time)
        #expect(line.hasPrefix("1970-01-01T00:00:00.000Z notice x y"))
        #expect(line.hasSuffix(" a=1 b=\"two words\"\n"))
        #expect(!line.contains("\u{1B}"))
    }

    @Test func repeatsThatDifferInNumbersOnlyAreHeldBackAndInformationIsNot() {
        let (logger, lines) = logger(.text)
        for number in 0..<20 { logger.warning("broker \(number) is down; trying again") }
        for _ in 0..<20 { logger.info("committed") }
        logger.error("something else")
        let written = lines.text.split(separator: "\n")
        #expect(written.count { $0.contains("trying again") } == 5)
        #expect(written.count { $0.contains("committed") } == 20)
        #expect(written.count { $0.contains("something else") } == 1)
    }
}
