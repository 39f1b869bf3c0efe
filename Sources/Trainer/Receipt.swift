internal import Crypto
internal import Extraction
internal import Foundation

/// What a model was made of: hashes by which anybody can see whether the weights, the lexicon and the lines that are
/// there are those that belong together.
struct Receipt {
    struct File {
        var name: String
        var lines: Int
        var sha256: String
        /// Over the features of every tenth line: changes with the lexicon and with the code that reads it.
        var features: String
    }

    var files: [File]
    var model: (bytes: Int, sha256: String)

    /// JSON, a line for each file.
    var text: String {
        let rows = files.map {
            "  {\"name\": \"\($0.name)\", \"lines\": \($0.lines), \"sha256\": \"\($0.sha256)\", "
                + "\"features\": \"\($0.features)\"}"
        }
        return """
            {"model": {"bytes": \(model.bytes), "sha256": "\(model.sha256)"},
             "files": [
            \(rows.joined(separator: ",\n"))
             ]}

            """
    }

    /// Every how many lines features are hashed: enough to notice a change, quick enough for a test.
    static let stride = 10

    static func file(at path: String, _ reader: ExampleReader) throws -> File {
        let url = URL(fileURLWithPath: path)
        let bytes = try Data(contentsOf: url)
        return File(
            name: url.lastPathComponent, lines: bytes.split(separator: 0x0A).count,
            sha256: hex(SHA256.hash(data: bytes)), features: features(of: try reader.read(path, every: stride)))
    }

    static func features(of examples: [Example]) -> String {
        var hash = SHA256()
        for example in examples {
            for list in [example.cues, example.grams] {
                for number in [UInt32(list.count)] + list {
                    hash.update(data: (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) })
                }
            }
        }
        return hex(hash.finalize())
    }

    static func hex(_ digest: SHA256.Digest) -> String {
        digest.map { byte in
            let text = String(byte, radix: 16)
            return byte < 16 ? "0" + text : text
        }.joined()
    }
}
