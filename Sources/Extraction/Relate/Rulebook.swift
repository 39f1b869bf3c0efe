/// All rules and word classes of the lexicon, checked and compiled. Immutable; made once at start.
struct Rulebook: Sendable {
    struct Use: Sendable, Equatable {
        var wordClass: Int
        /// What the word stands for in this class: `revenue` for 营业收入 in `@metric`.
        var payload: String
    }

    var trie = WordTrie()
    /// By word id: the classes it belongs to.
    private(set) var uses: [[Use]] = []
    private(set) var classNames: [String] = []
    private var classIDs: [String: Int] = [:]
    private var knownIDs = KeyTable<Int>()
    /// One bit for each class that a word belongs to, `wordsPerRow` machine words a word; empty until all words are in.
    private var classBits: [UInt64] = []
    private var wordsPerRow = 0
    /// Phrases that begin with a helping verb, by word id, and the verb behind it; empty once all words are in.
    private var helped: [(phrase: Int, verb: String)] = []
    var rules: [Rule] = []
    /// First characters of Chinese names, and characters that no name has after them.
    private(set) var surnames = CodeSet([])
    private(set) var nameStops = CodeSet([])
    /// Of these, the characters that stop a name only as the head of a word, and those words: 先生, 强调.
    private(set) var nameStopHeads = CodeSet([])
    private(set) var nameStopWords = LinkWords.none
    /// Characters that foreign names are written in.
    private(set) var foreign = CodeSet([])
    private(set) var translated = CodeSet([])
    private(set) var subjectEnds = CodeSet([])
    private(set) var subjectStops = CodeSet([])
    private(set) var subjectHeads = CodeSet([])
    /// What the short name of a firm may end in: 科技, 新材.
    private(set) var trades = LinkWords.none
    /// Of these, what only firms are called by.
    private(set) var firmTrades = LinkWords.none
    /// What else a name that is no word may end in.
    private(set) var coinedTrades = LinkWords.none
    /// Provinces and cities that the names of firms begin with.
    private(set) var places = LinkWords.none
    /// English words around the names of firms.
    private(set) var firms = FirmWords()
    private(set) var engine = EngineClasses()
    /// The same rules as the matcher asks for them.
    private(set) var compiled: [CompiledRule] = []
    /// By word id: the rules that it sets off, with what it stands for to each.
    private(set) var triggers: [[Trigger]] = []

    struct Trigger: Sendable {
        let rule: CompiledRule
        let payload: String
        private let readsEnglish: Bool
        private let readsChinese: Bool

        init(rule: CompiledRule, payload: String) {
            self.rule = rule
            self.payload = payload
            readsEnglish = rule.reads(english: true)
            readsChinese = rule.reads(english: false)
        }

        /// As the rule says, without a look at it: most triggers of a word are of rules for the other language.
        func reads(english: Bool) -> Bool { english ? readsEnglish : readsChinese }
    }

    init() {}

    /// - Throws: `LexiconError` for the first thing wrong in any `rules/*.words` or `rules/*.rules` file.
    init(lexicon: LexiconFiles) throws(LexiconError) {
        try self.init(lexicon: lexicon, words: WordsOfNames(lexicon))
    }

    init(lexicon: LexiconFiles, words: WordsOfNames) throws(LexiconError) {
        var errors: [LexiconError] = []
        self = try Rulebook(lexicon: lexicon, words: words, errors: &errors)
        if let first = errors.first { throw first }
    }

