import Testing

@testable import Extraction

/// What `normalize` reads in texts of any kind.
struct NormalizerTests {
    private static let normalizer = Result { try Normalizer() }

    /// `3`, `3…5`, and `3 USD` where a unit is told.
    static func read(_ text: String, _ kind: Normalizer.Kind) throws -> [String] {
        try normalizer.get().matches(in: text, kind: kind).map { match in
            let upper = match.upper.map { "…\($0.description)" } ?? ""
            let unit = kind == .money ? " \(match.unit ?? "?")" : ""
            return (match.value?.description ?? "") + upper + unit
        }
    }

    static let english: [(String, [String])] = [
        ("two hundred and fifty thousand", ["250000"]), ("minus sixty-four", ["-64"]),
        ("a hundred and one", ["101"]), ("seventeen hundred", ["1700"]), ("three million two hundred", ["3000200"]),
        ("two and a half", ["2.5"]), ("four and three quarters", ["4.75"]), ("seven and a half million", ["7500000"]),
        ("two million and a half", ["2500000"]), ("five eighths", ["0.625"]), ("two-fifths", ["0.4"]),
        ("one hundred and three quarters", ["100.75"]), ("one hundred and forty fifths", ["28"]),
        ("thirty twenty-fifths", ["1.2"]), ("a quarter of a million", ["250000"]), ("half a dozen", ["6"]),
        ("five dozen", ["60"]), ("three point one four", ["3.14"]), ("four point five billion", ["4500000000"]),
        ("tens of thousands", ["10000"]), ("hundreds of millions", ["100000000"]), ("7 hundred and 12", ["712"]),
        ("4 million and a quarter", ["4250000"]), ("2 over 5", ["0.4"]), ("three in ten", ["0.3"]),
        ("1/4", ["0.25"]), ("3 1/2", ["3.5"]), ("2½", ["2.5"]), ("3e4", ["30000"]), ("2^3", ["8"]), ("2^-2", ["0.25"]),
        ("7,25", ["7.25"]), ("1.250,75", ["1250.75"]), ("12,345,678", ["12345678"]), ("1.5M", ["1500000"]),
        ("40k", ["40000"]), ("12 crore", ["120000000"]), ("between forty and fifty", ["40…50"]),
        ("at least 5 and at most 9", ["5…9"]), ("more than 3 and less than 7", ["3…7"]),
    ]

    static let chinese: [(String, [String])] = [
        ("两千零五", ["2005"]), ("负三百二十", ["-320"]), ("廿八", ["28"]), ("卅五", ["35"]), ("三百廿六", ["326"]),
        ("壹仟贰佰叁拾肆", ["1234"]), ("五万三", ["53000"]), ("千八", ["1800"]), ("十二点五", ["12.5"]), ("半百", ["50"]),
        ("三又四分之三", ["3.75"]), ("负一又四分之一", ["-1.25"]), ("四分之叁", ["0.75"]), ("万分之五", ["0.0005"]),
        ("十五万亿", ["15000000000000"]), ("三兆五千亿", ["3500000000000"]), ("十余万", ["100000"]), ("八打", ["96"]),
        ("１２３", ["123"]), ("五到九", ["5…9"]), ("在20和30之间", ["20…30"]), ("不低于五不超过九", ["5…9"]),
        ("比十二小", ["12"]), ("一千二百点五", ["1200.5"]),
    ]

    @Test(arguments: english + chinese) func everyFormOfANumberIsRead(text: String, values: [String]) throws {
        #expect(try Self.read(text, .number) == values)
    }

    @Test(arguments: [
        "The one I meant", "twenty-first", "the third quarter", "四川", "三星电子", "收拾", "陆地", "a man and a plan",
        "see https://example.com/a?b=12%20", "H20",
    ])
    func wordsThatOnlyLookLikeNumbersAreNone(text: String) throws {
        #expect(try Self.read(text, .number).isEmpty)
    }

    static let money: [(String, [String])] = [
        ("HK$ 10.5 billion", ["10500000000 HKD"]), ("20 MUSD", ["20000000 USD"]), ("$12 and 50 cents", ["12.5 USD"]),
        ("15 dollars and 50.", ["15.5 USD"]), ("三块二", ["3.2 CNY"]), ("八块零五", ["8.05 CNY"]),
        ("五块七毛八", ["5.78 CNY"]), ("100₾", ["100 GEL"]), ("5,000 NT$", ["5000 TWD"]), ("12 RM", ["12 MYR"]),
        ("3亿元至5亿元", ["300000000…500000000 CNY"]), ("月薪8k", ["8000 CNY"]), ("up to €1.5m", ["1500000 EUR"]),
        ("15 dollars and 50 people", ["15 USD"]), ("a $5 fee", ["5 USD"]),
    ]

