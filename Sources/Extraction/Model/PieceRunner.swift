internal import Synchronization

/// Runs independent pieces of pure work, numbered from 0, and returns when all are done: one after the other here, since
/// this module knows no threads; a caller that has some may give one that runs them at once.
public typealias PieceRunner = (_ count: Int, _ piece: @Sendable (Int) -> Void) -> Void

/// One after the other.
public func inTurn(_ count: Int, _ piece: @Sendable (Int) -> Void) { (0..<count).forEach(piece) }

/// The results of two pieces.
/// - Throws: the error of the first, else that of the second.
func both<First: Sendable, Second: Sendable>(
    by run: PieceRunner, _ first: @escaping @Sendable () throws(LexiconError) -> First,
    and second: @escaping @Sendable () throws(LexiconError) -> Second
) throws(LexiconError) -> (First, Second) {
    let results = Mutex<(first: Result<First, LexiconError>?, second: Result<Second, LexiconError>?)>((nil, nil))
    run(2) { index in
        if index == 0 {
            let result = Result { () throws(LexiconError) in try first() }
            results.withLock { $0.first = result }
        } else {
            let result = Result { () throws(LexiconError) in try second() }
            results.withLock { $0.second = result }
        }
    }
    let (one, other) = results.withLock { $0 }
    guard let one, let other else { preconditionFailure("a runner of pieces has left one out") }
    return (try one.get(), try other.get())
}
