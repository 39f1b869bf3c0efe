/// What is wrong or doubtful in a file of the lexicon, and what to do about it.
public struct LexiconFinding: Sendable, Equatable {
    public enum Severity: String, Sendable { case error, warning }

    /// An error keeps the file from being used; a warning does not.
    public var severity: Severity
    public var problem: LexiconError

    /// `my.names:3:12: warning: "ON" is a common word; add {case}`
    public var description: String {
        let place = "\(problem.file):\(problem.line):\(problem.column)"
        return "\(place): \(severity.rawValue): \(problem.message); \(problem.remedy)"
    }
}

/// Checks names files of the user against the lexicon: mistakes, and names that are dead, shadowed, ambiguous or common.
public struct NamesCheck {
    private let catalogue: Catalogue
    private let common: Set<String>
    private var findings: [LexiconFinding] = []

    /// All findings, errors and warnings, in order of files and lines; empty when nothing is wrong.
    /// - Throws: `LexiconError` when the lexicon itself cannot be read.
    public static func findings(
        in files: [LexiconFiles.File], builtIn: LexiconFiles = .embedded
    ) throws(LexiconError) -> [LexiconFinding] {
        let read = files.map { NamesFile(path: $0.path).read($0.bytes) }
        var check = NamesCheck(catalogue: try Catalogue(builtIn: builtIn))
        for error in read.flatMap(\.errors) { check.findings.append(.init(severity: .error, problem: error)) }
        let records = read.flatMap(\.records)
        check.readReferences(records)
        if check.findings.isEmpty {
            let findings = check.findings
            check = NamesCheck(catalogue: try Catalogue(builtIn: builtIn, user: files))
            check.findings = findings
        }
        for record in records { check.read(record) }
        let order = Dictionary(files.enumerated().map { ($1.path, $0) }, uniquingKeysWith: { first, _ in first })
        return check.findings.enumerated().sorted { a, b in
            key(a.element, a.offset, order).lexicographicallyPrecedes(key(b.element, b.offset, order))
        }.map(\.element)
    }

    private static func key(_ finding: LexiconFinding, _ number: Int, _ order: [String: Int]) -> [Int] {
        [order[finding.problem.file] ?? 0, finding.problem.line, finding.problem.column, number]
    }

    private init(catalogue: Catalogue) {
        self.catalogue = catalogue
        common = catalogue.common.english()
    }

    private mutating func warn(_ record: NamesRecord, _ line: Int, _ column: Int, _ message: String, _ remedy: String) {
        let problem = LexiconError(file: record.file, line: line, column: column, message: message, remedy: remedy)
        findings.append(.init(severity: .warning, problem: problem))
    }

    private mutating func fail(_ record: NamesRecord, _ message: String, _ remedy: String) {
        let problem = LexiconError(file: record.file, line: record.line, column: 1, message: message, remedy: remedy)
        findings.append(.init(severity: .error, problem: problem))
    }
}

extension NamesCheck {
    /// Ids that do not exist, and records that are replaced by later ones of the same files.
    private mutating func readReferences(_ records: [NamesRecord]) {
        var defined: [String: Int] = [:]
        for record in records where record.action != .block {
            switch record.action {
            case .define:
                if let line = defined[record.id] {
                    warn(
                        record, record.line, 1, "\"\(record.id)\" replaces the record of line \(line)",
                        "write `+\(record.id) | …` to add to it")
                }
                defined[record.id] = record.line
            case .add, .remove:
                if defined[record.id] == nil, !isKnown(record.id) {
                    fail(
                        record, "there is no entity \"\(record.id)\"",
                        "define it with `\(record.id) | company …`, or correct the id")
                }
            case .block: break
            }
        }
        for record in records where !record.parent.isEmpty {
            if defined[record.parent] == nil, catalogue.entity(id: record.parent) == nil {
                fail(record, "its owner \"\(record.parent)\" does not exist", "define the owner, or correct the id")
            }
        }
    }

    private func isKnown(_ id: String) -> Bool {
        if catalogue.entity(id: id) != nil { return true }
        return Entity.Listing(rowID: id).flatMap { catalogue.entity(mic: $0.mic, ticker: $0.ticker) } != nil
    }

    private mutating func read(_ record: NamesRecord) {
        for listed in record.listings { readListing(listed.listing, record) }
        var seen: Set<String> = []
        for name in record.names {
            let folded = Fold.folded(name.text)
            if !seen.insert("\(name.field) \(name.text)").inserted, record.action != .block {
                warn(record, name.line, name.column, "\"\(name.text)\" stands twice", "remove one of them")
                continue
            }
            if let (message, remedy) = dead(name, folded) {
                warn(record, name.line, name.column, "\"\(name.text)\" is dead: \(message)", remedy)
            } else if record.action == .block {
                readBlocked(name, folded, record)
            } else {
                readRivals(name, folded, record)
                readCommon(name, folded, record)
            }
        }
    }

    private mutating func readListing(_ listing: Entity.Listing, _ record: NamesRecord) {
        let place = "\(listing.mic):\(listing.ticker)"
        let isNumber = listing.ticker.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
        if ["XHKG", "XSHG", "XSHE", "BJSE"].contains(listing.mic), !isNumber {
            warn(record, record.line, 1, "\(place): tickers there are numbers", "write it as the exchange does")
        }
        if let holder = catalogue.entity(mic: listing.mic, ticker: listing.ticker), holder.id != record.id,
            catalogue.entity(id: holder.id) != nil
        {
            warn(
                record, record.line, 1, "\(place) is held by \"\(holder.id)\" and stays there",
                "write `+\(holder.id) | …` to add names to it, or remove it with `-\(holder.id)`")
        }
    }
}

