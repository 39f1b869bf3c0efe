/// The words of time, compiled from `measures/times.words`: a table for each place in an expression.
struct TimeWords: Sendable {
    enum Kind: String, Sendable {
        case day, same, now, morning, compare, year, month, week, weekend, shift, rolling, recent, vague, weekday,
            shortday,
            notday
        case season, edge, yearedge, monthedge, weekedge, quarteredge, half, quarter, ordinal, era, fiscal
        case feast, orthodox, lunar, daypair, yearpair, yearseason, shortseason
        case monthName = "monthname"
    }

    struct Word: Sendable {
        var kind: Kind
        var number: Int
        var end: Int
    }

    /// Words that a time may begin with, and that may follow other parts of it.
    private(set) var starts: WordTable
    private(set) var units: WordTable
    /// 初, 底, 上旬: right after what they are a part of.
    private(set) var tails: WordTable
    private(set) var cardinals: WordTable
    /// a few, 几: how many units, not exactly.
    private(set) var counts: WordTable
    /// seventies.
    private(set) var tens: WordTable
    /// ago, 后: after a length of time.
    private(set) var agos: WordTable
    /// after a time (或之后) and before it (since): the range is open at one end.
    private(set) var opens: WordTable
    private(set) var sinces: WordTable
    /// than, 较: the time after it is one that a figure is only compared with.
    private(set) var againsts: WordTable
    /// When the fiscal years of companies end, by entity id.
    private(set) var calendars: [String: FiscalCalendar] = [:]
    /// Markets whose day ends in the next morning of East Asia.
    private(set) var west: WordTable
    private(set) var feasts: [Feast] = []
    private(set) var gate: TimeGate
    private var entries: [(kind: Kind, number: Int)] = []

    init(files: LexiconFiles) throws(LexiconError) {
        typealias Rows = [(word: [UInt16], value: Int32)]
        var begin: Rows = []
        var others: [String: Rows] = [:]
        for line in try WordFile.lines(of: "measures/times.words", in: files) {
            if line.name == "yearend" {
                guard let calendar = FiscalCalendar(line.place) else {
                    throw line.error("no end of a year \"\(line.place)\"", remedy: "write MM, lMM/D or nMM/D")
                }
                for word in line.words { calendars[String(decoding: word, as: UTF16.self)] = calendar }
                continue
            }
            guard let kind = Kind(rawValue: line.name) else {
                let value = try TimeWords.value(of: line)
                others[line.name, default: []] += line.words.map { (word: $0, value: value) }
                continue
            }
            if kind == .feast {
                guard let feast = Feast(line.place) else {
                    throw line.error(
                        "no day of a feast \"\(line.place)\"", remedy: "write it as the head of the file says")
                }
                feasts.append(feast)
                entries.append((kind, feasts.count - 1))
            } else {
                guard let number = Int(line.place) else {
                    throw line.error("no number \"\(line.place)\"", remedy: "write KIND N as in the lines above it")
                }
                entries.append((kind, number))
            }
            let index = Int32(entries.count - 1)
            begin += line.words.map { (word: $0, value: index) }
        }
        starts = WordTable(begin)
        units = WordTable(others["unit"] ?? [])
        tails = WordTable(others["tail"] ?? [])
        cardinals = WordTable(others["cardinal"] ?? [])
        counts = WordTable(others["count"] ?? [])
        tens = WordTable(others["tens"] ?? [])
        agos = WordTable(others["ago"] ?? [])
        opens = WordTable(others["open"] ?? [])
        againsts = WordTable(others["against"] ?? [], backward: true)
        west = WordTable(others["west"] ?? [])
        sinces = WordTable(others["since"] ?? [], backward: true)
        let heads = begin + (others["cardinal"] ?? []) + (others["unit"] ?? []) + (others["tens"] ?? [])
        gate = TimeGate(heads: heads, counts: counts, units: units)
    }

    /// The trie keeps values from 0: numbers that may be negative are kept two higher.
    private static func value(of line: WordLine) throws(LexiconError) -> Int32 {
        switch line.name {
        case "unit":
            if let unit = TimeUnit.named(line.place) { return unit.rawValue }
        case "ago", "open", "since":
            if let number = Int32(line.place), (-2...2).contains(number) { return number + 2 }
        case "tail", "cardinal", "tens", "count", "west", "against":
            if let number = Int32(line.place), number >= 0 { return number }
        default: break
        }
        throw line.error(
            "unknown word of time \"\(line.name) \(line.place)\"", remedy: "write KIND N as the head of the file says")
    }

    func word(in text: [UInt16], from position: Int) -> Word? {
        guard let found = starts.longest(in: text, from: position) else { return nil }
        let entry = entries[Int(found.value)]
        return Word(kind: entry.kind, number: entry.number, end: found.end)
    }

    func unit(in text: [UInt16], from position: Int) -> (unit: TimeUnit, end: Int)? {
        guard let found = units.longest(in: text, from: position), let unit = TimeUnit(rawValue: found.value) else {
            return nil
        }
        return (unit, found.end)
    }
}

extension TimeWords {
    /// Whether a time may begin with this code unit.
    func mayStart(_ c: UInt16) -> Bool {
        NumberGlyph.isDigit(c) || NumberGlyph.isChineseNumeral(c) || starts.mayStart(c) || cardinals.mayStart(c)
            || counts.mayStart(c) || units.mayStart(c) || c == 0x7B2C || c == 0x622A || c == 0x6700 || c == 0x71
            || c == 0x68 || c == 0x6BCF
    }
}
