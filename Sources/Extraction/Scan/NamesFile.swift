/// One record of a names file: an entity with its names, or an order to add to one or remove one.
///
/// The format, one record a line, further fields of it on indented lines:
///
///     nvidia | company US USD | XNAS:NVDA* | en NVIDIA | zh 英伟达 | tw 輝達 | hk 英偉達 | nick 核弹厂 | legal NVIDIA Corporation
///     +nvidia | nick 老黄家              adds to an entity
///     -nvidia                            removes it
///     ! 苹果汁, 苹果树                   phrases that are no names, though names stand in them
///
/// A name may be followed by `{…}`: `case` (exactly this case), `any` (any case), `weak` (needs evidence elsewhere),
/// `from DATE`, `to DATE`, `needs a/b` and `not a/b` (words near it), `region TAG`; parted by `;`.
struct NamesRecord: Sendable {
    enum Action: Sendable { case define, add, remove, block }

    struct Name: Sendable {
        var field: String
        var text: String
        var traits: AliasTraits
        var condition: AliasCondition
        var line: Int
        var column: Int
    }

    struct Listed: Sendable {
        var listing: Entity.Listing
        /// Written `*`: the bare ticker names the entity.
        var isName: Bool
    }

    var action: Action
    var id: String
    var kind: Entity.Kind = .company
    var country = ""
    var currency = ""
    var parent = ""
    var listings: [Listed] = []
    var names: [Name] = []
    var file: String
    var line: Int
}

/// Reads names files. Pure; every error says file, line, column and what to write instead.
struct NamesFile {
    let path: String

    /// Fields of names, and the traits they give.
    static let fields: [(field: String, traits: AliasTraits)] = [
        ("en", []), ("zh", []), ("tw", []), ("hk", []), ("short", .short), ("nick", .nickname), ("legal", .legal),
        ("former", .former), ("brand", .brand), ("ticker", [.ticker, .exactCase]),
    ]

    /// All records of the file.
    /// - Throws: the first mistake.
    func records(_ bytes: [UInt8]) throws(LexiconError) -> [NamesRecord] {
        let (records, errors) = read(bytes)
        if let first = errors.first { throw first }
        return records
    }

