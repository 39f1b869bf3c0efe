/// Where the health endpoints answer, as the setting `http` says it.
enum HTTPListen: Sendable, Equatable {
    case off
    /// The default address, or nowhere where another process has it: a second worker on one machine must not end.
    case automatic
    /// Exactly here; a port that is taken ends the process. Port 0: a free one, which the log names.
    case at(host: String, port: Int)

    static let defaultHost = "127.0.0.1"
    static let defaultPort = 8080
    static let allowed = "auto | off | host:port"

    /// `auto`, `off`, `127.0.0.1:8080`, `0.0.0.0:8080`, `[::]:8080`; nil for anything else.
    init?(_ text: String) {
        switch text {
        case "off": self = .off
        case "auto": self = .automatic
        default:
            guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
                return nil
            }
            var host = text[..<colon]
            if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
            guard !host.isEmpty, !host.contains(where: \.isWhitespace) else { return nil }
            self = .at(host: String(host), port: Int(port))
        }
    }
}
