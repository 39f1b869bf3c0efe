internal import Extraction
internal import Schema

/// One line of `score`: reads what is asked, asks the scorer, writes the answer.
struct ScoreAnswer: Sendable {
    let scorer: Scorer
    /// Also say which words spoke.
    let explains: Bool

    /// The answer with its line feed; never fails.
    func answer(to line: InputReader.Line) -> [UInt8] {
        do throws(DecodeError) {
            return answer(try ScoreRequest(json: line.bytes))
        } catch {
            return ErrorLine(place: line.place, code: error.code.rawValue, message: error.description).bytes
        }
    }

    private func answer(_ request: ScoreRequest) -> [UInt8] {
        let text = request.text
        let scored = scorer.score(
            text: text, span: 0..<text.count, target: request.target, language: Scorer.language(of: text))
        var writer = JSONWriter(capacity: 96)
        writer.object { writer in
            switch request.id {
            case .string(let id): writer.field("id", id)
            case .integer(let id): writer.field("id", id)
            case .none: break
            }
            writer.field("label", scored.sentiment.label.rawValue)
            writer.scoreField("score", scored.sentiment.score)
            writer.scoreField("confidence", scored.confidence)
            if explains { explain(scored, of: text, to: &writer) }
        }
        return writer.bytes + [0x0A]
    }

    private func explain(_ scored: Scorer.Scored, of text: Text, to writer: inout JSONWriter) {
        writer.field("basis", scored.sentiment.basis.rawValue)
        writer.scoreField("p_positive", scored.sentiment.positive)
        writer.scoreField("p_neutral", scored.sentiment.neutral)
        writer.scoreField("p_negative", scored.sentiment.negative)
        writer.list("contributions", scored.contributions) { writer, part in
            writer.object { writer in
                writer.field("text", text.string(part.span))
                writer.field("from", Int64(part.span.lowerBound))
                writer.field("to", Int64(part.span.upperBound))
                writer.scoreField("value", part.value)
                writer.field("basis", part.basis.rawValue)
                writer.field("lexicon", scorer.place(of: part))
            }
        }
    }
}

/// What one line of `score` asks.
struct ScoreRequest {
    let id: TextLine.Identifier
    let text: Text
    /// Code points of the text; nil asks for the text as a whole.
    let target: Span?

    /// - Throws: `DecodeError` that names the member and what it must be.
    init(json bytes: [UInt8]) throws(DecodeError) {
        let line = try TextLine(json: bytes)
        id = line.id
        text = Text(line.text)
        target = try Self.target(line.fields, in: text)
    }

    private static func target(_ fields: JSONValue, in text: Text) throws(DecodeError) -> Span? {
        let ends = [fields["from"], fields["to"]].map { $0?.content == .null ? nil : $0 }
        if ends[0] == nil, ends[1] == nil { return nil }
        guard let from = ends[0]?.integer, let to = ends[1]?.integer, from >= 0, from < to, to <= Int64(text.count)
        else {
            throw DecodeError(
                .wrongType, at: ends[0]?.offset ?? 0,
                "from and to must be whole numbers with 0 <= from < to <= \(text.count), the length of the text")
        }
        return Int(from)..<Int(to)
    }
}
