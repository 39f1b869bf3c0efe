/// Sentences and clauses of an article, in order; each paragraph's sentences cover its text, blanks between them apart.
///
/// Sentences end at 。！？… and, in English, at a full stop that is no abbreviation, initial or decimal point. Closing
/// quotes belong to the sentence before them; brackets are never cut; a quotation that a speaker follows
/// (`“……。”高盛表示`) stays with him. What goes on without end is cut. Linear in the size of the text.
public func segment(_ article: ArticleText) -> [Sentence] {
    let text = article.text
    var sentences: [Sentence] = []
    var paragraph = 0
    var start = 0
    while start < text.count {
        var end = start
        while end < text.count, text.scalars[end] != 0x0A { end += 1 }
        if start < end {
            let isTitle = start < article.titleSpan.upperBound
            let spans = isTitle ? [start..<end] : Sentences(text, start..<end).spans()
            for span in spans.flatMap({ Sentences.bounded(text, $0) }) {
                let clauses = Clauses.spans(text, span)
                sentences.append(Sentence(span: span, clauses: clauses, paragraph: paragraph, isTitle: isTitle))
            }
            paragraph += 1
        }
        start = end + 1
    }
    return sentences
}

/// Cuts one paragraph into sentences.
struct Sentences {
    /// A bracket that is still open after so many code points is taken for a stray one.
    private static let longestBracket = 160
    /// Code points of the longest sentence: several times what any author writes. What stands in one sentence is related
    /// to everything else in it, so that a text without full stops would cost the square of its size.
    private static let longest = 1000
    private let text: Text
    private let paragraph: Span

    init(_ text: Text, _ paragraph: Span) {
        self.text = text
        self.paragraph = paragraph
    }

    func spans() -> [Span] {
        var spans: [Span] = []
        var start = paragraph.lowerBound
        var position = start
        var bracket: Int?
        while position < paragraph.upperBound {
            let scalar = text.scalars[position]
            if SignClass.isPlain(scalar) {
                position += 1
                continue
            }
            if scalar == 0x28 || scalar == 0xFF08 {
                bracket = position
            } else if scalar == 0x29 || scalar == 0xFF09 {
                bracket = nil
            } else if ends(at: position) {
                if let open = bracket, position - open < Sentences.longestBracket, closes(from: position) {
                    position += 1
                    continue
                }
                let end = closed(position + 1)
                if goesOn(position, end) {
                    position = end
                    continue
                }
                append(start..<end, to: &spans)
                start = end
                position = end
                bracket = nil
                continue
            }
            position += 1
        }
        append(start..<paragraph.upperBound, to: &spans)
        return spans
    }

    /// The span itself, or pieces of it that end behind a comma or blank where there is one.
    static func bounded(_ text: Text, _ span: Span) -> [Span] {
        var pieces: [Span] = []
        var start = span.lowerBound
        while span.upperBound - start > longest {
            let half = start + longest / 2, limit = start + longest
            let cut = (half..<limit).last { [0x20, 0x2C, 0x3001, 0xFF0C, 0xFF1B].contains(text.scalars[$0]) }
            let end = cut.map { $0 + 1 } ?? limit
            pieces.append(start..<end)
            start = end
        }
        return pieces + [start..<span.upperBound]
    }

    /// Without the blanks at its ends; nothing for blanks alone.
    private func append(_ span: Span, to spans: inout [Span]) {
        var low = span.lowerBound
        var high = span.upperBound
        while low < high, text.scalars[low] == 0x20 { low += 1 }
        while high > low, text.scalars[high - 1] == 0x20 { high -= 1 }
        if low < high { spans.append(low..<high) }
    }

    private func ends(at position: Int) -> Bool {
        let scalar = text.scalars[position]
        if scalar == 0x2E { return FullStop.endsSentence(text, position, paragraph) }
        guard SignClass.of(scalar).contains(.terminal) else { return false }
        if scalar == 0x2026 { return ellipsisEnds(position) }
        // `!` and `?` between Latin letters or before a comma end nothing (`Yahoo!, Inc.`).
        if scalar == 0x21 || scalar == 0x3F, position + 1 < paragraph.upperBound {
            let next = text.scalars[position + 1]
            return next != 0x2C && next != 0xFF0C && !SignClass.of(next).contains(.digit)
        }
        return true
    }

    /// `……` ends a sentence only at the end of a quotation or paragraph, or before a capital.
    private func ellipsisEnds(_ position: Int) -> Bool {
        // The first of a run has decided for all of it.
        if position > paragraph.lowerBound, text.scalars[position - 1] == 0x2026 { return false }
        var next = position + 1
        while next < paragraph.upperBound, text.scalars[next] == 0x2026 { next += 1 }
        return next == paragraph.upperBound || next > position + 1 && SignClass.of(text.scalars[next]).contains(.closer)
    }

    /// Is the bracket around `position` closed soon?
    private func closes(from position: Int) -> Bool {
        let limit = min(paragraph.upperBound, position + Sentences.longestBracket)
        for next in position..<limit {
            if text.scalars[next] == 0x29 || text.scalars[next] == 0xFF09 { return true }
            if text.scalars[next] == 0x28 || text.scalars[next] == 0xFF08 { return false }
        }
        return false
    }

    /// Past further marks and closing quotes.
    private func closed(_ from: Int) -> Int {
        var end = from
        while end < paragraph.upperBound {
            let sign = SignClass.of(text.scalars[end])
            guard
                sign.contains(.terminal) || sign.contains(.closer) && !sign.contains(.opener) || isClosingStraight(end)
            else { break }
            end += 1
        }
        return end
    }

    private func isClosingStraight(_ position: Int) -> Bool {
        guard text.scalars[position] == 0x22 else { return false }
        return position + 1 >= paragraph.upperBound || text.scalars[position + 1] == 0x20
    }

    private static let speech: [[UInt16]] = [
        "说", "表示", "称", "指出", "认为", "写道", "告诉", "强调", "坦言", "透露", "said", "says", "told", "added", "wrote",
    ].map { Fold.folded($0) }

    /// After a closing quote: a comma, a small letter or a speaker keeps the sentence open.
    private func goesOn(_ mark: Int, _ end: Int) -> Bool {
        guard end > mark + 1, end < paragraph.upperBound, isQuote(text.scalars[end - 1]) else { return false }
        var next = end
        while next < paragraph.upperBound, text.scalars[next] == 0x20 { next += 1 }
        guard next < paragraph.upperBound else { return false }
        let scalar = text.scalars[next]
        if scalar == 0x2C || scalar == 0xFF0C || scalar == 0x3001 || scalar == 0x7684 || (0x61...0x7A).contains(scalar)
        {
            return true
        }
        for position in next..<min(next + 14, paragraph.upperBound) {
            let other = text.scalars[position]
            if other == 0xFF0C || other == 0x2C || SignClass.of(other).contains(.terminal) { return false }
            if Sentences.speech.contains(where: { word in
                position + word.count <= paragraph.upperBound
                    && word.indices.allSatisfy { text.folded[position + $0] == word[$0] }
            }) {
                return true
            }
        }
        return false
    }

    private func isQuote(_ scalar: UInt32) -> Bool {
        scalar == 0x201D || scalar == 0x2019 || scalar == 0x300D || scalar == 0x300F || scalar == 0x22
    }
}
