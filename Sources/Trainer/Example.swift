internal import Extraction
internal import Foundation

/// One labelled line as features.
struct Example: Sendable {
    var cues: [UInt32]
    var grams: [UInt32]
    /// 0 positive, 1 neutral, 2 negative.
    var label: Int
    /// How much the line counts, from its file's weight.
    var weight: Double
    /// Kind of decision, see `SentimentModel.Calibration.index`.
    var kind: Int
    /// Name of the file it came from.
    var source: String
    /// Lines of one text stay in one fold.
    var fold: Int

    static let folds = 5
    static let labels = [
        "positive": 0, "neutral": 1, "negative": 2, "bullish": 0, "bearish": 2, "积极": 0, "中性": 1, "消极": 2,
    ]
}

/// Why a labelled file cannot be used.
struct InputError: Error, CustomStringConvertible {
    var description: String
}

/// Reads JSON lines `{"text","label","target"?,"from"?,"to"?}`; offsets count code points.
struct ExampleReader {
    let scorer: Scorer

    /// The path and the weight in `path=weight`; without a weight 1.
    static func path(of argument: String) throws -> (path: String, weight: Double) {
        let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
        guard let path = parts.first else { throw InputError(description: "an empty path") }
        return (path, parts.count > 1 ? Double(parts[1]) ?? 1 : 1)
    }

    /// - Parameters:
    ///   - argument: a path, or `path=weight`.
    ///   - step: 1 for every line, 10 for the first and every tenth after it.
    func read(_ argument: String, every step: Int = 1) throws -> [Example] {
        let (path, weight) = try Self.path(of: argument)
        let name = URL(fileURLWithPath: path).lastPathComponent
        let lines = try lines(of: path)
        return stride(from: 0, to: lines.count, by: step).map { number in
            let line = lines[number]
            let features = scorer.features(text: line.text, target: line.target, language: line.language)
            return Example(
                cues: features.cues, grams: features.grams, label: line.label, weight: weight,
                kind: SentimentModel.Calibration.index(
                    hasTarget: line.target != nil, isEnglish: line.language == .en),
                source: name, fold: Int(hash(line.text) % UInt32(Example.folds)))
        }
    }

    /// Figures of the scorer's own decisions on a labelled file.
    func measure(_ path: String) throws -> Figures {
        var figures = Figures()
        for line in try lines(of: path) {
            let got = scorer.score(
                text: line.text, span: 0..<line.text.count, target: line.target, language: line.language
            ).sentiment.label
            figures.add(gold: line.label, got: Example.labels[got.rawValue] ?? 1)
        }
        return figures
    }

    static let timedLength = 60
    private static let timedDecisions = 200_000

    /// Decisions a second of processor time over distinct sentences of 60 code points, made by joining the lines of the files.
    func speed(_ paths: [String]) throws -> Double {
        var joined: [Unicode.Scalar] = []
        for path in paths {
            for line in try lines(of: path) { joined += line.text.string.unicodeScalars }
        }
        let lengths = stride(from: 0, to: joined.count - ExampleReader.timedLength, by: 7)
        let texts = lengths.prefix(ExampleReader.timedDecisions).map { start in
            Text(String(String.UnicodeScalarView(joined[start..<start + ExampleReader.timedLength])))
        }
        guard !texts.isEmpty else { throw InputError(description: "too little text") }
        var sum = 0.0
        let start = processorSeconds()
        for text in texts {
            sum += scorer.score(text: text, span: 0..<text.count, target: 4..<8, language: .zhHans).sentiment.score
        }
        let taken = processorSeconds() - start
        guard sum.isFinite, taken > 0 else { throw InputError(description: "nothing was timed") }
        return Double(texts.count) / taken
    }

    /// Time of this thread on a processor, so that other programs do not count.
    private func processorSeconds() -> Double {
        var now = timespec()
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now)
        return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
    }

    private struct Line {
        var text: Text
        var target: Span?
        var language: Language
        var label: Int
    }

    private func lines(of path: String) throws -> [Line] {
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        return try data.split(separator: 0x0A).enumerated().map { number, bytes in
            guard let row = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any],
                let written = row["text"] as? String,
                let label = (row["label"] as? String).flatMap({ Example.labels[$0] })
            else { throw InputError(description: "\(path):\(number + 1): needs \"text\" and a known \"label\"") }
            let text = Text(written)
            return Line(
                text: text, target: target(of: row, in: text), language: Scorer.language(of: text), label: label)
        }
    }

    /// The stated offsets, else the first place where the target's words stand.
    private func target(of row: [String: Any], in text: Text) -> Span? {
        if let from = row["from"] as? Int, let to = row["to"] as? Int, from < to, to <= text.count { return from..<to }
        guard let name = row["target"] as? String else { return nil }
        let words = Text(name).folded
        guard !words.isEmpty, words.count <= text.count else { return nil }
        for start in 0...(text.count - words.count) where text.folded[start..<start + words.count] == words[...] {
            return start..<start + words.count
        }
        return nil
    }

    private func hash(_ text: Text) -> UInt32 {
        text.folded.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
    }
}
