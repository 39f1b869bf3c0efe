/// Cursor over one line of a data file, in bytes of UTF-8, since all that parts words is ASCII.
struct LineScanner {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    private mutating func skipBlanks() {
        while position < bytes.count, LineScanner.isBlank(bytes[position]) { position += 1 }
    }

    /// The next run of non-blank characters; empty at the end.
    mutating func word() -> String {
        skipBlanks()
        let start = position
        while position < bytes.count, !LineScanner.isBlank(bytes[position]) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// Everything to the end, without blanks around it.
    mutating func rest() -> String {
        skipBlanks()
        let start = position
        var end = bytes.count
        while end > start, LineScanner.isBlank(bytes[end - 1]) || bytes[end - 1] == 0x0D { end -= 1 }
        position = bytes.count
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}

/// The lines of a data file, numbered from 1, comments and blank lines left out.
func dataLines(_ file: LexiconFiles.File) -> [(number: Int, text: String)] {
    let bytes = file.bytes.last == 0 ? file.bytes.dropLast() : file.bytes[...]
    var lines: [(number: Int, text: String)] = []
    var number = 0
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
        number += 1
        let trimmed = line.drop(while: LineScanner.isBlank)
        if trimmed.isEmpty || trimmed.first == 0x23 { continue }
        lines.append((number, String(decoding: trimmed, as: UTF8.self)))
    }
    return lines
}

/// Folded form of a word of the lexicon: the one that `Text.folded` shows.
func foldedUnits(_ word: String) -> [UInt16] { Fold.folded(word) }
