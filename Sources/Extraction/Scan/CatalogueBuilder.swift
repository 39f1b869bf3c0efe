/// Puts a catalogue together: records in order of files and lines, then the table of listings.
struct CatalogueBuilder {
    private(set) var entities: [Entity] = []
    private(set) var rows: [Int32] = []
    private(set) var listings = ListingIndex(capacity: 60_000)
    private(set) var gazetteer = Gazetteer(expecting: 120_000)
    private(set) var conditions: [AliasCondition] = []
    private(set) var index: [String: Int32] = [:]

    private var records: [NamesRecord] = []
    /// Place in `records` of each id that is defined and not removed.
    private var places: [String: Int] = [:]
    private var blocked: [String] = []
    /// Listings of removed entities, whose rows go too.
    private var removed: [Entity.Listing] = []
    /// Reused from row to row of the table: its listings, and one name as written and folded.
    private var tickers: [(market: ListingIndex.Market, ticker: Range<Int>)] = []
    private var written: [UInt16] = []
    private var folded: [UInt16] = []

    /// Reads one names file and merges its records into those before it.
    mutating func add(_ file: LexiconFiles.File) throws(LexiconError) {
        for record in try NamesFile(path: file.shownPath).records(file.bytes) {
            let known = places[record.id]
            switch record.action {
            case .block: blocked += record.names.map(\.text)
            case .define:
                if let known {
                    records[known] = record
                } else {
                    places[record.id] = records.count
                    records.append(record)
                }
            case .add, .remove:
                guard let known else {
                    try addToRow(record)
                    continue
                }
                if record.action == .add {
                    records[known].names += record.names
                    records[known].listings += record.listings
                } else {
                    removed += records[known].listings.map(\.listing)
                    records[known].action = .remove
                    places[record.id] = nil
                }
            }
        }
    }

    /// An order about a row of the table, by the id that rows are published under (`xshg-600036`).
    private mutating func addToRow(_ record: NamesRecord) throws(LexiconError) {
        guard let listing = Entity.Listing(rowID: record.id) else {
            throw LexiconError(
                file: record.file, line: record.line, column: 1, message: "there is no entity \"\(record.id)\"",
                remedy: "define it with `\(record.id) | company …`, or correct the id")
        }
        if record.action == .remove {
            removed.append(listing)
        } else {
            var defined = record
            defined.action = .define
            defined.listings.insert(.init(listing: listing, isName: false), at: 0)
            places[record.id] = records.count
            records.append(defined)
        }
    }

    /// Fills gazetteer and index: the records first, so that they keep their tickers, then the table's rows.
    mutating func finish(_ table: ListingTable) {
        for record in records where record.action != .remove { add(record) }
        for phrase in blocked { insert(phrase, entity: -1, traits: []) }
        let gone = Set(removed)
        for row in table.rows.indices { add(row, of: table, without: gone) }
    }

    private mutating func add(_ record: NamesRecord) {
        let number = Int32(entities.count)
        var entity = Entity(id: record.id, name: "", kind: record.kind, country: record.country)
        entity.parent = record.parent
        entity.currency = record.currency
        entity.listings = record.listings.map(\.listing)
        entity.names = CatalogueBuilder.displayNames(record)
        entity.name =
            entity.names.first { $0.tag == "en" }?.name ?? entity.names.first?.name ?? record.names.first?.text
            ?? record.id
        entities.append(entity)
        index[record.id] = number
        for listed in record.listings {
            listings.add(market: .init(mic: listed.listing.mic), ticker: listed.listing.ticker.utf8, entity: number)
            if listed.isName { insert(listed.listing.ticker, entity: number, traits: [.ticker, .exactCase]) }
        }
        for name in record.names {
            insert(name.text, entity: number, traits: name.traits, condition: condition(name.condition))
        }
    }

    /// The first name of each language, in byte order of the tags.
    private static func displayNames(_ record: NamesRecord) -> [(tag: String, name: String)] {
        let tags = [("en", "en"), ("zh", "zh-Hans"), ("hk", "zh-Hant-HK"), ("tw", "zh-Hant-TW")]
        return tags.compactMap { field, tag in
            record.names.first { $0.field == field }.map { (tag, $0.text) }
        }
    }

    private mutating func condition(_ condition: AliasCondition) -> Int32 {
        if condition.isEmpty { return -1 }
        conditions.append(condition)
        return Int32(conditions.count - 1)
    }

