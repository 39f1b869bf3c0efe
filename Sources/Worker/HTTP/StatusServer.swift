internal import HTTPTypes
internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOPosix
internal import ServiceLifecycle

/// Answers health checks, scrapers and people over HTTP/1.1 until the process stops. Reads only; one thread serves all.
struct StatusServer: NamedService {
    let listen: HTTPListen
    let endpoints: Endpoints
    let logger: Logger

    /// Scrapers and probes need a handful; more than these wait in the kernel's queue.
    private static let connections = 64
    private static let idle = TimeAmount.seconds(60)

    /// Returns after a graceful shutdown.
    /// - Throws: `ServiceFailure` where the address was asked for by name and cannot be had.
    func run() async throws {
        switch listen {
        case .off: try? await gracefulShutdown()
        case .automatic:
            do { try await serve(HTTPListen.defaultHost, HTTPListen.defaultPort) } catch let error as IOError
                where error.errnoCode == Self.addressInUse
            {
                logger.notice(
                    "http: \(HTTPListen.defaultHost):\(HTTPListen.defaultPort) is another process's; no endpoints here")
                try? await gracefulShutdown()
            }
        case .at(let host, let port):
            do { try await serve(host, port) } catch {
                throw ServiceFailure(
                    status: .badConfiguration,
                    description: "http = \(host):\(port): \(error); choose a free address, or `auto`, or `off`")
            }
        }
    }

    private static let addressInUse: CInt = 98

    private func serve(_ host: String, _ port: Int) async throws {
        NIOSingletons.groupLoopCountSuggestion = 1
        // Its own errors are those of connections that end with the process.
        var quiet = logger
        quiet.logLevel = .critical
        let server = Server(
            childChannelSetup: HTTP1Channel(
                responder: { [endpoints] request, writer, _ in
                    let response = Self.response(to: request, endpoints)
                    try await writer.write(response: response.head, body: response.body)
                },
                configuration: .init(idleTimeout: Self.idle)),
            configuration: ServerConfiguration(
                address: .hostname(host, port: port), serverName: nil,
                availableConnectionsDelegate: MaximumAvailableConnections(Self.connections)),
            onServerRunning: { [logger] channel in
                logger.info("http: on \(host):\(channel.localAddress?.port ?? port)")
            },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: quiet)
        try await server.run()
    }

    private static func response(to request: Request, _ endpoints: Endpoints) -> Response {
        guard request.method == .get || request.method == .head else {
            return Response(status: .methodNotAllowed, headers: [.allow: "GET, HEAD"])
        }
        let answer = endpoints.answer(request.uri.path)
        let headers: HTTPFields = [
            .contentType: answer.contentType, .cacheControl: "no-store",
            .contentSecurityPolicy: answer.contentSecurityPolicy, .xContentTypeOptions: "nosniff",
        ]
        let response = Response(
            status: HTTPResponse.Status(code: answer.status), headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(string: answer.body)))
        return request.method == .head ? response.createHeadResponse() : response
    }
}
