/// The members of one JSON object as ranges of its bytes, for readers that need a few members of many records.
///
/// The text is checked as far as it is read. Of equal names the last counts; a name that is written with escapes is
/// found by no look-up.
package struct JSONMembers: Sendable {
    package struct Member: Sendable {
        /// Between the quotes.
        package let name: Range<Int>
        package let value: Range<Int>
    }

    package let bytes: [UInt8]
    package private(set) var list: [Member] = []
    /// The byte after the object, or after the member at which reading stopped.
    package private(set) var end: Int

    /// - Parameters:
    ///   - start: where the object begins.
    ///   - enough: reading stops once all of these names were seen; with none it never does.
    package init(_ bytes: [UInt8], from start: Int = 0, enough: [StaticString] = []) throws(DecodeError) {
        self.bytes = bytes
        end = start
        var cursor = JSONCursor(bytes, from: start)
        guard cursor.take(JSONBracket.object.opening) else { throw cursor.failure("expected an object") }
        list.reserveCapacity(32)
        if !cursor.take(JSONBracket.object.closing) {
            var missing = enough.count
            repeat {
                let name = try cursor.memberName()
                _ = cursor.peek()
                let first = cursor.position
                try cursor.skipValue(depth: 1)
                list.append(Member(name: name.start..<name.end, value: first..<cursor.position))
                if enough.contains(where: { isName(name.start..<name.end, $0) }) {
                    missing -= 1
                    if missing == 0 { break }
                }
            } while try cursor.continues(.object)
        }
        end = cursor.position
    }

    /// Where the member's value stands; nil when there is none.
    package func value(_ name: StaticString) -> Range<Int>? {
        list.last { isName($0.name, name) }?.value
    }

    /// The member's text; nil unless it is a string.
    package func string(_ name: StaticString) -> String? { value(name).flatMap(string(at:)) }

    /// The member's number; nil unless it is a whole one that fits.
    package func integer(_ name: StaticString) -> Int64? { value(name).flatMap { Int64(text($0)) } }

    /// The member's number; nil unless it is one.
    package func double(_ name: StaticString) -> Double? { value(name).flatMap { Double(text($0)) } }

    /// The members of the member; nil unless it is an object.
    package func object(_ name: StaticString) -> JSONMembers? {
        value(name).flatMap { try? JSONMembers(bytes, from: $0.lowerBound) }
    }

    /// The elements of the member that are objects; none unless it is an array.
    package func objects(_ name: StaticString) -> [JSONMembers] {
        guard let range = value(name), bytes[range.lowerBound] == JSONBracket.array.opening else { return [] }
        var cursor = JSONCursor(bytes, from: range.lowerBound)
        var objects: [JSONMembers] = []
        guard cursor.take(JSONBracket.array.opening), !cursor.take(JSONBracket.array.closing) else { return [] }
        repeat {
            _ = cursor.peek()
            let first = cursor.position
            guard (try? cursor.skipValue(depth: 2)) != nil else { break }
            if let object = try? JSONMembers(bytes, from: first) { objects.append(object) }
        } while (try? cursor.continues(.array)) == true
        return objects
    }

    /// Names in order.
    package var names: [String] { list.map { text($0.name) } }

    /// Whether both have members of the same names in the same order.
    package func hasSameNames(as other: JSONMembers) -> Bool {
        list.count == other.list.count
            && zip(list, other.list).allSatisfy { JSONMembers.areEqual(self, $0.name, other, $1.name) }
    }

    /// The value that stands in the range; nil when it cannot be read.
    package func decoded(_ range: Range<Int>) -> JSONValue? { try? JSONValue(json: Array(bytes[range])) }

    /// The value of the last member of that name; nil when there is none.
    package func decoded(_ name: String) -> JSONValue? {
        list.last { text($0.name) == name }.flatMap { decoded($0.value) }
    }

    /// Bytes as they stand, for names and numbers.
    package func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// The string whose quotes are the first and last byte of the range; nil where there is none.
    package func string(at range: Range<Int>) -> String? {
        guard bytes[range.lowerBound] == JSONByte.quote else { return nil }
        var cursor = JSONCursor(bytes, from: range.lowerBound)
        guard let token = try? cursor.string() else { return nil }
        return cursor.text(token)
    }

    private func isName(_ range: Range<Int>, _ name: StaticString) -> Bool {
        guard range.count == name.utf8CodeUnitCount else { return false }
        // SAFETY: the buffer is a constant of the program and is only read inside the closure.
        return name.withUTF8Buffer { unsafe bytes[range].elementsEqual($0) }
    }

    /// Whether two stretches hold the same bytes.
    package static func areEqual(
        _ left: JSONMembers, _ first: Range<Int>, _ right: JSONMembers, _ second: Range<Int>
    ) -> Bool {
        guard first.count == second.count else { return false }
        let leftSlice = left.bytes[first]
        let rightSlice = right.bytes[second]
        // SAFETY: both slices were checked against their arrays, and every load below ends within `count`.
        return unsafe leftSlice.withUnsafeBytes { a in
            unsafe rightSlice.withUnsafeBytes { b in
                var position = 0
                while position + 8 <= a.count {
                    let one = unsafe a.loadUnaligned(fromByteOffset: position, as: UInt64.self)
                    let other = unsafe b.loadUnaligned(fromByteOffset: position, as: UInt64.self)
                    if one != other { return false }
                    position += 8
                }
                while position < a.count {
                    if unsafe a[position] != b[position] { return false }
                    position += 1
                }
                return true
            }
        }
    }
}
