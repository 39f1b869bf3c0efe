/// Every entity that has a name here: the hand-made ones, a user's own, and the listed companies of the table.
///
/// Immutable once built; safe to share between threads. The same files give the same catalogue, in the same order.
public struct Catalogue: Sendable {
    /// Hand-made entities, the user's among them; the rows of the table follow.
    let handMade: [Entity]
    let table: ListingTable
    /// Rows of the table that no hand-made entity has taken over, by their index after the hand-made ones.
    let rows: [Int32]
    let listings: ListingIndex
    let gazetteer: Gazetteer
    let conditions: [AliasCondition]
    let words: LinkWords
    let common: CommonWords
    private let byID: [String: Int32]

    /// The catalogue of the lexicon's own files below `names/`.
    /// - Throws: `LexiconError` that names file, line, column and remedy.
    public init(builtIn files: LexiconFiles = .embedded) throws(LexiconError) {
        try self.init(builtIn: files, user: [])
    }

    /// The lexicon's files, then the user's, which may add to, replace or remove what stands there.
    /// - Throws: `LexiconError` that names file, line, column and remedy.
    public init(builtIn files: LexiconFiles = .embedded, user: [LexiconFiles.File]) throws(LexiconError) {
        try self.init(builtIn: files, user: user, words: WordsOfNames(files))
    }

    init(builtIn files: LexiconFiles, user: [LexiconFiles.File] = [], words: WordsOfNames) throws(LexiconError) {
        var builder = CatalogueBuilder()
        for file in files.below("names") where file.path.hasSuffix(".names") || file.isUsers { try builder.add(file) }
        for file in user { try builder.add(file) }
        let table = try ListingTable(bytes: files.bytes(of: ListingTable.path) ?? [])
        builder.finish(table)
        handMade = builder.entities
        self.table = table
        rows = builder.rows
        listings = builder.listings
        gazetteer = builder.gazetteer
        conditions = builder.conditions
        byID = builder.index
        self.words = words.link
        common = words.common
    }

    /// Hand-made entities and rows of the table.
    public var count: Int { handMade.count + rows.count }

    /// The entity at `index`, below `count`.
    public func entity(_ index: Int) -> Entity {
        if index < handMade.count { return handMade[index] }
        let row = index - handMade.count
        return row < rows.count ? table.entity(Int(rows[row])) : Entity(id: "unknown", name: "")
    }

    func kind(_ index: Int) -> Entity.Kind {
        if index < handMade.count { return handMade[index].kind }
        let row = index - handMade.count
        return row < rows.count ? table.kind(Int(rows[row])) : .company
    }

    /// Countries by ISO code: of provinces, unions and countries with one code the first that has a currency.
    var countries: [String: Entity] {
        Dictionary(handMade.filter { $0.kind == .country }.map { ($0.country, $0) }) { first, next in
            first.currency.isEmpty && !next.currency.isEmpty ? next : first
        }
    }

    /// Whose the hand-made products and models are, by their own id.
    var owners: [String: Entity] {
        let named = Dictionary(handMade.map { ($0.id, $0) }) { first, _ in first }
        var result: [String: Entity] = [:]
        for entity in handMade where entity.kind == .product || entity.kind == .model {
            if let owner = named[entity.parent] { result[entity.id] = owner }
        }
        return result
    }

    func number(id: String) -> Int32? { byID[id] }
    /// The hand-made entity with this id, if any.
    public func entity(id: String) -> Entity? { byID[id].map { handMade[Int($0)] } }

    /// The entity listed under `ticker` on `mic` (exchanges of the United States count as one), if any.
    public func entity(mic: String, ticker: String) -> Entity? {
        listings.entity(market: .init(mic: mic), ticker: ticker.utf8).map { entity(Int($0)) }
    }
}
