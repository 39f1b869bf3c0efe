import Foundation
import Testing

@testable import Worker

/// Nothing that came from outside acts on the reader's terminal or browser.
@Suite struct TerminalTextTests {
    @Test(arguments: [
        ("英伟达上涨3%", "英伟达上涨3%"), ("a\u{1B}[31mb", "a [31mb"), ("a\u{9B}2Jb", "a 2Jb"), ("a\r\nb", "a  b"),
        ("\u{1B}]0;title\u{7}", " ]0;title "), ("NVDA\u{202E}x", "NVDA x"), ("a\u{2028}b", "a b"), ("\u{7F}", " "),
        ("", ""),
        ("👍 emoji", "👍 emoji"), ("café", "café"),
    ])
    func aLineHoldsNoControls(text: String, shown: String) {
        #expect(Array(TerminalText.line(text).unicodeScalars) == Array(shown.unicodeScalars))
    }

    @Test func severalLinesKeepTheirLineFeeds() {
        #expect(TerminalText.lines("a\n\tb\u{1B}[0m\rc") == "a\n\tb [0m c")
    }

    @Test(arguments: ["a\u{9B}b", "x\u{7F}", "\u{202E}", "中\u{2066}文\u{85}", "“plain”—…", "", "é·®"])
    func jsonStaysWhatItMeansAndHoldsNoControls(text: String) throws {
        let bytes = Array("[\"".utf8) + Array(text.utf8) + Array("\"]".utf8)
        let shown = TerminalText.json(bytes)
        let read = try JSONSerialization.jsonObject(with: Data(shown)) as? [String]
        #expect(read.map { $0.map { Array($0.unicodeScalars) } } == [Array(text.unicodeScalars)])
        let isQuiet = String(decoding: shown, as: UTF8.self).unicodeScalars.allSatisfy {
            $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) && !(0x202A...0x202E).contains($0.value)
        }
        #expect(isQuiet)
    }

    @Test(arguments: [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("\" onload='x'", "&quot; onload=&#39;x&#39;"), ("a&b", "a&amp;b"), ("中\u{1B}文", "中 文"),
    ])
    func aPageTakesTextAsText(text: String, escaped: String) { #expect(HTMLText.escaped(text) == escaped) }

    /// Every command that prints what an article, a file's name or a broker says.
    @Test(arguments: [["analyze"], ["score"], ["normalize", "--kind", "percent"]])
    func commandsPrintNoControlOfAnArticle(arguments: [String]) throws {
        let text = "英伟达\u{1B}[31m上涨\u{9B}2J3%\u{202E}。\\u001b]0;x\\u0007"
        let line =
            "{\"id\":\"a\u{9B}b\",\"article_id\":\"a\u{9B}\",\"title\":\"\u{9B}t\",\"text\":\"\(text)\",\"body\":\"\(text)\"}\n"
        let valid = line.replacingOccurrences(of: "\u{1B}", with: "\\u001b")
        let result = try WorkerProcess.output(arguments, input: valid + line)
        let said = (result.output + result.errors).unicodeScalars
        #expect(!said.isEmpty)
        let controls = said.filter {
            $0 != "\n" && ($0.value < 0x20 || (0x7F...0x9F).contains($0.value) || $0 == "\u{202E}")
        }
        #expect(controls.isEmpty, "\(controls.map(\.value)) in \(arguments)")
    }

    @Test func namesOfFilesAndSettingsReachTheTerminalAsText() throws {
        for arguments in [
            ["analyze", "no\u{1B}[31msuch.txt"], ["lexicon", "check", "\u{9B}x"],
            ["config", "check", "--set", "gr\u{1B}up=x"],
        ] {
            let result = try WorkerProcess.output(arguments)
            let controls = (result.output + result.errors).unicodeScalars.filter {
                $0 != "\n" && ($0.value < 0x20 || (0x7F...0x9F).contains($0.value))
            }
            #expect(result.status != 0)
            #expect(controls.isEmpty, "\(result.errors)")
        }
    }
}
