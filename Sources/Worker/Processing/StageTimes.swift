/// How long one record took, by stage.
struct StageTimes: Sendable {
    enum Stage: String, Sendable, CaseIterable { case decode, extract, encode }

    /// Stages that were not reached are missing.
    var stages: [(stage: Stage, duration: Duration)] = []
    var total = Duration.zero
    /// Why it became a dead letter.
    var rejection: Rejection?
}

/// Takes the time between stages, where anybody wants to know.
struct StageWatch {
    private var began: ContinuousClock.Instant?
    private var last: ContinuousClock.Instant?
    private var taken: [(stage: StageTimes.Stage, duration: Duration)] = []

    static let stopped = StageWatch()

    static var running: StageWatch {
        var watch = StageWatch()
        watch.began = .now
        watch.last = watch.began
        return watch
    }

    mutating func end(_ stage: StageTimes.Stage) {
        guard let last else { return }
        let now = ContinuousClock.now
        taken.append((stage, now - last))
        self.last = now
    }

    func times(rejection: Rejection?) -> StageTimes {
        let total = began.map { ContinuousClock.now - $0 } ?? .zero
        return StageTimes(stages: taken, total: total, rejection: rejection)
    }
}