    /// - Parameter errors: everything that is wrong in a file of rules; where it is not empty the book is not compiled.
    init(lexicon: LexiconFiles, words: WordsOfNames, errors: inout [LexiconError]) throws(LexiconError) {
        let files = lexicon.below("rules")
        if lexicon.bytes(of: LinkWords.path) != nil {
            surnames = words.link.characters("surname")
            nameStops = words.link.characters("name_stop")
            nameStopHeads = words.link.characters("name_stop_head")
            nameStopWords = words.link["name_stop_word"]
            foreign = words.link.characters("foreign")
            translated = words.link.characters("translated")
            subjectEnds = words.link.characters("subject_end")
            subjectStops = words.link.characters("subject_stop")
            subjectHeads = words.link.characters("subject_head")
            trades = words.link["trade"]
            firmTrades = words.link["trade_name"]
            coinedTrades = words.link["trade_coined"]
            places = words.link["place"]
            firms = FirmWords(
                words.link, common: words.common,
                english: try EnglishDictionary(
                    bytes: lexicon.bytes(of: EnglishDictionary.path) ?? [],
                    given: lexicon.bytes(of: EnglishDictionary.given) ?? []))
        }
        for file in files where file.path.hasSuffix(".words") { try readWords(file) }
        for file in files where file.path.hasSuffix(".rules") { errors += readRules(file) }
        if errors.isEmpty { errors = RuleCheck(book: self).errors() }
        if !errors.isEmpty { return }
        inheritFromVerbs()
        markTriggers()
        markAmounts()
        compile()
        markClasses()
    }

    /// - Returns: everything that is wrong in the file.
    private mutating func readRules(_ file: LexiconFiles.File) -> [LexiconError] {
        // Handed over and taken back: a second holder would have every table copied at the first word that is added.
        var parser = RuleParser(file: file, book: consume self)
        let parsed = parser.parseAll()
        self = parser.book
        rules += parsed.rules
        return parsed.errors
    }

    private mutating func compile() {
        engine = EngineClasses(self)
        compiled = rules.indices.map { CompiledRule(rules[$0], index: $0, among: rules) }
        var ofClass: [[CompiledRule]] = Array(repeating: [], count: classNames.count)
        for rule in compiled where rule.source.status == .active {
            for trigger in rule.source.triggers { ofClass[trigger].append(rule) }
        }
        triggers = uses.map { uses in
            uses.flatMap { use in ofClass[use.wordClass].map { Trigger(rule: $0, payload: use.payload) } }
        }
    }

    /// The longest word at a place wins, so `has put` says too what `put` alone does.
    private mutating func inheritFromVerbs() {
        for (phrase, verb) in helped {
            let units = foldedUnits(verb)
            guard let (word, end) = trie.longest(in: units, at: 0, limit: units.count), end == units.count else {
                continue
            }
            for use in uses[word] where !has(phrase, use.wordClass) { uses[phrase].append(use) }
        }
        helped = []
    }

    /// Classes of the engine's own: names of figures (`head!`), all other triggers (`verb!`), and those of them that a
    /// party may follow as their object (`takes!`).
    private mutating func markTriggers() {
        let head = defineClass("head!")
        let verb = defineClass("verb!")
        let taking = defineClass("takes!")
        var classes: [Int: Set<Int>] = [:]
        for rule in rules where rule.status == .active {
            let takesObject = rule.roles.contains { $0.places.contains(.object) }
            for trigger in rule.triggers {
                classes[trigger, default: []].insert(rule.isFigure ? head : verb)
                if takesObject { classes[trigger, default: []].insert(taking) }
            }
        }
        for word in uses.indices {
            for use in uses[word] {
                for marked in (classes[use.wordClass] ?? []).sorted() where !has(word, marked) {
                    uses[word].append(Use(wordClass: marked, payload: ""))
                }
            }
        }
    }

    /// `amount!`: names of figures that a percentage can only change, never be (revenue, not a margin).
    private mutating func markAmounts() {
        let amount = defineClass("amount!")
        let metric = known("metric")
        let ratio = known("ratio-name")
        for word in uses.indices {
            guard let name = payload(of: word, in: metric) else { continue }
            let units = foldedUnits(name)
            // A word may stand for itself, without a name of the figure before it.
            if units.isEmpty { continue }
            if let (found, end) = trie.longest(in: units, at: 0, limit: units.count), end == units.count,
                has(found, ratio)
            {
                continue
            }
            uses[word].append(Use(wordClass: amount, payload: ""))
        }
    }

    func classID(_ name: String) -> Int? { classIDs[name] }

    /// Without its `@`; a rule's own words are the class of its id and `!`.
    func className(_ wordClass: Int) -> String {
        classNames.indices.contains(wordClass) ? classNames[wordClass] : ""
    }

    /// Class id for a name the engine itself asks for; −1 where no file defines it, which no word has.
    func known(_ name: StaticString) -> Int { knownIDs[name] ?? -1 }

