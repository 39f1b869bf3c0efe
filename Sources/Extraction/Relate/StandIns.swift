extension Catalogue {
    /// Countries by ISO code, and by id whom a rule names for a role that the text leaves open (`else:taiex`).
    /// - Throws: `LexiconError` at the first rule that names somebody whom the catalogue does not have.
    func standIns(for rules: [Rule]) throws(LexiconError) -> [String: Entity] {
        var result = countries
        for rule in rules {
            for case .otherwise(let id) in rule.roles.flatMap(\.places) {
                guard let entity = entity(id: id) else {
                    throw LexiconError(
                        file: rule.file, line: rule.line, message: "rule `\(rule.id)` names `\(id)`, which is unknown",
                        remedy: "write the id of an entity of names/")
                }
                result[id] = entity
            }
        }
        return result
    }
}
