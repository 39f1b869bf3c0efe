/// A ticker as the text writes it, with the market that the writing names.
struct WrittenTicker: Equatable {
    /// The code alone, without brackets.
    var span: Span
    /// ISO 10383; `XXXX` for the United States where no exchange is named; empty where the writing names no market.
    var mic: String
    /// As the exchange writes it.
    var ticker: String
    /// Start of the bracket around it, or its own start.
    var start: Int
    /// Behind the suffix for the market, or the code's own end.
    var end: Int
    /// Written with a sign that makes it a ticker anywhere (`$TSLA`, `688256.SH`).
    var isCertain: Bool

    var listing: Entity.Listing { Entity.Listing(mic: mic, ticker: ticker) }
}

/// Finds written tickers: `(02652.HK)`, `688256.SH`, `NASDAQ: NVDA`, `$TSLA`, `(BABA-US)`, `(700.HK)`, `台積電(2330)`.
struct WrittenTickers {
    let text: Text

    private static let suffixes: [(word: String, mic: String)] = [
        ("hk", "XHKG"), ("sh", "XSHG"), ("ss", "XSHG"), ("sz", "XSHE"), ("bj", "BJSE"), ("two", "ROCO"), ("tw", "XTAI"),
        ("us", "XXXX"), ("oq", "XNAS"), ("o", "XNAS"), ("n", "XNYS"), ("ks", "XKRX"), ("kq", "XKOS"), ("t", "XTKS"),
        ("jp", "XTKS"), ("kr", "XKRX"), ("l", "XLON"), ("pa", "XPAR"), ("de", "XETR"), ("as", "XAMS"), ("mi", "XMIL"),
        ("mc", "XMAD"), ("sw", "XSWX"), ("st", "XSTO"), ("co", "XCSE"), ("he", "XHEL"), ("ol", "XOSL"), ("ax", "XASX"),
        ("ns", "XNSE"), ("si", "XSES"), ("to", "XTSE"),
    ]
    /// Exchanges whose codes are numbers.
    private static let numbered: Set<String> = ["XHKG", "XSHG", "XSHE", "BJSE", "XTAI", "ROCO", "XKRX", "XKOS", "XTKS"]
    private static let exchanges: [(word: [UInt16], mic: String)] = [
        ("nasdaq", "XNAS"), ("nasdaqgs", "XNAS"), ("nyse", "XNYS"), ("amex", "XASE"), ("hkex", "XHKG"),
        ("sehk", "XHKG"),
        ("hkse", "XHKG"), ("hkg", "XHKG"), ("hk", "XHKG"), ("港交所", "XHKG"), ("联交所", "XHKG"), ("港股", "XHKG"),
        ("sse", "XSHG"), ("shse", "XSHG"), ("sha", "XSHG"), ("sh", "XSHG"), ("上交所", "XSHG"), ("szse", "XSHE"),
        ("she", "XSHE"), ("sz", "XSHE"), ("深交所", "XSHE"), ("bse", "BJSE"), ("北交所", "BJSE"), ("twse", "XTAI"),
        ("tpe", "XTAI"), ("tw", "XTAI"), ("tpex", "ROCO"), ("tyo", "XTKS"), ("tse", "XTKS"), ("krx", "XKRX"),
        ("纳斯达克", "XNAS"), ("那斯达克", "XNAS"), ("纽交所", "XNYS"), ("纽约证券交易所", "XNYS"), ("美股", "XXXX"), ("us", "XXXX"),
    ].map { (Array($0.0.utf16), $0.1) }

    /// In order of position.
    /// - Parameter places: where one may begin, see `LinkPlaces.tickers`.
    func all(at places: [Int]) -> [WrittenTicker] {
        var found: [WrittenTicker] = []
        for position in places {
            let code = text.folded[position]
            if code == 0x28 || code == 0x3C {
                found += bracket(at: position)
            } else if code == 0x24 {
                if let ticker = cashtag(at: position) { found.append(ticker) }
            } else if let ticker = suffixed(position, start: position), found.last?.span.contains(position) != true {
                found.append(ticker)
            }
        }
        return found
    }

