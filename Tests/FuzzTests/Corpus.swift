internal import Foundation

/// The kept inputs of each target, in order of their names: written by hand, or minimised from what a fuzzer found.
enum Corpus {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Corpus")

    static func inputs(of target: String) -> [(name: String, bytes: [UInt8])] {
        let folder = folder.appending(path: target)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.sorted().compactMap { name in
            FileManager.default.contents(atPath: folder.appending(path: name).path).map { (name, Array($0)) }
        }
    }
}
