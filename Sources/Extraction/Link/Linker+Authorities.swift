/// Authorities that no catalogue has, by the country or place that they are of: `Dutch regulators`,
/// `Japan's antitrust watchdog`, 荷兰消费者与市场管理局, 上海市第一中级人民法院.
extension Linker {
    /// Most words between a country and its authority, and most characters in Chinese.
    private static let longestOffice = (words: 5, characters: 12)

    /// Characters that end a name elsewhere: 消费者与市场管理局, 用水和能源委员会.
    private static let insideOffices = CodeSet(Fold.folded("者与和用商家"))

    mutating func readAuthorities() {
        var offices: [Candidate] = []
        for country in candidates where country.isCertain && kind(country.entity) == .country {
            guard let end = officeEnd(behind: country.span.upperBound) else { continue }
            let span = country.span.lowerBound..<end
            guard candidates.place(at: span.upperBound) - candidates.place(after: span.lowerBound) == 1 else {
                continue
            }
            var office = Shape.organisation(text, span, kind: .authority)
            office.country = entity(country.entity).country
            offices.append(Candidate(span: span, entity: own(office), isCertain: true))
        }
        if offices.isEmpty { return }
        candidates.removeAll { offices.cover($0.span) }
        for office in offices { insert(office) }
    }

    private func officeEnd(behind end: Int) -> Int? {
        text.isHan(at: end) && text.isHan(at: end - 1) ? hanOfficeEnd(behind: end) : latinOfficeEnd(behind: end)
    }

    private func latinOfficeEnd(behind end: Int) -> Int? {
        let offices = words["authority_en"], breaks = words["authority_not_en"]
        let names = LatinNames(text: text)
        var start = end
        if text.code(at: start) == 0x27 || text.code(at: start) == 0x2019, text.code(at: start + 1) == 0x73 {
            start += 2
        }
        for _ in 0..<Linker.longestOffice.words {
            guard text.code(at: start) == 0x20 else { return nil }
            let next = names.wordEnd(from: start + 1, limit: text.count)
            guard next > start + 1, !isWordOf(breaks, at: start + 1) else { return nil }
            if let office = offices.longest(in: text, at: start + 1), !text.isWord(at: start + 1 + office.count) {
                return start + 1 + office.count
            }
            start = next
        }
        return nil
    }

    private func hanOfficeEnd(behind end: Int) -> Int? {
        let offices = words["authority_zh"], stop = words.characters("stop")
        var position = end
        while position < min(text.count, end + Linker.longestOffice.characters), text.isHan(at: position) {
            if let office = offices.longest(in: text, at: position) { return position + office.count }
            if stop.contains(text.folded[position]), !Linker.insideOffices.contains(text.folded[position]) {
                return nil
            }
            position += 1
        }
        return nil
    }
}
