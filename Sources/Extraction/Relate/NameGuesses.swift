/// Names that no catalogue has, where a verb of a rule asks for a party: `acquired Mellanox`, 收购彩虹光电30%股权.
struct NameGuesses {
    @Shared var book: Rulebook
    @Shared var hits: WordHits
    private let taking: Int
    private let asking: Int
    private let marker: Int
    private let verb: Int
    private let noName: Int
    private let owner: Int
    private let authority: Int
    private let firmNoun: Int
    /// Verbs whose subject may as well be a person as a firm.
    private let dealing: [Int]
    private let persons: PersonGuesses
    private let subjects: SubjectGuesses
    private let firms: FirmGuesses
    private let marked: MarkedNames
    private let capitals: CapitalNames
    private let coined: CoinedNames
    private let objects: ObjectNames

    init(book shared: Shared<Rulebook>, hits: Shared<WordHits>) {
        _book = shared
        _hits = hits
        taking = shared.known("takes!")
        asking = shared.known("asks-name")
        marker = shared.known("name-marker")
        verb = shared.known("verb!")
        noName = shared.known("no-name")
        owner = shared.known("names-owner")
        persons = PersonGuesses(book: shared, hits: hits)
        subjects = SubjectGuesses(book: shared, hits: hits)
        firms = FirmGuesses(book: shared, hits: hits)
        marked = MarkedNames(book: shared, hits: hits)
        capitals = CapitalNames(book: shared, hits: hits)
        coined = CoinedNames(book: shared, hits: hits)
        objects = ObjectNames(book: shared, hits: hits)
        authority = shared.known("authority-ending")
        firmNoun = shared.known("firm-noun")
        dealing = [shared.known("increase-holding"), shared.known("decrease-holding")]
    }

    private struct Guess {
        var span: Span
        var kind: Entity.Kind
        /// Surely a firm, so that it is one wherever the text names it.
        var isFirm = false
        /// Told by its capitals alone.
        var isCapital = false
        /// Whom the reading knows it for.
        var entity: Int?
        /// Where the text has the firm's name in full.
        var full: Span?
    }

    /// What is searched of a title for each name that is guessed: a headline is shorter.
    private static func headline(of title: String) -> String {
        String(String.UnicodeScalarView(title.unicodeScalars.prefix(titleReach)))
    }

    /// In code points.
    private static let titleReach = 512

    private func add(
        _ span: Span, _ kind: Entity.Kind, isFirm: Bool = false, _ taken: TakenPlaces, _ found: inout [Guess]
    ) {
        if let last = found.indices.last, found[last].span == span {
            // 选定Milan Nedeljkovic接替齐普策: who takes an office is a person.
            if kind == .person, !found[last].isFirm { found[last].kind = .person }
            found[last].isFirm = found[last].isFirm || isFirm
        }
        // A subject comes to be known behind the names of its clause.
        var place = found.count
        while place > 0, found[place - 1].span.lowerBound >= span.upperBound { place -= 1 }
        guard span.lowerBound >= (place > 0 ? found[place - 1].span.upperBound : 0), !taken.covers(span) else { return }
        found.insert(Guess(span: span, kind: kind, isFirm: isFirm), at: place)
    }

    /// 将Skyline Dynamics、Halberd Systems列入: the Latin names that follow one in a list of Han.
    private func addListed(
        after first: Span, _ sentence: Span, _ text: Text, _ taken: TakenPlaces, _ found: inout [Guess]
    ) {
        var end = first.upperBound
        while text.code(at: end) == 0x3001, let name = foreign(end + 1, sentence, text, reach: 0) {
            add(name, .company, taken, &found)
            end = name.upperBound
        }
    }

