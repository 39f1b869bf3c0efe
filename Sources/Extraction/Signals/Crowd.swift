/// Figures of agreement and herding among judgements.
enum Crowd {
    /// √(1 − b²) of the balance b = (p − n) / (p + n); 0 where nobody judges.
    ///
    /// One less the agreement index of Antweiler and Frank, "Is All That Talk Just Noise?" (2004).
    static func disagreement(positive: Double, negative: Double) -> Double {
        guard positive + negative > 0 else { return 0 }
        let balance = (positive - negative) / (positive + negative)
        return max(0, 1 - balance * balance).squareRoot()
    }

    /// How far the share of one direction lies from a half, less what chance gives so few judgements, on a scale from 0
    /// to 1.
    ///
    /// Lakonishok, Shleifer and Vishny, "The Impact of Institutional Trading on Stock Prices" (1992), with one half as
    /// the expected share.
    static func herding(positive: Int, negative: Int) -> Double {
        let count = positive + negative
        guard count > 1 else { return 0 }
        let share = Double(max(positive, negative)) / Double(count)
        return max(0, 2 * (share - 0.5 - chanceDeviation(count)))
    }

    /// E|X/n − ½| for X of a binomial distribution with n draws and p = ½, after De Moivre: ν C(n, ν) / (n 2ⁿ) with
    /// ν = ⌊n/2⌋ + 1; for many draws its limit 1 / √(2πn).
    static func chanceDeviation(_ n: Int) -> Double {
        guard n > 0 else { return 0.5 }
        if n > 1000 { return 1 / (2 * Double.pi * Double(n)).squareRoot() }
        let middle = n / 2 + 1
        // C(n, ν) / 2ⁿ factor by factor, halved as it grows so that nothing overflows.
        var value = 1.0
        var halvings = 0
        for factor in 1...middle {
            value *= Double(n - middle + factor) / Double(factor)
            while value > 1, halvings < n {
                value /= 2
                halvings += 1
            }
        }
        for _ in halvings..<max(halvings, n) { value /= 2 }
        return value * Double(middle) / Double(n)
    }
}
