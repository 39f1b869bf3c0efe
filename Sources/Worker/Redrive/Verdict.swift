/// What becomes of a letter.
enum Verdict: String, Sendable, CaseIterable {
    /// A marker says that an earlier run dealt with it.
    case redriven
    /// Sent, or would be.
    case sent
    /// Has died too often: it goes to the parking topic, or would.
    case parked
    /// The extraction of this process fails on it too.
    case fails
    /// Its value was left out of the letter, and the original is no longer there.
    case gone
    /// Nothing says which topic it came from, or that topic is not there: `--to` names one.
    case homeless
    /// Older than its topic keeps records: it would be deleted before anybody reads it.
    case expired
    /// The topic takes no record of this size.
    case refused
    /// It crashed the process that read it; tried only where `--reason` names that code.
    case quarantined

    /// Letters that the run moves, and that count towards `--limit`.
    var isMove: Bool { self == .sent || self == .parked }

    /// In a sentence about what was, or would be, done.
    func words(_ act: RedriveRequest.Act) -> String {
        switch self {
        case .redriven: "redriven before"
        case .sent: act == .send ? "sent" : "would be sent"
        case .parked: act == .send ? "parked" : "would be parked"
        case .fails: "would die again"
        case .gone: "have lost their original"
        case .homeless: "have no topic to go to"
        case .expired: "are older than their topic keeps records"
        case .refused: "are too large for their topic"
        case .quarantined: "are quarantined"
        }
    }
}
