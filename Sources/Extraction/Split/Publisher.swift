/// The publisher as notices name it: `不代表…的观点`, `Legal Name Limited (“Brand”)`.
enum Publisher {
    private static let nobody: Set<String> = [
        "本站", "本网", "本平台", "本公司", "本报", "平台", "本网站", "本刊", "本号", "本公众号", "其", "任何机构", "任何公司", "网站",
    ]

    static func named(in notices: [String]) -> String {
        for notice in notices {
            let text = Text(notice)
            if let name = represented(text) { return name }
            if let name = defined(text) { return brand(name.brand, in: notices) + " (" + name.legal + ")" }
        }
        return ""
    }

    /// `不代表X的观点`.
    private static func represented(_ text: Text) -> String? {
        let head = Fold.folded("不代表")
        guard let at = find(text, head) else { return nil }
        var end = at + head.count
        while end < text.count, end - at < 24, text.folded[end] != 0x7684, text.folded[end] != 0x89C2,
            text.folded[end] != 0x7ACB
        { end += 1 }
        guard end < text.count, [0x7684, 0x89C2, 0x7ACB].contains(text.folded[end]) else { return nil }
        var name = text.string(at + head.count..<end)
        // A Latin name that the text spaces apart is written as it is.
        if name.unicodeScalars.allSatisfy({ $0.isASCII }) { name = name.split(separator: " ").joined() }
        let isName =
            name.unicodeScalars.count >= 2 && !nobody.contains(name) && !name.hasPrefix("本") && !name.hasPrefix("任何")
        return isName ? name : nil
    }

    /// `uSmart Securities Limited (“uSmart”)`.
    private static func defined(_ text: Text) -> (brand: String, legal: String)? {
        guard let at = find(text, [0x28, 0x201C]) ?? find(text, [0x28, 0x22]) else { return nil }
        var end = at + 2
        while end < text.count, end - at < 30, text.folded[end] != 0x201D, text.folded[end] != 0x22 { end += 1 }
        guard end < text.count, end > at + 3, at > 4 else { return nil }
        var start = at - 1
        while start > 0, at - start < 80, text.scalars[start - 1] != 0x0A, text.scalars[start - 1] != 0x2E {
            start -= 1
        }
        let legal = text.string(start..<at).split(separator: " ").joined(separator: " ")
        let isCompany = ["Limited", "Ltd", "Ltd.", "Inc", "Inc.", "LLC", "Corporation", "plc", "有限公司"].contains {
            legal.hasSuffix($0)
        }
        return isCompany ? (text.string(at + 2..<end), legal) : nil
    }

    /// The brand in the letters of its first appearance, since the legal text may spell it otherwise.
    private static func brand(_ name: String, in notices: [String]) -> String {
        let wanted = Fold.folded(name)
        for notice in notices {
            let text = Text(notice)
            if let at = find(text, wanted) { return text.string(at..<at + wanted.count) }
        }
        return name
    }

    private static func find(_ text: Text, _ units: [UInt16]) -> Int? {
        guard !units.isEmpty, text.count >= units.count else { return nil }
        return (0...text.count - units.count).first { at in
            units.indices.allSatisfy { text.folded[at + $0] == units[$0] }
        }
    }
}
