internal import Dispatch
internal import Synchronization

/// Two pieces of independent pure work, on two cores where there are two.
/// - Throws: the error of the first, else that of the second.
func bothAtOnce<First: Sendable, Second: Sendable>(
    _ first: @Sendable () throws(LexiconError) -> First, and second: @Sendable () throws(LexiconError) -> Second
) throws(LexiconError) -> (First, Second) {
    let results = Mutex<(first: Result<First, LexiconError>?, second: Result<Second, LexiconError>?)>((nil, nil))
    DispatchQueue.concurrentPerform(iterations: 2) { index in
        if index == 0 {
            let result = Result { () throws(LexiconError) in try first() }
            results.withLock { $0.first = result }
        } else {
            let result = Result { () throws(LexiconError) in try second() }
            results.withLock { $0.second = result }
        }
    }
    let (one, other) = results.withLock { $0 }
    guard let one, let other else { preconditionFailure("both have run") }
    return (try one.get(), try other.get())
}
