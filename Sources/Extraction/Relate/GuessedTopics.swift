/// `the company`, 公司 and the like were read before the firms that no catalogue has were known: where such a firm is the
/// one that the text goes on about, they mean it.
struct GuessedTopics {
    let words: TopicWords

    /// - Parameters:
    ///   - reading: with the guessed firms among its mentions, which are in order of position.
    ///   - isGuess: whether the entity of this number is a guessed firm.
    func resolved(_ reading: Reading, isGuess: (Int) -> Bool) -> Reading {
        var result = reading
        let named = reading.mentions.filter {
            $0.how == .stated && $0.use == .participant && reading.entities[$0.entity].kind.isFirm
        }
        let topical = words.topical(named, in: reading.text) { $0.span }
        guard topical.contains(where: { isGuess($0.entity) }) else { return reading }
        let titled = TitleTopic(reading: reading).mention().map { reading.mentions[$0] }
        var passed = 0
        // Names and what stood for them, up to the next description.
        var told: [Mention] = []
        for index in reading.mentions.indices where isDescription(reading.mentions[index], reading) {
            let position = reading.mentions[index].span.lowerBound
            while passed < topical.count, topical[passed].span.lowerBound < position {
                told.append(topical[passed])
                passed += 1
            }
            let nearest = topic(told, reading)
            let returns = nearest.map { isParted($0.span.lowerBound, position, reading) } ?? true
            if let meant = returns ? titled ?? nearest : nearest, isGuess(meant.entity) {
                result.mentions[index].entity = meant.entity
            }
            told.append(result.mentions[index])
        }
        return result
    }

    /// Words that stand for one firm, but for 其, 前者 and 后者, which say which by their place.
    private func isDescription(_ mention: Mention, _ reading: Reading) -> Bool {
        guard mention.how == .anaphor, reading.entities[mention.entity].kind.isFirm else { return false }
        let isPlaced = [0x8005].contains(reading.text.code(at: mention.span.upperBound - 1))
        return mention.span.count > 1 && !isPlaced
    }

    /// In different paragraphs: a new one goes back to whom the article is about.
    private func isParted(_ left: Int, _ right: Int, _ reading: Reading) -> Bool {
        reading.sentences.paragraph(at: left) != reading.sentences.paragraph(at: right)
    }

    /// The first firm of the sentence of the last that was told.
    private func topic(_ named: [Mention], _ reading: Reading) -> Mention? {
        guard let last = named.last?.span.lowerBound else { return nil }
        let next = reading.sentences.firstPlace { $0.span.lowerBound > last }
        guard next > 0 else { return nil }
        let start = reading.sentences[next - 1].span.lowerBound
        return named[named.firstPlace { $0.span.lowerBound >= start }]
    }
}
