/// How sure the items of a list are: `For the second quarter the Company expects:` holds of every item below it.
struct ListOutlook {
    @Shared var outlook: Outlook
    let text: Text
    /// Of the items that follow; nil outside such a list.
    private(set) var certainty: Event.Certainty?

    init(outlook: Shared<Outlook>, text: Text) {
        _outlook = outlook
        self.text = text
    }

    /// What holds of `line`, which comes next; nothing of a result with what was expected of it (`$3.21 vs. $3.04`).
    func certainty(of line: Shared<RuleLine>) -> Event.Certainty? {
        guard let certainty, isItem(line), !line.figures.contains(where: { $0.label == .expected }) else { return nil }
        return certainty
    }

    mutating func note(_ line: Shared<RuleLine>) {
        if endsWithColon(line) {
            certainty = outlook.certainty(closing: line.wrappedValue)
        } else if !isItem(line) {
            certainty = nil
        }
    }

    private func endsWithColon(_ line: Shared<RuleLine>) -> Bool {
        var end = line.span.upperBound
        while end > line.span.lowerBound, text.code(at: end - 1) <= 0x20 { end -= 1 }
        return [0x3A, 0xFF1A].contains(text.code(at: end - 1))
    }

    private func isItem(_ line: Shared<RuleLine>) -> Bool {
        let start = line.span.first { text.code(at: $0) > 0x20 }
        return start.map { SignClass.isBullet(text.scalars[$0]) } ?? false
    }
}
