/// Accuracy and macro-F1 of a set of decisions.
struct Figures {
    private var counts = [[Int]](repeating: [0, 0, 0], count: 3)

    mutating func add(gold: Int, got: Int) { counts[gold][got] += 1 }

    var total: Int { counts.reduce(0) { $0 + $1.reduce(0, +) } }
    var accuracy: Double { Double((0..<3).reduce(0) { $0 + counts[$1][$1] }) / Double(max(1, total)) }

    var macroF1: Double {
        (0..<3).reduce(0) { sum, label in
            let gold = counts[label].reduce(0, +)
            let got = (0..<3).reduce(0) { $0 + counts[$1][label] }
            return sum + (gold + got == 0 ? 0 : 2 * Double(counts[label][label]) / Double(gold + got))
        } / 3
    }

    var description: String { "n \(total)  accuracy \(four(accuracy))  macro-F1 \(four(macroF1))" }

    private func four(_ value: Double) -> String { String((value * 10_000).rounded() / 10_000) }
}
