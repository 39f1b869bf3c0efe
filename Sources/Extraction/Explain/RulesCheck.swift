/// Checks files of rules and words: mistakes, rules that are dead or shadowed, and examples that do not read as written.
public struct RulesCheck {
    private let extractor: Extractor
    private let files: Set<String>
    private var findings: [LexiconFinding] = []

    /// All findings, errors and warnings, in order of files and lines; empty when nothing is wrong.
    ///
    /// - Parameter files: of the user, which add to the lexicon; none: the lexicon's own rules are checked. The user's
    ///   drafts are read as if they were active.
    /// - Throws: `LexiconError` when the lexicon itself cannot be read.
    public static func findings(
        in files: [LexiconFiles.File], builtIn: LexiconFiles = .embedded
    ) throws(LexiconError) -> [LexiconFinding] {
        let lexicon = builtIn.adding(rules: files, activatesDrafts: true)
        var errors: [LexiconError] = []
        do { _ = try Rulebook(lexicon: lexicon, words: WordsOfNames(lexicon), errors: &errors) } catch {
            errors.insert(error, at: 0)
        }
        if !errors.isEmpty { return sorted(errors.map { .init(severity: .error, problem: $0) }) }
        let paths = files.isEmpty ? lexicon.below("rules").map(\.path) : files.map(\.path)
        var check = RulesCheck(extractor: try Extractor(lexicon: lexicon), files: Set(paths))
        for rule in check.book.rules.indices { check.read(rule) }
        return sorted(check.findings)
    }

    private init(extractor: Extractor, files: Set<String>) {
        self.extractor = extractor
        self.files = files
    }

    private static func sorted(_ findings: [LexiconFinding]) -> [LexiconFinding] {
        findings.enumerated().sorted {
            let (a, b) = ($0.element.problem, $1.element.problem)
            return (a.file, a.line, a.column, $0.offset) < (b.file, b.line, b.column, $1.offset)
        }.map(\.element)
    }

    private var book: Rulebook { extractor.relator.book }

    private mutating func read(_ index: Int) {
        let rule = book.rules[index]
        guard rule.status == .active, files.contains(rule.file) else { return }
        for (message, remedy) in RuleLint(book: book).problems(of: index) {
            find(.warning, rule, rule.line, 1, message, remedy)
        }
        readExamples(index)
    }

    private mutating func find(
        _ severity: LexiconFinding.Severity, _ rule: Rule, _ line: Int, _ column: Int, _ message: String,
        _ remedy: String
    ) {
        let problem = LexiconError(file: rule.file, line: line, column: column, message: message, remedy: remedy)
        findings.append(.init(severity: severity, problem: problem))
    }

    /// Each example must read as it is written, and one of them by the rule itself.
    private mutating func readExamples(_ index: Int) {
        let rule = book.rules[index]
        var isReadByItself = false
        var rival: String?
        var isWrong = false
        for example in rule.examples {
            guard let read = try? ExampleReading(example, extractor) else { continue }
            if let problem = read.problem(of: rule, index, book) {
                find(.error, rule, example.line, example.column, problem.message, problem.remedy)
                isWrong = true
            }
            guard example.isPositive else { continue }
            isReadByItself = isReadByItself || read.isRead(by: index)
            rival = rival ?? read.winner(over: index, book) ?? read.reader(of: rule)
        }
        if isReadByItself || isWrong { return }
        if let rival {
            find(
                .warning, rule, rule.line, 1,
                "rule `\(rule.id)` is shadowed: `\(rival)` reads its examples in its place",
                "write `beats \(rival)` or a greater `weight`, give it an example of its own, or retire it")
        } else {
            find(
                .warning, rule, rule.line, 1, "rule `\(rule.id)` is dead: it reads none of its examples",
                "give it an example of its own, or retire it")
        }
    }
}

/// An example read by the whole extraction.
struct ExampleReading {
    let example: Example
    private(set) var events: [Event] = []
    private var traces: [RuleTrace] = []

    init(_ example: Example, _ extractor: Extractor) throws(ExtractionError) {
        self.example = example
        var traces: [RuleTrace] = []
        let analysis = try extractor.analyze(Self.document(example.text), explaining: { traces.append($1) })
        self.traces = traces
        events = analysis.articles.flatMap(\.events)
    }

    /// Examples are read as news of one day, so that relative times in them are resolved.
    static func document(_ text: String) -> Document {
        Document(id: "example", body: Array(text.utf8), publishedAt: "2025-11-20T08:00:00+08:00")
    }

    /// What is not as the example says; nil where all is well.
    func problem(of rule: Rule, _ index: Int, _ book: Rulebook) -> (message: String, remedy: String)? {
        let own = events.filter { $0.type == rule.type }
        if example.isPositive {
            if own.contains(where: tells) { return nil }
            let answers = traces.map { WhyNot(book: book, trace: $0).answer(of: index) }
            let why = answers.max { $0.depth < $1.depth }?.text ?? "the text is empty"
            return own.isEmpty
                ? ("the example is not read: \(why)", "change the rule or the example")
                : (
                    "the example is read otherwise than marked: \(own.map(Self.described).joined(separator: "; "))",
                    "correct the marks or the rule"
                )
        }
        guard let first = own.first else { return nil }
        return (
            "the example must not be read, but `\(first.rule)` reads it: \(Self.described(first))",
            "add a `when` that keeps it out, or correct the example"
        )
    }

    private static func described(_ event: Event) -> String {
        let parts =
            event.participants.map { "\($0.role) \($0.mention)" } + event.measures.map { "\($0.name) \($0.text)" }
        return (parts + event.attributes.map { "\($0.name)=\($0.value)" } + [event.certainty.rawValue])
            .joined(separator: ", ")
    }

    /// The event has what the example marks and expects.
    func tells(_ event: Event) -> Bool {
        example.marks.allSatisfy { mark in
            event.participants.contains { $0.role == mark.name && $0.span.overlaps(mark.span) }
                || event.measures.contains { $0.name == mark.name && $0.span.overlaps(mark.span) }
        }
            && example.expected.allSatisfy { wanted in
                wanted.name == "certainty"
                    ? event.certainty.rawValue == wanted.value
                    : event.attributes.contains { $0.name == wanted.name && $0.value == wanted.value }
            }
    }

    func isRead(by rule: Int) -> Bool {
        traces.contains { trace in
            trace.candidates.contains { $0.rule == rule } || trace.settled.contains { $0.rule == rule }
        }
    }

    func winner(over rule: Int, _ book: Rulebook) -> String? {
        let losses = traces.flatMap(\.losses)
        return losses.first { $0.loser.rule == rule }.map { book.rules[$0.winner.rule].id }
    }

    /// The rule that reads an event of the type.
    func reader(of rule: Rule) -> String? { events.first { $0.type == rule.type && $0.rule != rule.id }?.rule }
}
