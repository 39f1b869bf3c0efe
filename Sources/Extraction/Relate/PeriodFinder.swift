/// The time a fact is for: in its clause, else in its sentence, else where the text last named one that fits, else the
/// day of publication for prices.
struct PeriodFinder {
    @Shared var book: Rulebook
    @Shared var reading: Reading
    private let lines: [Shared<RuleLine>]
    private let published: Moment?
    /// As the article writes it, for comparison with days; empty where none is given.
    let publicationDay: String

    init(book: Shared<Rulebook>, reading: Shared<Reading>, lines: [Shared<RuleLine>]) {
        _book = book
        _reading = reading
        self.lines = lines
        let time = reading.wrappedValue.article.publishedAt
        published = Moment(time)
        let day = time.prefix(10)
        publicationDay = day.count == 10 ? String(day) : ""
    }

    /// Facts of a session: a quarter named beside them is another fact's.
    private static let daily: Set<String> = ["price_move", "fund_flow", "holding_change"]
    /// Figures for a stretch of time, which later sentences keep to.
    private static let periodic: Set<String> = [
        "metric", "forecast", "market_share", "macro_indicator", "ranking", "capital_expenditure",
    ]

    /// Counted by others, for all by one calendar.
    private static let ranked: Set<String> = ["market_share", "ranking", "macro_indicator"]

    func period(of candidate: FactCandidate) -> Event.Period? {
        if let year = candidate.year, let first = CivilDate(year: year, month: 1, day: 1),
            let last = CivilDate(year: year, month: 12, day: 31)
        {
            return Event.Period(
                start: first.iso, end: last.iso, precision: "year", basis: "explicit", text: String(year))
        }
        guard
            let index = candidate.time ?? time(of: candidate, in: lines[candidate.line].wrappedValue)
                ?? inherited(candidate)
        else {
            return dated(candidate)
        }
        let time = reading.times[reported(index, candidate) ?? index]
        if let days = fiscal(time, candidate) {
            return Event.Period(
                start: days.start.iso, end: days.end.iso, precision: days.precision.rawValue,
                basis: TimeExpression.Basis.fiscalCalendar.rawValue, text: reading.text.string(time.span))
        }
        let (start, precision) = quarter(endingWith: time)
        let isAhead = isToCome(time, candidate)
        return Event.Period(
            start: (isAhead ? start?.adding(months: -12) : start)?.iso ?? "",
            end: (isAhead ? lastYears(time) : time.end)?.iso ?? "", precision: precision,
            basis: time.basis.rawValue, text: reading.text.string(time.span))
    }

    /// A fiscal period by the calendar of the company that the fact is about, where that is known.
    private func fiscal(_ time: TimeExpression, _ candidate: FactCandidate) -> CalendarPeriod? {
        guard !Self.ranked.contains(candidate.type), let filler = candidate.fillers.first,
            reading.mentions.indices.contains(filler.mention),
            let published = published?.date
        else { return nil }
        let entity = reading.entities[reading.mentions[filler.mention].entity]
        return FiscalCalendar.company(entity.id)?.period(
            of: time, published: published, isOver: Self.isTold(candidate.certainty))
    }

    /// What happened is not of a quarter that is still to come.
    private static func isTold(_ certainty: Event.Certainty) -> Bool {
        certainty == .completed || certainty == .ongoing
    }

    /// How many times back a quarter is looked for.
    private static let timesBack = 64

    /// 本季度, `the quarter`: of what was reported, the quarter that the text named last, not the one it was published
    /// in.
    private func reported(_ index: Int, _ candidate: FactCandidate) -> Int? {
        let time = reading.times[index]
        guard time.precision == .quarter, Self.isTold(candidate.certainty), Self.periodic.contains(candidate.type),
            time.start == nil || time.basis == .relativeToPublication && isUnderWay(time)
        else { return nil }
        return reading.times[max(0, index - Self.timesBack)..<index].lastIndex { earlier in
            switch earlier.precision {
            case .quarter, .fiscalQuarter: !earlier.isComparison && earlier.start != nil && !isUnderWay(earlier)
            case .day, .month, .half, .year, .fiscalYear, .range, .duration, .set, .time: false
            }
        }
    }

    /// Told in May of the third quarter: the year that the text leaves out is the one before.
    private func isToCome(_ time: TimeExpression, _ candidate: FactCandidate) -> Bool {
        guard Self.isTold(candidate.certainty), time.basis == .context, let start = time.start, !publicationDay.isEmpty,
            Self.periodic.contains(candidate.type)
        else { return false }
        switch time.precision {
        case .quarter, .half, .month: return start.iso > publicationDay
        case .day, .year, .range, .duration, .set, .time, .fiscalQuarter, .fiscalYear: return false
        }
    }

    private func lastYears(_ time: TimeExpression) -> CivilDate? {
        time.end?.adding(days: 1).adding(months: -12)?.adding(days: -1)
    }

    private func isUnderWay(_ time: TimeExpression) -> Bool {
        guard let start = time.start, let end = time.end, !publicationDay.isEmpty else { return false }
        return start.iso <= publicationDay && publicationDay <= end.iso
    }

    /// The day of a fact whose period this is.
    func eventDate(_ period: Event.Period?) -> String {
        if let time = period, time.precision == "day" { return time.start }
        return publicationDay
    }

