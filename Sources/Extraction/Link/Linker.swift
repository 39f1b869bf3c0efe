/// Finds who and what an article names: catalogue names, written tickers, short forms, organisations and persons by
/// shape,
/// and what `该公司`, `其`, `the company` stand for.
///
/// - Parameters:
///   - asOf: the day on which names must be valid; nil takes the names of today.
/// - Returns: entities in order of their first mention, and mentions in order of position, never overlapping.
/// - Throws: `ExtractionError.budgetExceeded` for stage `link`.
public func link(
    article: ArticleText, sentences: [Sentence], catalogue: Catalogue, asOf: CivilDate?, budget: inout Budget
) throws(ExtractionError) -> (entities: [Entity], mentions: [Mention]) {
    try budget.spend(article.text.count * 4, in: "link")
    var linker = Linker(
        article: article, sentences: sentences, catalogue: catalogue, asOf: asOf, budget: budget)
    try linker.readStated()
    try linker.readAnaphora()
    try linker.merge()
    budget = linker.budget
    return linker.result()
}

/// The linking of one article: candidates are added stage by stage, the text never changes.
struct Linker {
    let text: Text
    let article: ArticleText
    let sentences: [Sentence]
    let catalogue: Catalogue
    let asOf: CivilDate?
    let words: LinkWords
    let places: LinkPlaces
    let isChinese: Bool
    var budget: Budget
    var candidates: [Candidate] = []
    /// What the pass under way has found, in order of position; `merge` puts it among the others.
    private var fresh: [Candidate] = []
    /// Entities that the text itself makes; their numbers follow the catalogue's.
    var ownEntities: [Entity] = []
    /// Entities that are certain somewhere in the article.
    var certain: Set<Int32> = []
    /// Number of the own entity by its id.
    var ownByID: [String: Int32] = [:]

    init(article: ArticleText, sentences: [Sentence], catalogue: Catalogue, asOf: CivilDate?, budget: Budget) {
        self.budget = budget
        text = article.text
        self.article = article
        self.sentences = sentences
        self.catalogue = catalogue
        self.asOf = asOf
        words = catalogue.words
        places = LinkPlaces(text, words.openings)
        isChinese = article.language != .en && text.folded.contains { Latin.isHan($0) }
    }

    /// Everything that the text names itself.
    mutating func readStated() throws(ExtractionError) {
        readNames()
        readBonds()
        readTermBonds()
        try readTickers()
        try merge()
        try readLegalNames()
        try merge()
        settleWeak()
        try budget.spend(shortFormSteps, in: "link")
        readShortForms()
        try merge()
        readShapes()
        try merge()
        readAuthorities()
        try merge()
        try readPersons()
        try merge()
        takeLegalEndings()
    }

    func entity(_ number: Int32) -> Entity {
        let own = Int(number) - catalogue.count
        return own >= 0 && own < ownEntities.count ? ownEntities[own] : catalogue.entity(Int(number))
    }

    func kind(_ number: Int32) -> Entity.Kind {
        let own = Int(number) - catalogue.count
        return own >= 0 && own < ownEntities.count ? ownEntities[own].kind : catalogue.kind(Int(number))
    }

    /// Whether any candidate covers `position`.
    func isTaken(_ span: Span) -> Bool { candidates.cover(span) || fresh.cover(span) }

    /// Index of the first candidate that ends after `position`.
    func place(after position: Int) -> Int { candidates.place(after: position) }

    /// Puts what the last pass has found among the other candidates. Every pass begins with this: each finds from left
    /// to right, so a whole pass costs one copy, however many it finds. Passes that need it after each find pay for
    /// what follows the find.
    mutating func merge() throws(ExtractionError) {
        guard let first = fresh.first else { return }
        let place = candidates.place(at: first.span.lowerBound)
        let rest = Array(candidates[place...])
        try budget.spend(Linker.stepsPerCandidate * (rest.count + fresh.count), in: "link")
        candidates.removeSubrange(place...)
        var next = 0
        for candidate in rest {
            while next < fresh.count, fresh[next].span.lowerBound < candidate.span.lowerBound {
                candidates.append(fresh[next])
                next += 1
            }
            candidates.append(candidate)
        }
        candidates += fresh[next...]
        fresh.removeAll(keepingCapacity: true)
    }

    /// Moving a candidate costs as much as reading so many code points.
    private static let stepsPerCandidate = 2

    /// Drops those candidates that cover a position of `span` and that `isDropped` names.
    mutating func drop(in span: Span, where isDropped: (Candidate) -> Bool) throws(ExtractionError) {
        let low = candidates.place(after: span.lowerBound)
        var high = low
        while high < candidates.count, candidates[high].span.lowerBound < span.upperBound { high += 1 }
        let kept = candidates[low..<high].filter { !isDropped($0) }
        if kept.count == high - low { return }
        try budget.spend(candidates.count - low, in: "link")
        candidates.replaceSubrange(low..<high, with: kept)
    }

    /// Adds a candidate at its place, unless something stands there.
    mutating func insert(_ candidate: Candidate) {
        if candidate.span.isEmpty || isTaken(candidate.span) { return }
        var place = fresh.count
        while place > 0, fresh[place - 1].span.lowerBound > candidate.span.lowerBound { place -= 1 }
        fresh.insert(candidate, at: place)
        if candidate.isCertain { certain.insert(candidate.entity) }
    }

    /// Number of the text's own entity with this id, made if it is new.
    mutating func own(_ entity: Entity) -> Int32 {
        if let known = ownByID[entity.id] { return known }
        let number = Int32(catalogue.count + ownEntities.count)
        ownEntities.append(entity)
        ownByID[entity.id] = number
        return number
    }

    func sentence(at position: Int) -> Span {
        let place = sentences.firstPlace { $0.span.upperBound > position }
        return place < sentences.count
            ? sentences[place].span : max(0, position - 60)..<min(text.count, position + 60)
    }

    /// Entities and mentions in their published order.
    func result() -> (entities: [Entity], mentions: [Mention]) {
        var entities: [Entity] = []
        var places: [Int32: Int] = [:]
        var mentions: [Mention] = []
        let uses = MentionUse(text: text, words: words.uses)
        for candidate in candidates where candidate.isCertain && candidate.entity >= 0 {
            let place = places[candidate.entity] ?? entities.count
            if place == entities.count {
                places[candidate.entity] = place
                entities.append(entity(candidate.entity))
            }
            var mention = Mention(span: candidate.span, entity: place, how: candidate.how, listing: candidate.listing)
            if candidate.how == .stated {
                mention.use = uses.use(of: candidate.span, entity: entities[place], among: candidates)
            }
            mentions.append(mention)
        }
        return (entities, mentions)
    }
}

extension [Candidate] {
    /// Index of the first that ends after `position`.
    func place(after position: Int) -> Int { firstPlace { $0.span.upperBound > position } }

    /// Index of the first that begins at or after `position`.
    func place(at position: Int) -> Int { firstPlace { $0.span.lowerBound >= position } }

    /// Whether any covers a position of `span`.
    func cover(_ span: Span) -> Bool {
        if isEmpty { return false }
        let place = place(after: span.lowerBound)
        return place < count && self[place].span.lowerBound < span.upperBound
    }
}
