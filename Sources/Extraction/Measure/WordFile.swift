/// One line `NAME [PLACE]: word, word` of a file of words.
struct WordLine {
    var file: String
    var number: Int
    var name: String
    var place: String
    var words: [[UInt16]]

    func error(_ message: String, remedy: String) -> LexiconError {
        LexiconError(file: file, line: number, message: message, remedy: remedy)
    }
}

/// Reads files of words: `#` begins a comment line, `word(s)` stands for both forms.
enum WordFile {
    static func lines(of path: String, in files: LexiconFiles) throws(LexiconError) -> [WordLine] {
        guard let bytes = files.bytes(of: path) else {
            throw LexiconError(file: path, line: 0, message: "file is missing", remedy: "restore it from the release")
        }
        var result: [WordLine] = []
        var number = 0
        for raw in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            number += 1
            let line = trimmed(raw[...])
            if line.isEmpty || line.first == 0x23 { continue }
            guard let colon = line.firstIndex(of: 0x3A) else {
                throw LexiconError(
                    file: path, line: number, message: "no colon", remedy: "write NAME PLACE: word, word")
            }
            let head = line[..<colon].split(separator: 0x20)
            guard let name = head.first, head.count <= 2 else {
                throw LexiconError(
                    file: path, line: number, message: "bad name before the colon", remedy: "write NAME or NAME PLACE")
            }
            let words = line[(colon + 1)...].split(separator: 0x2C).flatMap { forms(of: trimmed($0)) }
            result.append(
                WordLine(
                    file: path, number: number, name: String(decoding: name, as: UTF8.self),
                    place: head.count > 1 ? String(decoding: head[head.startIndex + 1], as: UTF8.self) : "",
                    words: words))
        }
        return result
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = bytes
        while let last = rest.last, last == 0x20 || last == 0x0D || last == 0x09 { rest.removeLast() }
        while let first = rest.first, first == 0x20 || first == 0x09 { rest.removeFirst() }
        return rest
    }

    private static func forms(of word: ArraySlice<UInt8>) -> [[UInt16]] {
        let text = String(decoding: word, as: UTF8.self)
        guard !text.isEmpty else { return [] }
        guard text.hasSuffix("(s)") else { return [Fold.folded(text)] }
        let stem = Fold.folded(String(text.dropLast(3)))
        return [stem, stem + [0x73]]
    }
}
