import Kafka
import Schema
import Testing

@testable import Worker

@Suite struct MarkerTests {
    private static func marker(of letter: Letter, deadTopic: String = "articles.dead") -> Record {
        let record = Marker.record(
            topic: "articles.redriven", deadTopic: deadTopic, letter: letter, verdict: .sent, sentTo: "articles.raw",
            fingerprint: "f")
        return read(key: record.key, value: record.value)
    }

    private static func read(key: [UInt8]?, value: [UInt8]?) -> Record {
        Record(
            topicPartition: TopicPartition(topic: "articles.redriven", partition: 0), offset: 0, timestamp: nil,
            key: key, value: value, headers: [])
    }

    @Test func aMarkerIsKeyedByTopicPartitionAndOffset() {
        let marker = Self.marker(of: LetterFixtures.letter())
        #expect(String(decoding: marker.key ?? [], as: UTF8.self) == "articles.dead:0:7")
        let json = String(decoding: marker.value ?? [], as: UTF8.self)
        #expect(json.contains(#""outcome":"sent","topic":"articles.raw""#), "\(json)")
        #expect(json.contains(#""original":"articles.raw:1:40""#), "\(json)")
    }

    @Test func aLetterWithItsMarkerIsHeldAndNoOther() {
        let letter = LetterFixtures.letter()
        var index = MarkerIndex()
        index.add(Self.marker(of: letter), deadTopic: "articles.dead")
        #expect(index.holds(letter) && index.count == 1)
        let neighbours = [LetterPlace(partition: 0, offset: 8), LetterPlace(partition: 1, offset: 7)]
        for place in neighbours { #expect(!index.holds(LetterFixtures.letter(LetterFixtures.record(place: place)))) }
    }

    /// Topics are deleted and made anew: the same place, another letter.
    @Test func aMarkerOfAnEarlierLetterAtTheSamePlaceDoesNotCount() {
        var index = MarkerIndex()
        index.add(Self.marker(of: LetterFixtures.letter()), deadTopic: "articles.dead")
        #expect(!index.holds(LetterFixtures.letter(LetterFixtures.record(time: 5))))
        #expect(!index.holds(LetterFixtures.letter(LetterFixtures.record(attempts: 2))))
    }

    @Test func aMarkerThatCannotBeReadCounts() {
        var index = MarkerIndex()
        index.add(Self.read(key: Array("articles.dead:0:7".utf8), value: [1]), deadTopic: "articles.dead")
        #expect(index.holds(LetterFixtures.letter()))
    }

    @Test func aTombstoneTakesTheMarkerAway() {
        var index = MarkerIndex()
        index.add(Self.marker(of: LetterFixtures.letter()), deadTopic: "articles.dead")
        index.add(Self.read(key: Array("articles.dead:0:7".utf8), value: nil), deadTopic: "articles.dead")
        #expect(!index.holds(LetterFixtures.letter()) && index.count == 0)
    }

    @Test(arguments: [
        nil, "", "articles.dead", "articles.dead:0", "articles.dead:0:7:1", "other.dead:0:7", "articles.dead:x:7",
        "articles.dead:0:99999999999999999999",
    ])
    func whatIsNoKeyOfThisTopicIsPassedOver(key: String?) {
        #expect(Marker.place(inKey: key.map { Array($0.utf8) }, of: "articles.dead") == nil)
    }
}
