import Kafka
import Testing

@testable import Worker

struct DrillOracleTests {
    private static func output(_ value: String, key: String? = "k", topic: String = "t") -> OutgoingRecord {
        OutgoingRecord(topic: topic, key: key.map { Array($0.utf8) }, value: Array(value.utf8))
    }

    private static func record(_ output: OutgoingRecord, headers: [Header] = []) -> Record {
        Record(
            topicPartition: TopicPartition(topic: output.topic, partition: 0), offset: 0, timestamp: nil,
            key: output.key, value: output.value, headers: headers)
    }

    /// Two articles, of two outputs and of one.
    private static let expected = [[output("a1"), output("a2")], [output("b1")]]

    @Test(arguments: [
        (["a1", "a2", "b1"], 0, 0, 0),
        (["b1", "a2", "a1"], 0, 0, 0),
        (["a1", "b1"], 1, 0, 0),
        ([], 2, 0, 0),
        (["a1", "a1", "a2", "a2", "b1"], 0, 1, 0),
        (["a1", "a1", "b1", "b1"], 1, 2, 0),
        (["a1", "a2", "b1", "c1", "c1"], 0, 0, 2),
    ])
    func whatIsMissingOrThereTwiceIsCountedByArticle(found: [String], lost: Int, doubled: Int, foreign: Int) {
        var oracle = DrillOracle()
        for outputs in Self.expected { oracle.expect(outputs) }
        for value in found { oracle.found(Self.record(Self.output(value))) }
        #expect(
            oracle.verdict
                == DrillOracle.Verdict(articles: 2, lost: lost, doubled: doubled, foreign: foreign))
    }

    @Test func aFindingNamesTheArticleTheTopicAndHowOftenTheOutputIsThere() {
        var oracle = DrillOracle()
        for outputs in Self.expected { oracle.expect(outputs) }
        for value in ["b1", "b1", "a2"] { oracle.found(Self.record(Self.output(value))) }
        #expect(
            oracle.findings == [
                .init(article: 0, topic: "t", expected: 1, found: 0),
                .init(article: 1, topic: "t", expected: 1, found: 2),
            ])
    }

    @Test func theSameBytesUnderAnotherTopicOrKeyAreAnotherOutput() {
        for other in [Self.output("a1", topic: "u"), Self.output("a1", key: "j"), Self.output("a1", key: nil)] {
            var oracle = DrillOracle()
            oracle.expect([Self.output("a1")])
            oracle.found(Self.record(other))
            #expect(oracle.verdict == DrillOracle.Verdict(articles: 1, lost: 1, doubled: 0, foreign: 1))
        }
    }

    @Test(arguments: [("7.1", false), ("7.2", true), ("7.3", true), (nil, false)])
    func onlyOutputsOfTransactionsThatAWorkerSawCommittedCount(number: String?, isHidden: Bool) {
        var log = TransactionLog()
        log.read("2026 info\ntapereader: drill: committed 7.1\ntapereader: drill: aborted 7.2\ndrill: committed\n")
        let headers = number.map { [Header(FailPoints.transactionHeader, $0)] } ?? []
        #expect(log.hides(Self.record(Self.output("a1"), headers: headers)) == isHidden)
    }

    @Test func everyArticleOfADrillIsAnotherOneAndSomeCannotBeRead() {
        let values = (0..<200).map(DrillArticle.value)
        #expect(Set(values).count == 200)
        #expect(values.count { !String(decoding: $0, as: UTF8.self).hasSuffix("}") } == 4)
    }

    @Test func aLineHoldsOnlyWhenAllIsThereAndDoublesOnlyWhereTheyAreAllowed() {
        func line(_ mode: WorkSettings.Delivery, _ verdict: DrillOracle.Verdict, complete: Bool = true) -> DrillLine {
            var line = DrillLine(fault: "kill", mode: mode)
            line.verdict = verdict
            line.isComplete = complete
            return line
        }
        let good = DrillOracle.Verdict(articles: 9)
        #expect(line(.exactlyOnce, good).holds)
        #expect(!line(.exactlyOnce, good, complete: false).holds)
        #expect(!line(.exactlyOnce, .init()).holds)
        #expect(!line(.exactlyOnce, .init(articles: 9, doubled: 1)).holds)
        #expect(line(.atLeastOnce, .init(articles: 9, doubled: 1)).holds)
        #expect(!line(.atLeastOnce, .init(articles: 9, lost: 1)).holds)
        #expect(!line(.atLeastOnce, .init(articles: 9, foreign: 1)).holds)
    }
}