    /// The reading with the guessed names among its mentions.
    func completed(_ reading: Reading) -> Reading {
        var found: [Guess] = []
        let taken = TakenPlaces(reading)
        let shortNames = reading.article.language == .en ? self.shortNames(reading) : [:]
        let title = reading.article.titleSpan.isEmpty ? Text(Self.headline(of: reading.article.title)) : Text()
        for sentence in reading.sentences where !LatinNames(text: reading.text).isHeadlineCase(sentence.span) {
            let start = found.count
            collect(sentence.span, reading, taken, &found)
            addForeignFirms(sentence.span, reading, taken, from: start, &found)
            addFirms(sentence.span, reading, title, taken, from: start, &found)
            if reading.article.language == .en {
                addCapitals(sentence.span, reading, taken, shortNames: shortNames, from: start, &found)
            }
        }
        shorten(&found, reading.text)
        complete(&found, reading.text, shortNames)
        if reading.article.language != .en { addCoined(reading, title, taken, &found) }
        var names = firmsByShape(reading)
        guard !found.isEmpty || !names.isEmpty else { return reading }
        var result = reading
        var ids: [String: Int] = [:]
        // 教育公司岭川通达: the word says what the firm behind it is.
        let heads = Set(found.map(\.span.lowerBound))
        result.mentions.removeAll {
            $0.how == .anaphor && $0.span.count > 1 && heads.contains($0.span.upperBound)
                && reading.text.isHan(at: $0.span.upperBound - 1)
        }
        for guess in found {
            if let known = guess.entity {
                result.mentions.append(Mention(span: guess.span, entity: known))
                continue
            }
            let entity = Shape.organisation(reading.text, guess.full ?? guess.span, kind: guess.kind)
            let number = ids[entity.id] ?? result.entities.firstIndex { $0.id == entity.id } ?? result.entities.count
            if number == result.entities.count { result.entities.append(entity) }
            ids[entity.id] = number
            result.mentions.append(Mention(span: guess.span, entity: number))
            if guess.isFirm { names.append(NameSpread.Name(span: guess.span, entity: number)) }
        }
        let own = found.map(\.span)
        let spread = NameSpread(
            text: reading.text, trades: book.trades, noName: { isNoName($0, reading.text) },
            isCommonHan: { book.firms.isCommonHan(reading.text, $0) })
        for place in spread.places(of: names, isTaken: { taken.covers($0) || own.covers($0) }) {
            result.mentions.append(Mention(span: place.span, entity: place.entity))
        }
        result.mentions.sort { $0.span.lowerBound < $1.span.lowerBound }
        let known = reading.entities.count
        guard let topics = book.firms.topics else { return result }
        return GuessedTopics(words: topics).resolved(result) { $0 >= known }
    }

    /// English firms that their shape has told already (Exact Sciences): the text may go on with the first word alone.
    private func firmsByShape(_ reading: Reading) -> [NameSpread.Name] {
        let isOwn = reading.entities.map { $0.kind == .company && $0.isGuess }
        guard isOwn.contains(true) else { return [] }
        return reading.mentions.filter { $0.how == .stated && isOwn[$0.entity] }.map {
            NameSpread.Name(span: $0.span, entity: $0.entity)
        }
    }

    /// Firms of a sentence by their marks and, in English, their verbs, put among what its rules' verbs have found since
    /// `start`.
    private func addFirms(
        _ sentence: Span, _ reading: Reading, _ title: Text, _ taken: TakenPlaces, from start: Int,
        _ found: inout [Guess]
    ) {
        let own = found[start...].map(\.span)
        let isTaken = { (span: Span) in taken.covers(span) || own.covers(span) }
        let firms =
            firms.names(in: sentence, reading.text, reading.quantities, isTaken: isTaken)
            + marked.names(in: sentence, reading.text, title: title).filter { !isTaken($0) }
        guard !firms.isEmpty else { return }
        found += firms.map { span in
            var guess = Guess(span: span, kind: .company, isFirm: true)
            if reading.text.has([0x73, 0x74], at: span.lowerBound) { guess.entity = unmarked(span, reading) }
            return guess
        }
        found[start...].sort { $0.span.lowerBound < $1.span.lowerBound }
    }

    /// Chinese names that are no words, behind what anything else has found.
    private func addCoined(_ reading: Reading, _ title: Text, _ taken: TakenPlaces, _ found: inout [Guess]) {
        let own = found.map(\.span)
        let names = coined.names(reading, title: title) { taken.covers($0) || own.covers($0) }
        if names.isEmpty { return }
        found += names.map { Guess(span: $0, kind: .company, isFirm: true) }
        found.sort { $0.span.lowerBound < $1.span.lowerBound }
    }

