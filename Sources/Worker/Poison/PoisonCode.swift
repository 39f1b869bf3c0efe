/// Codes of dead letters that no extraction made.
enum PoisonCode {
    /// The record crashed the process, or held it up until the watchdog ended it, too often.
    static let quarantined = "tapereader.poison.quarantined"
}
