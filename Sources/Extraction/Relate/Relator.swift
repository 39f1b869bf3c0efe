/// From a reading to what it says. Pure and deterministic; one value serves any number of threads.
struct Relator: Sendable {
    @Shared var book: Rulebook
    /// Countries by ISO code, which an authority speaks of, and by id the entities that rules name in place of another.
    let standIns: [String: Entity]
    /// By id of a product or model.
    let owners: [String: Entity]

    /// What a fact costs from here to its published record, in code points read.
    private static let stepsPerCandidate = 1500

    init(book: Rulebook, standIns: [String: Entity] = [:], owners: [String: Entity] = [:]) {
        _book = Shared(of: book)
        self.standIns = standIns
        self.owners = owners
    }

    /// - Parameter trace: takes down what was tried and what lost, for whoever asks why.
    func events(
        of reading: Reading, documentID: String, raw: RawBody, _ budget: inout Budget, trace: RuleTrace? = nil
    ) throws(ExtractionError) -> [Event] {
        let hits = Shared(of: WordHits(trie: book.trie, folded: reading.text.folded))
        let named = NameGuesses(book: _book, hits: hits).completed(reading)
        let funds = FundNames(book: _book, hits: hits).completed(named)
        let parts = PartNames(book: _book, hits: hits).completed(funds)
        let shared = Shared(of: GoodsNames(book: _book, hits: hits).completed(parts))
        let builder = LineBuilder(book: _book, hits: hits, reading: shared)
        var salience = Salience(
            isEnglish: reading.article.language == .en, topic: TitleTopic(reading: shared.wrappedValue).mention())
        var lines: [Shared<RuleLine>] = []
        var candidates: [FactCandidate] = []
        let outlook = Shared(of: Outlook(book: _book, folded: reading.text.folded))
        let speakers = Shared(of: Speakers(book: _book, hits: hits, reading: shared))
        let denials = Denials(book: _book)
        let competition = Competition(book: _book)
        let rounds = Rounds(book: _book, reading: shared)
        let ratings = Ratings(reading: shared)
        var items = ListOutlook(outlook: outlook, text: reading.text)
        var lists = OpenLists(book: _book, reading: shared)
        for index in reading.sentences.indices {
            try budget.spend(reading.sentences[index].span.count + 1, in: "relate")
            let line = builder.line(index, after: salience)
            let matcher = Matcher(
                book: _book, reading: shared, salience: Shared(of: salience), outlook: outlook, speakers: speakers,
                line: line, lineIndex: lines.count, inherited: items.certainty(of: line), trace: trace)
            let winners = competition.settle(
                try matcher.candidates(&budget), in: line, trace: trace)
            trace?.settled += winners
            try budget.spend(winners.count * Relator.stepsPerCandidate, in: "relate")
            var joined = rounds.joined(winners, in: line, told: &candidates)
            joined = ratings.joined(joined, told: &candidates)
            let settled = denials.settled(joined, after: candidates, in: line, at: lines.count)
            candidates += SameMove(book: _book, reading: shared, line: line).joined(settled.found)
            candidates += settled.copies
            candidates += lists.candidates(line, at: lines.count, salience, speakers.wrappedValue)
            items.note(line)
            salience.note(line, speakers.wrappedValue)
            lines.append(line)
        }
        let writer = EventWriter(
            book: _book, reading: shared, lines: lines, documentID: documentID, raw: raw,
            standIns: standIns, owners: owners)
        let tellings = candidates.map(writer.event)
        if let trace {
            (trace.reading, trace.lines) = (shared.wrappedValue, lines.map(\.wrappedValue))
            (trace.candidates, trace.tellings) = (candidates, tellings)
        }
        return Repeats.merged(tellings, documentID: documentID)
    }
}
