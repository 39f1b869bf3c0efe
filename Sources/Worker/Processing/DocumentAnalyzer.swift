internal import Extraction
internal import Schema
internal import SwiftProtobuf

/// Why a record is a dead letter: the code of its `kafka_dlt-exception-fqcn` header and one line that says where.
struct Rejection: Error, Hashable {
    let code: String
    let message: String
}

/// The straight line between two ends that know Kafka: value and headers in, records of the contract out.
///
/// Pure: `work`, `demo`, `analyze` and replays all give the same records for the same input and origin.
struct DocumentAnalyzer: Sendable {
    static let version = "0.1.0"

    var decoder: RawArticleDecoder
    let extractor: Extractor

    /// - Parameters:
    ///   - names: files of names of the user, which count after the lexicon's own.
    ///   - rules: files of rules and words of the user.
    /// - Throws: `ServiceFailure` for a file of these that is wrong or cannot be opened.
    init(
        maxRecordBytes: Int = 8 << 20, namespacesIDs: Bool = false, stepBudget: Int = Extractor.defaultBudget,
        names: [String] = [], rules: [String] = []
    ) throws {
        let lexicon = LexiconFiles.embedded.adding(names: try LexiconInput.read(names))
            .adding(rules: try LexiconInput.read(rules))
        try self.init(
            lexicon: lexicon, maxRecordBytes: maxRecordBytes, namespacesIDs: namespacesIDs, stepBudget: stepBudget)
    }

    /// - Throws: `ServiceFailure` for a lexicon that is wrong.
    init(
        lexicon: LexiconFiles, maxRecordBytes: Int = 8 << 20, namespacesIDs: Bool = false,
        stepBudget: Int = Extractor.defaultBudget
    ) throws {
        decoder = RawArticleDecoder(maxBytes: maxRecordBytes, idNamespace: namespacesIDs ? .source : .none)
        var configuration = Extractor.Configuration()
        configuration.budget = stepBudget
        do {
            extractor = try Extractor(lexicon: lexicon, configuration: configuration, run: Parallel.run)
        } catch {
            throw ServiceFailure(status: .badConfiguration, description: error.description)
        }
    }

    init(_ settings: WorkSettings) throws {
        try self.init(
            maxRecordBytes: settings.maxRecordBytes, namespacesIDs: settings.namespacesIDs,
            stepBudget: settings.stepBudget, names: settings.names, rules: settings.rules)
    }

    /// All output records of one input record: per article the article, its events, sentiments and flows.
    func analyze(value: [UInt8]?, headers: RecordHeaders, origin: RecordOrigin) throws(Rejection) -> [OutputRecord] {
        try analyze(decode(value: value, headers: headers), origin: origin)
    }

    func decode(value: [UInt8]?, headers: RecordHeaders) throws(Rejection) -> IncomingArticle {
        do {
            return try decoder.decode(value: value, headers: headers)
        } catch {
            throw Rejection(code: error.code.rawValue, message: error.description)
        }
    }

    func analyze(_ incoming: IncomingArticle, origin: RecordOrigin) throws(Rejection) -> [OutputRecord] {
        let analysis: Analysis
        do {
            analysis = try extractor.analyze(document(incoming, origin: origin))
        } catch {
            throw Self.rejection(error)
        }
        return records(analysis, incoming: incoming, origin: origin)
    }

    /// What `analyze` would publish, and why.
    func explain(_ incoming: IncomingArticle, origin: RecordOrigin) throws(Rejection) -> Explanation {
        do {
            return try extractor.explain(document(incoming, origin: origin))
        } catch {
            throw Self.rejection(error)
        }
    }

    private func document(_ incoming: IncomingArticle, origin: RecordOrigin) -> Document {
        Document(
            id: incoming.documentID, body: incoming.body, markup: incoming.isHTML ? .html : .plain,
            title: incoming.title,
            author: incoming.author, source: incoming.source, url: incoming.url, publishedAt: incoming.publishedAt,
            publishedAtSource: incoming.publishedAtSource, observedAt: origin.observedAt)
    }

    private func records(_ analysis: Analysis, incoming: IncomingArticle, origin: RecordOrigin) -> [OutputRecord] {
        let mapping = RecordMapping(
            documentID: incoming.documentID, url: incoming.url, provenance: provenance(incoming, origin: origin))
        let quotes = CodePointIndex(incoming.body)
        var records: [OutputRecord] = []
        for (segment, article) in analysis.articles.enumerated() {
            records.append(.article(mapping.analyzed(article, segment: segment, of: analysis.articles.count)))
            records += article.events.map { .event(mapping.event($0, in: article)) }
            records += article.entities.map { .sentiment(mapping.entitySentiment($0, in: article, quote: quotes.text)) }
            records += article.flows.map { .flow(mapping.flow($0, in: article)) }
        }
        return records
    }

    private func provenance(_ incoming: IncomingArticle, origin: RecordOrigin) -> Schema.Provenance {
        .with {
            $0.fingerprint = extractor.fingerprint
            $0.version = Self.version
            $0.fetchedAt = incoming.fetchedAt
            $0.observedAt = origin.observedAt
            $0.topic = origin.topic
            $0.partition = origin.partition
            $0.offset = origin.offset
        }
    }

    private static func rejection(_ error: ExtractionError) -> Rejection {
        switch error {
        case .emptyBody:
            Rejection(code: "tapereader.decode.missing_body", message: "the body holds nothing but blanks and markup")
        case .budgetExceeded(let stage):
            Rejection(code: "tapereader.extract.budget_exceeded", message: "the step budget ran out in stage \(stage)")
        }
    }
}
