internal import Foundation
internal import Kafka
internal import Yams

/// A configuration that cannot be used. `description` names the key, the value, its origin and what is allowed.
struct SettingError: Error, CustomStringConvertible {
    let description: String
}

/// Values by key with their origin: flags before environment before file before defaults.
struct SettingSources {
    struct Value: Equatable {
        let text: String
        let origin: String
    }

    private var values: [String: Value] = [:]

    /// - Throws: `SettingError` for unknown keys, wrong values and unreadable files.
    init(flags: [String], environment: [String: String], filePath: String?) throws {
        for setting in Setting.table { values[setting.key] = Value(text: setting.fallback, origin: "default") }
        if let filePath { try addFile(filePath) }
        try addEnvironment(environment)
        for flag in flags { try addFlag(flag) }
    }

    func text(_ key: String) -> String { values[key]?.text ?? "" }
    func integer(_ key: String) -> Int { Int(text(key)) ?? 0 }
    func flag(_ key: String) -> Bool { text(key) == "true" }

    /// Properties for librdkafka, in order of their names.
    var kafkaProperties: [(name: String, value: String)] {
        values.keys.filter { $0.hasPrefix(Setting.kafkaPrefix) }.sorted()
            .map { (String($0.dropFirst(Setting.kafkaPrefix.count)), text($0)) }
    }

    /// Every key with its value and origin, in order of keys; masked are secrets, and values of properties that
    /// librdkafka does not know: a secret whose name is mistyped is one too.
    var effective: [(key: String, value: Value)] {
        values.keys.sorted().compactMap { key in
            values[key].map { (key, Self.mustHide(key) ? Value(text: "********", origin: $0.origin) : $0) }
        }
    }

    static func isSecret(_ key: String) -> Bool { Configuration.isSecret(key) }

    private static func mustHide(_ key: String) -> Bool {
        if isSecret(key) { return true }
        guard key.hasPrefix(Setting.kafkaPrefix) else { return false }
        return !Configuration.knows(ClientConfiguration.bare(String(key.dropFirst(Setting.kafkaPrefix.count))))
    }

    private mutating func addFlag(_ flag: String) throws {
        guard let equals = flag.firstIndex(of: "=") else {
            let shown = Self.isSecret(flag) ? "…" : flag
            throw SettingError(description: "--set \(shown): write it as key=value, for example --set group=research")
        }
        let key = String(flag[..<equals])
        if Self.isSecret(key), Self.secretFile(key) == nil {
            throw SettingError(
                description:
                    "\(key) is a secret: set it in the environment or the file, where other users cannot read it, or "
                    + "name a file that holds it: --set \(key)_file=PATH")
        }
        try set(key, String(flag[flag.index(after: equals)...]), origin: "flag")
    }

    private mutating func addEnvironment(_ environment: [String: String]) throws {
        let known = Dictionary(uniqueKeysWithValues: Setting.table.map { ($0.environmentName, $0.key) })
        for name in environment.keys.sorted() where name.hasPrefix("TAPEREADER_") && name != FailPoints.environmentName
        {
            let value = environment[name] ?? ""
            if let key = known[name] {
                try set(key, value, origin: name)
            } else if name.hasSuffix("_FILE"), let key = known[String(name.dropLast("_FILE".count))], Self.isSecret(key)
            {
                try set(key + "_file", value, origin: name)
            } else if name.hasPrefix("TAPEREADER_KAFKA_") {
                let property = name.dropFirst("TAPEREADER_KAFKA_".count).lowercased()
                try set(
                    Setting.kafkaPrefix + property.map { $0 == "_" ? "." : String($0) }.joined(), value, origin: name)
            } else {
                throw SettingError(
                    description: "\(name): no such setting.\(Self.suggestion(for: name, among: known.keys.sorted()))")
            }
        }
    }

