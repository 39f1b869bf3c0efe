/// A named thing of the market, as the contract defines it.
public struct Entity: Sendable, Equatable {
    public enum Kind: String, Sendable, CaseIterable {
        case company, privateCompany = "private_company", segment, product, model, person, authority, exchange, fund,
            index
        case bond, commodity, currency, market, concept, country, sector, group
        /// A unit of news: wire service, newspaper, portal. Published as `company`.
        case media

        /// A company, listed or not, or a part of one.
        var isFirm: Bool { self == .company || self == .privateCompany || self == .segment }
        /// What a report on a whole market is about.
        var isMarket: Bool { self == .index || self == .market }
    }

    public struct Listing: Sendable, Equatable, Hashable {
        /// ISO 10383.
        public var mic: String
        /// As the exchange writes it; always a string.
        public var ticker: String
        public init(mic: String, ticker: String) {
            self.mic = mic
            self.ticker = ticker
        }
    }

    /// Copied by one reference: every mention, participant and summary of an article holds the entity.
    private final class Box: Sendable {
        let fields: Fields
        let isGuess: Bool
        init(_ fields: Fields) {
            self.fields = fields
            isGuess = fields.id.utf8.starts(with: "text:".utf8)
        }
    }

    private struct Fields: Sendable {
        var id: String
        var name: String
        var names: [(tag: String, name: String)]
        var kind: Kind
        var country: String
        var listings: [Listing]
        var parent: String
        var currency: String
    }

    private var box: Box

    private mutating func set<Value>(_ field: WritableKeyPath<Fields, Value>, _ value: Value) {
        var fields = box.fields
        fields[keyPath: field] = value
        box = Box(fields)
    }

    /// The same for values that are copies of one another, as long as one of them lives.
    public var identity: ObjectIdentifier { ObjectIdentifier(box) }

    /// Found by its shape: no catalogue has it.
    var isGuess: Bool { box.isGuess }

    /// Catalogue id, or `text:` and the folded name for an organisation found by its shape.
    public var id: String {
        get { box.fields.id }
        set { set(\.id, newValue) }
    }
    public var name: String {
        get { box.fields.name }
        set { set(\.name, newValue) }
    }
    /// By language tag (`zh-Hans`, `zh-Hant-TW`, `zh-Hant-HK`, `en`), in byte order of the tags.
    public var names: [(tag: String, name: String)] {
        get { box.fields.names }
        set { set(\.names, newValue) }
    }
    public var kind: Kind {
        get { box.fields.kind }
        set { set(\.kind, newValue) }
    }
    /// ISO 3166-1 alpha-2, or empty.
    public var country: String {
        get { box.fields.country }
        set { set(\.country, newValue) }
    }
    public var listings: [Listing] {
        get { box.fields.listings }
        set { set(\.listings, newValue) }
    }
    /// Id of the owner, for a segment, product or model; or empty.
    public var parent: String {
        get { box.fields.parent }
        set { set(\.parent, newValue) }
    }
    /// ISO 4217 code of the currency it reports in, or empty.
    public var currency: String {
        get { box.fields.currency }
        set { set(\.currency, newValue) }
    }

    public init(
        id: String, name: String, names: [(tag: String, name: String)] = [], kind: Kind = .company,
        country: String = "",
        listings: [Listing] = [], parent: String = "", currency: String = ""
    ) {
        box = Box(
            Fields(
                id: id, name: name, names: names, kind: kind, country: country, listings: listings, parent: parent,
                currency: currency))
    }

    public static func == (a: Entity, b: Entity) -> Bool { a.box === b.box || a.id == b.id }
}

/// Where an entity is named in the text, or meant by `the company`, `其`, 前者.
public struct Mention: Sendable, Equatable {
    public enum Use: String, Sendable {
        case participant, label, yardstick, source
        case listingInCaption = "listing_in_caption"
    }
    public enum How: String, Sendable { case stated, elided, anaphor, inferred }

    /// Positions in the article's text.
    public var span: Span
    /// Index into `Reading.entities`.
    public var entity: Int
    public var use: Use
    public var how: How
    /// The listing that the text means here (a ticker in brackets, 美股, 港股), if it says so.
    public var listing: Entity.Listing?

    public init(span: Span, entity: Int, use: Use = .participant, how: How = .stated, listing: Entity.Listing? = nil) {
        self.span = span
        self.entity = entity
        self.use = use
        self.how = how
        self.listing = listing
    }
}
