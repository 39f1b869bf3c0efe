internal import Foundation

/// Measures reading and analysis over generated documents, and fails when the answers are wrong.
///
/// Benchmarks/run starts it. CPU time is counted, not time on the wall: other programs do not change the figures much.
@main
enum ReadingBenchmark {
    static let usage = """
        usage: ReadingBenchmark generate MEGABYTES          JSON lines on standard output
               ReadingBenchmark articles COUNT BYTES        JSON lines, each body within a quarter of BYTES
               ReadingBenchmark texts MEGABYTES FOLDER      one file per document
               ReadingBenchmark reading MEGABYTES           every stage of reading, two passes
               ReadingBenchmark facts MEGABYTES             all of extraction, without decoding and encoding
               ReadingBenchmark shapes                      one long line, many digits, many brackets
               ReadingBenchmark analyze TAPEREADER FILE     bytes to encoded events, two passes
        """
    static let grammars = "Benchmarks/Documents"

    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            guard try run(arguments) else { return fail(usage, code: 2) }
        } catch {
            fail("\(arguments.first ?? ""): \(error)", code: 1)
        }
    }

    private static func run(_ arguments: [String]) throws -> Bool {
        switch (arguments.first, arguments.count) {
        case ("generate", 2):
            guard let bytes = megabytes(arguments[1]) else { return false }
            try generate(bytes) { FileHandle.standardOutput.write(Data($0.json)) }
        case ("articles", 3):
            guard let count = Int(arguments[1]), let bytes = Int(arguments[2]) else { return false }
            try articles(count, bytes: bytes)
        case ("texts", 3):
            guard let bytes = megabytes(arguments[1]) else { return false }
            try generate(bytes) { document in
                try Data(document.body).write(to: URL(filePath: "\(arguments[2])/\(document.number).txt"))
            }
        case ("reading", 2):
            guard let bytes = megabytes(arguments[1]) else { return false }
            try ReadingReport(bytes: bytes).run()
        case ("facts", 2):
            guard let bytes = megabytes(arguments[1]) else { return false }
            try FactsReport(bytes: bytes).run()
        case ("shapes", 1): try ShapesReport().run()
        case ("analyze", 3): try AnalyzeReport(executable: arguments[1], input: arguments[2]).run()
        default: return false
        }
        return true
    }

    private static func megabytes(_ word: String) -> Int? {
        guard let number = Int(word), (1...10_000).contains(number) else { return nil }
        return number * 1_000_000
    }

    /// Calls `take` with documents until their bodies hold `bytes`.
    static func generate(_ bytes: Int, _ take: (GeneratedDocument) throws -> Void) throws {
        var generator = try Generator(folder: grammars)
        var done = 0
        while done < bytes {
            let document = generator.next()
            done += document.body.count
            try take(document)
        }
    }

    /// Prints documents of about one size, and passes over the others; larger ones than are made are several in one,
    /// smaller ones are flashes.
    private static func articles(_ count: Int, bytes: Int) throws {
        var generator = try Generator(folder: grammars)
        var printed = 0
        while printed < count {
            var document = bytes < smallestMade ? generator.flash(bytes) : generator.next()
            while bytes > largestMade, !document.isHTML, document.body.count < bytes {
                let more = generator.next()
                if !more.isHTML { document.body += more.body }
            }
            guard abs(document.body.count - bytes) <= bytes / 4 else { continue }
            FileHandle.standardOutput.write(Data(document.json))
            printed += 1
        }
    }

    private static let (smallestMade, largestMade) = (1_000, 4_000)

    private static func fail(_ message: String, code: Int32) {
        FileHandle.standardError.write(Data("ReadingBenchmark \(message)\n".utf8))
        exit(code)
    }
}

/// An answer that a benchmark did not get.
struct WrongAnswer: Error, CustomStringConvertible {
    let description: String

    static func unless(_ condition: Bool, _ message: @autoclosure () -> String) throws {
        guard condition else { throw WrongAnswer(description: message()) }
    }
}
