/// Common words of the language, from `names/common.words`: Chinese ones of two characters, and English ones.
///
/// They tell where a short name only seems to stand: `加强生产` is 加强 and 生产 and holds no 强生.
struct CommonWords: Sendable {
    static let path = "names/common.words"

    /// Both characters of a Chinese word in one number, the first in the high half.
    private var pairs: Set<UInt32> = []
    /// Where the English words stand in `bytes`.
    private var englishLines: [Range<Int>] = []
    private let bytes: [UInt8]

    /// - Throws: `LexiconError` for a line that is neither blank, comment, `zh:` nor `en:`.
    init(bytes: [UInt8]) throws(LexiconError) {
        self.bytes = bytes
        pairs.reserveCapacity(bytes.count / 8)
        var start = 0
        var number = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            number += 1
            try read(start..<end, number)
            start = end + 1
        }
    }

    private mutating func read(_ line: Range<Int>, _ number: Int) throws(LexiconError) {
        let line = bytes[line]
        if line.isEmpty || line.first == 0x23 { return }
        let words = line.startIndex + 3..<max(line.startIndex + 3, line.endIndex)
        if line.starts(with: "zh:".utf8) {
            var codes: [UInt16] = []
            Utf8.read(bytes, words, into: &codes)
            codes.removeAll { $0 == 0x20 }
            for place in stride(from: 0, to: codes.count - 1, by: 2) {
                pairs.insert(CommonWords.pair(Fold.folded(UInt32(codes[place])), Fold.folded(UInt32(codes[place + 1]))))
            }
        } else if line.starts(with: "en:".utf8) {
            englishLines.append(words)
        } else {
            throw LexiconError(
                file: CommonWords.path, line: number, column: 1, message: "the line has no language",
                remedy: "begin it with `zh:` (words of two characters) or `en:`")
        }
    }

    /// Whether the two folded code points are a common Chinese word.
    func isWord(_ first: UInt16, _ second: UInt16) -> Bool { pairs.contains(CommonWords.pair(first, second)) }

    /// The English words, lower case. Made at each call: for checks, not for reading.
    func english() -> Set<String> {
        var words: Set<String> = []
        for line in englishLines {
            for word in bytes[line].split(separator: 0x20) { words.insert(String(decoding: word, as: UTF8.self)) }
        }
        return words
    }

    private static func pair(_ first: UInt16, _ second: UInt16) -> UInt32 { UInt32(first) << 16 | UInt32(second) }
}
