internal import ArgumentParser
internal import Extraction

struct ScoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score",
        abstract: "How good or bad a text is for a target: JSON lines in, JSON lines out, in order.",
        discussion: """
            A line is {"id","text","from","to"}: `from` and `to` count code points of the text and name the target, `to`
            exclusive; without them the text is judged as a whole. The answer is {"id","label","score","confidence"}: label
            positive, neutral or negative; score from -1 to 1, the probability of positive less that of negative; confidence
            the probability of the label. A line that cannot be read gives a line with "error" and does not stop the run.

            EXAMPLES
              echo '{"id":"1","text":"辉达上调指引，超微不及预期","from":7,"to":9}' | tapereader score
              tapereader score --explain sentences.jsonl
            """)

    @Flag(
        help: "Add the probabilities, the basis and every word that spoke, with its value and its line of the lexicon.")
    var explain = false

    @Argument(help: "Files of JSON lines; none or `-` is standard input.", completion: .file())
    var files: [String] = []

    func run() async throws {
        try await reportingFailures {
            let answering = ScoreAnswer(scorer: try Scorer(), explains: explain)
            try InputReader.answerLines(of: files, to: BufferedOutput()) { answering.answer(to: $0) }
        }
    }
}
