import Testing

@testable import Extraction

@Suite struct CleanTests {
    static func page(_ body: String, _ markup: Document.Markup = .plain) throws -> Page {
        var budget = Budget(steps: Extractor.defaultBudget)
        return try clean(Document(id: "t", body: Array(body.utf8), markup: markup), budget: &budget)
    }

    static func paragraphs(_ body: String, _ markup: Document.Markup = .plain) throws -> [String] {
        let page = try page(body, markup)
        return page.paragraphs.map { page.text.string($0.span) }
    }

    @Test func linesOfAColumnAreJoinedWithoutABlank() throws {
        let body = """
            寒武纪周四公布的半年报显示，公司上半年营
            业收入达到二十八亿元，同比增长四十三倍，
            毛利率维持在百分之五十五左右，存货则比年
            初有所下降。管理层表示，下半年的订单情况

            良好，产能仍然偏紧。
            分析人士认为，云厂商的采购节奏将决定全年
            业绩，投资者应当留意大客户集中的风险，并
            关注公司新一代产品的量产进度。
            """
        let found = try Self.paragraphs(body)
        #expect(found.count == 2)
        #expect(found.first?.contains("营业收入达到") == true && found.first?.hasSuffix("情况良好，产能仍然偏紧。") == true)
    }

    @Test func linesThatAreParagraphsStayApart() throws {
        let body = "微软：云业务增速回升，上调全年指引\n谷歌：广告稳健\nMeta：资本开支继续高增，市场分歧加大，短期股价波动可能放大\n亚马逊：关注利润率"
        #expect(try Self.paragraphs(body).count == 4)
    }

    @Test func englishColumnsAreJoinedWithBlanksAndHyphenationIsUndone() throws {
        let body = """
            Shares of the chip designer rose on Tuesday after it
            said demand for its accelerators would exceed supply
            until the end of next year, and that it had signed a
            long-term agreement covering new manufacturing infra-
            structure in Arizona worth more than two billion dol-
            lars. Analysts had expected a more cautious outlook.
            """
        let text = try Self.paragraphs(body).joined(separator: "¶")
        #expect(text.contains("manufacturing infrastructure in Arizona"))
        #expect(text.contains("a long-term agreement") && text.contains("dollars. Analysts"))
        #expect(!text.contains("¶"))
    }

    @Test(arguments: [
        ("我 们 需 要 先 看 清 风 险。", "我们需要先看清风险。"),
        ("优 质 资 产 。 这 种 良 性 互 动", "优质资产。这种良性互动"),
        ("作者 邢 萌", "作者 邢 萌"),
        ("英伟达 OpenAI 科技券商 微软", "英伟达 OpenAI 科技券商 微软"),
    ]) func letterSpacingIsClosedUp(written: String, read: String) throws {
        var draft = PlainReader.read(Array(written.utf8))
        LetterSpacing.close(&draft)
        #expect(draft.text.string(draft.lines[0].span) == read)
    }

    @Test func controlsVanishAndOffsetsStayTrue() throws {
        let body = "\u{FEFF}英\u{200B}伟达\u{0}上涨３．２％，\u{1B}创新高。"
        let page = try Self.page(body)
        #expect(page.text.string(page.paragraphs[0].span) == "英伟达上涨3.2%，创新高。")
        let raw = RawBody(Array(body.utf8))
        for position in page.paragraphs[0].span {
            let origin = Int(page.text.origin[position])
            let folded = Fold.folded(raw.quote(origin..<origin + 1))
            #expect(folded == [page.text.folded[position]])
        }
    }

    @Test(arguments: [
        ("当前位置：首页 > 财经 > 正文", Removal.Reason.navigation),
        ("您的位置: 首頁 » 科技 » 內文", .navigation),
        ("Home > Markets > Technology", .navigation),
        ("某公司财报超预期 芯片 半导体 第2张", .caption),
        ("图源：视觉中国", .caption),
        ("Follow us on Facebook, Twitter and LinkedIn", .social),
        ("长按识别二维码，关注我们", .social),
        ("免责声明：文中观点仅供参考，不构成投资建议，据此操作风险自担。", .disclaimer),
        ("投資有風險，入市需謹慎。", .disclaimer),
        ("This article is for informational purposes only and does not constitute investment advice.", .disclaimer),
    ]) func boilerplateIsRemovedWithItsReason(line: String, reason: Removal.Reason) throws {
        let body = "\(line)\n\n台积电周五表示，先进封装产能将在明年翻倍，以满足客户对人工智能芯片的需求。"
        let page = try Self.page(body)
        #expect(page.removed == [Removal(span: 0..<line.unicodeScalars.count, reason: reason)])
        #expect(page.paragraphs.count == 1)
    }

