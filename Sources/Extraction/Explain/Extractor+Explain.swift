extension Extractor {
    /// The analysis of a document with everything that was tried: slower than `analyze`, and equal to it in what it
    /// publishes.
    public func explain(_ document: Document) throws(ExtractionError) -> Explanation {
        var explanation = Explanation()
        _ = try analyze(
            document,
            explaining: { article, trace in
                explanation.articles.append(
                    Explainer(book: relator.book, scorer: scorer, trace: trace, article: article).explained())
            })
        return explanation
    }

    /// What each active rule of the type makes of a sentence, those that came nearest first.
    ///
    /// - Returns: one answer a rule, in order of nearness, then of the lexicon; empty for an unknown type.
    public func whyNot(_ document: Document, type: String) throws(ExtractionError) -> [RuleAnswer] {
        var traces: [(RuleTrace, Article)] = []
        _ = try analyze(document, explaining: { article, trace in traces.append((trace, article)) })
        let rules = relator.book.rules.indices.filter {
            relator.book.rules[$0].type == type && relator.book.rules[$0].status == .active
        }
        return rules.map { rule in
            let answers = traces.map { WhyNot(book: relator.book, trace: $0.0).answer(of: rule) }
            return answers.max { $0.depth < $1.depth } ?? WhyNot.silent(relator.book.rules[rule])
        }.enumerated().sorted { ($1.element.depth, $0.offset) < ($0.element.depth, $1.offset) }.map(\.element)
    }

    /// The examples beside the lexicon's own rules: `TYPE.RULE:LINE` and text; those that must not be read as well.
    public static var exampleSentences: [(id: String, text: String)] {
        guard let book = try? Rulebook(lexicon: .embedded) else { return [] }
        return book.rules.flatMap { rule in rule.examples.map { ("\(rule.id):\($0.line)", $0.text) } }
    }

    /// The contract's event types, in its order.
    public static var eventTypes: [String] { EventType.all.map(\.name) }
}
