import Testing

@testable import Worker

@Suite struct FailPointTests {
    @Test(arguments: [
        ("kill-at:after-poll:3", FailPoints.Fault.kill(point: "after-poll", pass: 3)),
        ("crash-on:a7", .crash(id: "a7")),
        ("hang-on:a7", .hang(id: "a7")),
    ])
    func aFaultIsReadAsItIsWritten(text: String, fault: FailPoints.Fault) {
        #expect(FailPoints.Fault(text) == fault)
    }

    @Test(arguments: ["", "kill-at", "kill-at:p", "kill-at:p:0", "kill-at::1", "kill-at:p:x", "crash-on:", "burn:1"])
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
}
