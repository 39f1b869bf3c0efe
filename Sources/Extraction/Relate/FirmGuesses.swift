/// Firms that no catalogue has, in English: a capitalised name before a verb that only a firm does (`Legora pulled in`),
/// or behind a word that says what it is (`the startup Harvey`, `Oxford-based Dark Blue`).
///
/// A capital at the head of a sentence says nothing, so a single word there is taken for a name only where no common
/// word of the language is written so.
struct FirmGuesses {
    @Shared var book: Rulebook
    @Shared var hits: WordHits
    private let words: FirmWords
    private let descriptor: Int
    private let noName: Int
    private let position: Int
    private let head: Int

    init(book shared: Shared<Rulebook>, hits: Shared<WordHits>) {
        _book = shared
        _hits = hits
        words = shared.wrappedValue.firms
        descriptor = shared.known("descriptor")
        noName = shared.known("no-name")
        position = shared.known("position")
        head = shared.known("head!")
    }

    /// What stands before a name.
    private enum Before {
        /// The head of the sentence or of a quotation.
        case opening
        /// A sign or a word that a new clause begins with.
        case clause
        /// A word that says what the firm is.
        case descriptor
    }

    /// The names in a sentence, in order of position; `isTaken` says what is read already.
    func names(in sentence: Span, _ text: Text, _ quantities: [Quantity], isTaken: (Span) -> Bool) -> [Span] {
        var found: [Span] = []
        LatinNames(text: text).eachRun(in: sentence) { run in
            if let name = firm(run, sentence, text, quantities, isTaken) { found.append(name) }
            return run.last?.upperBound ?? 0
        }
        return found
    }

    private func firm(
        _ run: [Span], _ sentence: Span, _ text: Text, _ quantities: [Quantity], _ isTaken: (Span) -> Bool
    ) -> Span? {
        var words = run[...]
        var before: Before
        // `Chipmaker Cerebras Systems`, `Meanwhile Legora`: what the run opens with is no part of the name.
        let found = self.before(run[0].lowerBound, sentence, text)
        if run.count > 1, describes(run[0], text) || found == .opening && isDescriptor(run[0], text) {
            before = .descriptor
            words = words.dropFirst()
        } else if let found {
            before = found
            if found == .opening, run.count > 1, isWord(run[0], of: self.words.openers, text) {
                before = .clause
                words = words.dropFirst()
            }
        } else {
            return nil
        }
        guard let first = words.first, let last = words.last else { return nil }
        let name = first.lowerBound..<last.upperBound
        guard name.count >= 3, !isTaken(max(0, name.lowerBound - 1)..<name.upperBound + 2),
            words.allSatisfy({ !isNoName($0, text) }), !isWord(name, of: self.words.phrases, text)
        else { return nil }
        if words.count == 1, LatinNames(text: text).isAcronym(name) { return nil }
        if before == .opening, words.count == 1, isOrdinary(name, text) { return nil }
        if before == .opening, words.allSatisfy({ self.words.isCommon(text, $0) }) { return nil }
        if before == .descriptor { return name }
        return isSubject(name, sentence, text, quantities) ? name : nil
    }

    // MARK: Before the name

    private func before(_ start: Int, _ sentence: Span, _ text: Text) -> Before? {
        if start == sentence.lowerBound || [0x22, 0x201C, 0x0A].contains(text.code(at: start - 1)) { return .opening }
        guard text.code(at: start - 1) == 0x20, start - 2 >= sentence.lowerBound else { return nil }
        let end = start - 1
        if let home = homeEnd(before: end, text), isHome(endingAt: home, text) { return .descriptor }
        guard Latin.isWord(text.folded[end - 1]) else {
            // `WASHINGTON (AP) — Consumer prices`: a dateline.
            if [0x2014, 0x2013, 0x2D].contains(text.folded[end - 1]) { return .opening }
            return [0x2C, 0x3A, 0x3B].contains(text.folded[end - 1]) ? .clause : nil
        }
        var begin = end
        while begin > sentence.lowerBound, Latin.isWord(text.folded[begin - 1]) { begin -= 1 }
        let word = begin..<end
        if isDescriptor(word, text) { return .descriptor }
        if let phrase = text.first(of: words.ofFirm, endingAt: end), !text.isWord(at: end - phrase.count - 1) {
            return .descriptor
        }
        if text.code(at: begin - 1) == 0x2D, isWord(word, of: words.suffixes, text) { return .descriptor }
        guard isWord(word, of: words.before, text) else { return nil }
        // `Nokia Solutions and Networks`: the middle of a name.
        let isName = begin >= 2 && text.code(at: begin - 1) == 0x20 && isCapitalised(wordEndingAt: begin - 1, text)
        return isName && isWord(word, of: words.joiners, text) ? nil : .clause
    }

    /// Where the place of `France's bioMérieux` ends.
    private func homeEnd(before end: Int, _ text: Text) -> Int? {
        guard end > 2, text.code(at: end - 1) == 0x73, [0x27, 0x2019].contains(text.code(at: end - 2)) else {
            return nil
        }
        return end - 2
    }