    // These two are asked at every word, and by themselves of what they need: a call on the book would move all of it.

    @inline(__always)
    func payload(of word: Int, in wordClass: Int) -> String? {
        has(word, wordClass) ? Self.payload(uses[word], wordClass) : nil
    }

    private static func payload(_ uses: [Use], _ wordClass: Int) -> String? {
        for use in uses where use.wordClass == wordClass { return use.payload }
        return nil
    }

    @inline(__always)
    func has(_ word: Int, _ wordClass: Int) -> Bool {
        if wordsPerRow == 0 { return Self.hold(uses[word], wordClass) }
        guard wordClass >= 0 else { return false }
        return classBits[word * wordsPerRow + (wordClass >> 6)] >> UInt64(wordClass & 63) & 1 != 0
    }

    private static func hold(_ uses: [Use], _ wordClass: Int) -> Bool { uses.contains { $0.wordClass == wordClass } }

    /// Once all words are in their classes.
    private mutating func markClasses() {
        wordsPerRow = (classNames.count + 63) / 64
        classBits = Array(repeating: 0, count: uses.count * wordsPerRow)
        for word in uses.indices {
            for use in uses[word] {
                classBits[word * wordsPerRow + (use.wordClass >> 6)] |= 1 << UInt64(use.wordClass & 63)
            }
        }
    }

    mutating func defineClass(_ name: String) -> Int {
        if let id = classIDs[name] { return id }
        classIDs[name] = classNames.count
        knownIDs.set(name, classNames.count)
        classNames.append(name)
        return classNames.count - 1
    }

    mutating func addWord(_ word: String, to wordClass: Int, payload: String) {
        for form in VerbForms.forms(of: word) {
            let units = foldedUnits(form)
            if units.isEmpty { continue }
            let id = Int(trie.insert(units, id: Int32(uses.count)))
            if id == uses.count {
                uses.append([])
                if let verb = VerbForms.behindHelper(form) { helped.append((id, verb)) }
            }
            if !uses[id].contains(where: { $0.wordClass == wordClass }) {
                uses[id].append(Use(wordClass: wordClass, payload: payload))
            }
        }
    }

    /// `@class` starts a class; `payload: word | word` or `word | word` adds to it.
    private mutating func readWords(_ file: LexiconFiles.File) throws(LexiconError) {
        var current: Int?
        for (number, line) in dataLines(file) {
            var text = line
            if line.utf8.first == 0x40 {
                let name = line.dropFirst().prefix { $0 != " " && $0 != ":" }
                current = defineClass(String(name))
                continue
            }
            guard let wordClass = current else {
                throw LexiconError(
                    file: file.shownPath, line: number, column: 1, message: "words outside a class",
                    remedy: "put a line `@name` above them")
            }
            var payload = ""
            if let colon = line.range(ofASCII: ": ") {
                payload = String(line[..<colon.lowerBound])
                text = String(line[colon.upperBound...])
            }
            for word in text.parts(by: 0x7C) {
                let trimmed = word.trimmingBlanks
                if trimmed.isEmpty {
                    throw LexiconError(
                        file: file.shownPath, line: number, message: "an empty word between two `|`",
                        remedy: "remove one `|`")
                }
                addWord(trimmed, to: wordClass, payload: payload)
            }
        }
    }
}

extension Shared where Value == Rulebook {
    /// As `Rulebook.known`, without a copy of the book.
    func known(_ name: StaticString) -> Int { wrappedValue.known(name) }
}

extension StringProtocol {
    /// Without blanks at either end, nor carriage returns at the last.
    var trimmingBlanks: String { trimmed { $0 == " " || $0 == "\t" || $0 == "\r" } }

    /// First place where the ASCII string `needle` stands.
    func range(ofASCII needle: String) -> Range<Index>? {
        let wanted = Array(needle.utf8)
        var start = utf8.startIndex
        while start != utf8.endIndex {
            if utf8[start] == wanted.first, utf8[start...].starts(with: wanted) {
                return start..<utf8.index(start, offsetBy: wanted.count)
            }
            start = utf8.index(after: start)
        }
        return nil
    }
}
