import Foundation
import Schema
import SwiftProtobuf
import Testing

struct RecordTests {
    @Test func everyRecordReadsItsOwnJSON() throws {
        #expect(try Event(json: Samples.event.json()) == Samples.event)
        #expect(try AnalyzedArticle(json: Samples.article.json()) == Samples.article)
        #expect(try EntitySentiment(json: Samples.entitySentiment.json()) == Samples.entitySentiment)
        #expect(try Flow(json: Samples.flow.json()) == Samples.flow)
    }

    @Test func everyRecordReadsItsOwnProtobuf() throws {
        #expect(try Event(serializedBytes: Samples.event.protobuf()) == Samples.event)
        #expect(try AnalyzedArticle(serializedBytes: Samples.article.protobuf()) == Samples.article)
    }

    @Test(arguments: Samples.records.indices)
    func jsonIsValidAndTheSameEachTime(index: Int) throws {
        let record = Samples.records[index]
        let first = record.value()
        #expect(try JSONSerialization.jsonObject(with: Data(first)) is [String: Any])
        for _ in 0..<20 {
            #expect(Samples.records[index].value() == first)
            #expect(Samples.records[index].value(.protobuf) == record.value(.protobuf))
        }
    }

    @Test func requiredFieldsArePrintedAlsoWhenEmpty() throws {
        let object = try JSONValue(json: Event().json())
        for name in ["event_id", "subtype", "type", "certainty"] { #expect(object[name]?.string == "", "\(name)") }
        for name in ["participants", "measures", "attributions", "fact_probes", "also_at", "participant_sentiment"] {
            #expect(object[name]?.array == [], "\(name)")
        }
        #expect(object["negated"]?.boolean == false)
        #expect(object["confidence"]?.double == 0)
        #expect(object["evidence"]?["start"]?.integer == 0)
        #expect(object["provenance"]?["offset"]?.integer == 0)
        for name in ["period", "event_date", "effective", "sentiment"] { #expect(object[name] == nil, "\(name)") }
        let flow = try JSONValue(json: Flow().json())
        #expect(flow["from"]?.string == "" && flow["amount"] == nil && flow["period"] == nil)
    }

    @Test func namesOfMapsStandInByteOrder() {
        var event = Event()
        event.attributes = ["é": "3", "b": "2", "\u{1F600}": "5", "中": "4", "B": "1"]
        let text = String(decoding: event.json(), as: UTF8.self)
        #expect(text.contains(#""attributes":{"B":"1","b":"2","é":"3","中":"4","😀":"5"}"#))
    }

    @Test(
        arguments: [
            (0.0, "0.0000"), (-0.0, "0.0000"), (1.0, "1.0000"), (-1.0, "-1.0000"), (0.42, "0.4200"),
            (0.12345, "0.1235"),
            (-0.00004, "0.0000"), (-0.4, "-0.4000"), (0.99996, "1.0000"), (.nan, "0.0000"), (.infinity, "0.0000"),
            (12.5, "12.5000"),
        ] as [(Double, String)])
    func scoresHaveFourPlaces(score: Double, printed: String) {
        var event = Event()
        event.confidence = score
        #expect(String(decoding: event.json(), as: UTF8.self).contains("\"confidence\":\(printed),"))
    }

    @Test func integersArePrintedToTheLastDigit() throws {
        for value in [Int64.min, -10, -1, 0, 9, 10, 99, 100, 4711, Int64.max] {
            var flow = Flow()
            flow.provenance.offset = value
            #expect(try JSONValue(json: flow.json())["provenance"]?["offset"]?.integer == value)
        }
    }

    @Test(arguments: [
        (#"{"event_id": 5}"#, 13, "event_id must be a string"),
        (#"{"negated": "no"}"#, 12, "negated must be true or false"),
        (#"{"participants": {}}"#, 17, "participants must be an array"),
        (#"{"participants": [{"start": 1.5}]}"#, 28, "start must be a whole number"),
        (#"{"participants": [7]}"#, 18, "an element of participants must be an object"),
        (#"{"attributes": {"a": []}}"#, 21, "attributes must be an object of strings"),
        (#"[]"#, 0, "a record must be an object"),
    ])
    func wrongTypesNameFieldAndByte(json: String, offset: Int, reason: String) {
        #expect(throws: DecodeError(.wrongType, at: offset, reason)) { try Event(json: Array(json.utf8)) }
    }

    @Test func keysAreTheContracts() {
        #expect(
            Samples.records.map { String(decoding: $0.key, as: UTF8.self) } == [
                "doc#0", "f:1", "alibaba", "nvidia\u{1F}openai\u{1F}investment\u{1F}e1",
            ])
        #expect(
            Samples.records.map(\.kind.topic.defaultName) == [
                "articles.analyzed", "market.events", "market.sentiment", "market.flows",
            ])
        #expect(Topic.all.filter { $0.cleanup != "delete" } == [.redriven])
    }
}
