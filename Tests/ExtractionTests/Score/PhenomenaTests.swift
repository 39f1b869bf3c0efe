import Testing

@testable import Extraction

/// Rows for every hard phenomenon that the scorer must read, in both scripts and in English, good and bad side by side.
@Suite struct PhenomenaTests {
    /// A target price is good or bad for the company, not for the broker.
    static let target: [ScoreCase] = [
        .init("高盛将蓝溪科技目标价由58元上调至70元。", "蓝溪科技", .positive),
        .init("高盛將藍溪科技目標價由58元上調至70元。", "高盛", .neutral),
        .init("大摩下調藍溪科技目標價至30元。", "藍溪科技", .negative),
        .init("大摩下调蓝溪科技目标价至30元。", "大摩", .neutral),
        .init("Corbin raised its price target on Bluebrook to $70 from $58.", "Bluebrook", .positive),
        .init("Corbin raised its price target on Bluebrook to $70 from $58.", "Corbin", .neutral),
        .init("Corbin cut its price target on Bluebrook to $30.", "Bluebrook", .negative),
    ]
    /// A supplier gains from an order and loses by its end.
    static let order: [ScoreCase] = [
        .init("北山电力向蓝溪科技订购了价值三亿元的变压器。", "蓝溪科技", .positive),
        .init("藍溪科技獲得北山電力三億元訂單。", "藍溪科技", .positive),
        .init("北山电力取消了蓝溪科技的三亿元订单。", "蓝溪科技", .negative),
        .init("北山電力取消了藍溪科技的三億元訂單。", "藍溪科技", .negative),
        .init("Bluebrook won a $300 million order from Northhill Power.", "Bluebrook", .positive),
        .init("Northhill Power cancelled its $300 million order from Bluebrook.", "Bluebrook", .negative),
    ]
    /// Market share that one loses another gains.
    static let share: [ScoreCase] = [
        .init("蓝溪科技的市场份额被北山电子抢走。", "蓝溪科技", .negative),
        .init("蓝溪科技的市场份额被北山电子抢走。", "北山电子", .positive),
        .init("藍溪科技市占率由8%升至11%。", "藍溪科技", .positive),
        .init("藍溪科技市占率由11%跌至8%。", "藍溪科技", .negative),
        .init("Bluebrook lost market share to Northhill last year.", "Bluebrook", .negative),
        .init("Bluebrook lost market share to Northhill last year.", "Northhill", .positive),
        .init("Bluebrook gained market share from Northhill last year.", "Bluebrook", .positive),
    ]
    /// `A beats B` differs for A and B.
    static let beats: [ScoreCase] = [
        .init("蓝溪科技击败北山电子拿下合同。", "蓝溪科技", .positive),
        .init("蓝溪科技击败北山电子拿下合同。", "北山电子", .negative),
        .init("藍溪科技不敵北山電子。", "藍溪科技", .negative),
        .init("藍溪科技不敵北山電子。", "北山電子", .positive),
        .init("蓝溪科技输给北山电子。", "北山电子", .positive),
        .init("Bluebrook beat Northhill to the contract.", "Bluebrook", .positive),
        .init("Bluebrook beat Northhill to the contract.", "Northhill", .negative),
        .init("Bluebrook lost out to Northhill in the tender.", "Bluebrook", .negative),
        .init("Bluebrook overtook Northhill as the largest maker of chips.", "Northhill", .negative),
    ]
    /// An export ban hurts seller and buyer and helps a rival; its end is good news.
    static let ban: [ScoreCase] = [
        .init("美国禁止蓝溪科技向北山电子出口芯片，东屿半导体有望受益。", "蓝溪科技", .negative),
        .init("美国禁止蓝溪科技向北山电子出口芯片，东屿半导体有望受益。", "北山电子", .negative),
        .init("美国禁止蓝溪科技向北山电子出口芯片，东屿半导体有望受益。", "东屿半导体", .positive),
        .init("美國對藍溪科技實施出口管制，東嶼半導體料成受惠者。", "藍溪科技", .negative),
        .init("美國對藍溪科技實施出口管制，東嶼半導體料成受惠者。", "東嶼半導體", .positive),
        .init("美國放寬對藍溪科技的出口管制。", "藍溪科技", .positive),
        .init("美国解除对蓝溪科技的出口禁令。", "蓝溪科技", .positive),
        .init(
            "Washington banned Bluebrook from selling chips to Northhill, a boost for rival Eastisle.", "Bluebrook",
            .negative),
        .init(
            "Washington banned Bluebrook from selling chips to Northhill, a boost for rival Eastisle.", "Northhill",
            .negative),
        .init(
            "Washington banned Bluebrook from selling chips to Northhill, a boost for rival Eastisle.", "Eastisle",
            .positive),
        .init("Washington lifted its export ban on Bluebrook.", "Bluebrook", .positive),
        .init("藍溪科技避過清盤危機。", "藍溪科技", .positive),
        .init("监管部门撤销对蓝溪科技的处罚。", "蓝溪科技", .positive),
        .init("监管部门吊销蓝溪科技的牌照。", "蓝溪科技", .negative),
        .init("Regulators suspended Bluebrook's licence.", "Bluebrook", .negative),
    ]
    /// Capital spending is neutral unless the text judges it.
    static let capex: [ScoreCase] = [
        .init("蓝溪科技今年资本开支预算为三百亿元。", "蓝溪科技", .neutral),
        .init("藍溪科技第三季資本開支為三百億元，按年增長兩成。", "藍溪科技", .neutral),
        .init("蓝溪科技资本开支失控，令投资者担忧。", "蓝溪科技", .negative),
        .init("藍溪科技加碼資本開支，大行看好。", "藍溪科技", .positive),
        .init("Bluebrook's capital expenditure was $3 billion in the quarter.", "Bluebrook", .neutral),
        .init("Bluebrook's runaway capital spending alarmed investors.", "Bluebrook", .negative),
        .init("Investors cheered Bluebrook's spending plans.", "Bluebrook", .positive),
    ]
    /// A loss that narrows is good.
    static let loss: [ScoreCase] = [
        .init("蓝溪科技上半年亏损收窄。", "蓝溪科技", .positive),
        .init("藍溪科技上半年虧損擴大。", "藍溪科技", .negative),
        .init("藍溪科技虧損按年收窄六成。", "藍溪科技", .positive),
        .init("蓝溪科技净亏损同比扩大。", "蓝溪科技", .negative),
        .init("Bluebrook's net loss narrowed to $3 million.", "Bluebrook", .positive),
        .init("Bluebrook's net loss widened to $3 million.", "Bluebrook", .negative),
    ]
    /// Growth that slows is bad.
    static let slow: [ScoreCase] = [
        .init("蓝溪科技营收增速放缓。", "蓝溪科技", .negative),
        .init("藍溪科技營收增速加快。", "藍溪科技", .positive),
        .init("藍溪科技增長放緩至3%。", "藍溪科技", .negative),
        .init("蓝溪科技营收增速提升至30%。", "蓝溪科技", .positive),
        .init("Bluebrook's revenue growth slowed to 3%.", "Bluebrook", .negative),
        .init("Bluebrook's revenue growth accelerated to 30%.", "Bluebrook", .positive),
    ]
    /// `超跌31%` is a fall.
    static let plunge: [ScoreCase] = [
        .init("蓝溪科技美元债超跌31%。", "蓝溪科技", .negative),
        .init("藍溪科技股價超跌三成。", "藍溪科技", .negative),
        .init("蓝溪科技股价超涨三成。", "蓝溪科技", .positive),
        .init("Bluebrook bonds fell more than 31%.", "Bluebrook", .negative),
        .init("Bluebrook bonds gained more than 31%.", "Bluebrook", .positive),
    ]
    /// A fall that narrows is mildly good.
    static let narrow: [ScoreCase] = [
        .init("蓝溪科技午后跌幅收窄。", "蓝溪科技", .positive),
        .init("藍溪科技跌幅擴大至5%。", "藍溪科技", .negative),
        .init("藍溪科技跌幅收窄至1%。", "藍溪科技", .positive),
        .init("蓝溪科技跌幅进一步扩大。", "蓝溪科技", .negative),
        .init("Bluebrook pared losses in afternoon trading.", "Bluebrook", .positive),
        .init("Bluebrook extended losses in afternoon trading.", "Bluebrook", .negative),
    ]
    /// Expectations.
    static let expect: [ScoreCase] = [
        .init("蓝溪科技三季度收入不及预期。", "蓝溪科技", .negative),
        .init("藍溪科技第三季收入優於預期。", "藍溪科技", .positive),
        .init("藍溪科技第三季收入遜預期。", "藍溪科技", .negative),
        .init("蓝溪科技三季度收入超出市场预期。", "蓝溪科技", .positive),
        .init("Bluebrook's revenue missed estimates.", "Bluebrook", .negative),
        .init("Bluebrook's revenue topped estimates.", "Bluebrook", .positive),
    ]
    /// From loss to profit and back.
    static let turn: [ScoreCase] = [
        .init("蓝溪科技扭亏为盈。", "蓝溪科技", .positive),
        .init("藍溪科技由盈轉虧。", "藍溪科技", .negative),
        .init("藍溪科技轉虧為盈。", "藍溪科技", .positive),
        .init("蓝溪科技由盈转亏。", "蓝溪科技", .negative),
        .init("Bluebrook swung to a profit from a loss a year earlier.", "Bluebrook", .positive),
        .init("Bluebrook swung to a loss from a profit a year earlier.", "Bluebrook", .negative),
    ]
    /// Good news that is used up.
    static let news: [ScoreCase] = [
        .init("蓝溪科技利好出尽，股价回落。", "蓝溪科技", .negative),
        .init("藍溪科技利空出盡，股價反彈。", "藍溪科技", .positive),
        .init("藍溪科技利多出盡，股價走低。", "藍溪科技", .negative),
        .init("蓝溪科技利空出尽，估值修复。", "蓝溪科技", .positive),
    ]
    /// More costs are no more income.
    static let cost: [ScoreCase] = [
        .init("蓝溪科技成本上升。", "蓝溪科技", .negative),
        .init("蓝溪科技收入上升。", "蓝溪科技", .positive),
        .init("藍溪科技原料成本大幅下降。", "藍溪科技", .positive),
        .init("藍溪科技收入大幅下降。", "藍溪科技", .negative),
        .init("蓝溪科技成本↑20%。", "蓝溪科技", .negative),
        .init("藍溪科技收入↑12%。", "藍溪科技", .positive),
        .init("蓝溪科技收入↓8%。", "蓝溪科技", .negative),
        .init("Bluebrook's costs rose sharply.", "Bluebrook", .negative),
        .init("Bluebrook's revenue rose sharply.", "Bluebrook", .positive),
        .init("Bluebrook's costs fell sharply.", "Bluebrook", .positive),
        .init("Bluebrook's revenue fell sharply.", "Bluebrook", .negative),
    ]
    /// Red and green are the market's, or say nothing.
    static let colour: [ScoreCase] = [
        .init("沪指午后翻红。", "沪指", .positive),
        .init("创业板指全线飘绿。", "创业板指", .negative),
        .init("台股加權指數尾盤翻紅。", "加權指數", .positive),
        .init("加權指數翻綠作收。", "加權指數", .negative),
        .init("The index turned red by midday.", "The index", .negative),
        .init("Bluebrook ended the day in the green.", "Bluebrook", .positive),
        .init("Bluebrook ended the day in the red.", "Bluebrook", .negative),
        .init("創業板指逆勢飄紅。", "創業板指", .positive),
        .init("港股三大指数飘绿。", "港股", .neutral),
        .init("美股三大指数集体飘绿。", "美股", .neutral),
        .init("恒指尾盘翻红，涨0.5%。", "恒指", .positive),
        .init("恆指尾盤翻紅", "恆指", .neutral),
        .init("港股午后集体飘绿", "港股", .neutral),
    ]
    /// `去X化`, turning away from X.
    static let dex: [ScoreCase] = [
        .init("多国加速去蓝溪化。", "蓝溪", .negative),
        .init("車廠推動去藍溪化，北山電子接單增加。", "藍溪", .negative),
        .init("車廠推動去藍溪化，北山電子接單增加。", "北山電子", .positive),
        .init("Carmakers are moving away from Bluebrook.", "Bluebrook", .negative),
        .init("Carmakers are switching to Bluebrook.", "Bluebrook", .positive),
        .init("多家车企放弃去蓝溪化，重新采购其芯片。", "蓝溪", .positive),
    ]
    /// Negation.
    static let neg: [ScoreCase] = [
        .init("蓝溪科技未来三年收入翻倍。", "蓝溪科技", .positive),
        .init("藍溪科技未來數年虧損擴大。", "藍溪科技", .negative),
        .init("蓝溪科技不少业务收入大增。", "蓝溪科技", .positive),
        .init("蓝溪科技净利润没有增长。", "蓝溪科技", .negative),
        .init("蓝溪科技没有出现亏损。", "蓝溪科技", .positive),
        .init("藍溪科技未能完成訂單。", "藍溪科技", .negative),
        .init("藍溪科技業務未受影響。", "藍溪科技", .neutral),
        .init("蓝溪科技否认裁员。", "蓝溪科技", .neutral),
        .init("Bluebrook did not meet its targets.", "Bluebrook", .negative),
        .init("Bluebrook denied it would cut jobs.", "Bluebrook", .neutral),
        .init("Bluebrook avoided a default.", "Bluebrook", .positive),
    ]
    /// What stands after the contrast weighs more.
    static let contrast: [ScoreCase] = [
        .init("虽然蓝溪科技收入增长，但净利润大幅下滑。", "蓝溪科技", .negative),
        .init("蓝溪科技虽然收入下滑，但净利润大幅增长。", "蓝溪科技", .positive),
        .init("儘管成本上升，藍溪科技淨利仍大增三成。", "藍溪科技", .positive),
        .init("儘管收入增長，藍溪科技股價仍重挫9%。", "藍溪科技", .negative),
        .init("Despite higher costs, Bluebrook's profit rose 30%.", "Bluebrook", .positive),
        .init("Despite higher sales, Bluebrook's profit fell 30%.", "Bluebrook", .negative),
        .init("Bluebrook's sales rose but its profit plunged.", "Bluebrook", .negative),
    ]
    /// Hedges.
    static let hedge: [ScoreCase] = [
        .init("蓝溪科技或将于明年公布新战略。", "蓝溪科技", .neutral),
        .init("藍溪科技有望受惠於政策。", "藍溪科技", .positive),
        .init("蓝溪科技恐遭处罚。", "蓝溪科技", .negative),
        .init("Bluebrook may be fined by regulators.", "Bluebrook", .negative),
        .init("Bluebrook could benefit from the new rules.", "Bluebrook", .positive),
    ]
    /// A question states nothing.
    static let question: [ScoreCase] = [
        .init("蓝溪科技会违约吗？", "蓝溪科技", .neutral),
        .init("藍溪科技還能漲多久？", "藍溪科技", .neutral),
        .init("Will Bluebrook default?", "Bluebrook", .neutral),
        .init("Can Bluebrook beat Northhill?", "Bluebrook", .neutral),
        .init("蓝溪科技为何暴跌？", "蓝溪科技", .negative),
        .init("Why did Bluebrook shares soar?", "Bluebrook", .positive),
    ]
    /// A quoted opinion is about its object, not its speaker.
    static let quote: [ScoreCase] = [
        .init("分析师称：“蓝溪科技被严重高估。”", "蓝溪科技", .negative),
        .init("北山證券認為，“藍溪科技是行業首選”。", "藍溪科技", .positive),
        .init("北山證券認為，“藍溪科技是行業首選”。", "北山證券", .neutral),
        .init("“蓝溪科技的护城河很深，”基金经理李明说。", "蓝溪科技", .positive),
        .init("\"Bluebrook is badly overvalued,\" said Corbin analyst Jane Hill.", "Bluebrook", .negative),
        .init("\"Bluebrook is our top pick,\" Corbin said.", "Bluebrook", .positive),
        .init("\"Bluebrook is our top pick,\" Corbin said.", "Corbin", .neutral),
    ]
    /// Suppositions.
    static let cond: [ScoreCase] = [
        .init("倘若禁令生效，藍溪科技將受重創。", "藍溪科技", .negative),
        .init("如果蓝溪科技中标，收入将增加。", "蓝溪科技", .neutral),
        .init("若谈判顺利，蓝溪科技与北山电子将于年内签约。", "蓝溪科技", .neutral),
        .init("倘若需求回暖，藍溪科技可望轉虧為盈。", "藍溪科技", .positive),
        .init("If the deal closes, Bluebrook will buy back shares.", "Bluebrook", .neutral),
        .init("If approved, Bluebrook would merge with Northhill.", "Bluebrook", .neutral),
        .init("Unless it raises cash, Bluebrook will default.", "Bluebrook", .negative),
    ]
    /// Idioms.
    static let idiom: [ScoreCase] = [
        .init("蓝溪科技遭遇股债双杀。", "蓝溪科技", .negative),
        .init("藍溪科技遭遇股債雙殺。", "藍溪科技", .negative),
        .init("蓝溪科技成了资本市场的当红炸子鸡。", "蓝溪科技", .positive),
        .init("藍溪科技是市場的當紅炸子雞。", "藍溪科技", .positive),
        .init("大股东拿出真金白银支持蓝溪科技。", "蓝溪科技", .positive),
        .init("大股東以真金白銀撐藍溪科技。", "藍溪科技", .positive),
        .init("蓝溪科技一地鸡毛。", "蓝溪科技", .negative),
        .init("Bluebrook is the market's new darling.", "Bluebrook", .positive),
        .init("Bluebrook's shares fell off a cliff.", "Bluebrook", .negative),
    ]
    /// Degrees.
    static let intens: [ScoreCase] = [
        .init("蓝溪科技利润暴增。", "蓝溪科技", .positive),
        .init("藍溪科技利潤略降。", "藍溪科技", .negative),
        .init("蓝溪科技收入大增而北山电子收入大减。", "北山电子", .negative),
    ]

    static let all = [
        target, order, share, beats, ban, capex, loss, slow, plunge, narrow, expect, turn, news, cost, colour, dex, neg,
        contrast, hedge, question, quote, cond, idiom, intens,
    ]

    @Test(arguments: all) func everyRowGetsItsLabel(rows: [ScoreCase]) throws {
        for row in rows {
            let got = try ScorerTests.score(row.text, row.target).sentiment
            #expect(got.label == row.label, "\(row.testDescription) \(got.score)")
        }
    }

    /// Each phenomenon has rows of two labels, so that none is passed by always saying the same.
    @Test(arguments: all) func everyPhenomenonHasRowsThatDiffer(rows: [ScoreCase]) {
        #expect(Set(rows.map(\.label)).count > 1)
    }
}
