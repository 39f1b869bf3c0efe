/// Names of running English text that no catalogue has and no mark tells, by their capitals and what stands beside them:
/// `snack maker Haldiram's`, `bought Schenker from Deutsche Bahn`, `Charter and Cox agree`, `Johnson Matthey's arm`.
///
/// A capital says nothing at the head of a sentence, and elsewhere it may be a place's, a product's or a law's. So a word
/// of the dictionary is no name, nor is what follows `in`, `the` or `launched`; a place is one only beside a firm.
struct CapitalNames {
    @Shared var book: Rulebook
    @Shared var hits: WordHits
    private let words: FirmWords
    private let firms: FirmGuesses
    private let verb: Int
    private let noName: Int
    private let head: Int

    init(book shared: Shared<Rulebook>, hits: Shared<WordHits>) {
        _book = shared
        _hits = hits
        words = shared.wrappedValue.firms
        firms = FirmGuesses(book: shared, hits: hits)
        verb = shared.wrappedValue.known("verb!")
        noName = shared.wrappedValue.known("no-name")
        head = shared.wrappedValue.known("head!")
    }

    struct Name {
        var span: Span
        var kind: Entity.Kind
    }

    /// Capitalised words that may be a name, and whether they are one.
    private struct Run {
        var words: ArraySlice<Span>
        var isName = false
        var kind = Entity.Kind.company

        var span: Span { (words.first?.lowerBound ?? 0)..<(words.last?.upperBound ?? 0) }
    }

    /// The names of a sentence, in order of position.
    /// - Parameters:
    ///   - firms: what is known to be a firm in it, in order of position.
    ///   - isShort: says which words the text's own full names begin with.
    ///   - isTaken: says what is read already.
    func names(
        in sentence: Span, _ text: Text, firms: [Span], isShort: (Span) -> Bool, isTaken: (Span) -> Bool
    ) -> [Name] {
        var runs = self.runs(in: sentence, text, isTaken)
        if runs.isEmpty { return [] }
        for index in runs.indices {
            let isShort =
                runs[index].words.count == 1 && isShort(runs[index].span) && !isOrdinary(runs[index].words, text)
            if let kind = isShort ? .company : kind(of: runs[index].words, sentence, text) {
                (runs[index].isName, runs[index].kind) = (true, kind)
            }
        }
        spreadOverLists(&runs, firms, text)
        return runs.filter(\.isName).map { Name(span: $0.span, kind: $0.kind) }
    }

    // MARK: Runs of capitals

    private func runs(in sentence: Span, _ text: Text, _ isTaken: (Span) -> Bool) -> [Run] {
        let latin = LatinNames(text: text)
        var runs: [Run] = []
        latin.eachRun(in: sentence) { first in
            let run = withOf(first, latin, sentence)
            let words = trimmed(run[...], sentence, text, isTaken)
            if mayBeName(words, text, isTaken) { runs.append(Run(words: words)) }
            return run.last?.upperBound ?? 0
        }
        return runs
    }

    /// Bank of Lanzhou, Department of Financial Services.
    private func withOf(_ run: [Span], _ latin: LatinNames, _ sentence: Span) -> [Span] {
        guard let last = run.last, isWord(last, of: words.institutions, latin.text),
            latin.text.has([0x20, 0x6F, 0x66, 0x20], at: last.upperBound), latin.beginsName(last.upperBound + 4)
        else { return run }
        let rest = latin.words(from: last.upperBound + 4, limit: sentence.upperBound)
        return run + rest
    }

    /// `Italian shipbuilder`, `Meanwhile Legora`, `Chipmaker Rapidus`: what the run opens with is no part of the name.
    private func trimmed(
        _ run: ArraySlice<Span>, _ sentence: Span, _ text: Text, _ isTaken: (Span) -> Bool
    ) -> ArraySlice<Span> {
        var run = run
        while let first = run.first, run.count > 1 {
            let opens = first.lowerBound == sentence.lowerBound
            let isHome = isWord(first, of: words.nationalities, text)
            // But European Investment Bank: what is left would be no name.
            let isWhole = isOrdinary(run.dropFirst(), text) || run.count > 2 && isInstitution(run.last, text)
            if isHome, isWhole, !isTaken(first) { break }
            guard isHome || opens && isFiller(first, text) else { break }
            run = run.dropFirst()
        }
        return run
    }

    private func isFiller(_ word: Span, _ text: Text) -> Bool {
        isWord(word, of: words.openers, text) || isWord(word, of: words.notBefore, text)
            || isWord(word, of: words.placeBefore, text) || isWord(word, of: words.before, text)
    }

