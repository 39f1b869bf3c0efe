import Testing

@testable import Worker

@Suite struct SettingRulesTests {
    private func settings(_ flags: [String]) throws -> WorkSettings {
        WorkSettings(try SettingSources(flags: flags, environment: [:], filePath: nil))
    }

    @Test(arguments: [
        [], ["topics.raw=a", "topics.events=b"], ["retry_backoff_ms=50", "retry_backoff_max_ms=50"],
        ["commit_interval_ms=7500"], ["commit_interval_ms=20000", "kafka.producer.transaction.timeout.ms=60000"],
        ["commit_interval_ms=20000", "delivery=at_least_once"],
    ])
    func whatFitsTogetherPasses(flags: [String]) throws { try SettingRules.check(settings(flags)) }

    @Test(arguments: [
        (["topics.raw=market.events"], "topics.events and topics.raw are both market.events"),
        (["topics.dead=articles.parked"], "topics.parked and topics.dead"),
        (["retry_backoff_ms=100", "retry_backoff_max_ms=99"], "retry_backoff_ms is above retry_backoff_max_ms"),
        (["commit_interval_ms=7501"], "kafka.producer.transaction.timeout.ms (15000)"),
        (["commit_interval_ms=600", "kafka.transaction.timeout.ms=1000"], "(1000)"),
    ])
    func whatContradictsItselfIsRefusedWithBothNames(flags: [String], words: String) throws {
        let error = #expect(throws: SettingError.self) { try SettingRules.check(settings(flags)) }
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    }
}
