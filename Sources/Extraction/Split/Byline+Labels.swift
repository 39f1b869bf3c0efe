extension Byline {
    private enum Field { case author, source, date }

    /// `2025-09-27 08:00 来源：证券日报 作者：张三`, `By Jane Doe, Reuters | Sept 27, 2025`, `文/李四`.
    static func labelled(_ text: Text, _ span: Span) -> Byline? {
        var byline = Byline()
        var position = span.lowerBound
        var unread = 0
        while position < span.upperBound {
            if let date = date(text, position, span.upperBound) {
                if byline.date.isEmpty { byline.date = date.iso }
                position = date.end
            } else if let label = label(text, position, span.upperBound, isFirst: position == span.lowerBound) {
                let end = valueEnd(text, label.end, span.upperBound)
                let value = trimmed(text, label.end..<end)
                guard !value.isEmpty, end - label.end <= 40 else { return nil }
                if label.isAuthor {
                    byline.author = byline.author.isEmpty ? value : byline.author
                } else {
                    byline.source = value
                }
                position = end
            } else {
                if !SignClass.of(text.scalars[position]).isDisjoint(with: .word) { unread += 1 }
                position += 1
            }
        }
        return byline.isEmpty || unread > 12 || byline.author.isEmpty && byline.source.isEmpty && unread > 4
            ? nil : byline
    }

    private static func trimmed(_ text: Text, _ span: Span) -> String {
        var low = span.lowerBound
        var high = span.upperBound
        while low < high, SignClass.of(text.scalars[low]).isDisjoint(with: .word) { low += 1 }
        while high > low, SignClass.of(text.scalars[high - 1]).isDisjoint(with: [.han, .letter, .digit, .closer]) {
            high -= 1
        }
        return text.string(low..<high)
    }

    /// `作者：`, `文/`, `来源 `, `By `. A label needs its colon, slash or bar; English `By` must open the line.
    private static func label(_ text: Text, _ at: Int, _ limit: Int, isFirst: Bool) -> (isAuthor: Bool, end: Int)? {
        if at > 0, !isFirst, !SignClass.of(text.scalars[at - 1]).isDisjoint(with: .word) { return nil }
        guard at < limit, labelStarts.contains(text.folded[at]) || isFirst else { return nil }
        for (words, isAuthor) in [(authorLabels, true), (sourceLabels, false)] {
            for word in words {
                guard let end = match(text, at, limit, word), end < limit,
                    [0x3A, 0x2F, 0x7C, 0x4E28].contains(text.folded[skip(text, end, limit)])
                else { continue }
                return (isAuthor, skip(text, end, limit) + 1)
            }
        }
        guard isFirst else { return nil }
        for word in openings {
            if let end = match(text, at, limit, word), end < limit, (0x41...0x5A).contains(text.scalars[end]),
                names(text, end, limit)
            {
                return (true, end)
            }
        }
        for word in reporters { if let end = match(text, at, limit, word), limit - end <= 12 { return (true, end) } }
        return nil
    }

    /// English names: capitalised words only, `and` allowed, up to a comma, bar or the end.
    private static func names(_ text: Text, _ from: Int, _ limit: Int) -> Bool {
        var words = 0
        var position = from
        while position < limit, ![0x2C, 0x7C, 0x28, 0x2D].contains(text.scalars[position]) {
            let isStart = position == from || text.scalars[position - 1] == 0x20
            if isStart {
                words += 1
                if match(text, position, limit, conjunction) == nil, !(0x41...0x5A).contains(text.scalars[position]) {
                    return false
                }
            }
            position += 1
        }
        return (1...7).contains(words)
    }

    private static func skip(_ text: Text, _ from: Int, _ limit: Int) -> Int {
        from < limit - 1 && text.scalars[from] == 0x20 ? from + 1 : from
    }

    private static let authorLabels = ["作者", "撰文", "撰稿", "记者", "文", "编译", "author"].map { Fold.folded($0) }
    private static let sourceLabels = ["来源", "稿源", "出处", "转自", "source"].map { Fold.folded($0) }
    private static let labelStarts = CodeSet((authorLabels + sourceLabels).compactMap(\.first))
    private static let openings = ["written by ", "by "].map { Fold.folded($0) }
    private static let reporters = ["本报记者 ", "记者 "].map { Fold.folded($0) }
    private static let conjunction = Fold.folded("and ")

    private static func match(_ text: Text, _ at: Int, _ limit: Int, _ units: [UInt16]) -> Int? {
        guard at + units.count <= limit else { return nil }
        for (index, unit) in units.enumerated() where text.folded[at + index] != unit { return nil }
        return at + units.count
    }

    /// A value runs to two blanks, a bar, a comma, a date or the next label.
    private static func valueEnd(_ text: Text, _ from: Int, _ limit: Int) -> Int {
        var position = from
        while position < limit {
            let scalar = text.scalars[position]
            if scalar == 0x7C || scalar == 0x2C || scalar == 0xFF0C || scalar == 0x4E28 { break }
            if position > from, scalar == 0x20 {
                if label(text, position + 1, limit, isFirst: false) != nil || date(text, position + 1, limit) != nil {
                    break
                }
            }
            position += 1
        }
        return position
    }

    // MARK: - Dates

    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        .map { Fold.folded($0) }
    private static let monthStarts = CodeSet(months.compactMap(\.first))

    /// `2025-09-27`, `2025/9/27`, `2025年9月27日`, `Sept 27, 2025`, each with a time of day behind it left unread.
    static func date(_ text: Text, _ at: Int, _ limit: Int) -> (iso: String, end: Int)? {
        if let year = number(text, at, limit, 4...4) {
            guard let month = number(text, year.end + 1, limit, 1...2),
                let day = number(text, month.end + 1, limit, 1...2),
                isSeparator(text.folded[year.end]), isSeparator(text.folded[month.end]),
                let date = CivilDate(year: year.value, month: month.value, day: day.value)
            else { return nil }
            return (date.iso, clock(text, day.end, limit))
        }
        guard at + 3 < limit, monthStarts.contains(text.folded[at]), SignClass.of(text.scalars[at]).contains(.letter),
            at == 0 || !SignClass.of(text.scalars[at - 1]).contains(.letter),
            let month = months.firstIndex(where: { match(text, at, limit, $0) != nil })
        else { return nil }
        var position = at
        while position < limit, position - at < 10, SignClass.of(text.scalars[position]).contains(.letter) {
            position += 1
        }
        while position < limit, text.scalars[position] == 0x2E || text.scalars[position] == 0x20 { position += 1 }
        guard let day = number(text, position, limit, 1...2) else { return nil }
        position = day.end
        while position < limit, text.scalars[position] == 0x2C || text.scalars[position] == 0x20 { position += 1 }
        guard let year = number(text, position, limit, 4...4),
            let date = CivilDate(year: year.value, month: month + 1, day: day.value)
        else { return nil }
        return (date.iso, clock(text, year.end, limit))
    }

    private static func isSeparator(_ unit: UInt16) -> Bool { [0x2D, 0x2F, 0x2E, 0x5E74, 0x6708].contains(unit) }

    private static func number(_ text: Text, _ at: Int, _ limit: Int, _ width: ClosedRange<Int>) -> (
        value: Int, end: Int
    )? {
        var end = at
        var value = 0
        while end < limit, end - at < width.upperBound, (0x30...0x39).contains(text.folded[end]) {
            value = value * 10 + Int(text.folded[end]) - 0x30
            end += 1
        }
        return end - at >= width.lowerBound ? (value, end) : nil
    }

    /// Past `日`, blanks and a time of day.
    private static func clock(_ text: Text, _ from: Int, _ limit: Int) -> Int {
        var position = from
        if position < limit, text.folded[position] == 0x65E5 { position += 1 }
        while position < limit, position - from < 12 {
            let unit = text.folded[position]
            guard unit == 0x20 || unit == 0x3A || unit == 0x74 || (0x30...0x39).contains(unit) else { break }
            position += 1
        }
        return position
    }
}
