/// Reads one time expression, in Chinese or English: dates, months, quarters, years, what is relative to them, lengths
/// counted from today, and ranges.
///
/// The grammar has four layers: numbers and words (`TimeNumbers`, `times.words`), terms that fill the slots of
/// `TimeParts`, lengths (`TimeLengths`), and what joins two times (`TimeRanges`). Each position is tried once, with a
/// bounded number of terms. Out of scope: clock times, recurring times.
///
/// A class, made once an article: as a value it would be copied, tables and all, at every place where a time may begin.
final class TimeReader {
    let reader: NumeralReader
    let words: TimeWords
    let spans: SpanWords
    /// Display forms: `May` beside `may`.
    let scalars: [UInt32]
    var reference: TimeReference
    /// The parts and the length read last: several readings of one time begin with the same.
    private var lastParts: (at: Int, parts: TimeParts?)?
    private var lastLength: (at: Int, length: TimeLength?)?

    init(
        reader: NumeralReader, words: TimeWords, spans: SpanWords, scalars: [UInt32], reference: TimeReference
    ) {
        self.reader = reader
        self.words = words
        self.spans = spans
        self.scalars = scalars
        self.reference = reference
    }

    var text: [UInt16] { reader.text }
    func unit(_ position: Int) -> UInt16 { reader.unit(position) }

    /// The time that begins at `start`, ranges taken whole.
    func read(at start: Int) -> TimeValue? {
        // The reference may have moved since.
        (lastParts, lastLength) = (nil, nil)
        if let value = closing(at: start) { return value }
        let length = around(at: start)
        guard let value = range(at: start) ?? plain(at: start) else { return length }
        if let length, length.end >= value.end { return length }
        if let beside = beside(value) { return beside }
        return reference.isLiberal ? open(value, start: start) : compared(value, start: start)
    }

    /// Marks a time that stands after 较, than, since: a figure is compared with it or counted from it.
    private func compared(_ value: TimeValue, start: Int) -> TimeValue {
        if value.isSince {
            var record = value
            record.isComparison = isRecord(value.end)
            return record
        }
        guard value.precision != .range || value.whole != nil else { return value }
        let edge = reader.beforeSpaces(start) + 1
        let end = wordBefore(edge).flatMap { has("the", at: $0) == edge ? reader.beforeSpaces($0) + 1 : nil } ?? edge
        guard words.againsts.longest(in: text, endingAt: end, notBefore: max(0, end - 16)) != nil else { return value }
        var marked = value
        marked.isComparison = true
        return marked
    }

    /// 以来的最大单日涨幅, 以来首次: the time says how rare the fact is.
    private func isRecord(_ end: Int) -> Bool {
        [0x6700, 0x65B0, 0x9996].contains(unit(unit(end) == 0x7684 ? end + 1 : end))
    }

    /// One time without what may follow it in a range.
    func plain(at start: Int) -> TimeValue? { parts(at: start).map(value) }

    func value(_ parts: TimeParts) -> TimeValue {
        TimeResolution.value(parts, reference: reference, feasts: words.feasts)
    }

    /// The slots that the words from `start` on fill; nil if they name no time.
    func parts(at start: Int, depth: Int = 0) -> TimeParts? {
        guard depth == 0 else { return readParts(at: start, depth: depth) }
        if let lastParts, lastParts.at == start { return lastParts.parts }
        let parts = readParts(at: start, depth: 0)
        lastParts = (start, parts)
        return parts
    }

    /// The length at `start` that needs no word before it.
    func ownLength(at start: Int) -> TimeLength? {
        if let lastLength, lastLength.at == start { return lastLength.length }
        let length = length(at: start)
        lastLength = (start, length)
        return length
    }

    private func readParts(at start: Int, depth: Int) -> TimeParts? {
        var parts = TimeParts(at: start)
        parts.depth = depth
        guard term(at: start, &parts) else { return nil }
        for _ in 0..<8 {
            guard continues(&parts) else { break }
        }
        return accept(parts) ? parts : nil
    }

    /// What is no time by itself: an edge or an ordinal of nothing, a feast or a short year in news.
    private func accept(_ parts: TimeParts) -> Bool {
        if parts.ordinal != nil, !parts.isContainer, parts.ordinal?.weekday == nil || !reference.isLiberal {
            return parts.feast != nil && (reference.isLiberal || parts.year != nil)
        }
        if parts.edge != nil, !parts.isContainer { return false }
        if parts.ordinal == nil, !parts.isTime { return false }
        if parts.feast != nil, !reference.isLiberal, parts.year == nil, parts.turn == nil { return false }
        return true
    }

    // MARK: - One term after the other

    /// Takes a further term over 的, `of`, a comma; false if none fits.
    func continues(_ parts: inout TimeParts) -> Bool {
        if tail(at: parts.end, &parts) { return true }
        guard let (at, comma) = connected(parts) else { return false }
        var more = parts
        if term(at: at, &more) {
            guard !comma || isPair(parts, more) else { return false }
            parts = more
            if comma, unit(parts.end) == 0x29, unit(at - 1) == 0x28 { parts.end += 1 }
            return true
        }
        guard !comma, parts.edge != nil || parts.ordinal != nil, !parts.isContainer,
            let found = words.unit(in: text, from: at), fill(found.unit, .shift(0), &parts)
        else { return false }
        parts.end = found.end
        return true
    }

