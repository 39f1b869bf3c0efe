internal import Lexicon

/// The data files of the lexicon: those embedded in the executable, or any others given to it by path.
public struct LexiconFiles: Sendable {
    public struct File: Sendable {
        /// Path below Sources/Lexicon, such as `names/ai.names`.
        public var path: String
        public var bytes: [UInt8]
        public init(path: String, bytes: [UInt8]) {
            self.path = path
            self.bytes = bytes
        }

        /// A file of the user, which counts after the lexicon's own.
        var isUsers: Bool { path.hasPrefix(LexiconFiles.users) || path.hasPrefix(LexiconFiles.userRules) }

        /// What messages call the file: the user's own path, else the path below Sources/Lexicon.
        var shownPath: String {
            guard isUsers else { return path }
            let folder = path.hasPrefix(LexiconFiles.users) ? LexiconFiles.users : LexiconFiles.userRules
            return String(path.dropFirst(folder.count).drop { $0 != "/" }.dropFirst())
        }
    }

    /// Where names files of the user stand: after all others in byte order.
    private static let users = "names/~"
    static let userRules = "rules/~"

    /// In byte order of the paths.
    public var files: [File]

    public init(files: [File]) { self.files = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) } }

    /// These files and the user's names files, which add to, replace or remove what stands before, in the order given.
    /// The fingerprint of an extractor covers them.
    public func adding(names: [File]) -> LexiconFiles {
        let added = names.enumerated().map { number, file in
            File(path: "\(LexiconFiles.users)\(10_000 + number)/\(file.path)", bytes: file.bytes)
        }
        return LexiconFiles(files: files + added)
    }

    /// The files built into this executable.
    public static let embedded = LexiconFiles(files: embeddedFiles())

    /// The files below `folder`, in byte order of their paths.
    public func below(_ folder: String) -> [File] { files.filter { $0.path.hasPrefix(folder + "/") } }

    public func bytes(of path: String) -> [UInt8]? { files.first { $0.path == path }?.bytes }

    private static func embeddedFiles() -> [File] {
        // SAFETY: `lexicon_files` is the first element of a constant C array of `lexicon_file_count` elements.
        let entries = unsafe UnsafeBufferPointer(start: lexicon_files(), count: lexicon_file_count())
        return unsafe entries.map { file in
            // SAFETY: `path` is a C string literal and `bytes` a constant array of `count` bytes.
            unsafe File(
                path: String(cString: file.path),
                bytes: Array(UnsafeBufferPointer(start: file.bytes, count: file.count)))
        }
    }
}
