/// From a reading to what it says. Pure and deterministic; one value serves any number of threads.
struct Relator: Sendable {
    @Shared var book: Rulebook
    /// By ISO code: what an authority that gives a figure speaks of.
    let countries: [String: Entity]

    init(book: Rulebook, countries: [String: Entity] = [:]) {
        _book = Shared(of: book)
        self.countries = countries
    }

    func events(of reading: Reading, documentID: String, raw: RawBody, _ budget: inout Budget) throws(ExtractionError)
        -> [Event]
    {
        let hits = Shared(of: WordHits(trie: book.trie, folded: reading.text.folded))
        let named = NameGuesses(book: _book, hits: hits).completed(reading)
        let shared = Shared(of: FundNames(book: _book, hits: hits).completed(named))
        var builder = LineBuilder(book: _book, hits: hits, reading: shared)
        var salience = Salience()
        var lines: [Shared<RuleLine>] = []
        var candidates: [FactCandidate] = []
        let outlook = Shared(of: Outlook(book: _book, folded: reading.text.folded))
        let speakers = Shared(of: Speakers(book: _book, hits: hits, reading: shared))
        let denials = Denials(book: _book)
        let competition = Competition(book: _book)
        for index in reading.sentences.indices {
            try budget.spend(reading.sentences[index].span.count + 1, in: "relate")
            let line = Shared(of: builder.line(index))
            let matcher = Matcher(
                book: _book, reading: shared, salience: Shared(of: salience), outlook: outlook, speakers: speakers,
                line: line, lineIndex: lines.count)
            let settled = competition.settle(try matcher.candidates(&budget), in: line.wrappedValue)
            let denied = denials.copies(of: candidates, and: settled, in: line.wrappedValue, at: lines.count)
            candidates += SameMove(book: _book, reading: shared, line: line).joined(settled)
            candidates += denied
            salience.note(line.wrappedValue, speakers.wrappedValue)
            lines.append(line)
        }
        let writer = EventWriter(
            book: _book, reading: shared, lines: lines, documentID: documentID, raw: raw,
            countries: countries)
        return Repeats.merged(candidates.map(writer.event), documentID: documentID)
    }
}
