import Foundation
import Testing

@testable import Schema

/// The documents are those of the code and of one another.
@Suite struct DocumentTests {
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    @Test func theProgramHoldsTheProtoFileAsItStands() throws {
        #expect(try ContractDocument.proto.text == Self.text("Sources/Schema/tapereader.proto"))
    }

    @Test(arguments: ContractDocument.allCases)
    func theCommittedCopyIsWhatTheProgramPrints(document: ContractDocument) throws {
        #expect(try Self.text("docs/schemas/\(document.fileName)") == document.text)
    }

    @Test(arguments: [ContractDocument.jsonSchema, .asyncAPI])
    func everyReferenceLeadsSomewhere(document: ContractDocument) throws {
        let json = try JSONSerialization.jsonObject(with: Data(document.text.utf8))
        for reference in Self.references(in: json) {
            var place: Any? = json
            for part in reference.dropFirst(2).split(separator: "/") {
                place = (place as? [String: Any])?[String(part)]
            }
            #expect(place != nil, "\(reference)")
        }
    }

    private static func references(in json: Any) -> [String] {
        if let list = json as? [Any] { return list.flatMap(references) }
        guard let object = json as? [String: Any] else { return [] }
        return object.flatMap { key, value in
            key == "$ref" ? [value as? String].compactMap(\.self) : references(in: value)
        }
    }

    /// What is written of an empty record is what is required of every one.
    @Test func requiredIsWhatIsAlwaysWritten() throws {
        let file = ProtoFile(ContractSource.proto)
        let written: [(String, [UInt8])] = [
            ("AnalyzedArticle", AnalyzedArticle().json()), ("Event", Event().json()),
            ("EntitySentiment", EntitySentiment().json()), ("Flow", Flow().json()),
        ]
        for (name, bytes) in written {
            let object = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
            let message = try #require(file.message(name, in: ""))
            let required = message.fields.map(\.name).filter { JSONSchemaDocument.isRequired($0, of: name) }
            #expect(Set(required) == Set(object.keys), "\(name)")
        }
    }

    @Test func aNewFieldBreaksNobodyAndAnyOtherChangeSomebody() {
        let old = ProtoFile(
            "message A {\n  // c\n  string x = 1;\n  repeated B b = 2;\n  message B {\n    int64 n = 1;\n  }\n}\n")
        #expect(old.messages.map(\.name) == ["A", "A.B"])
        func breaks(_ text: String) -> [String] { ProtoFile(text).breaks(old) }
        let nested = "  message B {\n    int64 n = 1;\n    int64 m = 2;\n  }\n}\n"
        #expect(breaks("message A {\n  string x = 1;\n  repeated B b = 2;\n  bool new = 3;\n" + nested) == [])
        #expect(breaks("message A {\n  string y = 1;\n  repeated B b = 2;\n" + nested) == ["A.x is now called y"])
        #expect(breaks("message A {\n  string x = 4;\n  repeated B b = 2;\n" + nested) == ["A.x had number 1, has 4"])
        #expect(breaks("message A {\n  bytes x = 1;\n  repeated B b = 2;\n" + nested) == ["A.x was string, is bytes"])
        #expect(breaks("message A {\n  string x = 1;\n  B b = 2;\n" + nested) == ["A.b was repeated B, is B"])
        #expect(breaks("message A {\n  string x = 1;\n" + nested) == ["A.b is gone"])
        #expect(breaks("message A {\n  string x = 1;\n  repeated B b = 2;\n}\n") == ["A.B is gone"])
    }

    /// The contract as it was published first, with the fields that came since: lines are added to that copy, never
    /// changed.
    @Test func whatWasPublishedIsStillReadable() throws {
        let published = try ProtoFile(Self.text("Tests/SchemaTests/Agreement/published.proto"))
        #expect(published.messages.count > 10)
        #expect(ProtoFile(ContractSource.proto).breaks(published) == [])
        // A field that the copy lacks would not be guarded.
        #expect(published.breaks(ProtoFile(ContractSource.proto)) == [])
    }

    /// Each change is made to every field at once, and every one of them must be told.
    @Test func noFieldOfTheContractCanBeRenamedRenumberedOrRetyped() {
        let published = ProtoFile(ContractSource.proto)
        let count = published.messages.reduce(0) { $0 + $1.fields.count }
        let changes: [(String, (String, String, String) -> String)] = [
            ("renamed", { type, name, number in "\(type) \(name)_new = \(number)" }),
            ("renumbered", { type, name, number in "\(type) \(name) = 9\(number)" }),
            ("retyped", { _, name, number in "bytes \(name) = \(number)" }),
        ]
        for (what, change) in changes {
            let lines = ContractSource.proto.components(separatedBy: "\n").map { line in
                let sides = line.components(separatedBy: " = ")
                guard line.hasPrefix("  "), sides.count == 2 else { return line }
                let words = sides[0].split(separator: " ")
                return change(words.dropLast().joined(separator: " "), String(words.last ?? ""), sides[1])
            }
            #expect(ProtoFile(lines.joined(separator: "\n")).breaks(published).count == count, "\(what)")
        }
    }
}
