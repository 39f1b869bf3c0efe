internal import Foundation
internal import Testing

/// Who may know whom. The package's targets allow more than this: a system module can be imported from anywhere.
struct ArchitectureTests {
    /// A folder and the modules that no file below it imports.
    struct Boundary: CustomTestStringConvertible {
        let folder: String
        let unknown: [String]
        let why: String
        var testDescription: String { "\(folder): \(why)" }
    }

    static let boundaries = [
        Boundary(
            folder: "Sources/Extraction",
            unknown: ["Kafka", "Crdkafka", "Schema", "SwiftProtobuf", "Foundation", "Logging", "Dispatch", "Glibc"],
            why: "bytes and a date in, values out; no broker, clock, file, log or network"
        ),
        Boundary(
            folder: "Sources/Kafka",
            unknown: ["Schema", "Extraction", "Lexicon", "SwiftProtobuf"],
            why: "a client that others could use; it knows no news"
        ),
        Boundary(
            folder: "Sources/Schema",
            unknown: ["Kafka", "Crdkafka", "Extraction", "Lexicon"],
            why: "the contract as bytes; it knows neither where they come from nor how they were found"
        ),
        Boundary(
            folder: "Sources/Worker",
            unknown: ["Crdkafka", "CLibXML2"],
            why: "wiring; C stays behind the modules that own it"
        ),
        Boundary(folder: "Tests", unknown: ["Crdkafka", "CLibXML2"], why: "tests go through the modules"),
        Boundary(folder: "Benchmarks", unknown: ["Crdkafka", "CLibXML2"], why: "benchmarks go through the modules"),
    ]

    @Test(arguments: boundaries)
    func modulesKnowOnlyTheirNeighbours(boundary: Boundary) throws {
        let crossed = try SourceTree.swift(below: boundary.folder).flatMap { file in
            file.imports.filter(boundary.unknown.contains).map { "\(file.path) imports \($0)" }
        }
        #expect(crossed.isEmpty)
    }

    @Test func importsAreRecognisedWithAndWithoutModifiers() {
        let file = SourceFile(
            path: "a.swift",
            lines: ["import A", "public import B", "@testable import C", "let important = import", "// import F", ""]
        )
        #expect(file.imports == ["A", "B", "C"])
    }
}