    @Test(arguments: [
        "监管部门要求平台在显著位置提示股市有风险，并对误导投资者的机构处以最高五百万元的罚款，相关细则将于下月起施行，券商正在评估影响。",
        "Facebook parent Meta said on Monday it would spend up to $72 billion this year.",
        "报告称，AI选股结果仅供参考，投资者需要仔细甄别。",
        "It expects to earn $19.40 a share, and to pay 40 cents per share on 5 June, more per share this year than last.",
        "It expects to earn $19 per share this year.",
        "The bank said its guidance was subject to change as demand shifts.",
        "分析师表示，关注微信支付的海外增长。",
    ]) func sentencesAboutTheMarketStay(line: String) throws {
        let page = try Self.page("市场一周回顾\n\n\(line)\n\n台积电周五表示，先进封装产能将在明年翻倍。")
        #expect(page.removed.isEmpty)
    }

    @Test func aHeadlineToldAgainIsADuplicate() throws {
        let headline = "三大云厂商齐加码，算力租赁为何突然降温？"
        let body = "\(headline)\n\n云厂商的资本开支仍在上升。\n\n\(headline)\n\n租赁价格却在下滑。\n\n\(headline)"
        let page = try Self.page(body)
        #expect(page.removed.map(\.reason) == [.duplicate, .duplicate])
        #expect(page.paragraphs.first?.isRepeated == true)
    }

    @Test(arguments: [
        ("318日，腾讯控股公布业绩。", "3月18日，腾讯控股公布业绩。"),
        ("截至20246月末，用户达九亿。", "截至2024年6月末，用户达九亿。"),
        ("本季度资本开支激增45%120亿元。", "本季度资本开支激增45%至120亿元。"),
        ("111日，公司停牌。", "111日，公司停牌。"),
        ("公司连续224日停牌。", "公司连续224日停牌。"),
        ("均线在250日附近，走平。", "均线在250日附近，走平。"),
        ("占比45%的业务有120亿元收入。", "占比45%的业务有120亿元收入。"),
        ("代码202413月结束。", "代码202413月结束。"),
    ]) func onlyCertainLossesAreRepaired(written: String, read: String) throws {
        let page = try Self.page(written)
        #expect(page.text.string(page.paragraphs[0].span) == read)
        #expect(page.repairs.isEmpty == (written == read))
    }

    @Test(arguments: [
        ("腾讯控股tóuzī宣布回购（huí gòu）股份。", "腾讯控股宣布回购股份。"),
        ("雀巢Nestlé和café品牌上涨。", "雀巢Nestlé和café品牌上涨。"),
        ("投入３，８\n００亿元。", "投入3,8\n00亿元。"),
        (
            "The\nchip\nmaker\nrose\nfive\npercent\non\nMonday.\nIt\nfell\nlater.",
            "The chip maker rose five percent on Monday.\nIt fell later."
        ),
        ("台积电\n英伟达\n博通\n美光\n超微\n高通\n英特尔\n联发科", "台积电\n英伟达\n博通\n美光\n超微\n高通\n英特尔\n联发科"),
    ]) func damageOfConvertersIsReadOver(written: String, read: String) throws {
        #expect(try Self.paragraphs(written).joined(separator: "\n") == read)
    }

    @Test func blanksAloneAreNoArticle() {
        #expect(throws: ExtractionError.emptyBody) { try Self.page(" \n\t\u{200B}\n") }
        #expect(throws: ExtractionError.emptyBody) { try Self.page("<p> </p><script>x</script>", .html) }
    }

    @Test func theBudgetEndsTheWork() {
        var budget = Budget(steps: 10)
        #expect(throws: ExtractionError.budgetExceeded(stage: "clean")) {
            try clean(Document(id: "t", body: Array("英伟达上涨百分之三。".utf8)), budget: &budget)
        }
    }

    @Test func anyBytesAreReadWithoutHarm() {
        var random = SplitMix(seed: 11)
        let pieces = [
            "<p>", "</div>", "&amp;", "&#x", "\u{0}", "我 ", "（", "20", "日", "。", "\n", "<!--", "\r", "第1张", "■ 李",
            "By A",
        ]
        for round in 0..<300 {
            var bytes: [UInt8] = []
            for _ in 0..<60 {
                let value = random.next()
                bytes +=
                    value % 4 == 0
                    ? [UInt8(truncatingIfNeeded: value >> 8)]
                    : Array(pieces[Int(value >> 8 & 0xFFFF) % pieces.count].utf8)
            }
            let document = Document(id: "t", body: bytes, markup: round % 2 == 0 ? .plain : .html)
            var budget = Budget(steps: Extractor.defaultBudget)
            guard let page = try? clean(document, budget: &budget) else { continue }
            let length = RawBody(bytes).count
            for article in split(page, document: document) {
                #expect(article.rawSpan.upperBound <= length)
                #expect(article.text.origin.allSatisfy { Int($0) < length })
                #expect(segment(article).allSatisfy { $0.span.upperBound <= article.text.count && !$0.span.isEmpty })
            }
        }
    }
}
