/// One written form of one entity, and when it counts.
struct Alias: Sendable {
    /// Index of the entity in the catalogue; −1 for a phrase that is no name (`苹果汁`) and only keeps shorter names out.
    var entity: Int32
    var traits: AliasTraits
    /// Index into the catalogue's conditions; −1 when the form counts everywhere and always.
    var condition: Int32
    /// Next alias of the same folded form; −1 at the end.
    var next: Int32
    /// Where the form as written stands in the gazetteer's pool, for the comparison of case.
    var display: Int32
}

struct AliasTraits: OptionSet, Sendable {
    let rawValue: UInt16
    /// Counts only in exactly this case (`Meta`, `ON`).
    static let exactCase = AliasTraits(rawValue: 1)
    /// A common word, or too short to be certain: counts only with evidence elsewhere in the article.
    static let weak = AliasTraits(rawValue: 2)
    static let ticker = AliasTraits(rawValue: 4)
    static let short = AliasTraits(rawValue: 8)
    static let nickname = AliasTraits(rawValue: 16)
    static let former = AliasTraits(rawValue: 32)
    static let legal = AliasTraits(rawValue: 64)
    static let brand = AliasTraits(rawValue: 128)
    /// Counts in any case (`nvidia`).
    static let anyCase = AliasTraits(rawValue: 256)
    /// From the table of listings, not from a hand-made file.
    static let listed = AliasTraits(rawValue: 512)
    /// Says of what follows whose it is (`Chinese exports`): counts only before a figure of an economy or an authority.
    static let adjective = AliasTraits(rawValue: 1024)
}

/// What must hold around a form, or on the day, for it to be the entity's name.
struct AliasCondition: Sendable, Equatable {
    var validFrom: CivilDate?
    var validTo: CivilDate?
    /// One of these folded words must stand near the form, unless the entity is certain elsewhere in the article.
    var requires: [[UInt16]] = []
    /// None of these folded words may stand near the form.
    var excludes: [[UInt16]] = []
    /// Language tag the form belongs to, or empty.
    var region = ""

    var isEmpty: Bool { self == AliasCondition() }

    /// Whether the form names the entity on `day`; an unknown day lets every form through that is still valid.
    func holds(on day: CivilDate?) -> Bool {
        guard let day else { return validTo == nil }
        if let validFrom, day < validFrom { return false }
        if let validTo, validTo < day { return false }
        return true
    }
}
