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

    /// - Parameter argument: a path, or `path=weight`.
    func read(_ argument: String) throws -> [Example] {
        let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
        guard let path = parts.first else { throw InputError(description: "an empty path") }
        let weight = parts.count > 1 ? Double(parts[1]) ?? 1 : 1
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        let name = URL(fileURLWithPath: path).lastPathComponent
        var examples: [Example] = []
        for (number, line) in data.split(separator: 0x0A).enumerated() {
            guard let example = try example(Data(line), weight: weight, source: name) else {
                throw InputError(description: "\(path):\(number + 1): needs \"text\" and a known \"label\"")
            }
            examples.append(example)
        }
        return examples
    }

    private func example(_ line: Data, weight: Double, source: String) throws -> Example? {
        guard let row = try JSONSerialization.jsonObject(with: line) as? [String: Any],
            let written = row["text"] as? String, let label = (row["label"] as? String).flatMap({ Example.labels[$0] })
        else { return nil }
        let text = Text(written)
        let target = target(of: row, in: text)
        let language = Scorer.language(of: text)
        let features = scorer.features(text: text, target: target, language: language)
        return Example(
            cues: features.cues, grams: features.grams, label: label, weight: weight,
            kind: SentimentModel.Calibration.index(hasTarget: target != nil, isEnglish: language == .en),
            source: source, fold: Int(hash(text) % UInt32(Example.folds)))
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
