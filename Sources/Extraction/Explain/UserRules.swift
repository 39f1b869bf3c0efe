extension LexiconFiles {
    /// These files with rules and words of the user, as they stand on his disk.
    ///
    /// A file of the same name takes the place of the lexicon's own; of any other, each rule replaces the lexicon's rule
    /// of the same id, and all else adds. The fingerprint of an extractor covers them.
    /// - Parameter activatesDrafts: reads the user's drafts as if they were active: to try them.
    public func adding(rules: [File], activatesDrafts: Bool = false) -> LexiconFiles {
        if rules.isEmpty { return self }
        let names = Set(rules.map { Self.lastPart($0.path) })
        let ids = Set(rules.flatMap { Self.ruleIDs(in: $0) })
        let kept = files.compactMap { file -> File? in
            guard file.path.hasPrefix("rules/"), !file.isUsers else { return file }
            if names.contains(Self.lastPart(file.path)) { return nil }
            return ids.isEmpty || !file.path.hasSuffix(".rules") ? file : Self.without(ids, file)
        }
        let added = rules.enumerated().map { number, file in
            File(
                path: "\(Self.userRules)\(10_000 + number)/\(file.path)",
                bytes: activatesDrafts ? Self.activated(file.bytes) : file.bytes)
        }
        return LexiconFiles(files: kept + added)
    }

    private static func lastPart(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

    private static func lines(_ bytes: [UInt8]) -> [String] {
        let text = String(decoding: bytes.last == 0 ? bytes.dropLast() : bytes[...], as: UTF8.self)
        return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// The id that a line begins a rule with; nil for any other line.
    private static func ruleID(_ line: String) -> String? {
        var scanner = LineScanner(line)
        return scanner.word() == "rule" ? scanner.word() : nil
    }

    static func ruleIDs(in file: File) -> [String] { lines(file.bytes).compactMap(ruleID) }

    /// The lines of these rules left empty, so that all others keep their numbers.
    private static func without(_ ids: Set<String>, _ file: File) -> File {
        var isGone = false
        var isChanged = false
        let kept = lines(file.bytes).map { line -> String in
            if let id = ruleID(line) { isGone = ids.contains(id) }
            isChanged = isChanged || isGone
            return isGone ? "" : line
        }
        return isChanged ? File(path: file.path, bytes: Array(kept.joined(separator: "\n").utf8)) : file
    }

    private static func activated(_ bytes: [UInt8]) -> [UInt8] {
        let changed = lines(bytes).map { line -> String in
            var scanner = LineScanner(line)
            return scanner.word() == "status" && scanner.word() == "draft" ? "  status active" : line
        }
        return Array(changed.joined(separator: "\n").utf8)
    }
}
