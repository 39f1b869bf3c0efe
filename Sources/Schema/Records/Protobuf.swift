public import SwiftProtobuf

extension SwiftProtobuf.Message {
    /// The message in protobuf's wire format, maps in a fixed order: equal messages give equal bytes.
    public func protobuf() -> [UInt8] {
        var options = BinaryEncodingOptions()
        options.useDeterministicOrdering = true
        do {
            return try serializedBytes(options: options)
        } catch {
            // Only a missing proto2 field or 2 GB of output can fail; proto3 has none and inputs are far smaller.
            preconditionFailure("proto3 message did not encode: \(error)")
        }
    }
}
