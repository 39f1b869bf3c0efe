/// Reads members of one of our own records. A member that is absent or null has its type's empty value; one of another
/// type is a `wrongType` with the byte.
struct RecordReader {
    private let members: [String: JSONValue]

    init(json bytes: [UInt8]) throws(DecodeError) {
        try self.init(JSONValue(json: bytes), "a record")
    }

    init(_ value: JSONValue, _ name: String) throws(DecodeError) {
        guard case .object(let members) = value.content else {
            throw DecodeError(.wrongType, at: value.offset, "\(name) must be an object")
        }
        self.members = Dictionary(members.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
    }

    private func value(_ name: String) -> JSONValue? {
        guard let value = members[name], value.content != .null else { return nil }
        return value
    }

    private func read<Value>(
        _ name: String, _ empty: Value, _ type: String, _ read: (JSONValue) -> Value?
    ) throws(DecodeError) -> Value {
        guard let value = value(name) else { return empty }
        guard let result = read(value) else {
            throw DecodeError(.wrongType, at: value.offset, "\(name) must be \(type)")
        }
        return result
    }

    func string(_ name: String) throws(DecodeError) -> String { try read(name, "", "a string", \.string) }
    func boolean(_ name: String) throws(DecodeError) -> Bool { try read(name, false, "true or false", \.boolean) }
    func integer(_ name: String) throws(DecodeError) -> Int64 { try read(name, 0, "a whole number", \.integer) }
    func score(_ name: String) throws(DecodeError) -> Double { try read(name, 0, "a number", \.double) }

    func strings(_ name: String) throws(DecodeError) -> [String] {
        try list(name) { element throws(DecodeError) in
            guard let text = element.string else {
                throw DecodeError(.wrongType, at: element.offset, "\(name) must hold strings")
            }
            return text
        }
    }

    func map(_ name: String) throws(DecodeError) -> [String: String] {
        guard let value = value(name) else { return [:] }
        guard case .object(let members) = value.content else {
            throw DecodeError(.wrongType, at: value.offset, "\(name) must be an object of strings")
        }
        var map: [String: String] = [:]
        for member in members {
            guard let text = member.value.string else {
                throw DecodeError(.wrongType, at: member.value.offset, "\(name) must be an object of strings")
            }
            map[member.name] = text
        }
        return map
    }

    /// Nil when the member is absent.
    func object<Value>(
        _ name: String, _ make: (RecordReader) throws(DecodeError) -> Value
    ) throws(DecodeError) -> Value? {
        guard let value = value(name) else { return nil }
        return try make(RecordReader(value, name))
    }

    func objects<Value>(
        _ name: String, _ make: (RecordReader) throws(DecodeError) -> Value
    ) throws(DecodeError) -> [Value] {
        try list(name) { element throws(DecodeError) in try make(RecordReader(element, "an element of \(name)")) }
    }

    private func list<Value>(
        _ name: String, _ make: (JSONValue) throws(DecodeError) -> Value
    ) throws(DecodeError) -> [Value] {
        guard let value = value(name) else { return [] }
        guard let elements = value.array else {
            throw DecodeError(.wrongType, at: value.offset, "\(name) must be an array")
        }
        var values: [Value] = []
        for element in elements { values.append(try make(element)) }
        return values
    }
}
