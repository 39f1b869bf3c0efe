/// The table of listings: one line a company, read in place from the embedded bytes.
///
/// Fields parted by tabs: listings (`XSHG:600036 XHKG:03968`), kind (`c` company, `f` fund), country, English name,
/// Simplified name, Traditional name, further names parted by `;`. Before a name `~` says that it is a common word or
/// short, and `!` that it is shown but names nothing. Made by scripts/build-catalogue.py.
struct ListingTable: Sendable {
    static let path = "names/listings.tsv"
    static let header = "# tapereader listings 1"

    let bytes: [UInt8]
    /// Start of each row in `bytes`.
    private(set) var rows: [UInt32] = []

    /// - Throws: `LexiconError` when the version is not ours.
    init(bytes: [UInt8]) throws(LexiconError) {
        self.bytes = bytes
        guard bytes.starts(with: ListingTable.header.utf8) || bytes.isEmpty else {
            throw LexiconError(
                file: ListingTable.path, line: 1, message: "unknown version of the table of listings",
                remedy: "rebuild it with scripts/build-catalogue.py")
        }
        rows.reserveCapacity(bytes.count / 48)
        var atStart = true
        for position in bytes.indices {
            let byte = bytes[position]
            if atStart, byte != 0x23, byte != 0x0A { rows.append(UInt32(position)) }
            atStart = byte == 0x0A
        }
    }

    /// Byte ranges of the seven fields of `row`; missing ones are empty, and what stands behind them is left out.
    func fields(_ row: Int) -> InlineArray<7, Range<Int>> {
        var start = Int(rows[row])
        var position = start
        var fields = InlineArray<7, Range<Int>>(repeating: 0..<0)
        for field in fields.indices {
            while position < bytes.count, bytes[position] != 0x0A, bytes[position] != 0x09 { position += 1 }
            fields[field] = start..<position
            if position < bytes.count, bytes[position] == 0x09 { position += 1 }
            start = position
        }
        return fields
    }

    func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// Calls `body` with the byte range of each part of a field.
    @inline(__always)
    func forEachPart(of field: Range<Int>, by separator: UInt8, _ body: (Range<Int>) -> Void) {
        var start = field.lowerBound
        for position in field where bytes[position] == separator {
            if position > start { body(start..<position) }
            start = position + 1
        }
        if start < field.upperBound { body(start..<field.upperBound) }
    }

    /// Calls `body` with exchange and ticker of each listing in a field, as byte ranges.
    @inline(__always)
    func forEachListing(in field: Range<Int>, _ body: (_ mic: Range<Int>, _ ticker: Range<Int>) -> Void) {
        forEachPart(of: field, by: 0x20) { part in
            guard part.count > 5 else { return }
            body(part.lowerBound..<part.lowerBound + 4, part.lowerBound + 5..<part.upperBound)
        }
    }

    func listings(_ row: Int) -> [Entity.Listing] {
        var listings: [Entity.Listing] = []
        forEachListing(in: fields(row)[0]) { mic, ticker in
            listings.append(Entity.Listing(mic: string(mic), ticker: string(ticker)))
        }
        return listings
    }

    func kind(_ row: Int) -> Entity.Kind {
        let field = fields(row)[1]
        return field.count == 1 && bytes[field.lowerBound] == 0x66 ? .fund : .company
    }

    /// The entity of `row`, its id made of its first listing (`xshg-600036`).
    func entity(_ row: Int) -> Entity {
        let fields = fields(row)
        let listings = listings(row)
        let english = shown(fields[3]), simplified = shown(fields[4]), traditional = shown(fields[5])
        var names: [(tag: String, name: String)] = []
        if !english.isEmpty { names.append(("en", english)) }
        if !simplified.isEmpty { names.append(("zh-Hans", simplified)) }
        if !traditional.isEmpty {
            names.append((listings.first?.mic == "XHKG" ? "zh-Hant-HK" : "zh-Hant-TW", traditional))
        }
        let first = listings.first
        let id = "\(first?.mic ?? "xxxx")-\(first?.ticker ?? "")".lowercased()
        let name = [simplified, traditional, english].first { !$0.isEmpty } ?? id
        let country = string(fields[2])
        let currency = ["CN": "CNY", "TW": "TWD", "JP": "JPY", "KR": "KRW", "US": "USD"][country] ?? ""
        return Entity(
            id: id, name: english.isEmpty || country == "CN" || country == "TW" ? name : english, names: names,
            kind: kind(row), country: country, listings: listings, currency: currency)
    }

    private func shown(_ field: Range<Int>) -> String {
        guard let first = field.first else { return "" }
        let marked = bytes[first] == 0x7E || bytes[first] == 0x21
        return string(marked ? first + 1..<field.upperBound : field)
    }
}
