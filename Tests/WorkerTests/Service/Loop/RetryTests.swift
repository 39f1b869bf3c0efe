import Testing

@testable import Worker

@Suite struct RetryTests {
    private static let policy = Retry.Policy(
        first: .milliseconds(50), longest: .seconds(5), patience: .seconds(60))

    @Test func pausesDoubleUpToTheLongestAndAreCutByAtMostAHalf() {
        var retry = Retry()
        var jitter = Jitter(seed: 7)
        var whole = Duration.milliseconds(50)
        for _ in 0..<12 {
            #expect(retry.failed(at: .zero, Self.policy, jitter: &jitter))
            #expect(retry.due >= whole / 2 && retry.due <= whole, "\(retry.due) of \(whole)")
            whole = min(whole * 2, .seconds(5))
        }
    }

    @Test func thePatienceCountsFromTheFirstFailureAndThreeFailuresAreAlwaysAllowed() {
        var retry = Retry()
        var jitter = Jitter(seed: 7)
        let answers = [0, 70, 71].map { retry.failed(at: .seconds($0), Self.policy, jitter: &jitter) }
        #expect(answers == [true, true, false])
    }

    @Test func withoutPatienceItNeverGivesUp() {
        var retry = Retry()
        var jitter = Jitter(seed: 7)
        let policy = Retry.Policy(first: .milliseconds(1), longest: .seconds(1), patience: nil)
        for second in 0..<500 { #expect(retry.failed(at: .seconds(second * 1000), policy, jitter: &jitter)) }
    }

    @Test func replicasThatFailTogetherDoNotComeBackTogether() {
        let dues = (1...50).map { seed in
            var retry = Retry()
            var jitter = Jitter(seed: UInt64(seed))
            _ = retry.failed(at: .zero, Self.policy, jitter: &jitter)
            return retry.due
        }
        #expect(Set(dues).count == 50)
    }
}