    /// All tickers inside the bracket that opens at `open`, if nothing but tickers, exchanges and signs stands in it.
    private func bracket(at open: Int) -> [WrittenTicker] {
        var found: [WrittenTicker] = []
        var position = open + 1
        var exchange = ""
        let limit = min(text.count, open + 64)
        while position < limit, ![0x29, 0x3E].contains(text.folded[position]) {
            let code = text.folded[position]
            if let named = WrittenTickers.exchanges.first(where: { names($0.word, at: position) }) {
                exchange = named.mic
                position += named.word.count
            } else if let ticker = suffixed(position, start: open) {
                found.append(ticker)
                position = ticker.span.upperBound
                skipSuffix(&position)
            } else if let ticker = bare(position, exchange: exchange, start: open) {
                found.append(ticker)
                position = ticker.span.upperBound
            } else if [0x20, 0x2C, 0x2F, 0x3001, 0x3B, 0x3A, 0x2E].contains(code) {
                position += 1
            } else {
                return found.filter { !$0.mic.isEmpty }
            }
        }
        return position < limit ? found : []
    }

    private func skipSuffix(_ position: inout Int) {
        if [0x2E, 0x2D, 0x3A].contains(text.code(at: position)), text.isWord(at: position + 1) {
            position = Latin.wordEnd(text.folded, from: position + 1)
        }
    }

    /// An exchange's name that a colon, a blank and a code follow.
    private func names(_ folded: [UInt16], at position: Int) -> Bool {
        guard text.has(folded, at: position) else { return false }
        var next = position + folded.count
        if next < text.count, Latin.isWord(text.folded[next]), Latin.isWord(folded[0]) { return false }
        let before = next
        while [0x3A, 0x20].contains(text.code(at: next)) { next += 1 }
        return text.isWord(at: next) && (next > before || !Latin.isWord(folded[0]))
    }

    /// `688256.sh`, `BABA-US`, `0700.HK`.
    private func suffixed(_ start: Int, start open: Int) -> WrittenTicker? {
        let end = Latin.wordEnd(text.folded, from: start)
        let length = end - start
        guard (1...6).contains(length), isSuffixSign(text.code(at: end)), text.isWord(at: end + 1) else { return nil }
        let suffixEnd = Latin.wordEnd(text.folded, from: end + 1)
        let suffix = text.foldedString(end + 1..<suffixEnd)
        guard let market = WrittenTickers.suffixes.first(where: { $0.word == suffix }) else { return nil }
        let isNumber = (start..<end).allSatisfy { Latin.isDigit(text.folded[$0]) }
        if isNumber != WrittenTickers.numbered.contains(market.mic) { return nil }
        if isNumber ? length < 1 : !(start..<end).allSatisfy({ Latin.isCapital(text.scalars[$0]) }) { return nil }
        if market.word.utf8.count == 1, open == start { return nil }
        if isNumber, text.folded[end] == 0x2D, open == start { return nil }
        var found = ticker(start..<end, mic: market.mic, start: open, certain: true)
        found.end = suffixEnd
        return found
    }

    /// `.` and `-`, behind which the market may stand.
    private func isSuffixSign(_ code: UInt16) -> Bool { code == 0x2E || code == 0x2D }

    private func bare(_ start: Int, exchange: String, start open: Int) -> WrittenTicker? {
        let end = Latin.wordEnd(text.folded, from: start)
        let length = end - start
        guard length > 0 else { return nil }
        let isNumber = (start..<end).allSatisfy { Latin.isDigit(text.folded[$0]) }
        if isNumber {
            guard (exchange.isEmpty ? 4 : 1)...6 ~= length else { return nil }
        } else {
            guard length <= 5, (start..<end).allSatisfy({ Latin.isCapital(text.scalars[$0]) }) else { return nil }
        }
        return ticker(start..<end, mic: exchange, start: open, certain: !exchange.isEmpty)
    }

    /// `$TSLA`.
    private func cashtag(at sign: Int) -> WrittenTicker? {
        let end = Latin.wordEnd(text.folded, from: sign + 1)
        guard (1...5).contains(end - sign - 1), !text.isWord(at: sign - 1),
            (sign + 1..<end).allSatisfy({ Latin.isCapital(text.scalars[$0]) })
        else { return nil }
        var found = ticker(sign + 1..<end, mic: "XXXX", start: sign, certain: true)
        found.span = sign..<end
        return found
    }

    private func ticker(_ span: Span, mic: String, start: Int, certain: Bool) -> WrittenTicker {
        var code = text.foldedString(span).uppercased()
        let width = ["XHKG": 5, "XSHG": 6, "XSHE": 6, "BJSE": 6, "XKRX": 6][mic] ?? 0
        if code.utf8.count < width { code = String(repeating: "0", count: width - code.utf8.count) + code }
        return WrittenTicker(span: span, mic: mic, ticker: code, start: start, end: span.upperBound, isCertain: certain)
    }
}