    @Test(arguments: money) func moneyHasAmountAndCurrency(text: String, values: [String]) throws {
        #expect(try Self.read(text, .money) == values)
    }

    @Test(arguments: [("打对折", ["50"]), ("八五折", ["85"]), ("千分之三", ["0.3"]), ("百分之十二点五", ["12.5"]), ("三成五", ["35"])])
    func sharesArePercentages(text: String, values: [String]) throws {
        #expect(try Self.read(text, .percent) == values)
    }

    /// Read on Wednesday 2025-10-22; `…` joins the ends of more than a day.
    static let times: [(String, [String])] = [
        ("2026年开斋节", ["2026-03-20"]), ("2026年斋月", ["2026-02-18…2026-03-19"]), ("排灯节", ["2026-11-08"]),
        ("2025年的犹太新年", ["2025-09-22…2025-09-24"]), ("清明节", ["2026-04-05"]), ("2024年冬至", ["2024-12-21"]),
        ("东正教复活节", ["2026-04-12"]), ("orthodox good friday", ["2026-04-10"]), ("复活节", ["2026-04-05"]),
        ("Orthodox Christmas", ["2026-01-07"]), ("光明节能", []),
        ("2026年春节第三天", ["2026-02-19"]), ("2025年泼水节", ["2025-01-01…2025-12-31"]),
        ("农历八月十六", ["2025-10-07"]), ("闰六月", ["2025-07-25…2025-08-22"]),
        ("农历闰六月初二", ["2025-07-26"]), ("去年腊月廿三", ["2025-01-22"]), ("大年初四", ["2025-02-01"]),
        ("农历2024年冬月", ["2024-12-01…2024-12-30"]), ("腊月30吨", ["2026-01-19…2026-02-16"]), ("大年", []),
        ("乾隆十年", ["1745-01-01…1745-12-31"]), ("令和6年4月", ["2024-04-01…2024-04-30"]),
        ("今日头条与今日资本", []), ("《八月》今日上映", ["2025-10-22"]), ("三星期前", ["2025-10-01"]),
        ("周末", ["2025-10-25…2025-10-26"]), ("大大前天", ["2025-10-18"]), ("周五到周二", ["2025-10-24…2025-10-28"]),
        ("28日到3日", ["2025-10-28…2025-11-03"]), ("上个春节", ["2025-01-29"]), ("一七年", ["2017-01-01…2017-12-31"]),
        ("元月9日", ["2025-01-09"]), ("自3月1日起至5月31日", ["2025-03-01…2025-05-31"]), ("零九年", ["2009-01-01…2009-12-31"]),
        ("不晚于2026年5月", ["…2026-05-31"]),
        ("早于周五", ["…2025-10-23"]),
        ("两三天后", ["2025-10-25"]), ("元旦后一天", ["2026-01-02"]),
        ("2024 07 09", ["2024-07-09"]), ("于 4/11/2025 生效", ["2025-11-04"]), ("on 4/11/2025", ["2025-04-11"]),
    ]

    @Test(arguments: times) func timesOfTextsThatAreNoNewsAreRead(text: String, values: [String]) throws {
        let matches = try Self.normalizer.get().matches(in: text, kind: .time, reference: "2025-10-22")
        #expect(
            matches.map { match in
                let (from, to) = (match.from ?? "", match.to ?? "")
                return from == to ? from : "\(from)…\(to)"
            } == values)
    }

    /// No text of number words may make the reader stop or take more than a bounded look ahead.
    @Test(arguments: [
        ("call +1-202-555-0143 now", []), ("热线400-810-8888", []), ("电话0755-2601-3388", []),
        ("guided 200-300 units", ["200…300"]), ("2023-2025", ["2023…2025"]), ("between 3-5 and 7", ["3…5", "7"]),
    ]) func telephoneNumbersAreNoFigures(text: String, values: [String]) throws {
        #expect(try Self.read(text, .number) == values)
    }

    @Test func rowsOfNumberWordsWithoutEndAreRead() throws {
        let words = [
            "one", "and", "hundred", "a", "half", "third", "of", "million", "point", "-", "twenty", "/", "1", "百", "又",
        ]
        let normalizer = try Normalizer()
        for seed in 0..<200 {
            let text = (0..<120).map { words[($0 * 7 + seed * 13 + $0 * $0 * seed) % words.count] }.joined(
                separator: " ")
            for match in normalizer.matches(in: text, kind: .number) { #expect(match.start < match.end) }
        }
    }
}
