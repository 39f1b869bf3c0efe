import Kafka
import Schema
import Testing

@testable import Worker

@Suite struct LetterTests {
    @Test func aLetterTellsWhatDiedWhereAndHowOften() throws {
        let letter = LetterFixtures.letter(LetterFixtures.record(attempts: 3))
        #expect(letter.reason == "tapereader.extract.budget_exceeded" && letter.attempts == 3)
        #expect(letter.message == "byte 9: unterminated string" && letter.source == "证券日报")
        #expect(letter.milliseconds == LetterFixtures.time)
        let origin = try #require(letter.origin)
        #expect(origin.topic == "articles.raw" && origin.partition == 1 && origin.offset == 40)
    }

    @Test func aLetterOfSomebodyElseIsStillALetter() {
        let record = Record(
            topicPartition: TopicPartition(topic: "dead", partition: 0), offset: 1, timestamp: nil, key: nil,
            value: nil, headers: [Header("x", "1")])
        let letter = LetterFixtures.letter(record)
        #expect(letter.origin == nil && letter.reason == "unknown" && letter.attempts == 1 && letter.source.isEmpty)
        #expect(letter.milliseconds == nil)
    }

    @Test(arguments: [
        (#"{"source": "新浪", "body": "b"}"#, [], "新浪"),
        (#"{"body": "b", "source" : "Reuters", "x": "cut"#, [], "Reuters"),
        (#"{"body": "b"}"#, [], ""), (#"{"source": 7"#, [], ""), (#"{"source": "cut"#, [], ""), (#"{"source""#, [], ""),
        ("plain", [Header("source", "路透社")], "路透社"), ("", [], ""),
    ])
    func theSourceIsFoundAlsoInWhatCannotBeRead(value: String, headers: [Header], source: String) {
        let record = LetterFixtures.record(value: Array(value.utf8), headers: headers)
        #expect(LetterFixtures.letter(record).source == source)
    }

    @Test func theIdentityChangesWithEveryPartOfTheLetter() {
        let base = LetterFixtures.record()
        func changed(
            time: Int64 = LetterFixtures.time, key: [UInt8]? = base.key, value: [UInt8]? = base.value,
            headers: [Header] = base.headers
        ) -> String {
            LetterFixtures.letter(
                Record(
                    topicPartition: base.topicPartition, offset: base.offset, timestamp: Timestamp(milliseconds: time),
                    key: key, value: value, headers: headers)
            ).identity
        }
        let all = [
            changed(), changed(time: 1), changed(key: nil), changed(key: []), changed(value: nil), changed(value: []),
            changed(headers: []), changed(headers: base.headers.reversed()),
        ]
        #expect(Set(all).count == all.count)
        #expect(changed() == changed() && all.allSatisfy { $0.utf8.count == 32 })
    }

    @Test(arguments: [
        ("tapereader.decode.invalid_json", true), ("invalid_json", true), ("tapereader.decode", true),
        ("tapereader", true), ("decode.invalid_json", true), ("json", false), ("tapereader.dec", false),
        ("invalid", false), ("", false),
    ])
    func aReasonIsNamedByWholeWords(named: String, matches: Bool) {
        #expect(LetterSelection.matches(named, "tapereader.decode.invalid_json") == matches)
    }

    @Test(arguments: [
        (LetterSelection(), true), (LetterSelection(reasons: ["invalid_json", "budget_exceeded"]), true),
        (LetterSelection(reasons: ["invalid_json"]), false), (LetterSelection(sources: ["证券日报"]), true),
        (LetterSelection(sources: ["证券"]), false), (LetterSelection(partitions: [0, 3]), true),
        (LetterSelection(partitions: [1]), false), (LetterSelection(since: LetterFixtures.time), true),
        (LetterSelection(since: LetterFixtures.time + 1), false), (LetterSelection(until: LetterFixtures.time), false),
        (LetterSelection(until: LetterFixtures.time + 1), true),
        (LetterSelection(reasons: ["budget_exceeded"], partitions: [1]), false),
    ])
    func everyFilterMustLetALetterThrough(selection: LetterSelection, admits: Bool) {
        #expect(selection.admits(LetterFixtures.letter()) == admits)
    }
}
