/// Reads one `.rules` file. Total: every text gives rules or the first error with file, line, column and remedy.
struct RuleParser {
    let file: LexiconFiles.File
    var book: Rulebook
    private var type = ""
    private var rules: [Rule] = []
    /// The file as written, where an error needs its column.
    private let rawLines: [Substring]

    init(file: LexiconFiles.File, book: Rulebook) {
        self.file = file
        self.book = book
        let text = String(decoding: file.bytes.last == 0 ? file.bytes.dropLast() : file.bytes[...], as: UTF8.self)
        rawLines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { Substring($0) }
    }

    mutating func parse() throws(LexiconError) -> [Rule] {
        let (rules, errors) = parseAll()
        if let first = errors.first { throw first }
        return rules
    }

    /// The rules, and everything that is wrong in their lines.
    mutating func parseAll() -> (rules: [Rule], errors: [LexiconError]) {
        var errors: [LexiconError] = []
        for (number, text) in dataLines(file) {
            do { try read(text, number) } catch { errors.append(located(error)) }
        }
        return (rules, errors)
    }

    /// The column of what an error names in backquotes, where its line has it.
    private func located(_ error: LexiconError) -> LexiconError {
        let parts = error.message.split(separator: "`", omittingEmptySubsequences: false)
        guard error.column <= 1, parts.count > 2, let line = rawLine(error.line),
            let range = line.range(ofASCII: String(parts[1]))
        else { return error }
        var located = error
        located.column = line.unicodeScalars[..<range.lowerBound].count + 1
        return located
    }

    private func rawLine(_ number: Int) -> String? {
        rawLines.indices.contains(number - 1) ? String(rawLines[number - 1]) : nil
    }

    func error(_ line: Int, _ message: String, _ remedy: String, column: Int = 1) -> LexiconError {
        LexiconError(file: file.shownPath, line: line, column: column, message: message, remedy: remedy)
    }

    private mutating func read(_ text: String, _ number: Int) throws(LexiconError) {
        var scanner = LineScanner(text)
        let keyword = scanner.word()
        if keyword == "type" {
            type = scanner.word()
            return
        }
        if keyword == "rule" {
            try begin(scanner.word(), number)
            return
        }
        // Taken out meanwhile, so that nothing of it is copied when it is added to.
        guard var rule = rules.popLast() else {
            throw error(number, "`\(keyword)` before any rule", "start with `type NAME`, then `rule ID`")
        }
        defer { rules.append(rule) }
        try apply(keyword, &scanner, number, &rule)
    }

    private mutating func begin(_ id: String, _ number: Int) throws(LexiconError) {
        if type.isEmpty { throw error(number, "a rule before `type`", "write `type NAME` at the top of the file") }
        if id.isEmpty { throw error(number, "a rule without an id", "write `rule TYPE.NAME`") }
        var rule = Rule(id: id, type: type)
        rule.file = file.shownPath
        rule.line = number
        rules.append(rule)
    }

    private mutating func apply(
        _ keyword: String, _ scanner: inout LineScanner, _ number: Int, _ rule: inout Rule
    ) throws(LexiconError) {
        switch keyword {
        case "status":
            guard let status = Rule.Status(rawValue: scanner.word()) else {
                throw error(number, "unknown status", "write draft, active or retired", column: 8)
            }
            rule.status = status
        case "reason": rule.reason = scanner.rest()
        case "languages": rule.languages = Set(words(&scanner))
        case "subtype": rule.subtype = scanner.word()
        case "trigger": try readTrigger(&scanner, number, &rule)
        case "figure":
            rule.isFigure = true
            try readTrigger(&scanner, number, &rule)
        case "role": try readRole(&scanner, number, &rule)
        case "measure": try readMeasure(&scanner, number, &rule)
        case "need": rule.needs.append(scanner.rest().parts(by: 0x7C).map { $0.trimmingBlanks })
        case "attribute": try readAttribute(&scanner, number, &rule)
        case "when": rule.conditions.append(try condition(&scanner, number))
        case "timeliness": rule.timeliness = scanner.word()
        case "certainty":
            rule.certainty = scanner.word()
            for word in words(&scanner) {
                let pair = word.split(separator: "=").compactMap { Event.Certainty(rawValue: String($0)) }
                if pair.count == 2 { rule.renamed[pair[0]] = pair[1] }
                if word == "always" { rule.isCertain = true }
            }
        case "basis": rule.basis = scanner.word()
        case "beats": rule.beats += words(&scanner)
        case "beside": rule.standsBeside = scanner.word() == "others"
        case "weight": rule.weight = Double(scanner.word()) ?? 0
        case "+", "-":
            var example = try example(scanner.rest(), keyword == "+", number)
            example.column = (rawLine(number)?.unicodeScalars.prefix { $0 == " " || $0 == "\t" }.count ?? 0) + 3
            rule.examples.append(example)
        default:
            throw error(
                number, "unknown keyword `\(keyword)`",
                "use status reason languages subtype trigger figure role measure need attribute when certainty basis "
                    + "beats beside timeliness weight + -")
        }
    }

