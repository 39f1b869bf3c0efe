/// Bytes that are only ever appended to, on memory of their own: an array would ask at each of them whether it is shared.
// SAFETY: the pointer never leaves, and every write is checked against the capacity.
@safe
struct ByteBuffer: ~Copyable {
    private var base: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private var count = 0

    init(capacity: Int) {
        self.capacity = max(16, capacity)
        unsafe base = .allocate(capacity: self.capacity)
    }

    deinit { unsafe base.deallocate() }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        if count == capacity { grow(by: 1) }
        // SAFETY: count is below the capacity, which is the number of bytes allocated.
        unsafe base[count] = byte
        count += 1
    }

    mutating func append(_ source: UnsafeBufferPointer<UInt8>) {
        guard let start = source.baseAddress else { return }
        if source.count > capacity - count { grow(by: source.count) }
        // SAFETY: the bytes from count to the capacity are allocated, and at least as many as the source has.
        unsafe (base + count).update(from: start, count: source.count)
        count += source.count
    }

    var bytes: [UInt8] {
        // SAFETY: the first count bytes are written.
        unsafe Array(UnsafeBufferPointer(start: base, count: count))
    }

    /// At least doubles, so that a byte is moved a bounded number of times.
    private mutating func grow(by more: Int) {
        capacity = max(capacity * 2, count + more)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        // SAFETY: the new memory is larger than the count bytes written, and nothing else points to the old.
        unsafe larger.update(from: base, count: count)
        unsafe base.deallocate()
        unsafe base = larger
    }
}