    /// 新加坡Penguin Offshore: a Latin name among Han right behind the country that it is from.
    private func addForeignFirms(
        _ sentence: Span, _ reading: Reading, _ taken: TakenPlaces, from start: Int, _ found: inout [Guess]
    ) {
        let text = reading.text
        if reading.article.language == .en { return }
        let own = found[start...].map(\.span)
        let count = found.count
        for position in sentence.dropFirst()
        where text.isHan(at: position - 1) && Shape.isCapitalised(text, position) {
            guard isCountry(endingAt: position, reading), let name = foreign(position, sentence, text, reach: 0),
                !taken.covers(name), !own.covers(name)
            else { continue }
            found.append(Guess(span: name, kind: .company, isFirm: true))
        }
        if found.count > count { found[start...].sort { $0.span.lowerBound < $1.span.lowerBound } }
    }

    private func isCountry(endingAt end: Int, _ reading: Reading) -> Bool {
        let place = reading.mentions.firstPlace { $0.span.upperBound >= end }
        return place < reading.mentions.count && reading.mentions[place].span.upperBound == end
            && reading.entities[reading.mentions[place].entity].kind == .country
    }

    /// What is left of the capitalised names of a sentence.
    private func addCapitals(
        _ sentence: Span, _ reading: Reading, _ taken: TakenPlaces, shortNames: [ArraySlice<UInt16>: Int?],
        from start: Int,
        _ found: inout [Guess]
    ) {
        let own = found[start...].map(\.span)
        let low = reading.mentions.firstPlace { $0.span.lowerBound >= sentence.lowerBound }
        let firms = reading.mentions[low...].prefix { $0.span.lowerBound < sentence.upperBound }.filter {
            reading.entities[$0.entity].kind == .company || reading.entities[$0.entity].kind == .privateCompany
        }
        let names = capitals.names(
            in: sentence, reading.text, firms: firms.map(\.span) + found[start...].filter(\.isFirm).map(\.span),
            isShort: { shortNames[reading.text.folded[$0]] != nil },
            isTaken: { taken.covers($0) || own.covers($0) })
        guard !names.isEmpty else { return }
        found += names.map { name in
            var guess = Guess(span: name.span, kind: name.kind, isFirm: name.kind == .company, isCapital: true)
            if name.kind == .company { guess.entity = shortNames[reading.text.folded[name.span]] ?? nil }
            return guess
        }
        found[start...].sort { $0.span.lowerBound < $1.span.lowerBound }
    }

    /// Leaves out words that a firm guessed in full begins with: they are its own (`NameSpread`).
    private func shorten(_ found: inout [Guess], _ text: Text) {
        let full = found.filter { $0.isFirm && !$0.isCapital }.compactMap { guess -> ArraySlice<UInt16>? in
            let name = text.folded[guess.span]
            return name.firstIndex(of: 0x20).map { name[..<$0] }
        }
        let words = Set(full)
        if words.isEmpty { return }
        found.removeAll { $0.isCapital && $0.entity == nil && words.contains(text.folded[$0.span]) }
    }

    /// `Northlane employs 64 people`: a firm by one word is the one whose name in full begins with it.
    private func complete(_ found: inout [Guess], _ text: Text, _ shortNames: [ArraySlice<UInt16>: Int?]) {
        var full: [ArraySlice<UInt16>: Span?] = [:]
        for guess in found where guess.kind == .company {
            let name = text.folded[guess.span]
            guard let space = name.firstIndex(of: 0x20) else { continue }
            if let known = full[name[..<space]], known.map({ text.folded[$0] }) != name {
                full[name[..<space]] = .some(nil)
            } else {
                full[name[..<space]] = guess.span
            }
        }
        for index in found.indices where found[index].kind == .company && found[index].entity == nil {
            let name = text.folded[found[index].span]
            found[index].entity = shortNames[name] ?? nil
            found[index].full = full[name] ?? nil
        }
    }

