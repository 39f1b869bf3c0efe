/// Dates in English: Sept 30, 2025; 30 September; last Friday; third quarter of 2025; fiscal 2026; in 2025.
struct EnglishTimeReader {
    let times: TimeReader
    private func unit(_ position: Int) -> UInt16 { times.unit(position) }

    func read(at start: Int) -> TimeValue? { nil }
}