    private mutating func addFile(_ path: String) throws {
        guard let data = FileManager.default.contents(atPath: path), let text = String(bytes: data, encoding: .utf8)
        else {
            throw SettingError(description: "\(path): cannot be read as UTF-8 text; give --config a readable YAML file")
        }
        let node: Node?
        do { node = try Yams.compose(yaml: text) } catch {
            throw SettingError(
                description: "\(path)\(Self.place(of: error)): is no YAML; write key: value on each line")
        }
        guard let node else { return }
        guard node.mapping != nil else {
            throw SettingError(description: "\(path): must be a mapping of keys to values, such as `group: research`")
        }
        try addNode(node, prefix: "", path: path)
    }

    /// Nested mappings are joined by dots; every scalar counts as text.
    private mutating func addNode(_ node: Node, prefix: String, path: String) throws {
        if let mapping = node.mapping {
            for (key, value) in mapping {
                let name = key.scalar?.string ?? ""
                try addNode(value, prefix: prefix.isEmpty ? name : prefix + "." + name, path: path)
            }
        } else if let scalar = node.scalar {
            try set(prefix, scalar.string, origin: "\(path):\(node.mark?.line ?? 0)")
        } else {
            throw SettingError(description: "\(path): \(prefix) is a list; a setting is one value")
        }
    }

    /// `:3:7`. The parser's own words quote the line, which may hold a password.
    private static func place(of error: any Error) -> String {
        switch error as? YamlError {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
            ":\(mark.line):\(mark.column)"
        default: ""
        }
    }

    private mutating func set(_ key: String, _ value: String, origin: String) throws {
        if let secret = Self.secretFile(key) { return try set(secret, try Self.content(of: value, key), origin: value) }
        if !key.hasPrefix(Setting.kafkaPrefix) {
            guard let setting = Setting.table.first(where: { $0.key == key }) else {
                let hint = Self.suggestion(for: key, among: Setting.table.map(\.key))
                throw SettingError(
                    description:
                        "\(key) (\(origin)): no such setting.\(hint) Properties of librdkafka begin with `kafka.`; "
                        + "`tapereader config reference` lists all.")
            }
            guard setting.accepts(value) else {
                throw SettingError(description: "\(key) = \(value) (\(origin)): allowed is \(setting.allowed)")
            }
        }
        values[key] = Value(text: value, origin: origin)
    }

    /// The key whose value the named file holds: `kafka.sasl.password` for `kafka.sasl.password_file`, which the
    /// environment writes TAPEREADER_KAFKA_SASL_PASSWORD_FILE.
    private static func secretFile(_ key: String) -> String? {
        guard isSecret(key), let suffix = ["_file", ".file"].first(where: { key.hasSuffix($0) }) else { return nil }
        let secret = String(key.dropLast(suffix.count))
        return key.hasPrefix(Setting.kafkaPrefix) || Setting.table.contains { $0.key == secret } ? secret : nil
    }

    /// A file of a secret, without the line break at its end, which editors put there.
    private static func content(of path: String, _ key: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: path), let text = String(bytes: data, encoding: .utf8)
        else {
            throw SettingError(description: "\(key) = \(path): cannot be read as UTF-8 text; name a readable file")
        }
        let secret = text.hasSuffix("\r\n") || text.hasSuffix("\n") ? String(text.dropLast()) : text
        if secret.isEmpty { throw SettingError(description: "\(key) = \(path): the file is empty") }
        return secret
    }

    /// ` Did you mean x?` when a known key is at most three edits away.
    private static func suggestion(for key: String, among known: [String]) -> String {
        let nearest = known.map { ($0, editDistance(key, $0)) }.min { $0.1 < $1.1 }
        guard let (name, distance) = nearest, distance <= 3 else { return "" }
        return " Did you mean `\(name)`?"
    }

    private static func editDistance(_ a: String, _ b: String) -> Int {
        let b = Array(b)
        var row = Array(0...b.count)
        for (i, x) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for j in b.indices {
                let substituted = diagonal + (x == b[j] ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(substituted, row[j] + 1, diagonal + 1)
            }
        }
        return row[b.count]
    }
}
