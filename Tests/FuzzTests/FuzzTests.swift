internal import Foundation
internal import Testing

/// Bytes from outside never crash or hang a reader, and it keeps its promises for all of them.
///
/// The short form of `make fuzz`: the kept corpus, and as many mutations of it as fit into a run of the tests.
struct FuzzTests {
    @Test(arguments: FuzzTarget.all)
    func keptInputsAreReadAsPromised(target: FuzzTarget) throws {
        let inputs = Corpus.inputs(of: target.name)
        #expect(!inputs.isEmpty, "no corpus: write inputs into \(Corpus.folder.path)/\(target.name)")
        for (name, bytes) in inputs {
            do { try target.read(bytes) } catch { Issue.record("\(target.name)/\(name): \(error)") }
        }
        try target.read([])
    }

    @Test(arguments: FuzzTarget.all)
    func mutationsOfKeptInputsAreReadAsPromised(target: FuzzTarget) throws {
        var mutator = Mutator(
            seed: 1, corpus: Corpus.inputs(of: target.name).map(\.bytes), dictionary: target.dictionary,
            longest: target.longestInput)
        for _ in 0..<target.shortRuns {
            let input = mutator.next()
            do { try target.read(input) } catch {
                Issue.record("\(target.name): \(error) for \(Data(input).base64EncodedString())")
                return
            }
        }
    }

    @Test func everyFolderOfTheCorpusHasItsTarget() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Corpus.folder.path)
        #expect(Set(folders) == Set(FuzzTarget.all.map(\.name)))
    }

    @Test func theSameSeedGivesTheSameInputs() {
        func inputs() -> [[UInt8]] {
            var mutator = Mutator(seed: 7, corpus: [[1, 2, 3], [4]], dictionary: ["x"], longest: 64)
            return (0..<100).map { _ in mutator.next() }
        }
        #expect(inputs() == inputs())
        #expect(Set(inputs()).count > 50)
    }
}
