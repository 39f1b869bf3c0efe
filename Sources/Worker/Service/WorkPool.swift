internal import Foundation

/// A fixed number of threads that run one function over a queue of inputs. Results are collected, not called back, so
/// that the owner needs no lock of its own.
///
/// The owner bounds the queue: past its budget of records and bytes it stops submitting and pauses its source.
// SAFETY: every stored `var` is read and written only with `condition` held.
final class WorkPool<Input: Sendable, Output: Sendable>: @unchecked Sendable {
    private let condition = NSCondition()
    private var queue: [Input] = []
    private var head = 0
    private var results: [Output] = []
    private var stopped = false

    /// - Parameters:
    ///   - threads: how many run at once, at least 1.
    ///   - process: called on those threads; must return in bounded time.
    init(threads: Int, process: @escaping @Sendable (Input) -> Output) {
        for index in 0..<max(1, threads) {
            let thread = Thread { [self] in
                while let input = next() { collect(process(input)) }
            }
            thread.name = "work-\(index)"
            thread.stackSize = 8 << 20
            thread.start()
        }
    }

    func submit(_ inputs: [Input]) {
        guard !inputs.isEmpty else { return }
        locked {
            queue.append(contentsOf: inputs)
            condition.broadcast()
        }
    }

    /// Results since the last call. Waits for the first one, at most `milliseconds`.
    func takeResults(waitMilliseconds milliseconds: Int = 0) -> [Output] {
        let deadline = Date(timeIntervalSinceNow: Double(milliseconds) / 1000)
        return locked {
            while results.isEmpty, milliseconds > 0, condition.wait(until: deadline) {}
            let taken = results
            results.removeAll(keepingCapacity: taken.count < 4096)
            return taken
        }
    }

    /// Drops inputs that have not started.
    func dropQueued(where shouldDrop: (Input) -> Bool) {
        locked {
            queue = queue[head...].filter { !shouldDrop($0) }
            head = 0
        }
    }

    /// Threads end after the input they are at; nothing more is started.
    func stop() {
        locked {
            stopped = true
            queue.removeAll()
            head = 0
            condition.broadcast()
        }
    }

    private func next() -> Input? {
        locked {
            while head == queue.count, !stopped { condition.wait() }
            guard !stopped else { return nil }
            let input = queue[head]
            head += 1
            if head > 1024, head * 2 > queue.count {
                queue.removeFirst(head)
                head = 0
            }
            return input
        }
    }

    private func collect(_ output: Output) {
        locked {
            results.append(output)
            condition.broadcast()
        }
    }

    private func locked<Result>(_ body: () -> Result) -> Result {
        condition.lock()
        defer { condition.unlock() }
        return body()
    }
}
