/// Bounds of the JSON reader. Within them every input ends in a value or a `DecodeError`.
public enum JSONLimits {
    /// Open objects and arrays at once: ten times what any record of the contract needs.
    public static let depth = 64
    /// Values in one text: more than a full-sized record of short values holds that anybody would send.
    public static let values = 1_000_000
}
