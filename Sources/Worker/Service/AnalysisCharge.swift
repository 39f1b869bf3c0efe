/// Memory that the analysis of a record takes beside the record, charged to the budget of bytes until it is analyzed.
///
/// An article of 8 MB takes about 220 MB while its names, figures and facts are read (`make stall`). Small articles are
/// charged nothing: of those only one a thread is in memory at a time.
enum AnalysisCharge {
    /// Bytes up to which a record is small.
    static let small = 65_536
    /// Bytes of analysis for each byte of a large record, as measured.
    static let factor = 26

    static func bytes(ofRecord count: Int) -> Int { count <= small ? 0 : count * factor }
}
