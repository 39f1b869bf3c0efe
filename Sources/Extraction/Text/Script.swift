/// Traditional text as a mainland reader would write it: words first (資訊 → 信息), then single characters.
///
/// For showing and for `normalize --kind script`. Matching needs no words and keeps its offsets: see `Fold`.
public enum Script {
    static let path = "script/regional.txt"

    private struct Word: Sendable { let written: [UInt32], simplified: [UInt32] }

    /// By first code point; longest word first.
    private static let words: [UInt32: [Word]] = {
        var words: [UInt32: [Word]] = [:]
        for (written, simplified) in (try? Script.words(in: LexiconFiles.embedded.bytes(of: path) ?? [])) ?? [] {
            guard let first = written.first else { continue }
            words[first, default: []].append(Word(written: written, simplified: simplified))
        }
        for first in words.keys { words[first]?.sort { $0.written.count > $1.written.count } }
        return words
    }()

    private static let characters: [UInt32: UInt32] = {
        let pairs = (try? Fold.pairs(in: LexiconFiles.embedded.bytes(of: Fold.path) ?? [])) ?? []
        return Dictionary(pairs.map { (UInt32($0.0), UInt32($0.1)) }, uniquingKeysWith: { first, _ in first })
    }()

    /// Simplified text; what is Simplified already, or no Chinese, stays as it is. Linear in the length of `text`.
    public static func simplified(_ text: String) -> String {
        let scalars = text.unicodeScalars.map(\.value)
        var result: [UInt32] = []
        result.reserveCapacity(scalars.count)
        var position = 0
        while position < scalars.count {
            let word = words[scalars[position]]?.first { word in
                position + word.written.count <= scalars.count
                    && word.written.indices.allSatisfy { scalars[position + $0] == word.written[$0] }
            }
            if let word {
                result += word.simplified
                position += word.written.count
            } else {
                result.append(characters[scalars[position]] ?? scalars[position])
                position += 1
            }
        }
        return Text.string(of: result[...])
    }

    /// `WRITTEN SIMPLIFIED` a line; lines that begin with # are remarks.
    static func words(in bytes: [UInt8]) throws(LexiconError) -> [(written: [UInt32], simplified: [UInt32])] {
        var words: [(written: [UInt32], simplified: [UInt32])] = []
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        for (number, line) in lines.enumerated() where !line.hasPrefix("#") && !line.isEmpty {
            let fields = line.split(separator: " ", omittingEmptySubsequences: false)
            guard fields.count == 2, !fields[0].isEmpty, !fields[1].isEmpty else {
                throw LexiconError(
                    file: path, line: number + 1, message: "\"\(line)\" is no pair of words",
                    remedy: "write the word, one blank, and the Simplified word")
            }
            words.append((fields[0].unicodeScalars.map(\.value), fields[1].unicodeScalars.map(\.value)))
        }
        return words
    }
}
