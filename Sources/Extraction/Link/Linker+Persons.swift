extension Linker {
    /// Persons by their frame: `CEO吴泳铭`, `董事长张德芹`, `郝彦辉团队`, `王丽女士`, `chief executive Doug McMillon`.
    mutating func readPersons() throws(ExtractionError) {
        let titles = words["title"], team = words["team"], honorifics = words["honorific"]
        var floor = 0
        for position in places.titles where position >= floor {
            if let title = titles.longest(in: text, at: position) {
                floor = position + title.count
                if let span = hanPerson(at: floor) { addPerson(span) }
            } else if text.first(of: team, at: position) != nil, let span = hanPerson(endingAt: position, isApart: true)
            {
                addPerson(span)
            } else if text.first(of: honorifics, at: position) != nil, let span = hanPerson(endingAt: position) {
                addPerson(span)
            }
        }
        try readLatinPersons()
    }

    private mutating func addPerson(_ span: Span) {
        let entity = Shape.organisation(text, span, kind: .person)
        insert(Candidate(span: span, entity: own(entity), isCertain: true))
    }

    /// A surname and one or two characters, or a foreign name with a dot in it.
    private func hanPerson(at start: Int) -> Span? {
        if let foreign = foreignPerson(at: start) { return foreign }
        let stops = words.characters("name_stop")
        guard words.characters("surname").contains(text.code(at: start)), text.isHan(at: start + 1),
            !stops.contains(text.code(at: start + 1))
        else { return nil }
        let third = text.code(at: start + 2)
        // 王石退休, 周红提交: the name ends where a verb or a common word begins.
        let isLong =
            text.isHan(at: start + 2) && !stops.contains(third)
            && text.first(of: words["person_verb"], at: start + 2) == nil && !straddles(start + 3)
        return start..<start + (isLong ? 3 : 2)
    }

    /// Whether the characters on both sides of `position` are a common word.
    func straddles(_ position: Int) -> Bool {
        text.isHan(at: position) && catalogue.common.isWord(text.code(at: position - 1), text.code(at: position))
    }

    private func foreignPerson(at start: Int) -> Span? {
        var end = start
        var dots = 0
        while end < start + 16, text.isHan(at: end) || (text.code(at: end) == 0xB7 && end > start) {
            if text.code(at: end) == 0xB7 { dots += 1 }
            if dots > 0, words.characters("name_stop").contains(text.code(at: end)) { break }
            end += 1
        }
        guard dots > 0, end - start >= 4, text.isHan(at: end - 1) else { return nil }
        return start..<end
    }

    /// - Parameter isApart: nothing of the sentence goes right before the name.
    private func hanPerson(endingAt end: Int, isApart: Bool = false) -> Span? {
        for length in [3, 2] where !isApart || !text.isHan(at: end - length - 1) {
            if words.characters("surname").contains(text.code(at: end - length)), text.isHan(at: end - length + 1) {
                return end - length..<end
            }
        }
        return nil
    }

    private mutating func readLatinPersons() throws(ExtractionError) {
        let titles = words["title_en"]
        for position in places.latinTitles {
            guard let title = titles.longest(in: text, at: position) else { continue }
            let after = position + title.count
            if text.isWord(at: after) { continue }
            if text.code(at: after) == 0x20, let span = latinPerson(at: after + 1) {
                // `CTO Jun Takeda`: the surname is no firm.
                try drop(in: span) { $0.span.lowerBound > span.lowerBound && $0.span.upperBound == span.upperBound }
                addPerson(span)
            }
            if let span = latinPerson(beforeTitle: position) { addPerson(span) }
        }
    }

    /// Two or three capitalised words that begin at `start`.
    private func latinPerson(at start: Int) -> Span? {
        var end = start
        var count = 0
        while count < 3, count == 0 || text.code(at: end) == 0x20 {
            if count > 0, let particle = words["name_particle_en"].longest(in: text, at: end + 1) {
                end += particle.count
            }
            guard Shape.isCapitalised(text, count == 0 ? end : end + 1) else { break }
            let begin = count == 0 ? end : end + 1
            let next = LatinNames(text: text).wordEnd(from: begin, limit: text.count)
            let isInitial = next - begin == 1 && text.code(at: next) == 0x2E
            guard isInitial || (next - begin >= 2 && Latin.isSmall(text.scalars[begin + 1])) else { break }
            end = isInitial ? next + 1 : next
            count += 1
        }
        return count >= 2 && !isTaken(start..<start + 1) ? start..<end : nil
    }

    /// `Doug McMillon, chief executive`.
    private func latinPerson(beforeTitle position: Int) -> Span? {
        guard text.code(at: position - 1) == 0x20, text.code(at: position - 2) == 0x2C else { return nil }
        guard let span = Shape.latinName(text, endingAt: position - 2), span.count <= 30 else { return nil }
        let blanks = span.filter { text.folded[$0] == 0x20 }.count
        guard (1...2).contains(blanks), !isTaken(span), latinPerson(at: span.lowerBound)?.upperBound == span.upperBound
        else { return nil }
        return span
    }
}
