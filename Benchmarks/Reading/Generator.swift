/// A made article and what was written into it.
struct GeneratedDocument {
    var number: Int
    var title: [UInt8]
    var body: [UInt8]
    var isHTML: Bool
    /// By `Grammar.Counted`: names, amounts, percentages and days of the body.
    var counts: [Int]

    static let publishedAt = "2025-11-03T08:00:00+08:00"

    /// One line of JSON as `analyze` takes it.
    var json: [UInt8] {
        var line: [UInt8] = []
        line.reserveCapacity(body.count + 256)
        line += Array("{\"article_id\":\"made-\(number)\",\"source\":\"benchmark\",\"content_type\":\"".utf8)
        line += Array((isHTML ? "text/html" : "text/plain").utf8)
        let counted = Grammar.Counted.allCases.map { "\"\($0)\":\"\(counts[$0.rawValue])\"" }
        line += Array("\",\"metadata\":{\(counted.joined(separator: ","))".utf8)
        line += Array("},\"published_at\":\"\(Self.publishedAt)\",\"title\":\"".utf8)
        Self.escape(title, to: &line)
        line += Array("\",\"body\":\"".utf8)
        Self.escape(body, to: &line)
        line += Array("\"}\n".utf8)
        return line
    }

    private static func escape(_ bytes: [UInt8], to line: inout [UInt8]) {
        for byte in bytes {
            switch byte {
            case 0x22, 0x5C: line += [0x5C, byte]
            case 0x0A: line += [0x5C, 0x6E]
            default: line.append(byte)
            }
        }
    }
}

/// Distinct articles of 1 to 8 KB, the same ones in every run: Simplified, Traditional and English by turns.
///
/// Some are a page of HTML with scripts and navigation, some have lines broken at a column's edge, most have a
/// crawler's dirt around them.
struct Generator {
    private let grammars: [Grammar]
    private var random = SplitMix(state: 20_251_103)
    private var number = 0

    init(folder: String) throws {
        grammars = try ["zh-Hans", "zh-Hant", "en"].map { try Grammar(path: "\(folder)/\($0).txt") }
    }

    /// As in the crawled news: two of five Simplified, one Traditional, two English.
    private var language: Int { [0, 0, 1, 2, 2][number % 5] }

    /// A flash: plain sentences without a title, as many as it takes to come near `bytes`.
    mutating func flash(_ bytes: Int) -> GeneratedDocument {
        let language = language
        var document = GeneratedDocument(number: number, title: [], body: [], isHTML: false, counts: [0, 0, 0, 0])
        number += 1
        repeat {
            if language == 2, !document.body.isEmpty { document.body.append(0x20) }
            grammars[language].write("sentence", to: &document.body, &random, &document.counts)
        } while document.body.count < bytes / 4 * 3
        return document
    }

    mutating func next() -> GeneratedDocument {
        let language = language
        let grammar = grammars[language]
        var document = GeneratedDocument(
            number: number, title: [], body: [], isHTML: random.below(4) == 0, counts: [0, 0, 0, 0])
        number += 1
        var outside = document.counts
        grammar.write("title", to: &document.title, &random, &outside)
        let paragraphs = (0..<(2 + random.below(10))).map { _ in
            paragraph(grammar, separator: language == 2 ? [0x20] : [], &document.counts)
        }
        if document.isHTML {
            writePage(paragraphs, title: document.title, grammar, to: &document.body)
        } else {
            writeText(paragraphs, grammar, isLatin: language == 2, to: &document.body)
        }
        return document
    }

    private mutating func paragraph(_ grammar: Grammar, separator: [UInt8], _ counts: inout [Int]) -> [UInt8] {
        var text: [UInt8] = []
        for place in 0..<(2 + random.below(4)) {
            if place > 0 { text += separator }
            grammar.write("sentence", to: &text, &random, &counts)
        }
        return text
    }

    private mutating func line(_ name: String, _ grammar: Grammar) -> [UInt8] {
        var text: [UInt8] = []
        var outside = [0, 0, 0, 0]
        grammar.write(name, to: &text, &random, &outside)
        return text
    }

    private mutating func writeText(
        _ paragraphs: [[UInt8]], _ grammar: Grammar, isLatin: Bool, to body: inout [UInt8]
    ) {
        if random.below(3) == 0 { body += line("navigation", grammar) + [0x0A] }
        if random.below(2) == 0 { body += line("byline", grammar) + [0x0A] }
        let isBroken = random.below(4) == 0
        for paragraph in paragraphs {
            body += isBroken ? broken(paragraph, isLatin: isLatin) : paragraph
            body += isBroken ? [0x0A, 0x0A] : [0x0A]
        }
        if random.below(3) == 0 { body += line("notice", grammar) + [0x0A] }
    }

    private mutating func writePage(
        _ paragraphs: [[UInt8]], title: [UInt8], _ grammar: Grammar, to body: inout [UInt8]
    ) {
        func add(_ text: String) { body += Array(text.utf8) }
        add("<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>")
        body += title
        add("</title><script>var page = {\"id\": \(random.below(1_000_000))};</script></head><body><nav><a href=\"/\">")
        body += line("navigation", grammar)
        add("</a></nav><article><h1>")
        body += title
        add("</h1>\n")
        for paragraph in paragraphs {
            add("<p>")
            body += paragraph
            add("</p>\n")
        }
        add("</article><footer>")
        body += line("notice", grammar)
        add("</footer></body></html>")
    }

    /// Lines of 72 to 102 bytes, cut between characters (Chinese) or words (English).
    private mutating func broken(_ paragraph: [UInt8], isLatin: Bool) -> [UInt8] {
        var text: [UInt8] = []
        var column = 0
        let width = 72 + random.below(30)
        for byte in paragraph {
            let mayBreak = isLatin ? byte == 0x20 : byte >= 0xE0
            if column >= width, mayBreak {
                text.append(0x0A)
                column = 0
                if isLatin { continue }
            }
            text.append(byte)
            column += 1
        }
        return text
    }
}
