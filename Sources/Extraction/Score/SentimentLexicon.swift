/// The finance lexicon of sentiment: words with what they say, about whom, and under which conditions.
///
/// Source of the method: composition of polarity by clause after Moilanen and Pulman, "Sentiment Composition" (2007),
/// with values of their own for subject and object of a verb.
struct SentimentLexicon: Sendable {
    /// What a word does in its clause.
    enum Kind: UInt8, Sendable {
        /// Good or bad in itself: `违约`, `record`.
        case polar
        /// Up or down: its value is that of the figure it moves (`成本上升` is not `收入上升`).
        case direction
        /// A figure: more of it is good, bad or neither.
        case figure
        /// Says different things of its subject and its object: `起诉`, `beats`.
        case relation
        /// Turns the next value round: `未`, `not`.
        case negator
        /// Takes the next value away: `否认`, `无意`, `denied`.
        case canceller
        /// Multiplies a neighbouring value: `大幅`, `slightly`.
        case degree
        /// What follows outweighs what came before: `但`, `but`.
        case contrast
        /// Its own clause weighs little: `虽然`, `despite`.
        case concession
        /// Its clause has not happened: `若`, `if`.
        case condition
        /// The words after it are an opinion or a guess: `或将`, `may`.
        case hedge
        /// Before it stands who bears the act: `获`, `被`, `遭`.
        case passive
        /// After it stands who bears the act: `把`, `将`.
        case disposal
        /// Before or after it stands a speaker, not somebody judged: `表示`, `said`.
        case speech
        /// The clause states a matter of routine: `将于`, `持有`, `appoints`.
        case routine
        /// The agent follows: `by`.
        case agent
        /// Says nothing: keeps a shorter word from being read in it (`去年` is no `去`).
        case plain
        /// Red or green: up or down as the market's colours go.
        case colour
        /// Names a market whose boards show red for up (1) or for down (−1).
        case market
    }

    struct Entry: Sendable, Equatable {
        var kind: Kind
        /// Towards a target that stands before the word (its subject); for a direction ±strength, for a figure the
        /// sign of "more".
        var subject: Float
        /// Towards a target that stands after it (its object); for a figure what the bare word says.
        var object: Float
        var basis: Sentiment.Basis
        /// A verb that moves the figure after it: `raises guidance`.
        var isTransitive: Bool
        /// Takes away the harm named next: `lifts the ban`, `解除限制`.
        var undoes: Bool
        /// Stays the same when other lines come or go: hash of the line's first word.
        var mark: UInt32 = 0
    }

    private(set) var entries: [Entry] = []
    /// File and line of each entry, for explanations.
    private(set) var places: [String] = []
    private(set) var words: [(scalars: [UInt16], entry: Int)] = []

    /// Reads all `*.sentiment` files below `sentiment/`.
    /// - Throws: `LexiconError` with file, line, column and remedy at the first line that cannot be read.
    init(_ files: LexiconFiles) throws(LexiconError) {
        for file in files.below("sentiment") where file.path.hasSuffix(".sentiment") {
            try read(file)
        }
    }