    private func mayBeName(_ run: ArraySlice<Span>, _ text: Text, _ isTaken: (Span) -> Bool) -> Bool {
        guard let first = run.first, let last = run.last else { return false }
        let span = first.lowerBound..<last.upperBound
        guard span.count >= 3, !isTaken(span), !isWord(span, of: words.phrases, text),
            !isWord(last, of: words.noEndings, text),
            !run.contains(where: { isNoName($0, text, opens: $0 == first && run.count > 2) })
        else { return false }
        // Falcon 9, Blackwell chips.
        guard text.code(at: span.upperBound) == 0x20 else { return true }
        return !Latin.isDigit(text.code(at: span.upperBound + 1))
            && whole(words.productBefore, span.upperBound + 1, text) == nil
    }

    /// Weekdays, months, offices, names of figures, nationalities, Lyon-based and Y142bn.
    private func isNoName(_ word: Span, _ text: Text, opens: Bool) -> Bool {
        if isWord(word, of: words.titles, text) || !opens && isWord(word, of: words.nationalities, text)
            || isWord(word, of: words.notAcronyms, text) || word.contains(where: { Latin.isDigit(text.folded[$0]) })
        {
            return true
        }
        if let hyphen = word.last(where: { text.folded[$0] == 0x2D }), hyphen + 1 < word.upperBound,
            Latin.isSmall(text.scalars[hyphen + 1]), words.isWord(text, hyphen + 1..<word.upperBound)
        {
            return true
        }
        guard let (found, end) = hits.longest(at: word.lowerBound, limit: word.upperBound), end == word.upperBound
        else { return false }
        return book.has(found, noName) || book.has(found, head)
    }

    /// Bank of Harlund, but not Bank Rate.
    private func hasOf(_ run: ArraySlice<Span>, _ text: Text) -> Bool {
        guard let first = run.first, run.count > 1, isWord(first, of: words.institutions, text) else { return false }
        return text.has([0x20, 0x6F, 0x66, 0x20], at: first.upperBound)
    }

    private func isInstitution(_ word: Span?, _ text: Text) -> Bool {
        guard let word else { return false }
        return isWord(word, of: words.institutions, text) || isWord(word, of: words.endings, text)
    }

    // MARK: What a run is

    private func kind(of run: ArraySlice<Span>, _ sentence: Span, _ text: Text) -> Entity.Kind? {
        guard let first = run.first, let last = run.last else { return nil }
        let span = first.lowerBound..<last.upperBound
        if isPerson(run, text) { return .person }
        let isAuthority = run.contains { isWord($0, of: words.authorities, text) }
        let firm: Entity.Kind = isAuthority ? .authority : .company
        let before = wordBefore(span.lowerBound, sentence, text)
        if let before, isWord(before, of: words.titles, text) { return nil }
        if let before, text.has([0x74, 0x68, 0x65], endingAt: before.upperBound), before.count == 3 {
            return run.count > 1 && isWord(last, of: words.institutions, text) || hasOf(run, text) ? firm : nil
        }
        if isOrdinary(run, text) { return nil }
        guard let before, !isWord(before, of: words.before, text) else {
            if run.count == 1, firms.isOrdinary(span, text), !isPossessive(span.upperBound, text) { return nil }
            if run.count > 1, isCoined(run, text), goesOn(behind: span.upperBound, sentence, text) { return firm }
            return opensClause(span, isPlace: isPlace(run, text), sentence, text) ? firm : nil
        }
        if isPlace(run, text) || isWord(before, of: words.placeBefore, text)
            || isWord(before, of: words.notBefore, text) && !(run.count > 1 && isCoined(run, text))
            || isWord(before, of: words.productBefore, text) || !Latin.isSmall(text.scalars[before.lowerBound])
        {
            return nil
        }
        return firm
    }

    private func isPerson(_ run: ArraySlice<Span>, _ text: Text) -> Bool {
        guard let first = run.first, let last = run.last, (2...3).contains(run.count) else { return false }
        return words.english.isFirstName(text, first) && !isInstitution(last, text)
    }

    /// Words of the language, and capitals alone that stand for a figure or a trade.
    private func isOrdinary(_ run: ArraySlice<Span>, _ text: Text) -> Bool {
        if run.count > 1, isInstitution(run.last, text) || hasOf(run, text) { return false }
        return run.allSatisfy { word in
            if Latin.hasInnerCapital(text.scalars, word) {
                return LatinNames(text: text).isAcronym(word) && word.count < Self.shortestAcronym
            }
            return words.isWord(text, word)
        }
    }

    private static let shortestAcronym = 3