    /// What a comma or a bracket may join: a weekday and its date, a date and its year.
    private func isPair(_ left: TimeParts, _ right: TimeParts) -> Bool {
        if left.finest == .weekday { return right.day != nil || right.month != nil }
        if right.weekday != nil, left.weekday == nil { return left.day != nil }
        return right.year != left.year && left.last <= .half
    }

    /// Where a further term may begin, and whether a comma or bracket stands before it.
    private func connected(_ parts: TimeParts) -> (at: Int, comma: Bool)? {
        var at = parts.end
        if unit(at) == 0x27 || unit(at) == 0x2019, unit(at + 1) == 0x73, unit(at + 2) == 0x20 { at += 2 }
        if unit(at) == 0x7684 { return (reader.afterSpaces(at + 1), false) }
        if unit(at) == 0x2D || unit(at) == 0x2F, parts.year == nil, parts.month != nil || parts.edge != nil {
            // 19-20 after a month are two days; only four figures are a year.
            guard !NumberGlyph.isDigit(unit(at + 1)) || digits(at: at + 1)?.count == 4 else { return nil }
            return (at + 1, false)
        }
        at = reader.afterSpaces(at)
        let comma = unit(at) == 0x2C || unit(at) == 0x28
        if comma { at = reader.afterSpaces(at + 1) }
        if at > parts.end { at = afterJoints(at, isEdge: parts.last == .edge) }
        return at < text.count && at < parts.end + 24 ? (at, comma) : nil
    }

    /// Over `of`, `in`, `the` and their like.
    private func afterJoints(_ start: Int, isEdge: Bool) -> Int {
        var at = start
        let joints: [StaticString] =
            isEdge ? ["of", "the", "around"] : ["of", "in", "the", "on", "for", "from", "during"]
        for _ in 0..<2 {
            guard let past = joints.lazy.compactMap({ self.has($0, at: at) }).first, unit(past) == 0x20 else { break }
            at = reader.afterSpaces(past)
            // `rose 3% in September from a year earlier` names two times.
            if has("from a", at: past - 4) != nil { return start }
        }
        return at
    }

    /// 初, 底, 上旬 right after a year, month, week or quarter.
    private func tail(at end: Int, _ parts: inout TimeParts) -> Bool {
        guard parts.edge == nil, parts.weekday == nil, parts.isContainer, end > parts.start,
            NumberGlyph.isHan(unit(end - 1)) || parts.decade == nil && NumberGlyph.isHan(unit(end)),
            let found = words.tails.longest(in: text, from: unit(end) == 0x7684 ? end + 1 : end), found.value > 0,
            let edge = TimeParts.Edge(rawValue: Int(found.value)), parts.day == nil || edge == .since
        else { return false }
        if edge == .since, reference.isLiberal { return false }
        guard edge.rawValue < 7 || edge == .whole || edge == .since || parts.month != nil else { return false }
        (parts.edge, parts.end, parts.last) = (edge, found.end, .edge)
        return true
    }

    // MARK: - Slots

    /// Fills the slot of `unit`; false if it is taken or the grains do not fit together.
    func fill(_ unit: TimeUnit, _ slot: TimeParts.Slot, _ parts: inout TimeParts) -> Bool {
        guard admits(unit, slot, parts) else { return false }
        switch unit {
        case .day: (parts.day, parts.last) = (slot, .day)
        case .week: (parts.week, parts.last) = (slot, .week)
        case .weekend: (parts.weekend, parts.last) = (slot, .week)
        case .month: (parts.month, parts.last) = (slot, .month)
        case .quarter: (parts.quarter, parts.last) = (slot, .quarter)
        case .half: (parts.half, parts.last) = (slot, .half)
        case .year: (parts.year, parts.last) = (slot, .year)
        case .decade: (parts.decade, parts.last) = (slot, .decade)
        case .century: (parts.century, parts.last) = (slot, .decade)
        case .fortnight:
            guard case .shift(let offset) = slot else { return false }
            (parts.fortnight, parts.last) = (offset, .week)
        case .tradingDay: return false
        }
        return true
    }

    /// A slot is filled once; what counts from today stands alone, or with finer parts.
    private func admits(_ unit: TimeUnit, _ slot: TimeParts.Slot, _ parts: TimeParts) -> Bool {
        let slots: [(TimeUnit, TimeParts.Slot?)] = [
            (.day, parts.day), (.week, parts.week ?? parts.weekend), (.month, parts.month), (.quarter, parts.quarter),
            (.half, parts.half), (.year, parts.year), (.decade, parts.decade),
        ]
        let own = unit == .weekend ? .week : unit == .century ? .decade : unit
        if parts.sameDay != nil || parts.isVague { return false }
        for (other, filled) in slots {
            guard let filled else { continue }
            if other == own { return false }
            if case .shift = filled, other.rawValue < own.rawValue { return false }
            if case .shift = slot, other.rawValue > own.rawValue { return false }
        }
        return true
    }
}

/// Sessions of a trading day.
extension TimeReader {
    /// 盘前, 收盘, after hours … right after a date or alone.
    func session(at start: Int) -> (name: String, end: Int)? {
        guard let found = spans.sessions.longest(in: text, from: start) else { return nil }
        return (spans.names[Int(found.value)], found.end)
    }
}
