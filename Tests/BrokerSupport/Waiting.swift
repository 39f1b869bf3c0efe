internal import Foundation
internal import Synchronization
public import Testing

/// Runs tests that wait (for brokers, processes and networks) on a few threads of their own.
///
/// Tests share as many threads as there are cores. One that blocks its thread keeps back those that compute.
public struct Waiting: TestTrait, SuiteTrait, TestScoping {
    public var isRecursive: Bool { true }

    public func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        try await withTaskExecutorPreference(WaitingThreads.shared) { try await function() }
    }
}

extension Trait where Self == Waiting {
    public static var waiting: Self { Self() }
}

/// Takes jobs in the order of their coming.
private final class WaitingThreads: TaskExecutor {
    static let shared = WaitingThreads(count: 4)

    private let jobs = Mutex<[UnownedJob]>([])
    private let isThere = DispatchSemaphore(value: 0)

    init(count: Int) { for _ in 0..<count { Thread.detachNewThread { self.work() } } }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
        isThere.signal()
    }

    private func work() -> Never {
        while true {
            isThere.wait()
            let job = jobs.withLock { $0.removeFirst() }
            unsafe job.runSynchronously(on: asUnownedTaskExecutor())
        }
    }
}
