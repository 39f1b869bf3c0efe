/// Why a document could not be analyzed. The code stands in the dead letter.
public enum ExtractionError: Error, Equatable, Sendable {
    /// The body holds nothing but blanks and markup.
    case emptyBody
    /// The deterministic step budget ran out in `stage`.
    case budgetExceeded(stage: String)
}

/// Deterministic bound on the work for one document. Counted in steps, never in time, so that every run decides alike.
public struct Budget: Sendable {
    public private(set) var remaining: Int

    public init(steps: Int) { remaining = steps }

    /// Takes `steps` from the budget.
    /// - Throws: `ExtractionError.budgetExceeded` naming `stage` once nothing is left.
    public mutating func spend(_ steps: Int, in stage: StaticString) throws(ExtractionError) {
        remaining -= steps
        if remaining < 0 { throw .budgetExceeded(stage: "\(stage)") }
    }
}
