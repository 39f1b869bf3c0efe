@testable internal import Extraction

extension FuzzTarget {
    /// What reads the text of articles.
    static let extraction: [FuzzTarget] = [
        FuzzTarget(
            name: "extractor", dictionary: words, longestInput: 400, shortRuns: 100,
            read: { try readDocument($0, .plain) }),
        FuzzTarget(
            name: "html",
            dictionary: words + [
                "<p>", "</p>", "<br>", "<div class=\"", "<table>", "<td>", "<tr>", "<script>", "</script>", "<style>",
                "<!--", "-->", "&nbsp;", "&#x", "&#0;", "&amp", ";", "<h1>", "<li>", "<![CDATA[", "<?",
                "style=\"display:none\"",
                "hidden", "<title>", "<meta ", "<svg>", "<textarea>", "<a href=\"",
            ], longestInput: 600, shortRuns: 500, read: readPage),
        FuzzTarget(
            name: "normalizer",
            dictionary: words + ["兆", "垓", "〇", "零", "两成", "打八折", "翻两番", "①", "Ⅳ", "½", "٣", "１２", "今年", "十天后"],
            longestInput: 120, shortRuns: 1000, read: readText),
    ]

    private static let words = [
        "英伟达", "輝達", "OpenAI", "甲骨文(ORCL)", "(02652.HK)", "微软/谷歌/Meta", "34.8%/23.3%", "投资", "向", "从", "至", "由",
        "收购", "上涨", "跌超", "目标价", "亿元", "美元", "万亿", "3800亿", "1.5", "%", "约", "逾", "至少", "同比", "第三季度", "2025年9月",
        "9月27日", "昨日", "表示，", "据", "否认", "分别", "前者", "该公司", "invests $100 billion in ", "acquired", " fell 3% ",
        "Q3 FY2026", "，", "。", "、", "；", "：", "“", "”", "《", "》", "（", "）", "(", ")", "\n", "\n\n", "\u{3000}",
        "\u{200B}", "\u{FEFF}",
        "\u{FFFD}", "来源：", "记者 ", "责任编辑", "【", "】", "#", "$NVDA", "…", "——", "1/2", "0.000001", "99999999999999999999",
    ]

    private static let extractor: Result<Extractor, LexiconError> = {
        var configuration = Extractor.Configuration()
        configuration.budget = 20_000_000
        return Result { () throws(LexiconError) in try Extractor(configuration: configuration) }
    }()
    private static let normalizer = Result { () throws(LexiconError) in try Normalizer() }

    /// Bytes as a body: the decoders let nothing but UTF-8 through.
    private static func body(_ bytes: [UInt8]) -> [UInt8] { Array(String(decoding: bytes, as: UTF8.self).utf8) }

    private static func readDocument(_ bytes: [UInt8], _ markup: Document.Markup) throws {
        let body = body(bytes)
        let document = Document(id: "d", body: body, markup: markup, publishedAt: "2025-09-27T08:00:00+08:00")
        let scalars = Array(String(decoding: body, as: UTF8.self).unicodeScalars)
        guard let analysis = try? extractor.get().analyze(document) else { return }
        for article in analysis.articles {
            try isInside(article.text.rawSpan, scalars.count, "article")
            for event in article.events { try check(event, scalars) }
            for entity in article.entities {
                try promise((0...scalars.count).contains(entity.firstMention), "a first mention outside the body")
                for span in entity.evidence { try isInside(span, scalars.count, "evidence of a sentiment") }
            }
        }
    }

    private static func check(_ event: Extraction.Event, _ scalars: [Unicode.Scalar]) throws {
        try isInside(event.evidence, scalars.count, "evidence")
        var quote = String.UnicodeScalarView()
        quote.append(contentsOf: scalars[event.evidence])
        try promise(String(quote) == event.evidenceText, "the evidence is not the body's own words")
        for span in event.alsoAt + event.evidenceParts { try isInside(span, scalars.count, "telling") }
        for participant in event.participants { try isInside(participant.span, scalars.count, "participant") }
        for measure in event.measures { try isInside(measure.span, scalars.count, "measure") }
        try promise((0...1).contains(event.confidence), "confidence \(event.confidence)")
        try promise(!event.eventID.isEmpty && !event.factKey.isEmpty, "an event without its keys")
    }

    private static func isInside(_ span: Range<Int>, _ count: Int, _ what: String) throws {
        try promise(span.lowerBound >= 0 && span.upperBound <= count, "\(what) \(span) of \(count) code points")
    }

    /// The page's lines alone, many times as fast as all that reads them.
    private static func readPage(_ bytes: [UInt8]) throws {
        let body = body(bytes)
        let document = Document(id: "d", body: body, markup: .html)
        var budget = Budget(steps: 20_000_000)
        guard let page = try? clean(document, budget: &budget) else { return }
        let count = String(decoding: body, as: UTF8.self).unicodeScalars.count
        for article in split(page, document: document) {
            try isInside(article.rawSpan, count, "article")
            let places = article.text.origin
            try promise(
                places.allSatisfy { (0..<max(1, count)).contains(Int($0)) }, "a character from outside the body")
            try promise(article.text.scalars.count == article.text.folded.count, "a text of two lengths")
        }
    }

    private static func readText(_ bytes: [UInt8]) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        let normalizer = try normalizer.get()
        for kind in Normalizer.Kind.allCases {
            for match in normalizer.matches(in: text, kind: kind, reference: "2025-09-27") {
                try isInside(match.start..<max(match.start, match.end), text.unicodeScalars.count, kind.rawValue)
            }
        }
        _ = normalizer.simplified(text)
        _ = normalizer.matches(in: "昨日", kind: .time, reference: text)
    }
}
