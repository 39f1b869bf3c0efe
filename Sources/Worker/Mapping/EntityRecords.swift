internal import Extraction
internal import Schema
internal import SwiftProtobuf

/// The records of one document's entities, each made once: a page names an entity in dozens of its records.
final class EntityRecords {
    private var known: [ObjectIdentifier: Schema.Entity] = [:]

    func record(of entity: Extraction.Entity) -> Schema.Entity {
        if let record = known[entity.identity] { return record }
        let record = Self.mapped(entity)
        known[entity.identity] = record
        return record
    }

    private static func mapped(_ entity: Extraction.Entity) -> Schema.Entity {
        .with {
            $0.id = entity.id
            $0.name = entity.name
            for (tag, name) in entity.names { $0.names[tag] = name }
            $0.kind = entity.kind == .media ? "company" : entity.kind.rawValue
            $0.country = entity.country
            $0.listings = entity.listings.map(listing)
            $0.parent = entity.parent
        }
    }
}
