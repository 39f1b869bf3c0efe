import Testing

@testable import Worker

@Suite struct FailPointTests {
    @Test(arguments: [
        ("kill-at:after-poll:3", FailPoints.Fault.end(.init(point: "after-poll", pass: 3))),
        ("kill-at:in-commit:1:15", .end(.init(point: "in-commit", pass: 1, delayMilliseconds: 15))),
        ("kill-late-at:in-revoke:2", .end(.init(point: "in-revoke", pass: 2, isLate: true))),
        ("halt-late-at:after-offsets:1", .end(.init(point: "after-offsets", pass: 1, isHalt: true, isLate: true))),
        ("crash-on:a7", .crash(id: "a7")),
        ("hang-on:a7", .hang(id: "a7")),
        ("number-transactions", .numberTransactions),
    ])
    func aFaultIsReadAsItIsWritten(text: String, fault: FailPoints.Fault) {
        #expect(FailPoints.Fault(text) == fault)
        #expect(FailPoints.Fault(fault.text) == fault)
    }

    @Test(arguments: [
        "", "kill-at", "kill-at:p", "kill-at:p:0", "kill-at::1", "kill-at:p:x", "crash-on:", "burn:1", "kill-at:p:1:-1",
        "kill-at:p:1:2:3", "halt-at:p:99999999999999999999", "number-transactions:1",
    ])
    func anythingElseIsRefused(text: String) {
        #expect(FailPoints.Fault(text) == nil)
        guard !text.isEmpty else { return }
        #expect(throws: ServiceFailure.self) {
            try FailPoints(environment: [FailPoints.environmentName: text], topics: ["tapereader-drill.raw"])
        }
    }

    @Test func aTopicWithoutTheDrillsPrefixRefusesAllFaults() throws {
        let environment = [FailPoints.environmentName: "crash-on:1"]
        #expect(throws: ServiceFailure.self) {
            try FailPoints(environment: environment, topics: ["tapereader-drill.raw", "articles.dead"])
        }
        _ = try FailPoints(environment: environment, topics: ["tapereader-drill.raw"])
        _ = try FailPoints(environment: [:], topics: ["articles.dead"])
    }

    @Test func theKeyIsNoSettingAndNotRefusedAsOne() throws {
        _ = try SettingSources(flags: [], environment: [FailPoints.environmentName: "crash-on:a"], filePath: nil)
        #expect(throws: SettingError.self) {
            _ = try SettingSources(flags: [], environment: ["TAPEREADER_DRILLS": "x"], filePath: nil)
        }
    }
}
