internal import ArgumentParser
internal import Foundation
internal import Schema

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the contract as protobuf, JSON Schema or AsyncAPI, check copies, register it.",
        discussion: """
            EXAMPLES
              tapereader schema print json-schema
              tapereader schema check docs/schemas
              tapereader schema check --against older.proto
              tapereader schema register --set registry.url=http://localhost:8081
            """,
        subcommands: [Print.self, Check.self, Register.self])

    struct Print: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "One document to standard output, or all of them into a folder.")
        @Argument(help: "\(SchemaCommand.names). All are made of one source.", transform: SchemaCommand.named)
        var document = ContractDocument.jsonSchema
        @Option(help: "Write every document into this folder instead.", completion: .directory) var into: String?

        func run() async throws { try await reportingFailures(write) }

        private func write() throws {
            guard let into else { return print(document.text, terminator: "") }
            for document in ContractDocument.allCases {
                let path = "\(into)/\(document.fileName)"
                do { try document.text.write(toFile: path, atomically: true, encoding: .utf8) } catch {
                    throw ServiceFailure(status: .badInput, description: "\(path): \(error.localizedDescription)")
                }
            }
        }
    }

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Exit code 1 if a copy differs from this program's contract, or if that breaks an older one's readers.")
        @Argument(help: "A folder with the documents as `schema print --into` writes them.", completion: .directory)
        var folder: String?
        @Option(
            help: "An older .proto file: its readers must still read everything.",
            completion: .file(extensions: ["proto"]))
        var against: String?

        func validate() throws {
            if folder == nil, against == nil {
                throw ValidationError("give a folder, or --against an older .proto file")
            }
        }

        func run() async throws {
            try await reportingFailures {
                var complaints: [String] = []
                if let folder { complaints += try copies(in: folder) }
                if let against {
                    complaints += ProtoFile(ContractDocument.proto.text).breaks(ProtoFile(try text(of: against)))
                }
                for complaint in complaints { print(complaint) }
                if !complaints.isEmpty { throw ExitCode(ExitStatus.failed.rawValue) }
                print("ok")
            }
        }

        private func copies(in folder: String) throws -> [String] {
            try ContractDocument.allCases.compactMap { document in
                let path = "\(folder)/\(document.fileName)"
                return try text(of: path) == document.text
                    ? nil : "\(path) differs: write it with `schema print --into`"
            }
        }

        private func text(of path: String) throws -> String {
            guard let data = FileManager.default.contents(atPath: path), let text = String(bytes: data, encoding: .utf8)
            else { throw ServiceFailure(status: .badInput, description: "\(path) cannot be read as UTF-8 text") }
            return text
        }
    }

    struct Register: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put the schemas of all topics into the Schema Registry. What is there already stays as it is.",
            discussion: """
                One subject a topic, `TOPIC-value`, with protobuf or JSON Schema as the setting `encoding` says. The registry
                itself checks that older readers can go on; exit code 1 and its words if not.
                """)
        @OptionGroup var options: ConfigurationOptions

        func run() async throws {
            try await reportingFailures {
                let settings = try options.workSettings()
                try SettingRules.check(settings)
                guard let client = RegistryClient(settings, patience: settings.brokerDeadline) else {
                    throw SettingError(description: "registry.url is not set: --set registry.url=http://localhost:8081")
                }
                let encoding = settings.encodesProtobuf ? OutputEncoding.protobuf : .json
                for (subject, schema) in RegistrySession.schemas(settings.topics, encoding) {
                    print("\(subject): schema id \(try client.register(schema, under: subject))")
                }
            }
        }
    }

    static func named(_ name: String) throws -> ContractDocument {
        guard let document = ContractDocument(rawValue: name) else {
            throw ValidationError("\(name) is no document: choose one of \(names)")
        }
        return document
    }

    static var names: String { ContractDocument.allCases.map(\.rawValue).joined(separator: ", ") }
}