    /// Companies that the text names in full, by the first word of their names: Lam of Lam Research. None for a word with
    /// which two begin.
    private func shortNames(_ reading: Reading) -> [ArraySlice<UInt16>: Int?] {
        var names: [ArraySlice<UInt16>: Int?] = [:]
        for mention in reading.mentions where mention.how == .stated {
            let name = reading.text.folded[mention.span]
            guard let space = name.firstIndex(of: 0x20) else { continue }
            let word = name[..<space]
            if let known = names[word], known != mention.entity {
                names[word] = .some(nil)
            } else {
                names[word] = mention.entity
            }
        }
        return names
    }

    /// The company whose name holds both characters of ST东通: 东方通. Looked for among those that the text names first.
    private func unmarked(_ name: Span, _ reading: Reading) -> Int? {
        let folded = reading.text.folded
        let mention = reading.mentions.prefix(Self.namedFirst).first { mention in
            guard mention.how == .stated, reading.entities[mention.entity].kind == .company,
                let first = folded[mention.span].firstIndex(of: folded[name.upperBound - 2])
            else { return false }
            return folded[first..<mention.span.upperBound].contains(folded[name.upperBound - 1])
        }
        return mention?.entity
    }

    /// Bound on the work of each such share.
    private static let namedFirst = 64

    private func collect(_ sentence: Span, _ reading: Reading, _ taken: TakenPlaces, _ found: inout [Guess]) {
        var position = sentence.lowerBound
        var lastVerb = -100
        while position < sentence.upperBound {
            // 拉上 of 特斯拉上海 is no verb.
            guard let (word, end) = hits.longest(at: position, limit: sentence.upperBound),
                !taken.covers(position..<position + 1)
            else {
                position += 1
                continue
            }
            let asks = book.has(word, asking)
            var span: Span?
            if asks || book.has(word, taking) {
                span = name(after: afterAspect(end, reading.text), asks, sentence, reading)
            } else if book.has(word, marker) {
                span = markedName(after: end, end - lastVerb, sentence, reading)
            }
            if let holder = persons.holder(of: word, position..<end, sentence, reading) {
                found.append(Guess(span: holder, kind: .person))
            } else if persons.isOffice(word) {
                for name in persons.names(around: position..<end, of: word, sentence, reading.text) {
                    add(name, .person, taken, &found)
                }
            }
            if book.has(word, owner), reading.text.isHan(at: end) {
                if let name = persons.name(after: end, sentence, reading.text) {
                    add(name, .person, taken, &found)
                } else if let name = subjects.name(from: end, to: sentence.upperBound, reading) {
                    add(name, .company, taken, &found)
                }
            }
            if book.has(word, firmNoun), let name = subjects.name(from: end, to: sentence.upperBound, reading),
                !book.firms.isCommonHan(reading.text, name)
            {
                add(name, .company, isFirm: true, taken, &found)
            }
            if book.has(word, authority), let name = authorityName(position..<end, sentence, reading.text) {
                add(name, .authority, taken, &found)
            }
            if let subject = subjects.subject(of: word, at: position..<end, sentence, reading) {
                let isPerson = dealing.contains { book.has(word, $0) } && persons.isWhole(subject, reading.text)
                add(subject, isPerson ? .person : .company, taken, &found)
            }
            if let span {
                add(span, .company, isFirm: asks, taken, &found)
                addListed(after: span, sentence, reading.text, taken, &found)
            }
            if book.has(word, verb) { lastVerb = end }
            position = end
        }
    }

    /// 西藏证监局: from the last sign or word of the lexicon to the ending.
    private func authorityName(_ ending: Span, _ sentence: Span, _ text: Text) -> Span? {
        var start = ending.lowerBound
        while start > sentence.lowerBound, ending.lowerBound - start < 6, text.isHan(at: start - 1) {
            if let (_, end) = hits.longest(at: start - 1, limit: ending.lowerBound), end >= start {
                break
            }
            start -= 1
        }
        return ending.lowerBound - start >= 2 ? start..<ending.upperBound : nil
    }

