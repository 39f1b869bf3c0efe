/// A named thing of the market, as the contract defines it.
public struct Entity: Sendable, Equatable {
    public enum Kind: String, Sendable, CaseIterable {
        case company, privateCompany = "private_company", segment, product, model, person, authority, exchange, fund,
            index
        case bond, commodity, currency, market, concept, country, sector, group
        /// A unit of news: wire service, newspaper, portal. Published as `company`.
        case media
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

    /// Catalogue id, or `text:` and the folded name for an organisation found by its shape.
    public var id: String
    public var name: String
    /// By language tag (`zh-Hans`, `zh-Hant-TW`, `zh-Hant-HK`, `en`), in byte order of the tags.
    public var names: [(tag: String, name: String)]
    public var kind: Kind
    /// ISO 3166-1 alpha-2, or empty.
    public var country: String
    public var listings: [Listing]
    /// Id of the owner, for a segment, product or model; or empty.
    public var parent: String
    /// ISO 4217 code of the currency it reports in, or empty.
    public var currency: String

    public init(
        id: String, name: String, names: [(tag: String, name: String)] = [], kind: Kind = .company,
        country: String = "",
        listings: [Listing] = [], parent: String = "", currency: String = ""
    ) {
        self.id = id
        self.name = name
        self.names = names
        self.kind = kind
        self.country = country
        self.listings = listings
        self.parent = parent
        self.currency = currency
    }

    public static func == (a: Entity, b: Entity) -> Bool { a.id == b.id }
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
