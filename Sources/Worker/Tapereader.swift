internal import ArgumentParser

@main
struct Tapereader: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tapereader",
        abstract: "Turns raw news about AI stocks and markets into structured, explainable, exactly-once events.",
        discussion: """
            EXAMPLES
              tapereader demo
              tapereader analyze seeds/*.txt --emit events
              tapereader work --brokers localhost:9092
            """,
        version: DocumentAnalyzer.version,
        subcommands: [
            WorkCommand.self, ReplayCommand.self, RedriveCommand.self, DrillCommand.self, DemoCommand.self,
            AnalyzeCommand.self, ExplainCommand.self, NormalizeCommand.self, ScoreCommand.self, SignalsCommand.self,
            GraphCommand.self,
            DiffCommand.self, TopicsCommand.self, ConfigCommand.self, SchemaCommand.self, LexiconCommand.self,
        ])
}