    /// Sessions and decisions on rates are of the day of publication where the text names no other: of a market that
    /// has not opened by then, of the session before.
    private func dated(_ candidate: FactCandidate) -> Event.Period? {
        let isDecision =
            candidate.type == "macro_indicator"
            && candidate.attributes.contains { $0 == ("metric", "policy_rate") }
        guard Self.daily.contains(candidate.type) || isDecision, let published else { return nil }
        var day = published.date
        if Self.daily.contains(candidate.type) {
            if isOfAnotherDay(candidate) { return nil }
            day = TradingSession(published: published).day(in: markets(of: candidate))
        }
        return Event.Period(
            start: day.iso, end: day.iso, precision: "day", basis: "relative_to_publication", text: "")
    }

    /// How many sentences on the day after is looked for.
    private static let dayAfter = 2

    /// A first day of trading is told for years; after what 次日 follows, the day of publication is a later one.
    private func isOfAnotherDay(_ candidate: FactCandidate) -> Bool {
        if isDebut(candidate, lines[candidate.line].wrappedValue) { return true }
        let last = lines[min(candidate.line + Self.dayAfter, lines.count - 1)].wrappedValue.span.upperBound
        let next = reading.times.firstPlace { $0.span.lowerBound >= candidate.span.upperBound }
        return reading.times[next...].prefix { $0.span.upperBound <= last }.contains { time in
            time.start == nil && time.precision == .day && time.basis == .relativeToText
        }
    }

    private func isDebut(_ candidate: FactCandidate, _ line: RuleLine) -> Bool {
        let debut = book.known("debut")
        return line.tokens(of: line.tokens[candidate.trigger].clause).contains { index in
            let word = line.word(at: index)
            return word >= 0 && book.has(word, debut)
        }
    }

    /// ISO codes of the countries in which the price may be made: where the text means a listing its own, else those of
    /// all listings, else the index's.
    private func markets(of candidate: FactCandidate) -> [String] {
        guard let filler = candidate.fillers.first(where: { $0.role == "security" }) ?? candidate.fillers.first else {
            return []
        }
        let mention = reading.mentions[filler.mention]
        let entity = reading.entities[mention.entity]
        let listings = mention.listing.map { [$0] } ?? entity.listings
        return listings.isEmpty ? [entity.country] : listings.map { ListingIndex.Market(mic: $0.mic).country }
    }

    /// `the September quarter` ends with the month that it names.
    private func quarter(endingWith time: TimeExpression) -> (start: CivilDate?, precision: String) {
        let precision = time.precision.rawValue
        guard time.precision == .month, let date = time.start?.components, date.month > 2,
            isFollowedByQuarter(time.span)
        else { return (time.start, precision) }
        return (CivilDate(year: date.year, month: date.month - 2, day: 1), "quarter")
    }

    private func isFollowedByQuarter(_ span: Span) -> Bool {
        let folded = reading.text.folded
        let word = Array("quarter".utf16)
        let start = span.upperBound + 1
        guard start + word.count <= folded.count else { return false }
        return folded[start..<(start + word.count)].elementsEqual(word)
    }

    private func time(of candidate: FactCandidate, in line: RuleLine) -> Int? {
        let clause = line.tokens[candidate.trigger].clause
        // `said on Tuesday its profit for the third quarter`: what is counted over a stretch is not of the day that tells it.
        let isPeriodic = Self.periodic.contains(candidate.type) && candidate.type != "macro_indicator"
        var before: Int?
        var after: Int?
        var earlier: Int?
        var day: Int?
        for (index, token) in line.tokens.enumerated() {
            guard case .time(let time) = token.kind, fits(time, candidate, isOwnClause: token.clause == clause) else {
                continue
            }
            if isPeriodic, reading.times[time].precision == .day {
                if day == nil { day = time }
            } else if token.clause == clause {
                if index < candidate.trigger { before = time } else if after == nil { after = time }
            } else if token.clause < clause {
                earlier = time
            }
        }
        return before ?? after ?? earlier ?? day
    }

    /// A session is not in the future.
    private func isAhead(_ time: TimeExpression, _ candidate: FactCandidate) -> Bool {
        guard Self.daily.contains(candidate.type), let start = time.start, !publicationDay.isEmpty else { return false }
        return start.iso > publicationDay
    }

    /// No fact happened at a time it is only compared with; a session is no quarter, and what a company reports is for
    /// no day that another clause names.
    private func fits(_ index: Int, _ candidate: FactCandidate, isOwnClause: Bool) -> Bool {
        let time = reading.times[index]
        guard !time.isComparison, !isAhead(time, candidate) else { return false }
        switch time.precision {
        case .duration, .set, .time: return false
        case .day: return isOwnClause || candidate.type != "metric"
        case .range, .month: return isOwnClause || !Self.daily.contains(candidate.type)
        case .quarter, .half, .year, .fiscalQuarter, .fiscalYear: return !Self.daily.contains(candidate.type)
        }
    }

    /// How many sentences on a period still holds.
    private static let reach = 4

    /// 第三季度…。毛利率…: figures of the sentences after are for the period named before.
    private func inherited(_ candidate: FactCandidate) -> Int? {
        guard Self.periodic.contains(candidate.type), candidate.type != "forecast" else { return nil }
        let paragraph = lines[candidate.line].wrappedValue.paragraph
        for earlier in lines[max(0, candidate.line - Self.reach)..<candidate.line].reversed() {
            guard paragraph - earlier.wrappedValue.paragraph <= 1 else { return nil }
            for token in earlier.wrappedValue.tokens {
                if case .time(let time) = token.kind, isStretch(time) { return time }
            }
        }
        return nil
    }

    private func isStretch(_ index: Int) -> Bool {
        guard !reading.times[index].isComparison else { return false }
        switch reading.times[index].precision {
        case .quarter, .half, .fiscalQuarter: return true
        case .year, .fiscalYear, .month, .day, .range, .duration, .set, .time: return false
        }
    }
}