    /// The records that can be read and everything that is wrong with the rest, in order of lines.
    func read(_ bytes: [UInt8]) -> (records: [NamesRecord], errors: [LexiconError]) {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            return ([], [error(0, 0, "the file is not UTF-8", NamesFile.charsetRemedy(bytes))])
        }
        var records: [NamesRecord] = []
        var errors: [LexiconError] = []
        var number = 0
        for rawLine in text.parts(by: 0x0A, omittingEmptySubsequences: false) {
            number += 1
            let line = NamesFileLine(rawLine, number: number)
            if line.isBlank { continue }
            do throws(LexiconError) { try read(line, into: &records) } catch { errors.append(error) }
        }
        return (records, errors)
    }

    private func read(_ line: NamesFileLine, into records: inout [NamesRecord]) throws(LexiconError) {
        if line.isIndented {
            guard let last = records.indices.last else {
                throw error(line.number, 1, "an indented line continues no record", "begin the line with an id")
            }
            try read(line.fields, into: &records[last])
        } else {
            records.append(try record(line))
        }
    }

    /// What to do with bytes that are no UTF-8: spreadsheets write UTF-16 or the machine's Chinese code page.
    private static func charsetRemedy(_ bytes: [UInt8]) -> String {
        let isWide = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
        return "save it as UTF-8, or convert it: iconv -f \(isWide ? "UTF-16" : "GB18030") -t UTF-8 FILE "
            + (isWide ? "(it begins with the mark of UTF-16)" : "(BIG5 instead for a file from Taiwan or Hong Kong)")
    }

    private func record(_ line: NamesFileLine) throws(LexiconError) -> NamesRecord {
        var fields = line.fields
        guard let head = fields.first else { throw error(line.number, 1, "empty record", "write an id") }
        fields.removeFirst()
        let first = head.text.utf8.first
        var record = NamesRecord(action: .define, id: head.text, file: path, line: line.number)
        if first == 0x21 {
            record.action = .block
            let list = Field(text: String(head.text.dropFirst()), line: line.number, column: head.column + 1)
            record.names = try names(list, field: "!", traits: [])
            return record
        }
        if first == 0x2B || first == 0x2D {
            record.action = first == 0x2B ? .add : .remove
            record.id = String(head.text.dropFirst()).trimmed
        }
        guard NamesFile.isID(record.id) else {
            throw error(
                line.number, head.column, "\"\(record.id)\" is no id", "write lower-case letters, digits, - _ . only")
        }
        if record.action == .define {
            guard let kind = fields.first else {
                throw error(
                    line.number, head.column, "\(record.id) has no kind", "write `| company US USD |` after the id")
            }
            fields.removeFirst()
            try readKind(kind, into: &record)
        }
        try read(fields, into: &record)
        return record
    }

    private func readKind(_ field: Field, into record: inout NamesRecord) throws(LexiconError) {
        let words = field.text.parts(by: 0x20).map { String($0) }
        guard let first = words.first, let kind = Entity.Kind(rawValue: first) else {
            let kinds = Entity.Kind.allCases.map(\.rawValue).joined(separator: " ")
            throw error(field.line, field.column, "\"\(field.text)\" begins with no kind", "write one of \(kinds)")
        }
        record.kind = kind
        for word in words.dropFirst() {
            let isCode = word.utf8.allSatisfy { $0 >= 0x41 && $0 <= 0x5A }
            switch (isCode, word.utf8.count) {
            case (true, 2): record.country = word
            case (true, 3): record.currency = word
            default:
                throw error(
                    field.line, field.column, "\"\(word)\" is no country or currency",
                    "write `US` (ISO 3166) or `USD` (ISO 4217)")
            }
        }
    }

    private func read(_ fields: [Field], into record: inout NamesRecord) throws(LexiconError) {
        for field in fields where !field.text.isEmpty {
            let (word, rest) = field.opened
            if word == "of" {
                record.parent = rest.text.trimmed
            } else if let known = NamesFile.fields.first(where: { $0.field == word }) {
                record.names += try names(rest, field: word, traits: known.traits)
            } else if word.utf8.contains(0x3A) {
                try readListings(field, into: &record)
            } else {
                let known = NamesFile.fields.map(\.field).joined(separator: " ")
                throw error(
                    field.line, field.column, "unknown field \"\(word)\"", "write of, MIC:TICKER or one of \(known)")
            }
        }
    }

    private func readListings(_ field: Field, into record: inout NamesRecord) throws(LexiconError) {
        for word in field.text.parts(by: 0x20) {
            let parts = word.parts(by: 0x3A, maxSplits: 1).map { String($0) }
            guard parts.count == 2, parts[0].utf8.count == 4, !parts[1].isEmpty else {
                throw error(field.line, field.column, "\"\(word)\" is no listing", "write MIC:TICKER such as XNAS:NVDA")
            }
            let isName = parts[1].utf8.last == 0x2A
            let ticker = isName ? String(parts[1].dropLast()) : parts[1]
            let listing = Entity.Listing(mic: parts[0], ticker: NamesFile.padded(ticker, mic: parts[0]))
            record.listings.append(.init(listing: listing, isName: isName))
        }
    }

    /// The names of a comma-separated list, each with the conditions behind it.
    private func names(_ field: Field, field name: String, traits: AliasTraits) throws(LexiconError) -> [NamesRecord
        .Name]
    {
        var result: [NamesRecord.Name] = []
        for (part, offset) in field.text.parted(by: 0x2C, outside: 0x7B, 0x7D) {
            let column = field.column + offset
            var text = part.trimmed
            var entry = NamesRecord.Name(
                field: name, text: "", traits: traits, condition: .init(), line: field.line, column: column)
            if let brace = text.utf8.firstIndex(of: 0x7B) {
                guard text.hasSuffix("}") else {
                    throw error(field.line, column, "\"{\" without \"}\"", "close the conditions with }")
                }
                let inside = text[text.index(after: brace)...].dropLast()
                for option in inside.parts(by: 0x3B) { try apply(option.trimmed, to: &entry) }
                text = String(text[..<brace]).trimmed
            }
            if text.isEmpty { throw error(field.line, column, "empty name", "remove the comma or write a name") }
            entry.text = text
            result.append(entry)
        }
        return result
    }

    private func apply(_ option: String, to entry: inout NamesRecord.Name) throws(LexiconError) {
        let end = option.utf8.firstIndex(of: 0x20) ?? option.endIndex
        let word = String(option[..<end])
        let value = option[end...].trimmed
        let words = value.parts(by: 0x2F).map { Fold.folded($0.trimmed) }
        switch word {
        case "case": entry.traits.insert(.exactCase)
        case "any": entry.traits.insert(.anyCase)
        case "weak": entry.traits.insert(.weak)
        case "adj": entry.traits.insert(.adjective)
        case "needs": entry.condition.requires += words
        case "not": entry.condition.excludes += words
        case "region": entry.condition.region = value
        case "from", "to":
            guard let day = CivilDate(iso: value) else {
                throw error(entry.line, entry.column, "\"\(value)\" is no date", "write a day as 2021-10-28")
            }
            if word == "from" { entry.condition.validFrom = day } else { entry.condition.validTo = day }
        default:
            throw error(
                entry.line, entry.column, "unknown condition \"\(word)\"",
                "write case, any, weak, adj, needs, not, from, to or region")
        }
    }

    /// A ticker with the zeros that spreadsheets and YAML take from its front: `9988` in Hong Kong is `09988`.
    static func padded(_ ticker: String, mic: String) -> String {
        let width =
            switch mic {
            case "XHKG": 5
            case "XSHG", "XSHE", "BJSE", "XKRX", "XKOS": 6
            default: 0
            }
        let isNumber = ticker.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
        guard isNumber, ticker.utf8.count < width else { return ticker }
        return String(repeating: "0", count: width - ticker.utf8.count) + ticker
    }

    private func error(_ line: Int, _ column: Int, _ message: String, _ remedy: String) -> LexiconError {
        LexiconError(file: path, line: line, column: column, message: message, remedy: remedy)
    }

    static func isID(_ id: String) -> Bool {
        !id.isEmpty
            && id.utf8.allSatisfy { byte in
                (byte >= 0x61 && byte <= 0x7A) || (byte >= 0x30 && byte <= 0x39) || byte == 0x2D || byte == 0x5F
                    || byte == 0x2E
            }
    }
}
