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
        let reading = FundNames(book: book).completed(NameGuesses(book: book).completed(reading))
        let sharedReading = Shared(of: reading)
        var builder = LineBuilder(book: book, reading: reading)
        var salience = Salience()
        var lines: [RuleLine] = []
        var candidates: [FactCandidate] = []
        let outlook = Outlook(book: book, folded: reading.text.folded)
        let speakers = Speakers(book: _book, reading: sharedReading)
        let denials = Denials(book: book)
        for index in reading.sentences.indices {
            try budget.spend(reading.sentences[index].span.count + 1, in: "relate")
            let line = builder.line(index)
            let matcher = Matcher(
                book: _book, reading: sharedReading, salience: salience, outlook: outlook, line: Shared(of: line),
                lineIndex: lines.count)
            let found = try matcher.candidates(&budget)
            let settled = Competition(book: book).settle(found, in: line)
            let denied = denials.copies(of: candidates, and: settled, in: line, at: lines.count)
            candidates += SameMove(book: book, reading: reading, line: line).joined(settled) + denied
            salience.note(line, speakers)
            lines.append(line)
        }
        let writer = EventWriter(
            book: _book, reading: sharedReading, lines: lines, documentID: documentID, raw: raw,
            countries: countries)
        return Repeats.merged(candidates.map(writer.event), documentID: documentID)
    }
}
