/// Which firm of the text a title that was given beside it names first: whom the article is about, if the title lists no
/// others with it and names no market.
struct TitleTopic {
    let reading: Reading
    /// Names of firms in the text that are looked for in its title.
    private static let most = 64

    /// Its first mention in the text, by index into `Reading.mentions`.
    func mention() -> Int? {
        guard reading.article.titleSpan.isEmpty, !reading.article.title.isEmpty else { return nil }
        let title = Text(reading.article.title)
        var seen: Set<ArraySlice<UInt16>> = []
        var named: [(mention: Int, span: Span)] = []
        for (index, mention) in reading.mentions.enumerated() where mention.how == .stated {
            let kind = reading.entities[mention.entity].kind
            guard kind.isFirm || kind.isMarket else { continue }
            let name = reading.text.folded[mention.span]
            guard seen.insert(name).inserted else { continue }
            if seen.count > Self.most { break }
            guard let place = place(of: name, in: title) else { continue }
            // 台积电冲高 加权指数大涨755点
            if kind.isMarket { return nil }
            named.append((index, place..<place + mention.span.count))
        }
        named.sort { $0.span.lowerBound < $1.span.lowerBound }
        guard let first = named.first else { return nil }
        // `Marvell, Tesla and more`
        if named.count > 1, TopicWords.areListed(first.span, named[1].span, title) { return nil }
        return first.mention
    }

    /// Where the name stands as a word of its own, unless it is the speaker's before a colon (瑞银：上调腾讯目标价).
    private func place(of name: ArraySlice<UInt16>, in title: Text) -> Int? {
        guard let first = name.first, name.count <= title.count else { return nil }
        for start in 0...(title.count - name.count)
        where title.folded[start] == first && title.folded[start..<start + name.count].elementsEqual(name) {
            let end = start + name.count
            let isWhole = Latin.isHan(first) || !title.isWord(at: start - 1) && !title.isWord(at: end)
            if isWhole, title.code(at: end) != 0x3A, title.code(at: end) != 0xFF1A { return start }
        }
        return nil
    }
}
