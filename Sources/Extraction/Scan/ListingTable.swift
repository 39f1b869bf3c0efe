/// The table of listings: one line a company, read in place from the embedded bytes.
///
/// Fields parted by tabs: listings (`XSHG:600036 XHKG:03968`), kind (`c` company, `f` fund), country, English name,
/// Simplified name, Traditional name, further names parted by `;`. Before a name `~` says that it is a common word or
/// short, and `!` that it is shown but names nothing. Made by scripts/build-catalogue.py.
struct ListingTable: Sendable {
    static let path = "names/listings.tsv"
    static let header = "# tapereader listings 1"
    static let fieldCount = 7

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

    /// Byte ranges of the seven fields of `row`; missing ones are empty.
    func fields(_ row: Int) -> [Range<Int>] {
        var fields: [Range<Int>] = []
        fields.reserveCapacity(ListingTable.fieldCount)
        var start = Int(rows[row])
        var position = start
        while position < bytes.count, bytes[position] != 0x0A {
            if bytes[position] == 0x09 {
                fields.append(start..<position)
                start = position + 1
            }
            position += 1
        }
        fields.append(start..<position)
        while fields.count < ListingTable.fieldCount { fields.append(position..<position) }
        return fields
    }

    func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// Byte ranges of the parts of a field.
    func parts(_ field: Range<Int>, by separator: UInt8) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = field.lowerBound
        for position in field where bytes[position] == separator {
            if position > start { parts.append(start..<position) }
            start = position + 1
        }
        if start < field.upperBound { parts.append(start..<field.upperBound) }
        return parts
    }

    func listings(_ row: Int) -> [Entity.Listing] {
        parts(fields(row)[0], by: 0x20).compactMap { part in
            guard part.count > 5 else { return nil }
            let mic = string(part.lowerBound..<part.lowerBound + 4)
            return Entity.Listing(mic: mic, ticker: string(part.lowerBound + 5..<part.upperBound))
        }
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
