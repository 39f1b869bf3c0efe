/// Parts of companies that change hands and have no name but what they are: 出售骨科业务, 把苗栗厂卖给,
/// `buy ABB's robotics unit`, `the sale of its consumer health business`.
///
/// Such a name ends with a noun for a part and begins behind the verb of the deal, or behind whose it is.
struct PartNames {
    @Shared private var book: Rulebook
    @Shared private var hits: WordHits
    private let deal: Int
    private let part: Int
    private let barriers: [Int]
    private let vague: Int
    private let owned: Int
    private let fronting: Int

    init(book shared: Shared<Rulebook>, hits: Shared<WordHits>) {
        _book = shared
        _hits = hits
        deal = shared.known("part-deal")
        part = shared.known("part-name")
        barriers = ["marker", "joiner", "speech", "verb!"].map(shared.known)
        vague = shared.known("part-vague")
        owned = shared.known("part-owned")
        fronting = shared.known("ba")
    }

    /// The reading with these parts as mentions.
    func completed(_ reading: Reading) -> Reading {
        var found: [Span] = []
        for sentence in reading.sentences {
            let words = words(in: sentence.span)
            guard words.hasDeal else { continue }
            for noun in words.nouns {
                guard let name = name(endingWith: noun, words, sentence.span, reading),
                    name.lowerBound >= found.last?.upperBound ?? 0
                else { continue }
                found.append(name)
            }
        }
        return reading.naming(found, .segment)
    }

    /// The words of one sentence that tell where such a name may begin and end.
    private struct Words {
        var nouns: [Span] = []
        /// Where a word ends that no such name holds, whether it is a deal's, and where it begins.
        var ends: [Int: (isDeal: Bool, isFront: Bool, isOwned: Bool, start: Int)] = [:]
        var hasDeal = false
    }

    private func words(in sentence: Span) -> Words {
        var words = Words()
        var position = sentence.lowerBound
        while position < sentence.upperBound {
            guard let (word, end) = hits.longest(at: position, limit: sentence.upperBound) else {
                position += 1
                continue
            }
            let isDeal = book.has(word, deal)
            let isOwned = book.has(word, owned)
            if book.has(word, part) {
                words.nouns.append(position..<end)
            } else if isDeal || isOwned || barriers.contains(where: { book.has(word, $0) }) {
                words.ends[end] = (isDeal, book.has(word, fronting), isOwned, position)
                words.hasDeal = words.hasDeal || isDeal
            }
            position = end
        }
        return words
    }

    /// Code points of a name in Chinese, words of one in English.
    private static let han = 4...16
    private static let most = 5

    private func name(endingWith noun: Span, _ words: Words, _ sentence: Span, _ reading: Reading) -> Span? {
        let text = reading.text
        let isHan = text.isHan(at: noun.lowerBound)
        let start =
            isHan
            ? hanStart(noun, words, sentence, reading) : latinStart(noun, words, sentence, reading)
        guard start < noun.lowerBound || isHan && noun.count >= Self.han.lowerBound,
            !isHan || Self.han.contains(noun.upperBound - start), !isVague(at: start, sentence)
        else { return nil }
        let name = (isHan ? nil : owner(of: start, reading)) ?? start
        let head = behindOwner(name, words, sentence, reading)
        guard !isNamed(noun, reading), let before = words.ends[head],
            before.isDeal || before.isFront && isDealt(behind: noun.upperBound, words)
        else { return nil }
        return name..<noun.upperBound
    }

    /// 芯片部门Altera, `chip unit Altera`: the part has a name of its own.
    private func isNamed(_ noun: Span, _ reading: Reading) -> Bool {
        let next = reading.mentions.firstPlace { $0.span.upperBound > noun.lowerBound }
        let end = noun.upperBound + (reading.text.code(at: noun.upperBound) == 0x20 ? 1 : 0)
        return reading.mentions[next...].prefix { $0.span.lowerBound <= end }.contains {
            !Self.materials.contains(KindSet(reading.entities[$0.entity].kind))
        }
    }

    /// Kinds of names that such a name may hold: `copper mine`.
    private static let materials = KindSet([.commodity, .concept, .sector, .country])

