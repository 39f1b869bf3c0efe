/// From a reading to what it says. Pure and deterministic; one value serves any number of threads.
struct Relator: Sendable {
    @Shared var book: Rulebook

    init(book: Rulebook) { _book = Shared(of: book) }

    func events(of reading: Reading, documentID: String, raw: RawBody, _ budget: inout Budget) throws(ExtractionError)
        -> [Event]
    {
        let reading = NameGuesses(book: book).completed(reading)
        let sharedReading = Shared(of: reading)
        var builder = LineBuilder(book: book, reading: reading)
        var salience = Salience()
        var lines: [RuleLine] = []
        var candidates: [FactCandidate] = []
        let outlook = Outlook(book: book)
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
            candidates += SameMove(reading: reading, line: line).joined(settled) + denied
            salience.note(line, speakers)
            lines.append(line)
        }
        let writer = EventWriter(book: _book, reading: sharedReading, lines: lines, documentID: documentID, raw: raw)
        return Repeats.merged(candidates.map(writer.event), documentID: documentID)
    }
}
