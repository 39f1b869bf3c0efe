/// The words that English numbers are made of.
enum EnglishWord: Equatable {
    /// one … nineteen
    case ones(Int)
    /// twenty … ninety
    case tens(Int)
    /// hundred (2), thousand (3), lakh (5), million (6) …
    case power(Int)
    /// third, fifths, twentieth: what a fraction divides by.
    case ordinal(Int)
    /// hundredth (2), millionths (6).
    case ordinalPower(Int)
    case article, half, quarter, and, dozen, several, couple, few, nought, point
    /// `tens` of thousands, which is no number without what follows.
    case tensOf

    static let table = WordTable(entries.enumerated().map { (Array($1.0.utf16), Int32($0)) })

    /// The words that a number of the news may begin with, see `EnglishNumeralReader.mayOpen`.
    static let opening = WordTable(entries.filter { $0.1.opensNumber }.map { (Array($0.0.utf16), 0) })

    private var opensNumber: Bool {
        switch self {
        case .and, .ordinal, .ordinalPower, .couple, .few, .point: false
        default: true
        }
    }

    /// The word of the entry `index` of `table`.
    static func of(_ index: Int32) -> EnglishWord { entries[Int(index)].1 }

    /// 1 to 19.
    static let cardinals = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
        "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ]

    /// 1 to 19.
    static let ordinals = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
        "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    ]

    private static let rounds: [(cardinal: String, ordinal: String)] = [
        ("twenty", "twentieth"), ("thirty", "thirtieth"), ("forty", "fortieth"), ("fifty", "fiftieth"),
        ("sixty", "sixtieth"), ("seventy", "seventieth"), ("eighty", "eightieth"), ("ninety", "ninetieth"),
    ]

    private static let powers: [(words: [String], power: Int)] = [
        (["hundred", "hundreds"], 2), (["thousand", "thousands"], 3),
        (["lakh", "lakhs", "lac", "lacs", "lkh", "lkhs"], 5),
        (["million", "millions", "mln", "mn", "mio", "mil"], 6), (["crore", "crores", "cr"], 7),
        (["billion", "billions", "bln", "bn"], 9), (["trillion", "trillions", "trn", "tn", "trln"], 12),
        (["quadrillion", "quadrillions"], 15), (["quintillion", "quintillions"], 18),
    ]

    private static let entries: [(String, EnglishWord)] = {
        var entries: [(String, EnglishWord)] = [
            ("zero", .nought), ("naught", .nought), ("nought", .nought), ("nil", .nought), ("fourty", .tens(40)),
            ("a", .article), ("an", .article), ("half", .half), ("halves", .half), ("quarter", .quarter),
            ("quarters", .quarter), ("and", .and), ("dozen", .dozen), ("dozens", .dozen), ("several", .several),
            ("couple", .couple), ("pair", .couple), ("few", .few), ("point", .point), ("tens", .tensOf),
        ]
        for (index, word) in cardinals.enumerated() { entries.append((word, .ones(index + 1))) }
        for (index, word) in ordinals.enumerated() {
            entries.append((word, .ordinal(index + 1)))
            entries.append((word + "s", .ordinal(index + 1)))
        }
        for (index, round) in rounds.enumerated() {
            entries.append((round.cardinal, .tens(index * 10 + 20)))
            entries.append((round.ordinal, .ordinal(index * 10 + 20)))
            entries.append((round.ordinal + "s", .ordinal(index * 10 + 20)))
        }
        for (words, power) in powers { entries += words.map { ($0, .power(power)) } }
        for (word, power) in [
            ("hundredth", 2), ("thousandth", 3), ("millionth", 6), ("billionth", 9), ("trillionth", 12),
        ] {
            entries.append((word, .ordinalPower(power)))
            entries.append((word + "s", .ordinalPower(power)))
        }
        return entries
    }()
}