    /// A word that no dictionary has and nobody and no place is called by: Halvorsen Marine.
    private func isCoined(_ run: ArraySlice<Span>, _ text: Text) -> Bool {
        run.contains { word in
            word.count >= Self.shortestCoined && !words.isWord(text, word) && !words.english.isPlaceOrPerson(text, word)
                && !words.english.isFirstName(text, word) && !LatinNames(text: text).isAcronym(word)
        }
    }

    private static let shortestCoined = 4

    private func isPlace(_ run: ArraySlice<Span>, _ text: Text) -> Bool {
        guard let first = run.first, run.count == 1 else { return false }
        return words.english.isPlaceOrPerson(text, first)
    }

    /// At the head of a clause only what acts or owns is a firm.
    private func opensClause(_ span: Span, isPlace: Bool, _ sentence: Span, _ text: Text) -> Bool {
        if isPossessive(span.upperBound, text) { return !isPlace }
        var end = firms.afterAsides(span.upperBound, sentence, text)
        for _ in 0..<6 {
            guard text.code(at: end) == 0x20,
                let word = whole(words.auxiliaries, end + 1, text) ?? adverbEnd(end + 1, sentence, text)
            else { break }
            end = word
        }
        guard text.code(at: end) == 0x20, end + 1 < sentence.upperBound else { return false }
        if whole(words.verbs, end + 1, text) != nil { return true }
        guard !isPlace, let (word, stop) = hits.longest(at: end + 1, limit: sentence.upperBound) else { return false }
        return book.has(word, verb) && !text.isWord(at: stop)
    }

    /// A word in small letters follows, and none that products go before.
    private func goesOn(behind end: Int, _ sentence: Span, _ text: Text) -> Bool {
        let start = firms.afterAsides(end, sentence, text) + 1
        return text.code(at: start - 1) == 0x20 && start < sentence.upperBound && Latin.isSmall(text.scalars[start])
    }

    /// `beneficially`, `largely`.
    private func adverbEnd(_ start: Int, _ sentence: Span, _ text: Text) -> Int? {
        let end = Latin.wordEnd(text.folded, from: start, limit: sentence.upperBound)
        return end - start > 4 && text.has([0x6C, 0x79], endingAt: end) ? end : nil
    }

    /// `Johnson Matthey's catalyst arm`.
    private func isPossessive(_ end: Int, _ text: Text) -> Bool {
        [0x27, 0x2019].contains(text.code(at: end)) && text.code(at: end + 1) == 0x73 && text.code(at: end + 2) == 0x20
            && Latin.isLetter(text.code(at: end + 3)) && !Latin.isCapital(text.scalars[end + 3])
    }

    /// The word that a blank parts from what begins at `start`; nil at the head of the sentence and behind a sign.
    private func wordBefore(_ start: Int, _ sentence: Span, _ text: Text) -> Span? {
        guard start - 2 >= sentence.lowerBound, text.code(at: start - 1) == 0x20, Latin.isWord(text.folded[start - 2])
        else { return nil }
        var begin = start - 1
        while begin > sentence.lowerBound, Latin.isWord(text.folded[begin - 1]) { begin -= 1 }
        return begin..<start - 1
    }

    // MARK: Lists

    /// `Nvidia, Google and Breakthrough Energy Ventures`: who is listed with a firm is one, from neighbour to neighbour.
    private func spreadOverLists(_ runs: inout [Run], _ firms: [Span], _ text: Text) {
        let marks = runs.indices.map { Mark(span: runs[$0].span, run: $0) } + firms.map { Mark(span: $0) }
        let listed = marks.sorted { $0.span.lowerBound < $1.span.lowerBound }
        for (left, right) in zip(listed, listed.dropFirst()) { join(right, to: left, &runs, text) }
        for (right, left) in zip(listed.reversed(), listed.reversed().dropFirst()) {
            join(left, to: right, &runs, text)
        }
    }

    /// A known firm or a run of capitals, by its place in the text.
    private struct Mark {
        var span: Span
        /// Index among the runs; −1 for a known firm.
        var run = -1
    }

    private func join(_ mark: Mark, to other: Mark, _ runs: inout [Run], _ text: Text) {
        guard mark.run >= 0, !runs[mark.run].isName,
            other.run < 0 || runs[other.run].isName && runs[other.run].kind == .company
        else { return }
        let isBefore = mark.span.lowerBound < other.span.lowerBound
        if TopicWords.areListed(isBefore ? mark.span : other.span, isBefore ? other.span : mark.span, text) {
            runs[mark.run].isName = true
        }
    }

    // MARK: Words

    private func isWord(_ word: Span, of list: WordList, _ text: Text) -> Bool { list.isWord(word, in: text) }

    private func whole(_ list: WordList, _ start: Int, _ text: Text) -> Int? { list.wholeEnd(at: start, in: text) }
}
