/// The English words around the names of firms, from `names/link.words`, `names/common.words` and
/// `names/english.words`.
struct FirmWords: Sendable {
    /// Verbs whose subject is a firm, and those of rising and falling.
    private(set) var verbs = LinkWords.none
    private(set) var moves = LinkWords.none
    /// What may stand between a subject and its verb.
    private(set) var auxiliaries = LinkWords.none
    /// What a clause begins with before its subject, which of that may join two names, and what
    /// an apposition behind it begins with.
    private(set) var before = LinkWords.none
    private(set) var joiners = LinkWords.none
    private(set) var appositions = LinkWords.none
    /// Words that open a sentence before its subject.
    private(set) var openers = LinkWords.none
    /// What makes the next name a person's.
    private(set) var titles = LinkWords.none
    /// Which firms the text does not go on about.
    private(set) var topics: TopicWords?
    /// `shares of`: what follows is a firm.
    private(set) var ofFirm = LinkWords.none
    /// `-based`, `-backed`.
    private(set) var suffixes = LinkWords.none
    /// Places whose firm a possessive names.
    private(set) var homes = LinkWords.none
    /// What may stand right before a verb whose subject is left out: `and later rose`.
    private var beforeVerb = LinkWords.none
    /// Capitalised phrases that name no firm: Wall Street.
    private(set) var phrases = LinkWords.none
    /// What capitalised words are told by: nationalities, what stands before a place, before what is no name and before a
    /// product; what an institution, an authority and a firm end in, and what no firm does; capitals that name none.
    private(set) var nationalities = LinkWords.none
    private(set) var placeBefore = LinkWords.none
    private(set) var notBefore = LinkWords.none
    private(set) var productBefore = LinkWords.none
    private(set) var institutions = LinkWords.none
    private(set) var authorities = LinkWords.none
    private(set) var endings = LinkWords.none
    private(set) var noEndings = LinkWords.none
    private(set) var notAcronyms = LinkWords.none
    /// Behind what an acronym names a firm: 旗下, 子公司.
    private(set) var owned = LinkWords.none
    /// Small words inside the name of a person: `de `, `van `.
    private(set) var particles = LinkWords.none
    /// Behind what stands where somebody was before: `previously of`.
    private(set) var formerly = LinkWords.none
    private(set) var english = EnglishDictionary()
    /// What a clause opens with that is said of the subject behind it: with, worth, valued.
    private(set) var fronts = LinkWords.none
    /// Where `it` stands for nothing: `it is unclear`.
    private(set) var emptyPronouns = LinkWords.none
    /// What only a firm has: its shares, its board.
    private(set) var firmsOwn = LinkWords.none
    /// What the names of courts end in.
    private(set) var courts = LinkWords.none
    /// its, their: what a verb with an object has right behind it.
    private(set) var possessives = LinkWords.none
    /// Hashes of the common words.
    private var common: Set<UInt32> = []
    private var chinese: CommonWords?

    init() {}

    init(_ words: LinkWords, common list: CommonWords, english: EnglishDictionary) {
        self.english = english
        verbs = words["firm_verb"]
        moves = words["firm_move"]
        auxiliaries = words["firm_auxiliary"]
        before = words["firm_before"]
        joiners = words["firm_joiner"]
        appositions = words["firm_apposition"]
        openers = words["firm_opener"]
        titles = words["firm_title"]
        topics = TopicWords(words)
        ofFirm = words["firm_of"]
        suffixes = words["firm_suffix"]
        phrases = words["firm_not"]
        beforeVerb = words["before_verb_en"]
        homes = words["firm_home"]
        nationalities = words["nationality_en"]
        placeBefore = words["place_before_en"]
        notBefore = words["name_not_after_en"]
        productBefore = words["product_before_en"]
        institutions = words["institution_en"]
        authorities = words["authority_end_en"]
        endings = words["firm_en"]
        noEndings = words["name_end_not_en"]
        notAcronyms = words["acronym_not"]
        owned = words["owned_firm_zh"]
        formerly = words["formerly_en"]
        particles = words["name_particle_en"]
        fronts = words["front_en"]
        emptyPronouns = words["empty_it_en"]
        firmsOwn = words["firm_owns_en"]
        courts = words["court_end"]
        possessives = words["possessive_en"]
        chinese = list
        for word in list.english() {
            var hash = FormHash()
            for code in word.utf16 { hash.add(code) }
            common.insert(hash.value)
        }
    }

    /// Whether a Chinese name begins or ends with a common word, as 治理结构 does.
    func isCommonHan(_ text: Text, _ name: Span) -> Bool {
        guard let chinese, name.count > 1 else { return false }
        let last = name.upperBound - 1
        return chinese.isWord(text.folded[name.lowerBound], text.folded[name.lowerBound + 1])
            && chinese.isWord(text.folded[last - 1], text.folded[last])
    }

    /// Whether two characters are a common Chinese word.
    func isCommonPair(_ first: UInt16, _ second: UInt16) -> Bool { chinese?.isWord(first, second) ?? false }

    /// Whether the word is no subject: a pronoun, an auxiliary, an adverb.
    func isFunctionWord(_ text: Text, _ span: Span) -> Bool {
        beforeVerb.longest(in: text, at: span.lowerBound)?.count == span.count
            || text.has([0x6C, 0x79], endingAt: span.upperBound)
    }

    /// Whether a word of the dictionary or a plural of one is written so.
    func isWord(_ text: Text, _ span: Span) -> Bool {
        if isCommon(text, span) || english.isWord(text, span) { return true }
        let last = span.upperBound - 1
        return span.count > 3 && text.code(at: last) == 0x73 && text.code(at: last - 1) != 0x73
            && english.isWord(text, span.lowerBound..<last)
    }

    /// Whether a common word of English is written so.
    func isCommon(_ text: Text, _ span: Span) -> Bool {
        var hash = FormHash()
        for position in span { hash.add(text.folded[position]) }
        return common.contains(hash.value)
    }
}
