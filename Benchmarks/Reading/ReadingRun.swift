internal import Extraction
internal import Foundation

/// The reading stages over generated documents, one after the other on one thread.
struct ReadingRun {
    enum Stage: Int, CaseIterable { case clean, split, segment, link, measure }

    let catalogue: Catalogue
    let measures: MeasureReader
    private(set) var nanoseconds = [UInt64](repeating: 0, count: Stage.allCases.count)
    private(set) var bytes = 0
    private(set) var documents = 0
    private(set) var written = [Int](repeating: 0, count: Grammar.Counted.allCases.count)
    private(set) var found = [Int](repeating: 0, count: Grammar.Counted.allCases.count)
    private(set) var digest = Digest()
    private var mark: UInt64 = 0

    init() throws {
        catalogue = try Catalogue()
        measures = try MeasureReader()
    }

    /// Starts over, for another pass over the same documents.
    mutating func reset() {
        nanoseconds = nanoseconds.map { _ in 0 }
        written = written.map { _ in 0 }
        found = found.map { _ in 0 }
        (bytes, documents, digest) = (0, 0, Digest())
    }

    mutating func read(_ made: GeneratedDocument) throws {
        for index in written.indices { written[index] += made.counts[index] }
        bytes += made.body.count
        documents += 1
        try read(made.document)
    }

    mutating func read(_ document: Document) throws {
        var budget = Budget(steps: Extractor.defaultBudget)
        mark = Usage.threadNanoseconds()
        let page = try clean(document, budget: &budget)
        note(.clean)
        let articles = split(page, document: document)
        note(.split)
        for article in articles {
            let sentences = segment(article)
            note(.segment)
            let (entities, mentions) = try link(
                article: article, sentences: sentences, catalogue: catalogue,
                asOf: Moment(article.publishedAt)?.date, budget: &budget)
            note(.link)
            let (quantities, times) = try measures.measure(
                text: article.text, sentences: sentences,
                context: MeasureContext(language: article.language, publishedAt: article.publishedAt), budget: &budget)
            note(.measure)
            for sentence in sentences { digest.add(sentence.span.upperBound) }
            check(entities, mentions)
            check(quantities, times)
            mark = Usage.threadNanoseconds()
        }
    }

    private mutating func note(_ stage: Stage) {
        let now = Usage.threadNanoseconds()
        nanoseconds[stage.rawValue] += now - mark
        mark = now
    }

    /// Counts what was found and mixes every span and value into the digest.
    private mutating func check(_ entities: [Entity], _ mentions: [Mention]) {
        for mention in mentions {
            digest.add(mention.span.lowerBound)
            digest.add(mention.span.upperBound)
            digest.add(entities[mention.entity].id.utf8)
            let kind = entities[mention.entity].kind
            if mention.how == .stated, kind == .company || kind == .privateCompany {
                found[Grammar.Counted.company.rawValue] += 1
            }
        }
    }

    private mutating func check(_ quantities: [Quantity], _ times: [TimeExpression]) {
        for quantity in quantities {
            digest.add(quantity.span.lowerBound)
            digest.add(Int(truncatingIfNeeded: quantity.value.significand))
            digest.add(quantity.unit.utf8)
            if quantity.kind == .money { found[Grammar.Counted.money.rawValue] += 1 }
            if quantity.kind == .percent { found[Grammar.Counted.percent.rawValue] += 1 }
        }
        for time in times {
            digest.add(time.span.lowerBound)
            digest.add(time.start?.dayNumber ?? 0)
            if time.precision == .day { found[Grammar.Counted.day.rawValue] += 1 }
        }
    }
}

extension GeneratedDocument {
    /// As extraction takes it.
    var document: Document {
        Document(
            id: "made-\(number)", body: body, markup: isHTML ? .html : .plain,
            title: String(decoding: title, as: UTF8.self), source: "benchmark", publishedAt: Self.publishedAt)
    }
}
