internal import Extraction

/// An explanation for people, on a terminal or in a file.
///
/// Everything that comes from the article passes `safe`, so that the only escape sequences are our own colours.
struct ExplainText {
    let showsFailures: Bool
    let isColoured: Bool

    private enum Ink: String {
        case name = "36", measure = "32", time = "35", trigger = "1;33", word = "2", good = "1;32", bad = "31"
        case bold = "1", faint = "90"

        init(_ kind: Explanation.Mark.Kind) {
            switch kind {
            case .name: self = .name
            case .measure: self = .measure
            case .time: self = .time
            case .trigger: self = .trigger
            case .word: self = .word
            }
        }
    }

    func bytes(_ explained: Explanation.Article, id: String) -> [UInt8] {
        let article = explained.article
        var lines = [ink(.bold, safe("\(id)  \(article.text.language.rawValue)  \(article.text.title)"))]
        let label = "\(article.sentiment.label.rawValue) \(signed(article.sentiment.score))"
        let topics = article.topics.map { "\($0.name) \(fixed($0.score))" }.joined(separator: ", ")
        lines.append(
            "\(article.events.count) events, sentiment \(label), market relevance \(fixed(article.marketRelevance))"
                + (topics.isEmpty ? "" : ", topics \(topics)"))
        for (number, sentence) in explained.sentences.enumerated() {
            lines.append("")
            lines += describe(sentence, number + 1, article.text.text)
        }
        return Array((lines.joined(separator: "\n") + "\n\n").utf8)
    }

    private func describe(_ sentence: Explanation.Sentence, _ number: Int, _ text: Text) -> [String] {
        var lines = ["\(ink(.faint, "\(number)")) \(coloured(sentence, text))"]
        for mark in sentence.marks where mark.kind != .word {
            let kind = padded(mark.kind.rawValue, 8)
            lines.append("  \(kind) \(ink(Ink(mark.kind), safe(text.string(mark.span)))) → \(safe(mark.meaning))")
        }
        for reading in sentence.readings where showsFailures || reading.outcome != .failed {
            lines += describe(reading, text)
        }
        let failed = sentence.readings.count { $0.outcome == .failed }
        if failed > 0, !showsFailures { lines.append(ink(.faint, "  \(failed) rules began and failed (--all)")) }
        for judgement in sentence.judgements where !isSilent(judgement) { lines.append(describe(judgement)) }
        return lines
    }

    private func describe(_ reading: Explanation.Reading, _ text: Text) -> [String] {
        let trigger = safe(text.string(reading.trigger))
        let head = "\(reading.rule) at \(trigger)"
        switch reading.outcome {
        case .failed: return [ink(.faint, "  - \(head): \(safe(reading.reason))")]
        case .lost: return ["  \(ink(.bad, "x")) \(head), \(facts(reading)): \(safe(reading.reason))"]
        case .joined: return ["  & \(head), \(facts(reading)): \(safe(reading.reason))"]
        case .stands:
            return [
                "  \(ink(.good, "=")) \(ink(.good, reading.rule)) at \(trigger), \(facts(reading))",
                ink(.faint, "    event \(reading.eventID), \(safe(reading.place))"),
            ]
        }
    }

    private func facts(_ reading: Explanation.Reading) -> String {
        let parts = (reading.fillers + reading.measures).map { "\($0.name) \(safe($0.text)) (\(safe($0.meaning)))" }
        let attributes = reading.attributes.map { "\($0.name)=\(safe($0.value))" }
        return (parts + attributes + [reading.certainty, "score \(fixed(reading.score))"]).joined(separator: ", ")
    }

    private func isSilent(_ judgement: Explanation.Judgement) -> Bool {
        judgement.eventID.isEmpty && judgement.contributions.isEmpty
    }

    private func describe(_ judgement: Explanation.Judgement) -> String {
        let tone: Ink =
            switch judgement.sentiment.label {
            case .positive: .good
            case .negative: .bad
            case .neutral: .faint
            }
        let label = ink(tone, "\(judgement.sentiment.label.rawValue) \(signed(judgement.sentiment.score))")
        let target = judgement.eventID.isEmpty ? "" : " of event \(judgement.eventID)"
        let words = judgement.contributions.map { "\(safe($0.text)) \(signed($0.value)) (\(safe($0.place)))" }
        let because = judgement.source.isEmpty ? words.joined(separator: ", ") : safe(judgement.source)
        return "  ~ \(safe(judgement.entityID))\(target) \(label): \(because)"
    }

    /// The sentence with its marks in colour.
    private func coloured(_ sentence: Explanation.Sentence, _ text: Text) -> String {
        var result = ""
        var position = sentence.span.lowerBound
        for mark in sentence.marks {
            result += safe(text.string(position..<mark.span.lowerBound))
            result += ink(Ink(mark.kind), safe(text.string(mark.span)))
            position = mark.span.upperBound
        }
        result += safe(text.string(position..<sentence.span.upperBound))
        while result.last == " " { result.removeLast() }
        return result
    }

    private func safe(_ text: String) -> String { TerminalText.line(text) }

    private func ink(_ ink: Ink, _ text: String) -> String {
        isColoured && !text.isEmpty ? "\u{1B}[\(ink.rawValue)m\(text)\u{1B}[0m" : text
    }

    private func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    private func signed(_ value: Double) -> String { (value < 0 ? "-" : "+") + fixed(abs(value)) }

    private func fixed(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        return "\(hundredths / 100)." + (hundredths % 100 < 10 ? "0" : "") + "\(hundredths % 100)"
    }
}
