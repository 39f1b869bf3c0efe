/// Code points on their way into a text, a few at a time: one by one each would ask three arrays whether they are its own
/// and have room.
struct TextWriter {
    private static let room = 64

    private(set) var text: Text
    private let fold = Fold.table
    private var scalars = InlineArray<64, UInt32>(repeating: 0)
    private var folded = InlineArray<64, UInt16>(repeating: 0)
    private var origin = InlineArray<64, UInt32>(repeating: 0)
    /// How many wait.
    private var waiting = 0

    init(_ text: Text) { self.text = text }

    var count: Int { text.count + waiting }
    var last: UInt32? { waiting > 0 ? scalars[waiting - 1] : text.scalars.last }

    /// As `Text.append` does.
    @inline(__always)
    mutating func append(_ scalar: UInt32, origin offset: Int) {
        if waiting == TextWriter.room { flush() }
        scalars[waiting] = scalar
        folded[waiting] = scalar <= 0xFFFF ? fold[Int(scalar)] : Fold.beyond
        origin[waiting] = UInt32(truncatingIfNeeded: offset)
        waiting += 1
    }

    /// Afterwards `text` has them all.
    mutating func flush() {
        let (scalars, folded, origin, count) = (scalars, folded, origin, waiting)
        // SAFETY: `waiting` never passes the room of the three, and the buffers are read before they go.
        unsafe scalars.span.withUnsafeBufferPointer { unsafe text.scalars.append(contentsOf: $0.extracting(0..<count)) }
        unsafe folded.span.withUnsafeBufferPointer { unsafe text.folded.append(contentsOf: $0.extracting(0..<count)) }
        unsafe origin.span.withUnsafeBufferPointer { unsafe text.origin.append(contentsOf: $0.extracting(0..<count)) }
        waiting = 0
    }
}