    /// After `of`, 对: in English only close behind a verb or noun of a rule.
    private func markedName(after end: Int, _ distance: Int, _ sentence: Span, _ reading: Reading) -> Span? {
        let text = reading.text
        if text.code(at: end) == 0x20 { return distance <= 16 ? latin(end, sentence, text) : nil }
        return foreign(end, sentence, text, reach: 0) ?? objects.owned(at: end, sentence, reading)
    }

    private func name(after start: Int, _ asks: Bool, _ sentence: Span, _ reading: Reading) -> Span? {
        if reading.text.code(at: start) == 0x20 { return latin(start, sentence, reading.text) }
        return quoted(start, asks, sentence, reading) ?? objects.name(at: start, asks, sentence, reading)
            ?? foreign(start, sentence, reading.text, reach: 10)
    }

    /// 收购了, 收购过, 持有的: what a Chinese verb may end in before its object.
    private func afterAspect(_ end: Int, _ text: Text) -> Int {
        [0x4E86, 0x8FC7, 0x7684].contains(text.code(at: end)) ? end + 1 : end
    }

    /// 收购“洛阳蓝宝”70%股权: the name between the marks.
    private func quoted(_ start: Int, _ asks: Bool, _ sentence: Span, _ reading: Reading) -> Span? {
        guard let name = marked.quoted(at: start, sentence, reading.text) else { return nil }
        return asks || objects.isShareAhead(name.upperBound + 1, sentence, reading) ? name : nil
    }

    /// `bought AI startup Manus`, `acquired cancer-test maker Exact Sciences`, `picked up Oxford-based Dark Blue`: where
    /// the name's blank stands, behind a word like startup or -based that is at most five words away.
    private func afterDescription(_ start: Int, _ sentence: Span, _ text: Text) -> Int {
        let latin = LatinNames(text: text)
        var next = start + 1
        for _ in 0..<5 {
            guard next < sentence.upperBound, Latin.isWord(text.folded[next]) else { return start }
            let stop = latin.wordEnd(from: next, limit: sentence.upperBound)
            guard stop < sentence.upperBound, text.code(at: stop) == 0x20 else { return start }
            if latin.beginsName(stop + 1), firms.describes(next..<stop, text) { return stop }
            next = stop + 1
        }
        return start
    }

    /// One to four capitalised words after the verb and a blank.
    private func latin(_ start: Int, _ sentence: Span, _ text: Text) -> Span? {
        guard text.code(at: start) == 0x20, start + 1 < sentence.upperBound else { return nil }
        let start = afterDescription(start, sentence, text)
        var end = start + 1
        for word in LatinNames(text: text).words(from: start + 1, limit: sentence.upperBound) {
            if isNoName(word, text) { break }
            end = word.upperBound
        }
        return end - start > 3 ? start + 1..<end : nil
    }

    /// A Latin name among Han, at most `reach` characters after the verb: 收购AI初创公司Manus. Acronyms are none.
    private func foreign(_ start: Int, _ sentence: Span, _ text: Text, reach: Int) -> Span? {
        var position = start
        while position <= min(start + reach, sentence.upperBound - 1) {
            if text.isHan(at: position) {
                position += 1
                continue
            }
            guard Shape.isCapitalised(text, position) else { return nil }
            let word = position..<min(Latin.wordEnd(text.folded, from: position), sentence.upperBound)
            var end = word.upperBound
            if text.code(at: end) == 0x20, Shape.isCapitalised(text, end + 1) {
                end = min(Latin.wordEnd(text.folded, from: end + 1), sentence.upperBound)
            }
            let span = position..<end
            let isAcronym = span.allSatisfy { !Latin.isSmall(text.scalars[$0]) }
            if !isAcronym {
                let hasDigit = span.contains { (0x30...0x39).contains(text.code(at: $0)) }
                return end - position < 3 || hasDigit || isNoName(span, text) ? nil : span
            }
            position = word.upperBound
        }
        return nil
    }

    private func isNoName(_ span: Span, _ text: Text) -> Bool {
        guard let (word, end) = hits.longest(at: span.lowerBound, limit: span.upperBound) else {
            return false
        }
        return end == span.upperBound && book.has(word, noName)
    }
}