extension NamesCheck {
    /// Why a name can never count, and what to do.
    private func dead(_ name: NamesRecord.Name, _ folded: [UInt16]) -> (String, String)? {
        if folded.count < 2 { return ("one character alone is never matched", "write a longer form") }
        if folded.count > Gazetteer.maximumLength {
            return ("longer than \(Gazetteer.maximumLength) characters", "write the form that news uses")
        }
        if folded.contains(0xFFFD) { return ("it has a character that is not matched", "write it without emoji") }
        if NamesCheck.isDamagedNumber(name.text) {
            return ("a spreadsheet has turned a code into a number", "format the column as text and write it again")
        }
        let condition = name.condition
        if let from = condition.validFrom, let to = condition.validTo, to < from {
            return ("it ends before it begins", "exchange the two dates")
        }
        if let word = condition.excludes.first(where: { NamesCheck.contains(folded, $0) }) {
            let shown = String(decoding: word, as: UTF16.self)
            return ("it contains \"\(shown)\", which its `not` forbids", "remove that word")
        }
        return nil
    }

    /// `1.23E+05`.
    private static func isDamagedNumber(_ text: String) -> Bool {
        let parts = text.uppercased().split(separator: "E", maxSplits: 1)
        guard parts.count == 2, parts[1].first == "+" else { return false }
        return parts[0].utf8.allSatisfy { $0 == 0x2E || ($0 >= 0x30 && $0 <= 0x39) }
            && parts[1].dropFirst().utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    }

    private static func contains(_ text: [UInt16], _ word: [UInt16]) -> Bool {
        guard !word.isEmpty, word.count <= text.count else { return false }
        return (0...text.count - word.count).contains { text[$0..<$0 + word.count].elementsEqual(word) }
    }

    /// All aliases of a form in the order in which they are tried.
    private func chain(_ folded: [UInt16]) -> [Alias] {
        var hash = FormHash()
        for code in folded { hash.add(code) }
        guard var next = catalogue.gazetteer.find(folded, 0..<folded.count, hash: hash.value) else { return [] }
        var aliases: [Alias] = []
        while next >= 0 {
            let alias = catalogue.gazetteer.aliases[Int(next)]
            aliases.append(alias)
            next = alias.next
        }
        return aliases
    }

    private func id(_ alias: Alias) -> String { alias.entity < 0 ? "" : catalogue.entity(Int(alias.entity)).id }

    private mutating func readBlocked(_ name: NamesRecord.Name, _ folded: [UInt16], _ record: NamesRecord) {
        let named = chain(folded).map(id).filter { !$0.isEmpty }
        guard let first = named.first else { return }
        warn(
            record, name.line, name.column, "\"\(name.text)\" names \"\(first)\", which it no longer can",
            "block a longer phrase, or write `-\(first)` to remove the entity")
    }

    /// Other entities of the same form: one that always wins shadows the name, any other makes it ambiguous.
    private mutating func readRivals(_ name: NamesRecord.Name, _ folded: [UInt16], _ record: NamesRecord) {
        let aliases = chain(folded)
        if aliases.contains(where: { $0.entity < 0 }) {
            warn(
                record, name.line, name.column,
                "\"\(name.text)\" is dead: it is in a list of phrases that are no names",
                "write a longer form")
            return
        }
        let own = aliases.firstIndex { id($0) == record.id } ?? aliases.count
        let before = aliases[..<own], others = aliases.filter { id($0) != record.id }
        if let winner = before.first(where: { $0.condition < 0 && $0.traits.isDisjoint(with: [.weak, .listed]) }),
            isWritten(winner, name.text)
        {
            warn(
                record, name.line, name.column, "\"\(name.text)\" is shadowed: it always names \"\(id(winner))\"",
                "remove it here, or replace \"\(id(winner))\" without it")
        } else if let rival = others.first {
            let more = others.count > 1 ? " and \(others.count - 1) more" : ""
            warn(
                record, name.line, name.column, "\"\(name.text)\" is ambiguous: it also names \"\(id(rival))\"\(more)",
                "add {needs …} with words that stand near it, or {weak}")
        }
    }

    private func isWritten(_ alias: Alias, _ text: String) -> Bool {
        let written = Array(text.utf16)
        let start = Int(alias.display)
        return catalogue.gazetteer.pool[start..<start + written.count].elementsEqual(written)
    }

    private mutating func readCommon(_ name: NamesRecord.Name, _ folded: [UInt16], _ record: NamesRecord) {
        guard name.condition.requires.isEmpty, !name.traits.contains(.weak) else { return }
        if folded.count == 2, catalogue.common.isWord(folded[0], folded[1]) {
            warn(
                record, name.line, name.column, "\"\(name.text)\" is a common word",
                "add {needs …} with words that stand near the name, or {weak}")
        } else if common.contains(name.text.lowercased()) {
            let isBare = name.traits.contains(.anyCase) || name.text == name.text.lowercased()
            if name.traits.contains(.exactCase), !isBare, name.text == name.text.uppercased() { return }
            warn(
                record, name.line, name.column, "\"\(name.text)\" is a common word",
                name.traits.contains(.exactCase)
                    ? "add needs … or weak: a sentence may begin with it" : "add {case; needs …}, or {weak}")
        }
    }
}
