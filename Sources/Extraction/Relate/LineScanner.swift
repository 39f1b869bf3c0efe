/// Cursor over one line of a data file, in code points.
struct LineScanner {
    let scalars: [Unicode.Scalar]
    var position = 0

    init(_ text: String) { scalars = Array(text.unicodeScalars) }

    var isAtEnd: Bool { position >= scalars.count }

    mutating func skipBlanks() {
        while position < scalars.count, scalars[position] == " " || scalars[position] == "\t" { position += 1 }
    }

    /// The next run of non-blank characters; empty at the end.
    mutating func word() -> String {
        skipBlanks()
        var result = String.UnicodeScalarView()
        while position < scalars.count, scalars[position] != " ", scalars[position] != "\t" {
            result.append(scalars[position])
            position += 1
        }
        return String(result)
    }

    /// Everything to the end, without blanks around it.
    mutating func rest() -> String {
        skipBlanks()
        var end = scalars.count
        while end > position, scalars[end - 1] == " " || scalars[end - 1] == "\t" || scalars[end - 1] == "\r" {
            end -= 1
        }
        var result = String.UnicodeScalarView()
        result.append(contentsOf: scalars[position..<end])
        position = scalars.count
        return String(result)
    }
}

/// The lines of a data file, numbered from 1, comments and blank lines left out.
func dataLines(_ file: LexiconFiles.File) -> [(number: Int, text: String)] {
    let text = String(decoding: file.bytes.last == 0 ? file.bytes.dropLast() : file.bytes[...], as: UTF8.self)
    var lines: [(number: Int, text: String)] = []
    var number = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        number += 1
        let trimmed = line.drop { $0 == " " || $0 == "\t" }
        if trimmed.isEmpty || trimmed.first == "#" { continue }
        lines.append((number, String(trimmed)))
    }
    return lines
}

/// Folded form of a word of the lexicon: the one that `Text.folded` shows.
func foldedUnits(_ word: String) -> [UInt16] { Fold.folded(word) }
