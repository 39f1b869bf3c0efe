internal import Foundation
internal import Kafka
internal import Logging
internal import Schema

/// One comparison: both sides by document into buckets on disk, then bucket by bucket.
///
/// Memory is that of one bucket of each side, however long the sides are.
struct DiffRun {
    var ignored = IgnoredFields()
    var examplesPerGroup = 3
    var folder = NSTemporaryDirectory()
    /// Needed only for topics.
    var settings: WorkSettings?
    var logger = Logger(label: "tapereader.diff") { _ in SwiftLogNoOpLogHandler() }

    /// Both sides of a bucket together; a larger one is divided again by the next bits of the hash.
    var bucketBytes = 64 << 20
    /// A hash has eight bytes. Records that still lie together are those of one document.
    private static let deepest = 7

    /// - Throws: `ServiceFailure` for what cannot be read or written, `KafkaError`, `SettingError`.
    func compare(_ left: DiffSource, _ right: DiffSource) throws -> DiffSummary {
        let spills = Both(left: try DiffSpill(folder: folder), right: try DiffSpill(folder: folder))
        var intakes = Both(left: DiffIntake(spills.left), right: DiffIntake(spills.right))
        try read(left, into: &intakes.left)
        try read(right, into: &intakes.right)
        var core = DocumentDiff(ignoring: ignored, examplesPerGroup: examplesPerGroup)
        try compare(spills, into: &core)
        core.finish(intakes)
        return core.summary
    }

    private func read(_ source: DiffSource, into intake: inout DiffIntake) throws {
        switch source {
        case .files(let paths): try intake.read(files: paths)
        case .topics(let topics):
            guard let settings else { return }
            do { try intake.read(topics: topics, of: settings, logger: logger) } catch let error as KafkaError {
                throw ServiceFailure(stopping: error)
            }
        }
    }

    private func compare(_ spills: Both<DiffSpill>, into core: inout DocumentDiff) throws {
        for bucket in 0..<DiffSpill.buckets {
            let size = spills.left.size(of: bucket) + spills.right.size(of: bucket)
            if size == 0 { continue }
            if size > bucketBytes, spills.left.level < Self.deepest {
                let parts = Both(left: try divide(spills.left, bucket), right: try divide(spills.right, bucket))
                try compare(parts, into: &core)
            } else {
                let left = DiffBucket(try spills.left.load(bucket))
                try DiffBucket.compare(left, DiffBucket(try spills.right.load(bucket)), into: &core)
            }
        }
    }

    private func divide(_ spill: DiffSpill, _ bucket: Int) throws -> DiffSpill {
        let parts = try DiffSpill(folder: folder, level: spill.level + 1)
        try spill.forEachBlock(of: bucket) { bytes in
            for place in DiffPlace.places(in: bytes) {
                try parts.add(kind: place.kind, hash: place.hash, number: place.number, bytes[place.range])
            }
        }
        return parts
    }
}

/// One side's records of one bucket, those of one hash behind each other.
struct DiffBucket {
    private let bytes: [UInt8]
    private let places: [DiffPlace]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        let places = DiffPlace.places(in: bytes)
        // Of one hash in the order of reading, which is that of the bytes.
        self.places = places.sorted { ($0.hash, $0.range.lowerBound) < ($1.hash, $1.range.lowerBound) }
    }

    /// One side of the documents of one hash, nearly always a single one.
    private struct Documents {
        var events: [String: [DiffRecord]] = [:]
        var sentiments: [String: [DiffRecord]] = [:]
    }

    static func compare(_ left: DiffBucket, _ right: DiffBucket, into core: inout DocumentDiff) throws {
        var (leftPlace, rightPlace) = (0, 0)
        while leftPlace < left.places.count || rightPlace < right.places.count {
            let first = [left.hash(leftPlace), right.hash(rightPlace)].compactMap { $0 }.min() ?? 0
            let one = left.documents(of: first, from: &leftPlace) { core.note(unreadable: \.left, "A: \($0)") }
            let other = right.documents(of: first, from: &rightPlace) { core.note(unreadable: \.right, "B: \($0)") }
            for document in Set(one.events.keys).union(other.events.keys).sorted() {
                core.add(
                    document: document, left: one.events[document] ?? [], right: other.events[document] ?? [])
            }
            for document in Set(one.sentiments.keys).intersection(other.sentiments.keys).sorted() {
                core.add(
                    sentimentsOf: document, left: one.sentiments[document] ?? [],
                    right: other.sentiments[document] ?? [])
            }
        }
    }

    private func hash(_ place: Int) -> UInt64? { places.indices.contains(place) ? places[place].hash : nil }

    private func documents(of hash: UInt64, from index: inout Int, _ problem: (String) -> Void) -> Documents {
        var documents = Documents()
        while index < places.count, places[index].hash == hash {
            let place = places[index]
            index += 1
            do throws(DecodeError) {
                let members = try JSONMembers(bytes, from: place.range.lowerBound)
                guard members.end == place.range.upperBound else {
                    throw DecodeError(.invalidJSON, at: members.end, "the record does not end where its line does")
                }
                let record = DiffRecord(members)
                switch place.kind {
                case .event: documents.events[members.string("document_id") ?? "", default: []].append(record)
                case .sentiment:
                    let document = DiffIntake.document(ofArticle: members.string("article_id") ?? "")
                    documents.sentiments[document, default: []].append(record)
                }
            } catch {
                let offset = error.offset.map { "byte \($0 - place.range.lowerBound): " } ?? ""
                problem("record \(place.number): \(offset)\(error.reason)")
            }
        }
        return documents
    }
}
