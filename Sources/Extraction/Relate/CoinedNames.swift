/// Firms that no catalogue has, in Chinese, told by being no word: 璟泰 of 璟泰获得融资 holds no two characters that the
/// language writes side by side. Such a stretch is a name where the text has it again, or where it ends in a trade
/// (衡岳储能) at the head of a clause that acts.
///
/// Linear in the text: every stretch is looked at once, and counted.
struct CoinedNames {
    @Shared var book: Rulebook
    @Shared var hits: WordHits
    private let acting: [Int]

    init(book shared: Shared<Rulebook>, hits: Shared<WordHits>) {
        _book = shared
        _hits = hits
        acting = ["verb!", "speech", "announces", "closes", "asks-subject", "head!", "share_price"].map {
            shared.known($0)
        }
    }

    /// A stretch that no dictionary divides.
    private struct Stretch {
        var span: Span
        var hasTrade: Bool
        /// Of those, one that only firms have.
        var isFirm: Bool
        /// At the head of a clause, and before a word that says what somebody does.
        var opens: Bool
        var acts: Bool
    }

    private static let shortest = 2
    private static let longest = 8
    private static let longestBare = 6

    /// All places of the names, in order of position.
    /// - Parameter title: one that was given beside the text.
    func names(_ reading: Reading, title: Text, isTaken: (Span) -> Bool) -> [Span] {
        let text = reading.text
        var stretches: [Stretch] = []
        for sentence in reading.sentences { collect(sentence.span, text, isTaken, &stretches) }
        if stretches.isEmpty { return [] }
        var told: [ArraySlice<UInt16>: (count: Int, acts: Bool)] = [:]
        for stretch in stretches {
            var known = told[text.folded[stretch.span]] ?? (titleCount(stretch.span, text, title), false)
            known.count += 1
            known.acts = known.acts || stretch.acts && (stretch.opens || stretch.span.count > Self.shortest)
            told[text.folded[stretch.span]] = known
        }
        return stretches.filter { stretch in
            if stretch.isFirm || stretch.hasTrade && stretch.opens && stretch.acts { return true }
            guard let known = told[text.folded[stretch.span]] else { return false }
            return known.count > 1 && known.acts
        }.map(\.span)
    }

    private func titleCount(_ span: Span, _ text: Text, _ title: Text) -> Int {
        guard !title.folded.isEmpty, span.count > Self.shortest else { return 0 }
        return title.contains(anyOf: [Array(text.folded[span])], in: 0..<title.count) ? 1 : 0
    }

    private func collect(_ sentence: Span, _ text: Text, _ isTaken: (Span) -> Bool, _ found: inout [Stretch]) {
        var position = sentence.lowerBound
        // Whether a name may begin here, and whether a clause does.
        var (isFree, opens) = (true, true)
        while position < sentence.upperBound {
            guard text.isHan(at: position) else {
                (isFree, opens) = (true, !Latin.isWord(text.folded[position]))
                position += 1
                continue
            }
            if isTaken(position..<position + 1) {
                (isFree, opens) = (true, false)
                position += 1
                continue
            }
            if let (_, end) = hits.longest(at: position, limit: sentence.upperBound), end - position > 1 {
                (isFree, opens) = (true, false)
                position = end
                continue
            }
            if isBoundary(position, text) {
                (isFree, opens) = (true, false)
                position += 1
                continue
            }
            if isFree, let stretch = stretch(at: position, opens, sentence, text, isTaken) {
                found.append(stretch)
                (isFree, opens) = (true, false)
                position = stretch.span.upperBound
                continue
            }
            // A word of the language: what follows it may be a name again.
            let isWord = isCommon(position, text)
            (isFree, opens) = (isWord, false)
            position += isWord ? 2 : 1
        }
    }

    private func stretch(
        at start: Int, _ opens: Bool, _ sentence: Span, _ text: Text, _ isTaken: (Span) -> Bool
    ) -> Stretch? {
        if start > sentence.lowerBound, isCommon(start - 1, text) { return nil }
        var end = start
        var hasTrade = false
        while end < sentence.upperBound, end - start < Self.longest, text.isHan(at: end),
            !isTaken(end..<end + 1), !isBoundary(end, text)
        {
            if end - start >= Self.shortest,
                let trade = text.first(of: book.trades, at: end) ?? text.first(of: book.coinedTrades, at: end)
            {
                end += trade.count
                hasTrade = true
                continue
            }
            if hasTrade || isCommon(end, text) { break }
            if let (_, stop) = hits.longest(at: end, limit: sentence.upperBound), stop - end > 1 { break }
            end += 1
        }
        let span = start..<end
        guard span.count >= Self.shortest, hasTrade || span.count <= Self.longestBare,
            end >= sentence.upperBound || !isCommon(end - 1, text), !isPerson(span, hasTrade, text),
            !span.allSatisfy({ book.foreign.contains(text.folded[$0]) }),
            !Self.noHeads.contains(text.folded[start]), !Self.places.contains(text.folded[end - 1])
        else { return nil }
        return Stretch(
            span: span, hasTrade: hasTrade, isFirm: hasTrade && text.first(of: book.firmTrades, endingAt: end) != nil,
            opens: opens, acts: acts(after: end, sentence, text))
    }

    /// 较 and 我, 省, 市, 县, 州, 镇, 区 and 号.
    private static let noHeads: Set<UInt16> = [0x8F83, 0x6211]
    private static let places: Set<UInt16> = [0x7701, 0x5E02, 0x53BF, 0x5DDE, 0x9547, 0x533A, 0x53F7]

    /// 王志远
    private func isPerson(_ span: Span, _ hasTrade: Bool, _ text: Text) -> Bool {
        !hasTrade && span.count < 4 && book.surnames.contains(text.folded[span.lowerBound])
    }

    /// A word of acting within a few characters, with nothing but 将, 已, 拟 and the like before it.
    private func acts(after end: Int, _ sentence: Span, _ text: Text) -> Bool {
        var position = end
        while position < min(end + Self.auxiliaries, sentence.upperBound) {
            if let (word, stop) = hits.longest(at: position, limit: sentence.upperBound), stop - position > 1 {
                return acting.contains { book.has(word, $0) }
            }
            guard book.subjectEnds.contains(text.folded[position]) else { return false }
            position += 1
        }
        return false
    }

    private static let auxiliaries = 3

    private func isBoundary(_ position: Int, _ text: Text) -> Bool {
        book.subjectEnds.contains(text.folded[position]) || book.subjectStops.contains(text.folded[position])
    }

    private func isCommon(_ position: Int, _ text: Text) -> Bool {
        position + 1 < text.count && book.firms.isCommonPair(text.folded[position], text.folded[position + 1])
    }
}
