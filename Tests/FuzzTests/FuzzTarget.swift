internal import Testing

/// One reader of bytes that come from outside, under the name that `make fuzz TARGET=…` takes.
///
/// `read` must end for any bytes: without a crash, within its bounds, and with the promises of the reader kept. A broken
/// promise is thrown as a `Finding`; a crash, a hang or lost memory is for the engine to see.
struct FuzzTarget: Sendable, CustomTestStringConvertible {
    /// Also the folder of its corpus.
    let name: String
    /// Words of the format, which a mutation puts in: no random byte finds them.
    let dictionary: [String]
    /// Longest input that the short run makes; longer ones say no more and cost more.
    var longestInput = 512
    /// Mutations of the short run: as many as a debug build reads in about a second.
    let shortRuns: Int
    let read: @Sendable ([UInt8]) throws -> Void

    var testDescription: String { name }

    /// All of them. One that is new also needs a folder below Tests/FuzzTests/Corpus.
    static let all: [FuzzTarget] = decoders + extraction + lexicon + replay
}

/// A promise that a reader did not keep.
struct Finding: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// - Throws: `Finding` where the promise is broken.
func promise(_ kept: Bool, _ words: @autoclosure () -> String) throws {
    if !kept { throw Finding(words()) }
}
