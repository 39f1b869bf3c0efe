internal import BrokerSupport
internal import Foundation
internal import Testing

/// The brokers of the integration tests are programs of their own; these tests are about starting and ending them.
@Suite(.waiting) struct BrokerTests {
    /// Skipping is for machines that cannot have the brokers. Where `make test` has installed them it would hide loss.
    @Test func brokersAreThereWhenTheyWereAskedFor() {
        let isRequired = ProcessInfo.processInfo.environment["REQUIRE_TEST_BROKERS"] == "1"
        #if os(Linux) && arch(x86_64)
        #expect(!isRequired || Broker.isAvailable, "\(Broker.unavailable ?? "")")
        #endif
    }

    @Test(.enabled(if: Broker.isAvailable, "test brokers: scripts/setup --test"), arguments: Broker.Kind.allCases)
    func aBrokerStartsOnAnAddressOfItsOwn(kind: Broker.Kind) throws {
        let first = try Broker(kind, lifetime: 60)
        let second = try Broker(kind, lifetime: 60)
        #expect(first.bootstrap.hasPrefix("127.0.0.1:"))
        #expect(first.bootstrap != second.bootstrap)
        first.stop()
        first.stop()
    }
}
