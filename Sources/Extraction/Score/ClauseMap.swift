/// Sentences and clauses of a stretch of text, as far as scoring needs them: found by punctuation alone.
struct ClauseMap: Sendable {
    /// Ends of the clauses, ascending; a clause begins where the one before ends.
    private(set) var ends: [Int] = []
    /// For each clause the ordinal of its sentence.
    private(set) var sentence: [Int] = []
    /// For each clause, whether a question mark closes its sentence.
    private(set) var isQuestion: [Bool] = []
    let start: Int

    init(folded: [UInt16], span: Span) {
        start = span.lowerBound
        ends.reserveCapacity(ClauseMap.usual)
        sentence.reserveCapacity(ClauseMap.usual)
        isQuestion.reserveCapacity(ClauseMap.usual)
        var ordinal = 0
        var position = span.lowerBound
        while position < span.upperBound {
            let unit = folded[position]
            position += 1
            switch ClauseMap.boundary(unit, folded, at: position - 1, end: span.upperBound) {
            case .none: continue
            case .clause: close(at: position, ordinal)
            case .sentence:
                close(at: position, ordinal)
                if unit == 0x3F || unit == 0xFF1F { markQuestion(ordinal) }
                ordinal += 1
            }
        }
        if ends.last != span.upperBound { close(at: span.upperBound, ordinal) }
    }

    /// Few sentences have more clauses.
    private static let usual = 8

    enum Boundary { case none, clause, sentence }

    private mutating func close(at end: Int, _ ordinal: Int) {
        ends.append(end)
        sentence.append(ordinal)
        isQuestion.append(false)
    }

    private mutating func markQuestion(_ ordinal: Int) {
        for index in sentence.indices where sentence[index] == ordinal { isQuestion[index] = true }
    }

    /// The clause at a position.
    func clause(at position: Int) -> Int {
        max(0, min(ends.count - 1, ends.firstPlace { $0 > position }))
    }

    func span(of clause: Int) -> Span {
        let low = clause == 0 ? start : ends[clause - 1]
        return low..<max(low, ends[clause])
    }

    static func boundary(_ unit: UInt16, _ folded: [UInt16], at position: Int, end: Int) -> Boundary {
        switch unit {
        case 0x0A, 0x3002, 0xFF01, 0x21, 0xFF1F, 0x3F: return .sentence
        case 0xFF1B, 0x3B, 0xFF0C, 0x2014: return .clause
        case 0x2C:  // a comma between digits belongs to the figure
            return digit(folded, position - 1) && digit(folded, position + 1) ? .none : .clause
        case 0x2E:  // a full stop is followed by a blank
            let next = position + 1 < end ? folded[position + 1] : 0x20
            return Glyph.isSpace(next) || next == 0x0A ? fullStop(folded, position) : .none
        case 0x20:  // `while` and the like begin a clause of their own
            return ClauseMap.opens(folded, at: position + 1, end: end) ? .clause : .none
        case 0x3001:  // 、 after a figure parts two statements, otherwise two names
            return closesFigure(folded, position) ? .clause : .none
        default: return .none
        }
    }

    /// English words that part two statements.
    private static let openers: [[UInt16]] = ["while ", "whereas ", "but ", "although ", "though "]
        .map { Array($0.utf16) }

    private static func opens(_ folded: [UInt16], at start: Int, end: Int) -> Bool {
        guard start < end else { return false }
        switch folded[start] {
        case 0x77, 0x62, 0x61, 0x74: break
        default: return false
        }
        return openers.contains { word in
            start + word.count <= end && word.indices.allSatisfy { folded[start + $0] == word[$0] }
        }
    }

    private static func fullStop(_ folded: [UInt16], _ position: Int) -> Boundary {
        // `u.s. ` and `inc. ` go on; so does an initial.
        let one = position >= 2 && Glyph.isLatin(folded[position - 1]) && !Glyph.isLatin(folded[position - 2])
        return one ? .none : .sentence
    }

    private static func digit(_ folded: [UInt16], _ position: Int) -> Bool {
        position >= 0 && position < folded.count && Glyph.isDigit(folded[position])
    }

    private static func closesFigure(_ folded: [UInt16], _ position: Int) -> Bool {
        guard position > 0 else { return false }
        let before = folded[position - 1]
        return Glyph.isDigit(before) || before == 0x25 || before == 0x5143 || before == 0x4EBF || before == 0x4E07
    }
}
