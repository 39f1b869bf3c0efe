internal import Foundation
internal import Kafka
internal import Logging
internal import Synchronization

/// One line per log event: text for people, or one JSON object for machines.
///
/// What is repeated is held back: of notices, warnings and errors that differ in numbers only, the first five of every
/// thirty seconds are written, and the next one that passes says how many were not. Nothing that a record holds can end
/// the line or steer a terminal.
struct LineLogHandler: LogHandler {
    enum Format: String, Sendable, CaseIterable { case text, json }

    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    private let format: Format
    private let throttle: SharedThrottle
    private let write: @Sendable (String) -> Void

    /// - Parameter write: takes a line with its line feed.
    init(format: Format, write: @escaping @Sendable (String) -> Void = Self.toStandardError) {
        self.format = format
        self.write = write
        throttle = SharedThrottle()
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let message = "\(event.message)"
        var heldBack = 0
        if (Logger.Level.notice ... .error).contains(event.level) {
            guard case .pass(let suppressed) = throttle.judge(message) else { return }
            heldBack = suppressed
        }
        var fields = metadata.merging(metadataProvider?.get() ?? [:]) { $1 }.merging(event.metadata ?? [:]) { $1 }
        if heldBack > 0 { fields["held_back"] = "\(heldBack)" }
        let texts = fields.mapValues { "\($0)" }
        write(
            format == .json
                ? Self.json(event.level, message, texts, at: Date())
                : Self.text(event.level, message, texts, at: Date()))
    }

    /// `2026-11-21T15:00:00.123Z notice dead letter: tapereader.decode.empty offset=3 partition=0`
    static func text(_ level: Logger.Level, _ message: String, _ fields: [String: String], at time: Date) -> String {
        let pairs = fields.sorted { $0.key < $1.key }.map { " \($0.key)=\(quoted($0.value))" }.joined()
        return TerminalText.line("\(stamp(time)) \(level.rawValue) \(message)\(pairs)") + "\n"
    }

    /// Fields of the event stand beside `time`, `level` and `message`, which they cannot replace.
    static func json(_ level: Logger.Level, _ message: String, _ fields: [String: String], at time: Date) -> String {
        let own = ["time": stamp(time), "level": level.rawValue, "message": message]
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(own.merging(fields) { mine, _ in mine }) else { return "{}\n" }
        return String(decoding: data, as: UTF8.self) + "\n"
    }

    private static func stamp(_ time: Date) -> String {
        time.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }

    /// A value with blanks stands in quotes.
    private static func quoted(_ value: String) -> String {
        value.contains(where: { $0.isWhitespace || $0 == "\"" || $0 == "=" })
            ? "\"\(value.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "'"))\"" : value
    }

    private static let toStandardError: @Sendable (String) -> Void = { line in
        FileHandle.standardError.write(Data(line.utf8))
    }
}

/// One table of repeats for all copies of a handler.
private final class SharedThrottle: Sendable {
    private let throttle = Mutex(LogThrottle())

    /// Messages that differ in numbers only are the same.
    func judge(_ message: String) -> LogThrottle.Verdict {
        throttle.withLock { $0.judge(Self.kind(of: message), at: .now) }
    }

    /// Every run of digits as one.
    private static func kind(of message: String) -> String {
        var kind: [UInt8] = []
        for byte in message.utf8 {
            let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            if !isDigit || kind.last != UInt8(ascii: "0") { kind.append(isDigit ? UInt8(ascii: "0") : byte) }
        }
        return String(decoding: kind, as: UTF8.self)
    }
}
