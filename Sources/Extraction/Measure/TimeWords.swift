/// The words of time, compiled from `measures/times.words`.
struct TimeWords: Sendable {
    enum What: String, Sendable {
        case day, same, week, month, quarter, year, half, weekday, weekend, vague, yearpart, halfname, quartername,
            wholeyear, lastquarter
        case monthName = "monthname"
    }

    private(set) var entries: [(what: What, number: Int)] = []
    private(set) var table: WordTable

    init(files: LexiconFiles) throws(LexiconError) {
        var words: [(word: [UInt16], value: Int32)] = []
        for line in try WordFile.lines(of: "measures/times.words", in: files) {
            guard let what = What(rawValue: line.name), let number = Int(line.place) else {
                throw line.error(
                    "unknown word of time \"\(line.name) \(line.place)\"",
                    remedy: "write WHAT N as in the lines above it")
            }
            entries.append((what, number))
            let index = Int32(entries.count - 1)
            words += line.words.map { ($0, index) }
        }
        table = WordTable(words)
    }

    func longest(in text: [UInt16], from position: Int) -> (what: What, number: Int, end: Int)? {
        guard let found = table.longest(in: text, from: position) else { return nil }
        let entry = entries[Int(found.value)]
        return (entry.what, entry.number, found.end)
    }
}
