/// The session that a price is of where the text names no day: the last one that had begun, in the market's own time,
/// when the article was published.
struct TradingSession {
    /// Minutes east of UTC, and the minute of the day from which a market's prices are the day's own. Quotes before the
    /// bell count where they are told as news (New York from 4:00).
    private struct Clock {
        var offset: Int
        var opening: Int
        /// An hour later from April to October, near enough for the question which day it is.
        var hasSummerTime = false
    }

    private let published: Moment

    init(published: Moment) { self.published = published }

    /// The latest of the countries' sessions.
    /// - Parameter countries: ISO codes of the markets; none where the price belongs to no market (gold, currencies).
    func day(in countries: [String]) -> CivilDate {
        let days = countries.compactMap { Self.clock(of: $0).map(day) }
        let date = days.max() ?? worldwide
        return date.adding(days: -max(0, date.weekday - 5))
    }

    /// Of what trades around the clock: early in Asia's morning the news still tells of New York's day.
    private var worldwide: CivilDate {
        guard let second = published.secondOfDay, let offset = published.offsetMinutes, (420...600).contains(offset)
        else { return published.date }
        return second < Self.asianMorning ? published.date.adding(days: -1) : published.date
    }

    /// 8:30, in seconds.
    private static let asianMorning = 30_600

    private func day(by clock: Clock) -> CivilDate {
        guard let second = published.secondOfDay, let offset = published.offsetMinutes else { return published.date }
        let isSummer = clock.hasSummerTime && (4...10).contains(published.date.components.month)
        let sinceOpening = second / 60 - offset + clock.offset + (isSummer ? 60 : 0) - clock.opening
        return published.date.adding(
            days: sinceOpening >= 0 ? sinceOpening / 1440 : -1 - (-1 - sinceOpening) / 1440)
    }

    private static func clock(of country: String) -> Clock? {
        switch country {
        case "US": Clock(offset: -300, opening: 240, hasSummerTime: true)
        case "CN", "HK", "TW": Clock(offset: 480, opening: 540)
        case "JP", "KR": Clock(offset: 540, opening: 540)
        case "GB": Clock(offset: 0, opening: 420, hasSummerTime: true)
        case "DE", "FR", "NL", "IT", "ES", "CH", "SE", "DK", "BE": Clock(offset: 60, opening: 480, hasSummerTime: true)
        default: nil
        }
    }
}
