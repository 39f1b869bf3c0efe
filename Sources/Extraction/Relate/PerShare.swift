/// Which amounts of a line are for one share (每股, `a share`) or for ten (每10股派5元).
struct PerShare {
    let book: Rulebook
    let reading: Reading

    func mark(_ line: inout RuleLine) {
        let before = book.known("each-share")
        let after = book.known("a-share")
        for index in line.figures.indices where line.figures[index].family == .money {
            let token = line.figures[index].token
            let span = line.figures[index].span
            if isWord(token - 1, of: before, line), gap(token - 1, token, line) <= 6 {
                line.figures[index].isPerShare = true
            }
            if isWord(token + 1, of: after, line), gap(token, token + 1, line) <= 3 {
                line.figures[index].isPerShare = true
            }
            if readsTen(before: span.lowerBound) {
                line.figures[index].isPerShare = true
                line.figures[index].perShares = 10
            }
        }
    }

    private func isWord(_ token: Int, of wordClass: Int, _ line: RuleLine) -> Bool {
        guard line.tokens.indices.contains(token), case .word(let word) = line.tokens[token].kind else { return false }
        return book.has(word, wordClass)
    }

    private func gap(_ left: Int, _ right: Int, _ line: RuleLine) -> Int {
        line.tokens[right].span.lowerBound - line.tokens[left].span.upperBound
    }

    /// 每10股 or 每十股 within the eight characters before.
    private func readsTen(before end: Int) -> Bool {
        let start = max(0, end - 8)
        let units = reading.text.folded[start..<end]
        return Self.tens.contains { ten in
            units.indices.contains { units[$0...].starts(with: ten) }
        }
    }

    private static let tens = ["每10股", "每十股", "10派", "十派"].map { Fold.folded($0) }
}
