/// A stretch of text that may be a mention, before all evidence is in.
struct Candidate {
    var span: Span
    /// Index in the catalogue; from `Catalogue.count` on, an entity of the text itself.
    var entity: Int32
    var isCertain: Bool
    /// Other entities that the same form names, in order of the catalogue.
    var rivals: [Int32] = []
    var traits: AliasTraits = []
    var listing: Entity.Listing?
    var how = Mention.How.stated
}
