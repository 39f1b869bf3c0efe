import Foundation
import Testing

@testable import Worker

struct OvertimeTests {
    @Test func aProcessThatDoesNotEndByItselfIsEndedWithTheCodeForAMissedDeadline() async {
        await #expect(processExitsWith: .exitCode(ExitStatus.deadlineExceeded.rawValue)) {
            Overtime.end(at: .now.advanced(by: .milliseconds(50)), unless: StopFlag())
            while true { sleep(1) }
        }
    }

    @Test func oneThatHasEndedInTimeIsLeftAlone() async {
        await #expect(processExitsWith: .exitCode(3)) {
            let isOver = StopFlag()
            isOver.set()
            Overtime.end(at: .now.advanced(by: .milliseconds(50)), unless: isOver)
            usleep(300_000)
            exit(3)
        }
    }
}
