public import Foundation
internal import Synchronization

/// Child processes, begun so that no embedded broker goes down in that moment.
///
/// A child holds copies of this process's sockets, those to be closed at `exec` too, until its program runs. Librdkafka's
/// mock cluster closes its listener and binds the port again when it goes down; a copy that still listens makes that
/// fail, and librdkafka then ends the process.
public enum Children {
    private static let start = Mutex(())

    /// Runs `body` while no child is being begun by ``Foundation/Process/start()``.
    public static func notStarting<Value>(_ body: () throws -> Value) rethrows -> Value {
        try start.withLock { _ in try body() }
    }
}

extension Process {
    /// `run()`, never while an embedded broker goes down. All tests begin their children with this.
    public func start() throws { try Children.notStarting { try run() } }
}