    func words(_ scanner: inout LineScanner) -> [String] {
        var words: [String] = []
        while true {
            let word = scanner.word()
            if word.isEmpty { return words }
            words.append(word)
        }
    }

    /// The class written `@name`.
    func wordClass(_ text: String, _ number: Int) throws(LexiconError) -> Int {
        guard text.hasPrefix("@"), let id = book.classID(String(text.dropFirst())) else {
            throw error(number, "unknown word class `\(text)`", "define it in a .words file of rules/")
        }
        return id
    }

    private mutating func readTrigger(
        _ scanner: inout LineScanner, _ number: Int, _ rule: inout Rule
    ) throws(LexiconError) {
        let written = scanner.rest()
        rule.triggerText += rule.triggerText.isEmpty ? written : " | \(written)"
        for part in written.parts(by: 0x7C) {
            let word = part.trimmingBlanks
            if word.utf8.first == 0x40 {
                rule.triggers.append(try wordClass(word, number))
            } else {
                let own = book.defineClass("\(rule.id)!")
                book.addWord(word, to: own, payload: "")
                if !rule.triggers.contains(own) { rule.triggers.append(own) }
            }
        }
        if rule.triggers.isEmpty { throw error(number, "no trigger", "name words or @classes, parted by |") }
    }

    private func readRole(_ scanner: inout LineScanner, _ number: Int, _ rule: inout Rule) throws(LexiconError) {
        let written = scanner.word()
        let isOptional = written.hasSuffix("?")
        var role = Rule.Role(name: isOptional ? String(written.dropLast()) : written)
        role.isOptional = isOptional
        for name in scanner.word().split(separator: "|") {
            guard let kinds = KindSet.names[String(name)] else {
                throw error(
                    number, "unknown kind `\(name)`",
                    "use one of \(KindSet.names.keys.sorted().joined(separator: " "))")
            }
            role.kinds.formUnion(kinds)
        }
        for word in words(&scanner) {
            if word == "set" { role.isSet = true } else { role.places.append(try place(word, number)) }
        }
        if role.places.isEmpty {
            throw error(number, "role `\(role.name)` has no place", "add subject, before, after, speaker or @class")
        }
        rule.roles.append(role)
    }

    private func place(_ word: String, _ number: Int) throws(LexiconError) -> Rule.Place {
        switch word {
        case "subject": return .subject
        case "before": return .before
        case "after": return .after
        case "object": return .object
        case "beside": return .beside
        case "earlier": return .earlier(nil)
        case "speaker": return .speaker
        case "context": return .context
        case "broker": return .broker
        case "home": return .home
        default:
            if word.hasPrefix("=") { return .same(String(word.dropFirst())) }
            if word.hasPrefix("else:") { return .otherwise(String(word.dropFirst(5))) }
            if word.hasSuffix("<") { return .followed(try wordClass(String(word.dropLast()), number)) }
            if word.hasPrefix("@") { return .marked(try wordClass(word, number), .any) }
            if word.hasPrefix("before@") { return .marked(try wordClass(String(word.dropFirst(6)), number), .before) }
            if word.hasPrefix("earlier@") { return .earlier(try wordClass(String(word.dropFirst(7)), number)) }
            if word.hasPrefix("later@") { return .later(try wordClass(String(word.dropFirst(5)), number)) }
            if word.hasPrefix("after@") { return .marked(try wordClass(String(word.dropFirst(5)), number), .after) }
            throw error(
                number, "unknown place `\(word)`",
                "use subject before after object beside earlier earlier@class speaker broker home context @class before@class after@class "
                    + "later@class "
                    + "@class< =role else:ID")
        }
    }