    /// `ABB's robotics unit`: where the name of the owner begins.
    private func owner(of start: Int, _ reading: Reading) -> Int? {
        let text = reading.text
        guard text.code(at: start - 1) == 0x20, text.code(at: start - 2) == 0x73,
            text.code(at: start - 3) == 0x27 || text.code(at: start - 3) == 0x2019
        else { return nil }
        return party(endingAt: start - 3, reading)?.lowerBound
    }

    private func isVague(at position: Int, _ sentence: Span) -> Bool {
        guard let (word, _) = hits.longest(at: position, limit: sentence.upperBound) else { return false }
        return book.has(word, vague)
    }

    /// 把骨科业务卖给: the verb of the deal behind the part.
    private func isDealt(behind end: Int, _ words: Words) -> Bool {
        words.ends.contains { $0.value.isDeal && (end...end + Self.han.upperBound).contains($0.value.start) }
    }

    /// 的, and 了 behind a verb.
    private static let particles: Set<UInt16> = [0x7684, 0x4E86]

    private func hanStart(_ noun: Span, _ words: Words, _ sentence: Span, _ reading: Reading) -> Int {
        let text = reading.text
        var start = noun.lowerBound
        while start > sentence.lowerBound, noun.upperBound - start < Self.han.upperBound,
            text.isHan(at: start - 1) || text.isWord(at: start - 1), !Self.particles.contains(text.folded[start - 1]),
            words.ends[start] == nil,
            !isParty(endingAt: start, reading), !isFigure(endingAt: start, reading)
        { start -= 1 }
        return start
    }

    private func latinStart(_ noun: Span, _ words: Words, _ sentence: Span, _ reading: Reading) -> Int {
        let text = reading.text
        var start = noun.lowerBound
        for _ in 0..<Self.most {
            guard text.code(at: start - 1) == 0x20, start - 1 > sentence.lowerBound, words.ends[start - 1] == nil,
                !isFigure(endingAt: start - 1, reading), !isParty(endingAt: start - 1, reading)
            else { break }
            var word = start - 1
            while word > sentence.lowerBound, text.isWord(at: word - 1) || text.code(at: word - 1) == 0x2D { word -= 1 }
            if word == start - 1 || text.code(at: word - 1) == 0x27 || text.code(at: word - 1) == 0x2019 { break }
            start = word
        }
        return start
    }

    /// Where that begins whose it is: 重庆啤酒的, Aethon旗下的, `ABB's`, `its`; a figure counts as such.
    private func behindOwner(_ start: Int, _ words: Words, _ sentence: Span, _ reading: Reading) -> Int {
        var head = start
        for _ in 0..<Self.most {
            while reading.text.code(at: head - 1) == 0x20 { head -= 1 }
            if let before = words.ends[head], before.isOwned {
                head = before.start
            } else if Self.particles.contains(reading.text.code(at: head - 1)) {
                head -= 1
                // 秘鲁的铜矿
                if let place = party(endingAt: head, reading, of: .region) { head = place.lowerBound }
            } else if let owner = party(endingAt: head, reading) ?? figure(endingAt: head, reading) {
                head = owner.lowerBound
            } else {
                break
            }
        }
        return head
    }

    private func party(
        endingAt end: Int, _ reading: Reading, of kinds: KindSet = .organisation
    ) -> Span? {
        let next = reading.mentions.firstPlace { $0.span.upperBound >= end }
        guard next < reading.mentions.count, reading.mentions[next].span.upperBound == end,
            kinds.contains(KindSet(reading.entities[reading.mentions[next].entity].kind))
        else { return nil }
        return reading.mentions[next].span
    }

    private func isParty(endingAt end: Int, _ reading: Reading) -> Bool { party(endingAt: end, reading) != nil }

    private func figure(endingAt end: Int, _ reading: Reading) -> Span? {
        let next = reading.quantities.firstPlace { $0.span.upperBound >= end }
        guard next < reading.quantities.count, reading.quantities[next].span.upperBound == end else { return nil }
        return reading.quantities[next].span
    }

    private func isFigure(endingAt end: Int, _ reading: Reading) -> Bool { figure(endingAt: end, reading) != nil }
}
