internal import Dispatch
internal import Synchronization

/// Runs independent pure work on all cores.
enum Parallel {
    /// Returns when every piece has run.
    static func run(_ count: Int, _ piece: @Sendable (Int) -> Void) {
        DispatchQueue.concurrentPerform(iterations: count, execute: piece)
    }

    /// Results in input order.
    static func map<Input: Sendable, Output: Sendable>(
        _ inputs: [Input], _ transform: @Sendable (Input) -> Output
    ) -> [Output] {
        let results = Mutex([Output?](repeating: nil, count: inputs.count))
        run(inputs.count) { index in
            let output = transform(inputs[index])
            results.withLock { $0[index] = output }
        }
        return results.withLock { $0.compactMap { $0 } }
    }
}
