/// A value that many small structs look at while it does not change: each holds one reference instead of a copy of all
/// its arrays, whose counts would be raised and lowered with every struct that is made.
@propertyWrapper
struct Shared<Value: Sendable>: Sendable {
    private final class Box: Sendable {
        let value: Value
        init(_ value: Value) { self.value = value }
    }

    private let box: Box

    init(of value: Value) { box = Box(value) }

    var wrappedValue: Value {
        @inline(__always) _read { yield box.value }
    }
}