    private mutating func insert(_ name: String, entity: Int32, traits: AliasTraits, condition: Int32 = -1) {
        written.removeAll(keepingCapacity: true)
        folded.removeAll(keepingCapacity: true)
        for scalar in name.unicodeScalars {
            written.append(UInt16(exactly: scalar.value) ?? 0xFFFD)
            folded.append(Fold.folded(scalar.value))
        }
        gazetteer.add(folded: folded, written: written, entity: entity, traits: traits, condition: condition)
    }
}

extension CatalogueBuilder {
    /// A row whose ticker a hand-made entity holds lends it its names; any other row is an entity of its own.
    private mutating func add(_ row: Int, of table: ListingTable, without gone: Set<Entity.Listing>) {
        if !gone.isEmpty, table.listings(row).contains(where: gone.contains) { return }
        let fields = table.fields(row)
        tickers.removeAll(keepingCapacity: true)
        table.forEachListing(in: fields[0]) { mic, ticker in
            tickers.append((ListingIndex.Market(mic: table.string(mic)), ticker))
        }
        let owner = owner(of: table)
        if let owner, entities[Int(owner)].names.isEmpty { describe(Int(owner), by: table.entity(row)) }
        let number = owner ?? Int32(entities.count + rows.count)
        if owner == nil { rows.append(Int32(row)) }
        for (market, ticker) in tickers { listings.add(market: market, ticker: table.bytes[ticker], entity: number) }
        for field in 3...5 { insert(fields[field], of: table, entity: number) }
        table.forEachPart(of: fields[6], by: 0x3B) { insert($0, of: table, entity: number) }
    }

    /// The hand-made entity that holds the first of `tickers` that any holds.
    private func owner(of table: ListingTable) -> Int32? {
        for (market, ticker) in tickers {
            if let known = listings.entity(market: market, ticker: table.bytes[ticker]), known < Int32(entities.count) {
                return known
            }
        }
        return nil
    }

    /// A record that only adds to a row takes name, country and currency from it.
    private mutating func describe(_ number: Int, by row: Entity) {
        entities[number].names = row.names
        entities[number].name = row.name
        if entities[number].country.isEmpty { entities[number].country = row.country }
        if entities[number].currency.isEmpty { entities[number].currency = row.currency }
    }

    private mutating func insert(_ field: Range<Int>, of table: ListingTable, entity: Int32) {
        guard let first = field.first else { return }
        var traits: AliasTraits = .listed
        var range = field
        switch table.bytes[first] {
        case 0x21: return
        case 0x7E:
            traits.insert(.weak)
            range = first + 1..<field.upperBound
        default: break
        }
        Utf8.read(table.bytes, range, into: &written)
        let forms = Fold.table
        folded.removeAll(keepingCapacity: true)
        for code in written { folded.append(forms[Int(code)]) }
        gazetteer.add(folded: folded, written: written, entity: entity, traits: traits)
    }
}

/// UTF-8 that is known to be well-formed.
enum Utf8 {
    /// Makes `codes` the code points of `bytes[range]`; U+FFFD beyond the Basic Multilingual Plane.
    static func read(_ bytes: [UInt8], _ range: Range<Int>, into codes: inout [UInt16]) {
        codes.removeAll(keepingCapacity: true)
        var position = range.lowerBound
        while position < range.upperBound {
            let byte = UInt32(bytes[position])
            let length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
            var code = length == 1 ? byte : byte & (0xFF >> UInt32(length + 1))
            for next in position + 1..<position + length {
                code = code << 6 | (next < range.upperBound ? UInt32(bytes[next]) & 0x3F : 0)
            }
            codes.append(UInt16(exactly: code) ?? 0xFFFD)
            position += length
        }
    }
}

extension Entity.Listing {
    /// The listing that the id of a row of the table is made of (`xshg-600036`); nil for any other id.
    init?(rowID: String) {
        let parts = rowID.uppercased().split(separator: "-", maxSplits: 1)
        guard parts.count == 2, parts[0].utf8.count == 4, !parts[1].isEmpty,
            parts[0] == "XXXX" || ListingIndex.Market(mic: String(parts[0])) != .other
        else { return nil }
        self.init(mic: String(parts[0]), ticker: String(parts[1]))
    }
}
