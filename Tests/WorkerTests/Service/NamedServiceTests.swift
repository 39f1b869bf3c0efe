import ServiceLifecycle
import Testing

@testable import Worker

@Suite struct NamedServiceTests {
    private struct Laden: NamedService {
        let lexicon = Array(repeating: "上调", count: 100)
        func run() async throws {}
    }

    @Test func aServiceIsDescribedByItsNameAndNotByWhatItHolds() {
        let service: any Service = Laden()
        #expect("\(service)" == "Laden")
    }

    @Test func everyServiceOfTheProgramIsDescribedSo() {
        for service in [WorkService.self, ReplayRun.self, StatusServer.self] as [any Service.Type] {
            #expect(service is any NamedService.Type, "\(service)")
        }
    }
}
