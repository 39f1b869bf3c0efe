/// Names that no catalogue has, where a verb of a rule asks for a party: `acquired Mellanox`, 收购彩虹光电30%股权.
struct NameGuesses {
    let book: Rulebook
    private let taking: Int
    private let noName: Int
    private let equity: [Int]

    init(book: Rulebook) {
        self.book = book
        taking = book.known("takes!")
        noName = book.known("no-name")
        equity = [book.known("equity"), book.known("business")]
    }

    /// The reading with the guessed names among its mentions.
    func completed(_ reading: Reading) -> Reading {
        var found: [Span] = []
        for sentence in reading.sentences where !sentence.isTitle || reading.article.language != .en {
            collect(sentence.span, reading, &found)
        }
        guard !found.isEmpty else { return reading }
        var result = reading
        var ids: [String: Int] = [:]
        for span in found {
            let entity = Shape.organisation(reading.text, span)
            let number = ids[entity.id] ?? result.entities.firstIndex { $0.id == entity.id } ?? result.entities.count
            if number == result.entities.count { result.entities.append(entity) }
            ids[entity.id] = number
            result.mentions.append(Mention(span: span, entity: number))
        }
        result.mentions.sort { $0.span.lowerBound < $1.span.lowerBound }
        return result
    }

    private func collect(_ sentence: Span, _ reading: Reading, _ found: inout [Span]) {
        let folded = reading.text.folded
        var position = sentence.lowerBound
        while position < sentence.upperBound {
            guard let (word, end) = book.trie.longest(in: folded, at: position, limit: sentence.upperBound) else {
                position += 1
                continue
            }
            if book.has(word, taking), let span = name(at: end, sentence, reading) { found.append(span) }
            position = end
        }
    }

    private func name(at start: Int, _ sentence: Span, _ reading: Reading) -> Span? {
        let text = reading.text
        let span = text.isHan(at: start) ? han(start, sentence, reading) : latin(start, sentence, text)
        guard let span, !isTaken(span, reading) else { return nil }
        return span
    }

    private func isTaken(_ span: Span, _ reading: Reading) -> Bool {
        covers(reading.mentions.map(\.span), span) || covers(reading.quantities.map(\.span), span)
            || covers(reading.times.map(\.span), span)
    }

    private func covers(_ spans: [Span], _ span: Span) -> Bool {
        var low = 0
        var high = spans.count
        while low < high {
            let middle = (low + high) / 2
            if spans[middle].upperBound <= span.lowerBound { low = middle + 1 } else { high = middle }
        }
        return low < spans.count && spans[low].lowerBound < span.upperBound
    }

    /// One to four capitalised words after the verb and a blank.
    private func latin(_ start: Int, _ sentence: Span, _ text: Text) -> Span? {
        guard text.code(at: start) == 0x20, start + 1 < sentence.upperBound else { return nil }
        var end = start + 1
        var count = 0
        var next = end
        while count < 4, next < sentence.upperBound, Shape.isCapitalised(text, next) {
            let stop = min(Latin.wordEnd(text.folded, from: next), sentence.upperBound)
            if isNoName(next..<stop, text) { break }
            end = stop
            count += 1
            guard text.code(at: end) == 0x20 else { break }
            next = end + 1
        }
        guard count > 0, end - start > 3 else { return nil }
        return start + 1..<end
    }

    /// Han characters up to a figure or a word for shares, which must follow.
    private func han(_ start: Int, _ sentence: Span, _ reading: Reading) -> Span? {
        let text = reading.text
        var end = start
        while end < sentence.upperBound, end - start < Self.longestName, text.isHan(at: end) {
            if startsQuantity(end, reading) { break }
            if let (word, stop) = book.trie.longest(in: text.folded, at: end, limit: sentence.upperBound) {
                if book.has(word, noName) { return nil }
                if equity.contains(where: { book.has(word, $0) }), stop - end > 1 { break }
            }
            end += 1
        }
        guard end - start >= 3, end < sentence.upperBound, isShareAhead(end, sentence, reading) else { return nil }
        return start..<end
    }

    private static let longestName = 12

    private func startsQuantity(_ position: Int, _ reading: Reading) -> Bool {
        quantity(at: position, reading) != nil
    }

    private func quantity(at position: Int, _ reading: Reading) -> Quantity? {
        var low = 0
        var high = reading.quantities.count
        while low < high {
            let middle = (low + high) / 2
            if reading.quantities[middle].span.lowerBound < position { low = middle + 1 } else { high = middle }
        }
        guard low < reading.quantities.count, reading.quantities[low].span.lowerBound == position else { return nil }
        return reading.quantities[low]
    }

    /// 30%股权, 全部股权, 控股权: only shares of a company are named so.
    private func isShareAhead(_ end: Int, _ sentence: Span, _ reading: Reading) -> Bool {
        var place = end
        if let figure = quantity(at: end, reading) {
            guard figure.kind == .percent else { return false }
            place = figure.span.upperBound
        }
        while place < min(end + 12, sentence.upperBound) {
            if let (word, _) = book.trie.longest(in: reading.text.folded, at: place, limit: sentence.upperBound),
                equity.contains(where: { book.has(word, $0) })
            {
                return place - end <= 12
            }
            if !reading.text.isHan(at: place) { return false }
            if place - end > 4, quantity(at: end, reading) == nil { return false }
            place += 1
        }
        return false
    }

    private func isNoName(_ span: Span, _ text: Text) -> Bool {
        guard let (word, end) = book.trie.longest(in: text.folded, at: span.lowerBound, limit: span.upperBound) else {
            return false
        }
        return end == span.upperBound && book.has(word, noName)
    }
}