    private func isHome(endingAt end: Int, _ text: Text) -> Bool {
        guard let home = text.first(of: words.homes, endingAt: end) else { return false }
        return !text.isWord(at: end - home.count - 1)
    }

    /// A word that says what the firm named next is: startup, Oxford-based.
    func describes(_ word: Span, _ text: Text) -> Bool {
        guard !isDescriptor(word, text) else { return Latin.isSmall(text.scalars[word.lowerBound]) }
        guard let hyphen = word.last(where: { text.folded[$0] == 0x2D }) else { return false }
        return isWord(hyphen + 1..<word.upperBound, of: words.suffixes, text)
    }

    private func isCapitalised(wordEndingAt end: Int, _ text: Text) -> Bool {
        var begin = end
        while begin > 0, Latin.isWord(text.folded[begin - 1]) { begin -= 1 }
        return begin < end && Shape.isCapitalised(text, begin)
    }

    private func isDescriptor(_ word: Span, _ text: Text) -> Bool {
        guard let (found, end) = hits.longest(at: word.lowerBound, limit: word.upperBound) else { return false }
        return end == word.upperBound && book.has(found, descriptor)
    }

    /// The developer of `Prairie Compute, an Oklahoma developer,`.
    private func isDescriptor(at position: Int, before end: Int, _ text: Text) -> Bool {
        guard !text.isWord(at: position - 1), let (word, _) = hits.longest(at: position, limit: end) else {
            return false
        }
        return book.has(word, descriptor)
    }

    // MARK: The name

    /// Weekdays, months, offices and names of figures are no firms.
    private func isNoName(_ word: Span, _ text: Text) -> Bool {
        if isWord(word, of: words.titles, text) { return true }
        guard let (found, end) = hits.longest(at: word.lowerBound, limit: word.upperBound), end == word.upperBound
        else { return false }
        return book.has(found, noName) || book.has(found, position) || book.has(found, head)
    }

    /// A word that many sentences begin with: a common one, or a plural.
    func isOrdinary(_ name: Span, _ text: Text) -> Bool {
        if Latin.hasInnerCapital(text.scalars, name) { return false }
        if isWord(name, of: words.openers, text) || words.isCommon(text, name) { return true }
        let end = name.upperBound
        if text.code(at: end - 1) == 0x73, text.code(at: end - 2) != 0x73 {
            return true
        }
        return name.count > 4
            && (text.has([0x69, 0x6E, 0x67], endingAt: end) || text.has([0x6C, 0x79], endingAt: end))
    }

    private func isWord(_ word: Span, of list: WordList, _ text: Text) -> Bool { list.isWord(word, in: text) }

    // MARK: Behind the name

    /// Longest bracket and longest apposition between a subject and its verb, and from a move to its percentage.
    private static let bracket = 30
    private static let apposition = 90
    private static let reach = 30

    private func isSubject(_ name: Span, _ sentence: Span, _ text: Text, _ quantities: [Quantity]) -> Bool {
        let bracket = afterBracket(name.upperBound, sentence, text)
        var end = afterApposition(bracket, sentence, text)
        if end > bracket, (bracket..<end).contains(where: { isDescriptor(at: $0, before: end, text) }) { return true }
        for _ in 0..<6 {
            guard text.code(at: end) == 0x20, let word = whole(words.auxiliaries, end + 1, text) else { break }
            end = word
        }
        guard text.code(at: end) == 0x20, end + 1 < sentence.upperBound else { return false }
        if whole(words.verbs, end + 1, text) != nil { return true }
        guard let verb = whole(words.moves, end + 1, text) else { return false }
        let next = quantities.firstPlace { $0.span.lowerBound >= verb }
        return next < quantities.count && quantities[next].kind == .percent
            && quantities[next].span.lowerBound - verb <= Self.reach
            && quantities[next].span.upperBound <= sentence.upperBound
    }

    private func whole(_ list: WordList, _ start: Int, _ text: Text) -> Int? { list.wholeEnd(at: start, in: text) }

    /// Where a clause goes on behind a bracket and an apposition at `end`.
    func afterAsides(_ end: Int, _ sentence: Span, _ text: Text) -> Int {
        afterApposition(afterBracket(end, sentence, text), sentence, text)
    }

    private func afterBracket(_ end: Int, _ sentence: Span, _ text: Text) -> Int {
        guard text.code(at: end) == 0x20 else { return end }
        return text.bracketEnd(at: end + 1, longest: Self.bracket - 1, limit: sentence.upperBound) ?? end
    }

    /// `, a smaller rival,` and `, which went public last week,`, but nothing that is said of a person.
    private func afterApposition(_ end: Int, _ sentence: Span, _ text: Text) -> Int {
        guard text.code(at: end) == 0x2C, text.code(at: end + 1) == 0x20, end + 2 < sentence.upperBound else {
            return end
        }
        let opener = whole(words.appositions, end + 2, text)
        guard opener != nil else { return end }
        for position in end + 2..<min(end + Self.apposition, sentence.upperBound) {
            if text.folded[position] == 0x2C { return position + 1 }
            if !text.isWord(at: position - 1), whole(words.titles, position, text) != nil { return end }
        }
        return end
    }
}
