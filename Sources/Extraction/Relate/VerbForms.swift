/// Regular forms of an English verb written `acquire~` in a class file: acquire, acquires, acquired, acquiring.
///
/// Irregular forms and doubled consonants (`cut`, `cutting`) are written out in the file.
enum VerbForms {
    static func forms(of word: String) -> [String] {
        guard word.utf8.last == 0x7E else { return [word] }
        let stem = String(word.dropLast())
        // `take~ part`: only the verb itself is inflected, so a tail is not supported here.
        guard let last = stem.last else { return [] }
        if last == "e" {
            let bare = String(stem.dropLast())
            return [stem, stem + "s", stem + "d", bare + "ing"]
        }
        if last == "y", let before = stem.dropLast().last, !"aeiou".contains(before) {
            let bare = String(stem.dropLast())
            return [stem, bare + "ies", bare + "ied", stem + "ing"]
        }
        let sibilant = ["s", "x", "z", "ch", "sh"].contains { stem.hasSuffix($0) }
        return [stem, stem + (sibilant ? "es" : "s"), stem + "ed", stem + "ing"]
    }

    /// The verb behind the helper that a phrase begins with: `put` of `has put`, `taking over` of `is taking over`,
    /// `replace` of `will replace`, `sell` of `to sell`, `sees` of `now sees`. None where the helper makes a passive of it
    /// (`was hired`) or is denied.
    static func behindHelper(_ phrase: String) -> String? {
        guard let space = phrase.firstIndex(of: " ") else { return nil }
        let verb = String(phrase[phrase.index(after: space)...])
        if ["not ", "been ", "be "].contains(where: { verb.hasPrefix($0) }) { return nil }
        switch phrase[..<space] {
        case "has", "have", "will", "would", "to", "now", "also", "still", "already", "currently": return verb
        case "is", "are", "was", "were": return verb.prefix { $0 != " " }.hasSuffix("ing") ? verb : nil
        default: return nil
        }
    }
}
