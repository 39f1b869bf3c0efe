extension Event {
    /// What in this event is not the contract's, one line each that names field and value; empty when all is well.
    ///
    /// Looks at words, forms and ranges. Whether the event is true to the text is not its business.
    public func violations() -> [String] {
        var found = Violations()
        found.require(Violations.isHex(eventID, 32), "event_id", eventID)
        for (name, key) in [("slot_key", slotKey), ("fact_key", factKey)] {
            found.require(!key.isEmpty, name, key)
        }
        found.require(!articleID.isEmpty && articleID.hasPrefix(documentID), "article_id", articleID)
        checkParticipants(&found)
        for measure in measures { measure.check(type: type, &found) }
        checkAttributes(&found)
        checkTime(&found)
        checkStance(&found)
        checkEvidence(&found)
        return found.lines
    }

    private func checkParticipants(_ found: inout Violations) {
        guard let row = EventType.named(type) else { return found.add("type", type) }
        for participant in participants {
            found.require(row.roles.contains { $0.name == participant.role }, "\(type) role", participant.role)
            found.require(Vocabulary.how, "participant how", participant.how)
            found.require(participant.start <= participant.end, "participant span", participant.mention)
            participant.entity.check(&found)
        }
        // Keys that begin with `p:` say themselves that something required is missing.
        guard !factKey.hasPrefix("p:") else { return }
        for role in row.roles where role.isRequired {
            let count = participants.count { $0.role == role.name }
            found.require(count >= role.atLeast, "\(type) role \(role.name)", "\(count) participants")
        }
    }

    private func checkAttributes(_ found: inout Violations) {
        for name in attributes.keys.sorted() {
            let value = attributes[name] ?? ""
            found.require(Vocabulary.isWord(name), "attribute", name)
            guard let words = Vocabulary.words(ofAttribute: name, type: type) else { continue }
            found.require(words, "\(type) \(name)", value)
        }
        if let metric = attributes["metric"] { found.require(!metric.isEmpty, "metric", metric) }
    }

    private func checkTime(_ found: inout Violations) {
        if hasPeriod {
            found.require(Vocabulary.periodPrecision, "period precision", period.precision)
            found.require(Vocabulary.periodBasis, "period basis", period.basis)
            found.requireDates("period", period.start, period.end)
        }
        if hasEffective { found.requireDates("effective", effective.start, effective.end) }
        found.requireDates("event_date", eventDate, "")
    }

    private func checkStance(_ found: inout Violations) {
        found.require(Vocabulary.certainty, "certainty", certainty)
        found.require(Vocabulary.timeliness, "timeliness", timeliness)
        found.require(Vocabulary.prominence, "prominence", prominence)
        for attribution in attributions {
            found.require(Vocabulary.attributionKind, "attribution kind", attribution.kind)
        }
        for opinion in (hasSentiment ? [sentiment] : []) + participantSentiment { opinion.check(&found) }
        found.require((0...1).contains(confidence), "confidence", "\(confidence)")
    }

    private func checkEvidence(_ found: inout Violations) {
        found.require(evidence.start < evidence.end, "evidence span", "\(evidence.start)..<\(evidence.end)")
        let length = evidence.text.unicodeScalars.count
        found.require(Int64(length) == evidence.end - evidence.start, "evidence text", "\(length) code points")
        found.require(Violations.isHex(provenance.fingerprint, 64), "fingerprint", provenance.fingerprint)
        found.require(Vocabulary.publishedAtSource, "published_at_source", provenance.publishedAtSource)
    }
}

extension Event.Measure {
    fileprivate func check(type: String, _ found: inout Violations) {
        if let row = EventType.named(type) { found.require(row.allows(measure: name), "\(type) measure", name) }
        found.require(Violations.isDecimal(value), "\(name) value", value)
        found.require(Vocabulary.isUnit(unit), "\(name) unit", unit)
        found.require(Vocabulary.qualifier, "\(name) qualifier", qualifier)
        found.require((qualifier == "range") == !upper.isEmpty, "\(name) upper", upper)
        if !upper.isEmpty { found.require(Violations.isDecimal(upper), "\(name) upper", upper) }
        if !per.isEmpty { found.require(Vocabulary.per, "\(name) per", per) }
        if !basis.isEmpty { found.require(Vocabulary.changeBasis, "\(name) basis", basis) }
        found.require(start <= end, "\(name) span", "\(start)..<\(end)")
    }
}

extension Entity {
    fileprivate func check(_ found: inout Violations) {
        found.require(!id.isEmpty, "entity id", id)
        found.require(Vocabulary.entityKind, "entity kind", kind)
        for listing in listings {
            let isMIC = listing.mic.utf8.count == 4 && listing.mic.utf8.allSatisfy { (0x41...0x5A).contains($0) }
            found.require(isMIC, "mic", listing.mic)
            let digits: Int? = ["XSHG": 6, "XSHE": 6, "BJSE": 6, "XHKG": 5][listing.mic]
            let isTicker = digits.map { Violations.isDigits(listing.ticker, $0) } ?? !listing.ticker.isEmpty
            found.require(isTicker, "\(listing.mic) ticker", listing.ticker)
        }
    }
}

extension Sentiment {
    fileprivate func check(_ found: inout Violations) {
        found.require(Vocabulary.sentimentLabel, "sentiment label", label)
        if !basis.isEmpty { found.require(Vocabulary.sentimentBasis, "sentiment basis", basis) }
        found.require((-1...1).contains(score), "sentiment score", "\(score)")
        let sum = pPositive + pNeutral + pNegative
        found.require(abs(sum - 1) < 0.001 || sum == 0, "sentiment probabilities", "\(sum)")
    }
}

/// Lines about what is wrong, in the order found.
struct Violations {
    private(set) var lines: [String] = []

    mutating func add(_ field: String, _ value: String) { lines.append("\(field): '\(value)'") }

    mutating func require(_ isFine: Bool, _ field: String, _ value: String) {
        if !isFine { add(field, value) }
    }

    mutating func require(_ words: Set<String>, _ field: String, _ value: String) {
        require(words.contains(value), field, value)
    }

    mutating func requireDates(_ field: String, _ start: String, _ end: String) {
        for date in [start, end] where !date.isEmpty { require(Violations.isDate(date), field, date) }
        if !start.isEmpty, !end.isEmpty { require(start <= end, field, "\(start)..\(end)") }
    }

    static func isDigits(_ text: String, _ count: Int) -> Bool {
        text.utf8.count == count && text.utf8.allSatisfy(JSONByte.isDigit)
    }

    static func isHex(_ text: String, _ count: Int) -> Bool {
        text.utf8.count == count && text.utf8.allSatisfy { JSONByte.isDigit($0) || (0x61...0x66).contains($0) }
    }

    /// `2025-09-22`.
    static func isDate(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, isDigits(parts[0], 4), isDigits(parts[1], 2), isDigits(parts[2], 2),
            let month = Int(parts[1]), let day = Int(parts[2])
        else { return false }
        return (1...12).contains(month) && (1...31).contains(day)
    }

    /// A plain decimal: sign, digits without needless zeros, point and digits.
    static func isDecimal(_ text: String) -> Bool {
        let parts = text.drop { $0 == "-" }.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let isNegated = text.hasPrefix("-") && !text.hasPrefix("--")
        guard isNegated || !text.hasPrefix("-"), let whole = parts.first, !whole.isEmpty else { return false }
        return parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(JSONByte.isDigit) }
            && (whole.count == 1 || !whole.hasPrefix("0"))
    }
}
