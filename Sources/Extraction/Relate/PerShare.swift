/// Which amounts of a line are for one share: 每股, `a share`, and 每10股派5元, which Measure has divided by the ten.
struct PerShare {
    @Shared var book: Rulebook
    @Shared var reading: Reading

    func mark(_ line: inout RuleLine) {
        if line.figures.isEmpty { return }
        let before = book.engine.eachShare
        let after = book.engine.aShare
        let dividend = book.engine.dividend
        for index in line.figures.indices {
            let figure = line.figures[index]
            // The ten of 每10股 counts no shares.
            if figure.family == .shares, reads([0x6BCF], before: figure.span.lowerBound) {
                line.figures[index].label = .other
            }
            guard figure.family == .money else { continue }
            if follows(before, figure, line) || isFollowed(by: after, figure, line) {
                line.figures[index].isPerShare = true
            }
            if isSmall(figure), follows(dividend, figure, line) { line.figures[index].isPerShare = true }
            if index > 0, isNext(figure, to: line.figures[index - 1]) { line.figures[index].isPerShare = true }
            let isSumBefore = index > 0 && line.figures[index - 1].family == .money
            let sumEnd = isSumBefore ? line.figures[index - 1].span.upperBound : 0
            let reach = min(14, figure.span.lowerBound - sumEnd)
            if Self.tens.contains(where: { reads($0, within: reach, before: figure.span.lowerBound) }) {
                line.figures[index].isPerShare = true
            }
        }
    }

    /// 从每股0.26美元提高至0.30美元: where an amount for one share goes to.
    private func isNext(_ figure: RuleFigure, to last: RuleFigure) -> Bool {
        figure.label == .to && last.isPerShare && figure.clause == last.clause && isSmall(figure)
    }

    /// A word of the class in the clause before the figure, with no figure and at most fourteen characters between.
    private func follows(_ wordClass: Int, _ figure: RuleFigure, _ line: RuleLine) -> Bool {
        var token = figure.token - 1
        while token >= 0, line.tokens[token].clause == figure.clause,
            figure.span.lowerBound - line.tokens[token].span.upperBound <= 14
        {
            switch line.tokens[token].kind {
            case .word(let word): if book.has(word, wordClass) { return true }
            case .figure: return false
            case .actor, .time: break
            }
            token -= 1
        }
        return false
    }

    /// `a dividend of 45 cents`: no company's whole dividend.
    private func isSmall(_ figure: RuleFigure) -> Bool {
        let value = reading.quantities[figure.quantity].value
        return value.significand > 0 && value < Self.dearest
    }

    /// No dividend for one share is higher, in yen either.
    private static let dearest = Decimal(significand: 1000, exponent: 0)

    private func isFollowed(by wordClass: Int, _ figure: RuleFigure, _ line: RuleLine) -> Bool {
        let next = figure.token + 1
        guard next < line.tokens.count, case .word(let word) = line.tokens[next].kind else { return false }
        return book.has(word, wordClass) && line.tokens[next].span.lowerBound - figure.span.upperBound <= 3
    }

    private func reads(_ units: [UInt16], within reach: Int = 1, before end: Int) -> Bool {
        let window = reading.text.folded[max(0, end - reach)..<end]
        return window.indices.contains { window[$0...].starts(with: units) }
    }

    private static let tens = ["每10股", "每十股", "10派", "十派"].map { Fold.folded($0) }
}
