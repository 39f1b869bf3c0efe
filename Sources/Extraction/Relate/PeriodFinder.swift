/// The time a fact is for: in its clause, else in its sentence, else the day of publication for prices.
struct PeriodFinder {
    @Shared var reading: Reading
    let lines: [RuleLine]

    func period(of candidate: FactCandidate) -> Event.Period? {
        let line = lines[candidate.line]
        guard let index = time(of: candidate, in: line) else { return dated(candidate) }
        let time = reading.times[index]
        if let days = fiscal(time, candidate) {
            return Event.Period(
                start: days.start.iso, end: days.end.iso, precision: days.precision.rawValue,
                basis: TimeExpression.Basis.fiscalCalendar.rawValue, text: reading.text.string(time.span))
        }
        return Event.Period(
            start: time.start?.iso ?? "", end: time.end?.iso ?? "", precision: time.precision.rawValue,
            basis: time.basis.rawValue, text: reading.text.string(time.span))
    }

    /// A fiscal period by the calendar of the company that the fact is about, where that is known.
    private func fiscal(_ time: TimeExpression, _ candidate: FactCandidate) -> CalendarPeriod? {
        guard let filler = candidate.fillers.first, reading.mentions.indices.contains(filler.mention),
            let published = Moment(reading.article.publishedAt)?.date
        else { return nil }
        let entity = reading.entities[reading.mentions[filler.mention].entity]
        return FiscalCalendar.company(entity.id)?.period(of: time, published: published)
    }

    func eventDate(of candidate: FactCandidate) -> String {
        let time = period(of: candidate)
        if let time, time.precision == "day" { return time.start }
        return publicationDay
    }

    private var publicationDay: String {
        let day = reading.article.publishedAt.prefix(10)
        return day.count == 10 ? String(day) : ""
    }

    /// Sessions are the day of publication where the text names no other.
    private func dated(_ candidate: FactCandidate) -> Event.Period? {
        guard isSession(candidate), !publicationDay.isEmpty else { return nil }
        return Event.Period(
            start: publicationDay, end: publicationDay, precision: "day", basis: "relative_to_publication", text: "")
    }

    private func time(of candidate: FactCandidate, in line: RuleLine) -> Int? {
        let clause = line.tokens[candidate.trigger].clause
        var before: Int?
        var after: Int?
        var earlier: Int?
        for (index, token) in line.tokens.enumerated() {
            guard case .time(let time) = token.kind, isCalendar(time), fits(reading.times[time], candidate) else {
                continue
            }
            if token.clause == clause {
                if index < candidate.trigger { before = time } else if after == nil { after = time }
            } else if token.clause < clause {
                earlier = time
            }
        }
        return before ?? after ?? earlier
    }

    /// No fact happened at a time it is only compared with; a session is not in the future, nor a quarter that goes on.
    private func fits(_ time: TimeExpression, _ candidate: FactCandidate) -> Bool {
        if time.isComparison { return false }
        guard isSession(candidate), let start = time.start, let end = time.end else { return true }
        if start.iso > publicationDay, !publicationDay.isEmpty { return false }
        switch time.precision {
        case .quarter, .half, .fiscalQuarter, .fiscalYear: return end.iso <= publicationDay || publicationDay.isEmpty
        default: return true
        }
    }

    private func isSession(_ candidate: FactCandidate) -> Bool {
        ["price_move", "fund_flow", "holding_change"].contains(candidate.type)
    }

    private func isCalendar(_ index: Int) -> Bool {
        switch reading.times[index].precision {
        case .duration, .set, .time: return false
        default: return true
        }
    }
}
