internal import Kafka
internal import Logging
internal import Schema

/// Writes raw articles of about 1.7 KB, the same ones in every run.
struct Generator {
    let bootstrap: String
    let topic: String

    static let bodyBytes = 1_560

    /// Produces `count` records and says, in two lines, what the topic holds now and what a relay must make of it. The
    /// second is made of what is known here, not of what was decoded, so it checks the decoder too.
    func run(count: Int) throws -> String {
        let producer = try Producer(
            configuration: Configuration([
                "bootstrap.servers": bootstrap, "linger.ms": "50", "compression.type": "lz4",
                "delivery.report.only.error": "true", "queue.buffering.max.messages": "500000",
            ]), logger: Logger(label: "generate"))
        var random = SplitMix(state: 1)
        var input = Contents()
        var output = Contents()
        for number in 0..<count {
            let article = article(number, &random)
            let value = json(article)
            input.add(value)
            output.add(article.json())
            let record = OutgoingRecord(topic: topic, key: Array("\(number)".utf8), value: value)
            while try producer.produce(record) == .queueFull { producer.poll(timeout: .milliseconds(50)) }
        }
        try producer.flush(by: .now + .seconds(60))
        if let failure = producer.takeDeliveries().compactMap(\.error).first { throw failure }
        return "\(input)\n\(output)"
    }

    private func article(_ number: Int, _ random: inout SplitMix) -> IncomingArticle {
        var article = IncomingArticle()
        article.articleID = "generated-\(number)"
        article.documentID = article.articleID
        article.source = "relay"
        article.title = Self.sentences[number % Self.sentences.count]
        article.publishedAt = "2025-11-01T00:00:00Z"
        var body = ""
        while body.utf8.count < Self.bodyBytes {
            body += Self.sentences[Int(random.next() % UInt64(Self.sentences.count))]
            body += String(random.next() % 10_000)
            body += "\n"
        }
        article.body = Array(body.utf8)
        return article
    }

    private func json(_ article: IncomingArticle) -> [UInt8] {
        let fields = [
            ("article_id", article.articleID), ("source", article.source), ("title", article.title),
            ("body", String(decoding: article.body, as: UTF8.self)), ("published_at", article.publishedAt),
        ]
        let pairs = fields.map { name, value in
            let escaped = value.flatMap { character in
                switch character {
                case "\"": "\\\""
                case "\n": "\\n"
                default: String(character)
                }
            }
            return "\"\(name)\":\"\(String(escaped))\""
        }
        return Array("{\(pairs.joined(separator: ","))}".utf8)
    }

    private static let sentences = [
        "公司表示今年的资本开支将用于扩建数据中心，预计明年下半年投入使用，合计",
        "分析师把目标价上调，理由是订单好于预期而库存回落，上调幅度约为",
        "受供应紧张影响，服务器交付时间延长，客户已提前锁定产能，数量为",
        "收盘时股价下跌，成交额放大，板块内多数个股走低，成交额报",
        "双方签署为期三年的采购协议，首批产品将在第一季度交付，金额达",
        "据知情人士透露，谈判仍在进行，尚未达成最终协议，估值约为",
        "輝達與合作夥伴宣布擴大投資，新廠房選址尚待公布，總額為",
        "The company said capital spending would rise again next year, to ",
        "Analysts expect demand to stay ahead of supply through 2026, by about ",
        "管理层在电话会上说，\"需求没有放缓\"，并维持全年指引不变：",
        "财报显示净利润同比增长，毛利率略有下降，每股收益为",
        "监管机构要求补充材料，审批时间可能推迟到年底，编号",
    ]
}

/// Steele, Lea and Flood's SplitMix64: the same numbers everywhere.
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
