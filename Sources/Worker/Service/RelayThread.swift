internal import Foundation
internal import ServiceLifecycle
internal import Synchronization

/// A thread of its own for a blocking loop, stopped by graceful shutdown.
enum RelayThread {
    /// - Parameters:
    ///   - limit: how long `body` takes to return, at most, once it is told to stop. One that has not returned a little
    ///     later never will: a client of librdkafka's that is freed waits for its threads, for ever if one of them hangs.
    ///     The process ends then.
    ///   - body: called on that thread; returns soon once the given function says true.
    static func run(
        stoppingWithin limit: Duration, _ body: @escaping @Sendable (_ shouldStop: () -> Bool) throws -> Void
    ) async throws {
        let stopping = StopFlag()
        let isOver = StopFlag()
        try await withGracefulShutdownHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                let thread = Thread {
                    let outcome = Result { try body({ stopping.isSet }) }
                    isOver.set()
                    continuation.resume(with: outcome)
                }
                thread.name = "relay"
                thread.start()
            }
        } onGracefulShutdown: {
            stopping.set()
            SecondSignal.exitAtOnce()
            Overtime.end(at: .now.advanced(by: limit + Overtime.grace), unless: isOver)
        }
    }
}

/// The end of a process that does not end by itself.
enum Overtime {
    /// Beyond the limit: for the farewell to the brokers and the last line of the log.
    static let grace = Duration.seconds(5)

    static func end(at deadline: ContinuousClock.Instant, unless isOver: StopFlag) {
        Thread.detachNewThread {
            while .now < deadline {
                if isOver.isSet { return }
                Thread.sleep(forTimeInterval: 0.1)
            }
            Diagnostics.print(Relay.Loop.late.description)
            _exit(ExitStatus.deadlineExceeded.rawValue)
        }
    }
}

/// Set once, from any thread.
final class StopFlag: Sendable {
    private let flag = Atomic(false)
    var isSet: Bool { flag.load(ordering: .acquiring) }
    func set() { flag.store(true, ordering: .releasing) }
}

/// Signals that a parent blocked would never arrive: a worker started from a thread that blocks them must still stop.
enum SignalMask {
    static func unblockTermination() {
        var set = sigset_t()
        unsafe sigemptyset(&set)
        unsafe sigaddset(&set, SIGTERM)
        unsafe sigaddset(&set, SIGINT)
        unsafe pthread_sigmask(SIG_UNBLOCK, &set, nil)
    }
}

/// After the first signal the next one ends the process at once, without draining.
enum SecondSignal {
    static func exitAtOnce() {
        for number in [SIGTERM, SIGINT] {
            signal(number) { number in _exit(128 + number) }
        }
    }
}
