/// Puts back characters that were certainly lost, each recorded. Where two readings are possible nothing is changed.
enum Repairs {
    private struct Insertion { let at: Int, text: String, span: Span, reading: String }

    static func apply(to page: inout Page) {
        var insertions: [Insertion] = []
        let text = page.text
        var position = 0
        while position < text.count {
            guard isDigit(text, position) else {
                position += 1
                continue
            }
            var end = position
            while end < text.count, isDigit(text, end), end - position < 9 { end += 1 }
            while end < text.count, isDigit(text, end) { end += 1 }
            if let found = month(text, position..<end) ?? day(text, position..<end) ?? change(text, position..<end) {
                insertions.append(found)
            }
            position = end
        }
        guard !insertions.isEmpty else { return }
        write(insertions, into: &page)
    }

    private static func isDigit(_ text: Text, _ position: Int) -> Bool { (0x30...0x39).contains(text.folded[position]) }

    private static func value(_ text: Text, _ span: Span) -> Int {
        span.reduce(0) { $0 * 10 + Int(text.folded[$1]) - 0x30 }
    }

    /// `202412月` is 2024年12月: a year of this age and a month, nothing between.
    private static func month(_ text: Text, _ digits: Span) -> Insertion? {
        guard (5...6).contains(digits.count), digits.upperBound < text.count, text.folded[digits.upperBound] == 0x6708
        else { return nil }
        let split = digits.lowerBound + 4
        guard (1990...2099).contains(value(text, digits.lowerBound..<split)),
            (1...12).contains(value(text, split..<digits.upperBound)),
            text.folded[split] != 0x30 || digits.count == 6
        else { return nil }
        return insertion(text, at: split, "年", from: digits.lowerBound, to: digits.upperBound + 1)
    }

    /// `224日` at the head of a sentence is 2月24日 when no other month and day can be read.
    private static func day(_ text: Text, _ digits: Span) -> Insertion? {
        let end = digits.upperBound
        guard (3...4).contains(digits.count), end < text.count, text.folded[end] == 0x65E5,
            beginsDate(text, digits.lowerBound),
            end + 1 < text.count, isBreak(text.folded[end + 1])
        else { return nil }
        let splits = (1...2).filter { width in
            let split = digits.lowerBound + width
            let days = digits.count - width
            guard (1...2).contains(days), text.folded[digits.lowerBound] != 0x30, text.folded[split] != 0x30 else {
                return false
            }
            let month = value(text, digits.lowerBound..<split)
            return (1...12).contains(month)
                && (1...CivilDate.days(inMonth: month, of: 2024)).contains(value(text, split..<end))
        }
        guard splits.count == 1, let width = splits.first else { return nil }
        return insertion(text, at: digits.lowerBound + width, "月", from: digits.lowerBound, to: end + 1)
    }

    /// A date stands at a sentence's head or after a year, a preposition or an opening bracket.
    private static func beginsDate(_ text: Text, _ position: Int) -> Bool {
        guard position > 0 else { return true }
        let before = text.folded[position - 1]
        let heads: [UInt16] = [
            0x0A, 0x3002, 0x2C, 0xFF1B, 0x3B, 0x28, 0x5E74, 0x4E8E, 0x5728, 0x81EA, 0x21, 0x3F, 0x3001,
        ]
        return heads.contains(before)
    }

    /// `,` `，` `(` or a word that can follow a date but no count of days.
    private static func isBreak(_ unit: UInt16) -> Bool {
        [0x2C, 0x28, 0x665A, 0x65E9, 0x4E0A, 0x4E0B, 0x3001].contains(unit)
    }

    /// `激增80%318亿元` lost its 至: a change in percent runs into the level that it reached.
    private static func change(_ text: Text, _ digits: Span) -> Insertion? {
        var end = digits.upperBound
        let folded = text.folded
        if end < text.count, folded[end] == 0x2E {
            end += 1
            while end < text.count, isDigit(text, end) { end += 1 }
        }
        guard end + 1 < text.count, folded[end] == 0x25, isDigit(text, end + 1),
            changes(text, before: digits.lowerBound)
        else { return nil }
        var level = end + 1
        while level < text.count, isDigit(text, level) || folded[level] == 0x2C || folded[level] == 0x2E { level += 1 }
        let units: [UInt16] = [0x4E07, 0x4EBF, 0x5146, 0x5143, 0x7F8E]
        guard level < text.count, units.contains(folded[level]) else { return nil }
        return insertion(text, at: end + 1, "至", from: digits.lowerBound, to: level + 1)
    }

    /// A verb of change within four code points before the figure.
    private static func changes(_ text: Text, before position: Int) -> Bool {
        let verbs: [UInt16] = [0x589E, 0x5347, 0x964D, 0x8DCC, 0x51CF, 0x6DA8, 0x6ED1]
        return (max(0, position - 4)..<position).contains { verbs.contains(text.folded[$0]) }
    }

    private static func insertion(_ text: Text, at: Int, _ inserted: String, from: Int, to: Int) -> Insertion {
        Insertion(
            at: at, text: inserted, span: from..<to, reading: text.string(from..<at) + inserted + text.string(at..<to))
    }

    private static func write(_ insertions: [Insertion], into page: inout Page) {
        var text = Text()
        text.reserve(page.text.count + insertions.count)
        var from = 0
        var shift: [(at: Int, by: Int)] = []
        for item in insertions {
            text.append(page.text, from..<item.at)
            let origin = Int(page.text.origin[item.at])
            for scalar in item.text.unicodeScalars { text.append(scalar.value, origin: origin) }
            page.repairs.append(Repair(span: page.text.rawSpan(of: item.span), reading: item.reading))
            shift.append((item.at, item.text.unicodeScalars.count))
            from = item.at
        }
        text.append(page.text, from..<page.text.count)
        page.text = text
        var next = 0
        var moved = 0
        for index in page.paragraphs.indices {
            let start = page.paragraphs[index].span.lowerBound + moved
            while next < shift.count, shift[next].at < page.paragraphs[index].span.upperBound {
                moved += shift[next].by
                next += 1
            }
            page.paragraphs[index].span = start..<page.paragraphs[index].span.upperBound + moved
        }
    }
}