    private func readMeasure(_ scanner: inout LineScanner, _ number: Int, _ rule: inout Rule) throws(LexiconError) {
        var measure = Rule.Measure(name: scanner.word(), units: [], labels: [])
        for name in scanner.word().split(separator: "|") {
            if name == "any" { measure.units = CaseSet(UnitFamily.allCases); continue }
            guard let unit = UnitFamily(rawValue: String(name)) else {
                throw error(
                    number, "unknown unit family `\(name)`",
                    "use any or \(UnitFamily.allCases.map(\.rawValue).joined(separator: " "))")
            }
            measure.units.insert(unit)
        }
        for word in words(&scanner) {
            switch word {
            case "repeats": measure.repeats = true
            case "onward": measure.reachesNextClause = true
            case "each": measure.isEach = true
            case _ where word.hasPrefix("then@"): measure.next = try wordClass(String(word.dropFirst(4)), number)
            case _ where word.hasPrefix("@"): measure.head = try wordClass(word, number)
            default:
                for name in word.split(separator: "|") {
                    guard let label = RuleFigure.Label(rawValue: String(name)) else {
                        throw error(
                            number, "unknown figure label `\(name)`",
                            "use \(RuleFigure.Label.allCases.map(\.rawValue).joined(separator: " "))")
                    }
                    measure.labels.insert(label)
                }
            }
        }
        if measure.labels.isEmpty { measure.labels = [.value, .to] }
        rule.measures.append(measure)
    }

    private func readAttribute(_ scanner: inout LineScanner, _ number: Int, _ rule: inout Rule) throws(LexiconError) {
        var name = scanner.word()
        var isRequired = false
        if name.hasSuffix("!") {
            isRequired = true
            name.removeLast()
        }
        let value = scanner.rest()
        let source: Rule.AttributeSource
        if value == "$trigger" {
            source = .trigger
        } else if value.hasPrefix("@") {
            source = .word(try wordClass(value, number))
        } else if value.hasPrefix("$"), let kinds = KindSet.names[String(value.dropFirst())] {
            source = .mention(kinds)
        } else {
            source = .constant(value)
        }
        rule.attributes.append(Rule.Attribute(name: name, source: source, isRequired: isRequired))
    }

    /// Splits `[buyer:OpenAI]向… => certainty=planned` into text, marks and what is expected.
    func example(_ source: String, _ isPositive: Bool, _ number: Int) throws(LexiconError) -> Example {
        var text = source
        var expected: [(name: String, value: String)] = []
        if let arrow = source.range(ofASCII: "=>") {
            text = source[..<arrow.lowerBound].trimmingBlanks
            for pair in source[arrow.upperBound...].split(separator: " ") {
                let parts = pair.split(separator: "=", maxSplits: 1)
                guard parts.count == 2 else {
                    throw error(number, "`\(pair)` after => is no name=value", "write name=value")
                }
                expected.append((String(parts[0]), String(parts[1])))
            }
        }
        var plain = String.UnicodeScalarView()
        var marks: [(name: String, span: Span)] = []
        var open: (name: String, start: Int)?
        var name: String.UnicodeScalarView?
        for (column, scalar) in text.unicodeScalars.enumerated() {
            if scalar == "[", open == nil, name == nil {
                name = String.UnicodeScalarView()
            } else if let pending = name {
                if scalar == ":" {
                    open = (String(pending), plain.count)
                    name = nil
                } else {
                    name?.append(scalar)
                }
            } else if scalar == "]", let mark = open {
                marks.append((mark.name, mark.start..<plain.count))
                open = nil
            } else {
                plain.append(scalar)
            }
            if let pending = name, pending.count > 40 {
                throw error(number, "a `[` that opens no mark", "write [role:words]", column: column)
            }
        }
        if open != nil || name != nil { throw error(number, "a mark that is not closed", "add the missing `]`") }
        return Example(isPositive: isPositive, text: String(plain), marks: marks, expected: expected, line: number)
    }
}
