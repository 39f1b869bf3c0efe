/// How likely an event's type, required roles and main measure are right, from how it was read.
///
/// A logistic fit over the events of annotated documents; the constant is set a little lower than fitted, since rules
/// do better on the documents that they were tried on.
enum Confidence {
    private static let constant = 2.1
    /// Per tenth of the reading's score a filler, above what a bare reading has.
    private static let perScore = 0.83
    private static let elided = -0.3
    private static let anaphor = -0.75
    /// A name that no catalogue has.
    private static let unknownName = -0.2
    private static let missingRole = -1.4

    static func of(_ event: Event, score: Double) -> Double {
        let share = score / Double(max(1, event.participants.count))
        var logit = constant + perScore * (share - 1.5)
        let parties = event.participants.indices
        if parties.contains(where: { event.participants[$0].how == .elided }) { logit += elided }
        if parties.contains(where: { event.participants[$0].how == .anaphor }) { logit += anaphor }
        if parties.contains(where: { event.participants[$0].entity.isGuess }) { logit += unknownName }
        if !Keys.hasRoles(event) { logit += missingRole }
        return logistic(min(4, max(-4, logit)))
    }

    /// By multiplication only, so that every platform gives the same digits: eˣ ≈ (1 + x/1024)¹⁰²⁴.
    private static func logistic(_ value: Double) -> Double {
        var power = 1 + value / 1024
        for _ in 0..<10 { power *= power }
        return power / (1 + power)
    }
}