    private mutating func read(_ file: LexiconFiles.File) throws(LexiconError) {
        var line = 0
        for bytes in file.bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            line += 1
            let text = String(decoding: bytes, as: UTF8.self)
            guard let first = text.unicodeScalars.first(where: { $0 != " " }), first != "#" else { continue }
            try readLine(text, at: line, of: file.path)
        }
    }

    private mutating func readLine(_ text: String, at line: Int, of file: String) throws(LexiconError) {
        let fields = text.parts(by: 0x7C, omittingEmptySubsequences: false).map { trimmed($0) }
        guard fields.count == 4 else {
            throw LexiconError(
                file: file, line: line, message: "\(fields.count) fields instead of 4",
                remedy: "write words | kind and strength | options | example")
        }
        var entry: Entry
        do { entry = try SentimentLexicon.entry(of: fields[1], options: fields[2]) } catch {
            throw LexiconError(
                file: file, line: line, column: fields[0].unicodeScalars.count + 4, message: error.message,
                remedy: error.remedy)
        }
        let listed = fields[0].parts(by: 0x2C).flatMap { Inflection.forms(of: trimmed($0)) }
        guard !listed.isEmpty, !fields[3].isEmpty else {
            throw LexiconError(
                file: file, line: line, message: "no word or no example",
                remedy: "give at least one word and an example")
        }
        entry.mark = SentimentLexicon.hash(Text(listed[0]).folded)
        for word in listed { words.append((Text(word).folded, entries.count)) }
        entries.append(entry)
        places.append("\(file):\(line)")
    }

    struct FieldError: Error {
        var message: String
        var remedy: String
    }

    /// `good 2`, `figure - -2`, `relation 0 -2`.
    static func entry(of kindField: String, options: String) throws(FieldError) -> Entry {
        let parts = kindField.parts(by: 0x20).map(String.init)
        var basis = Sentiment.Basis.fundamental
        var (transitive, undoes) = (false, false)
        for option in options.parts(by: 0x20) {
            switch option {
            case "price": basis = .price
            case "opinion": basis = .opinion
            case "transitive": transitive = true
            case "undo": undoes = true
            default:
                throw FieldError(
                    message: "unknown option \"\(option)\"", remedy: "write price, opinion, transitive or undo")
            }
        }
        guard let name = parts.first, let (kind, values) = try values(of: name, parts.dropFirst().map { $0 }) else {
            throw FieldError(message: "unknown kind \"\(kindField)\"", remedy: "write one of \(names)")
        }
        return Entry(
            kind: kind, subject: values.0, object: values.1, basis: basis, isTransitive: transitive, undoes: undoes)
    }

    private static let names =
        "good, bad, up, down, figure, relation, negator, canceller, degree, contrast, concession, condition, hedge, "
        + "passive, disposal, speech, routine, agent, plain, colour, market"

    private static func values(of name: String, _ rest: [String]) throws(FieldError) -> (Kind, (Float, Float))? {
        var numbers: [Float] = []
        for word in rest {
            guard let number = Float(word == "+" ? "1" : word == "-" ? "-1" : word), abs(number) <= 4 else {
                throw FieldError(message: "\"\(word)\" is no strength", remedy: "write a number between -4 and 4")
            }
            numbers.append(number)
        }
        let first = numbers.first ?? 1
        let second = numbers.count > 1 ? numbers[1] : 0
        switch name {
        case "good": return (.polar, (first, numbers.count > 1 ? second : first * 0.7))
        case "bad": return (.polar, (-first, numbers.count > 1 ? second : -first * 0.7))
        case "up": return (.direction, (first, first))
        case "down": return (.direction, (-first, -first))
        case "figure": return (.figure, (first, second))
        case "relation": return (.relation, (first, second))
        case "degree": return (.degree, (first, first))
        case "colour": return (.colour, (first, first))
        case "market": return (.market, (first, first))
        case "negator": return (.negator, (0, 0))
        case "canceller": return (.canceller, (0, 0))
        case "contrast": return (.contrast, (0, 0))
        case "concession": return (.concession, (0, 0))
        case "condition": return (.condition, (0, 0))
        case "hedge": return (.hedge, (0, 0))
        case "passive": return (.passive, (0, 0))
        case "disposal": return (.disposal, (0, 0))
        case "speech": return (.speech, (0, 0))
        case "routine": return (.routine, (first, 0))
        case "agent": return (.agent, (0, 0))
        case "plain": return (.plain, (0, 0))
        default: return nil
        }
    }

    private func trimmed(_ text: Substring) -> String { SentimentLexicon.trimmed(text) }
}

extension SentimentLexicon {
    /// FNV-1a over code units.
    static func hash(_ folded: [UInt16]) -> UInt32 {
        folded.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
    }

    static func trimmed(_ text: Substring) -> String {
        var rest = text.utf8
        while rest.first == 0x20 { rest.removeFirst() }
        while rest.last == 0x20 || rest.last == 0x0D { rest.removeLast() }
        return String(Substring(rest))
    }
}

/// English word forms, so that a line names a verb once.
enum Inflection {
    /// `gain~` is gain, gains, gained, gaining; `drop~~` doubles the consonant: drops, dropped, dropping. Of a phrase
    /// one word is a verb: `inch~ up`.
    static func forms(of word: String) -> [String] {
        if let blank = word.utf8.firstIndex(of: 0x20), word[..<blank].utf8.last == 0x7E {
            return forms(of: String(word[..<blank])).map { $0 + word[blank...] }
        }
        guard word.utf8.last == 0x7E else { return word.isEmpty ? [] : [word] }
        if word.hasSuffix("~~") {
            let stem = String(word.dropLast(2))
            guard let last = stem.last else { return [] }
            return [stem, stem + "s", "\(stem)\(last)ed", "\(stem)\(last)ing"]
        }
        let stem = String(word.dropLast())
        if stem.hasSuffix("e") { return [stem, stem + "s", stem + "d", stem.dropLast() + "ing"] }
        if stem.hasSuffix("y"), let before = stem.dropLast().last, !"aeiou".contains(before) {
            return [stem, stem.dropLast() + "ies", stem.dropLast() + "ied", stem + "ing"]
        }
        let sibilant = ["s", "x", "ch", "sh", "z"].contains { stem.hasSuffix($0) }
        return [stem, stem + (sibilant ? "es" : "s"), stem + "ed", stem + "ing"]
    }
}
