import Foundation
import Testing

@testable import Worker

@Suite struct ReplayBoundTests {
    private static let now: Int64 = 1_760_000_000_000

    @Test(arguments: [
        ("beginning", ReplayBound.beginning), ("end", .end), ("0", .offset(0)), ("120", .offset(120)),
        ("0=5", .offsets([0: 5])), ("2=7,0=5", .offsets([0: 5, 2: 7])),
        ("-7d", .time(now - 604_800_000)), ("-1d12h", .time(now - 129_600_000)), ("-90m", .time(now - 5_400_000)),
        ("-250ms", .time(now - 250)), ("-2w", .time(now - 1_209_600_000)),
        ("1970-01-01", .time(0)), ("2025-11-01T08:00:00+08:00", .time(1_761_955_200_000)),
        ("2025-11-01T00:00:00Z", .time(1_761_955_200_000)), ("2025-11-01t00:00:00.5z", .time(1_761_955_200_500)),
        ("2025-11-01 00:00:00.0001Z", .time(1_761_955_200_001)), ("2024-02-29", .time(1_709_164_800_000)),
    ])
    func anEndOfTheRangeIsReadAsItIsWritten(text: String, bound: ReplayBound) throws {
        #expect(try ReplayBound(text, now: Self.now) == bound)
    }

    @Test(arguments: [
        "", "start", "-", "-7", "7d", "-7x", "--7d", "-7d-", "-1.5h", "- 7d", "+5", "-0", "1=2=3", "1=2,", "1=2,1=3",
        "=4", "4=", "x=1", "99999999999=1", "99999999999999999999", "-99999999999999w", "-999999999999d", "１２",
        "2025-13-01", "2025-02-29", "2025-11-31", "2025-11-01T", "2025-11-01T08:00:00", "2025-11-01T24:00:00Z",
        "2025-11-01T08:00Z", "2025-11-01T08:00:00.Z", "2025-11-01T08:00:00+0800", "2025-11-01T08:00:00Zx", "2025-1-1",
        "0000-01-01",
    ])
    func anythingElseIsRefusedWithWhatMayBeWritten(text: String) {
        let failure = #expect(throws: ServiceFailure.self) { try ReplayBound(text, now: Self.now) }
        #expect(failure?.status == .usage)
        #expect(failure?.description.contains("-7d") == true)
    }

    /// Against the platform's own reader, over random times since 1621 (it counts older ones by another calendar).
    @Test(arguments: [1, 2, 3] as [UInt64])
    func timesAgreeWithAnotherReader(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let formatter = ISO8601DateFormatter()
        formatter.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
        for _ in 0..<3000 {
            let milliseconds = Int64.random(in: -11_000_000_000_000...253_402_300_000_000, using: &generator)
            let zone = Int.random(in: -48...56, using: &generator) * 900
            formatter.timeZone = TimeZone(secondsFromGMT: zone)
            let text = formatter.string(from: Date(timeIntervalSince1970: Double(milliseconds) / 1000))
            // The other reader rounds through floating point.
            let read = try #require(RFC3339.milliseconds(text), "\(text)")
            #expect(abs(read - milliseconds) <= 1, "\(text)")
        }
    }

    @Test(arguments: [
        ("500", Rate.records(500)), ("0.5", .records(0.5)), ("5MB", .bytes(5e6)), ("1.5mb", .bytes(1.5e6)),
        ("800KB", .bytes(8e5)),
    ])
    func aRateIsReadAsItIsWritten(text: String, rate: Rate) { #expect(Rate(text) == rate) }

    @Test(arguments: ["", "0", "-5", "MB", "5 MB", "fast", "nan", "inf", "0MB"])
    func aRateThatIsNoneIsRefused(text: String) { #expect(Rate(text) == nil) }

    @Test func shareNumbersAreCheckedAgainstTheirCount() {
        #expect(ShareNumber("2/3") == ShareNumber(number: 2, count: 3))
        for text in ["", "1", "0/3", "4/3", "1/0", "a/b", "1/2/3", "-1/2"] { #expect(ShareNumber(text) == nil) }
    }
}
