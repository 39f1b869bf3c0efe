/// What is asked of a redrive.
struct RedriveRequest: Sendable {
    enum Act: String, Sendable {
        /// Count what is there.
        case list
        /// Say what a run would send; write nothing.
        case dryRun = "dry_run"
        case send
    }

    var act = Act.list
    var selection = LetterSelection()
    /// Where letters go; nil: each to the topic it came from.
    var target: String?
    /// Letters go without a trial by the extraction of this process.
    var sendsUntried = false
    /// Letters with a marker go once more.
    var again = false
    /// A letter that has died this often is parked.
    var maxAttempts = 5
    /// At most so many letters are sent or parked; nil: all.
    var limit: Int?
}

/// Which letters are meant. Every filter that is given must let a letter through.
struct LetterSelection: Sendable {
    var reasons: [String] = []
    var sources: [String] = []
    /// Milliseconds since 1970, inclusive: compared with the time of the record that died.
    var since: Int64?
    /// Exclusive.
    var until: Int64?
    /// Partitions of the dead-letter topic; empty: all.
    var partitions: Set<Int32> = []

    func admits(_ letter: Letter) -> Bool {
        if !reasons.isEmpty, !reasons.contains(where: { Self.matches($0, letter.reason) }) { return false }
        if !sources.isEmpty, !sources.contains(letter.source) { return false }
        if !partitions.isEmpty, !partitions.contains(letter.place.partition) { return false }
        // A letter without a time is in no stretch of time.
        if let since, (letter.milliseconds ?? .min) < since { return false }
        if let until, (letter.milliseconds ?? .max) >= until { return false }
        return true
    }

    /// A reason is named whole (`tapereader.decode.invalid_json`), by its end (`invalid_json`) or by its beginning
    /// (`tapereader.decode`); always whole words between the dots.
    static func matches(_ named: String, _ reason: String) -> Bool {
        reason == named || reason.hasSuffix("." + named) || reason.hasPrefix(named + ".")
    }
}
