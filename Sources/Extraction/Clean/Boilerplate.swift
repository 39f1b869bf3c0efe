/// The phrases of `script/boilerplate.txt`, and what they say about a stretch of text.
struct Boilerplate: Sendable {
    enum Reason: String, CaseIterable { case disclaimer, navigation, caption, social, own }

    /// Sum of weights per reason, and the code points that the cues themselves take.
    struct Score {
        var weight = SIMD8<Int32>()
        var covered = 0
        /// A cue of weight 3 begins the stretch.
        var heading: Reason?

        subscript(reason: Reason) -> Int { Int(weight[Boilerplate.index(reason)]) }
    }

    static let path = "script/boilerplate.txt"
    static let standard = Boilerplate(
        cues: (try? Boilerplate.cues(in: LexiconFiles.embedded.bytes(of: path) ?? [])) ?? [])

    struct Cue: Sendable { let reason: Reason, weight: Int, phrase: String }
    private let cues: [Cue]
    private let table: PhraseTable

    init(cues: [Cue]) {
        self.cues = cues
        table = PhraseTable(cues.enumerated().map { ($1.phrase, $0) })
    }

    private static func index(_ reason: Reason) -> Int {
        switch reason {
        case .disclaimer: 0
        case .navigation: 1
        case .caption: 2
        case .social: 3
        case .own: 4
        }
    }

    func score(_ text: Text, _ span: Span) -> Score {
        var score = Score()
        table.scan(text, span) { value, at in
            let cue = cues[value]
            score.weight[Boilerplate.index(cue.reason)] &+= Int32(min(cue.weight, 2))
            score.covered += at.count
            if cue.weight == 3, at.lowerBound - span.lowerBound <= 3, score.heading == nil {
                score.heading = cue.reason
            }
        }
        return score
    }

    /// `REASON WEIGHT PHRASE` a line; lines that begin with # are remarks.
    static func cues(in bytes: [UInt8]) throws(LexiconError) -> [Cue] {
        var cues: [Cue] = []
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        for (number, line) in lines.enumerated() where !line.hasPrefix("#") && !line.isEmpty {
            let fields = line.split(separator: " ", maxSplits: 2)
            guard fields.count == 3, let reason = Reason(rawValue: String(fields[0])), let weight = Int(fields[1]),
                (1...3).contains(weight), fields[2].unicodeScalars.count >= 2
            else {
                throw LexiconError(
                    file: path, line: number + 1, message: "\"\(line)\" is no cue",
                    remedy:
                        "write disclaimer, navigation, caption, social or own; 1, 2 or 3; two characters or more"
                )
            }
            cues.append(Cue(reason: reason, weight: weight, phrase: String(fields[2])))
        }
        return cues
    }
}
