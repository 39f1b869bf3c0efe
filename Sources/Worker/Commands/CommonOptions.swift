internal import ArgumentParser
internal import Foundation
internal import Logging

/// Where configuration comes from, the same for every command that needs any.
struct ConfigurationOptions: ParsableArguments {
    @Option(name: .long, help: "YAML file with settings.", completion: .file(extensions: ["yaml", "yml"]))
    var config: String?

    @Option(
        name: .customLong("set"), help: "One setting as key=value; may be repeated. Wins over environment and file.")
    var settings: [String] = []

    @Option(help: "Brokers as host:port,host:port; short for --set kafka.bootstrap.servers=…")
    var brokers: String?

    func sources() throws -> SettingSources {
        let flags = settings + (brokers.map { ["kafka.bootstrap.servers=\($0)"] } ?? [])
        return try SettingSources(flags: flags, environment: ProcessInfo.processInfo.environment, filePath: config)
    }

    func workSettings() throws -> WorkSettings { WorkSettings(try sources()) }
}

/// Logs go to standard error, so that standard output holds nothing but results.
enum LogSetup {
    static func logger(_ settings: WorkSettings) -> Logger {
        logger(level: settings.logLevel, format: settings.logFormat)
    }

    static func logger(level: String, format: LineLogHandler.Format = .text) -> Logger {
        var logger = Logger(label: "tapereader") { _ in LineLogHandler(format: format) }
        logger.logLevel = Logger.Level(rawValue: level) ?? .info
        return logger
    }
}

/// Runs a command's body; a known failure becomes one line on standard error and its documented exit code.
func reportingFailures(_ body: () async throws -> Void) async throws {
    do {
        try await body()
    } catch let failure as ServiceFailure {
        Diagnostics.print(failure.description)
        throw ExitCode(failure.status.rawValue)
    } catch let error as SettingError {
        Diagnostics.print(error.description)
        throw ExitCode(ExitStatus.badConfiguration.rawValue)
    }
}

enum Diagnostics {
    static func print(_ line: String) {
        FileHandle.standardError.write(Data("tapereader: \(TerminalText.lines(line))\n".utf8))
    }
}
