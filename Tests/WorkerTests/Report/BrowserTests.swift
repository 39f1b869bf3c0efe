import BrokerSupport
import Extraction
import Foundation
import Schema
import Testing

@testable import Worker

/// A real browser opens the pages: nothing that an article, a name or a unit says runs in it.
@Suite(
    .waiting,
    .enabled(if: Browser.path != nil, "no Chromium on PATH: what its pages escape is also tested without one"))
struct BrowserTests {
    /// What a payload does when it runs; `Browser.ran` looks for its trace.
    private static let deed = "document.documentElement.setAttribute('data-'+'ran','1')"
    private static let payloads = [
        "<script>\(deed)</script>", "<img src=x onerror=\"\(deed)\">", "\"><svg onload=\"\(deed)\">",
        "' autofocus onfocus='\(deed)' tabindex='1", "</style><script>\(deed)</script>",
        "--></title></svg><script>\(deed)</script>", "</text></svg><body onload=\"\(deed)\">",
        "<iframe srcdoc=\"<script>parent.\(deed)</script>\"></iframe>", "&lt;script&gt;\(deed)&lt;/script&gt;",
        "<details open ontoggle=\"\(deed)\">", "\u{0}<scr\u{0}ipt>\(deed)</script>", "]]><script>\(deed)</script>",
    ]

    /// One event for each payload, which stands wherever an event has room for words.
    private static let events = payloads.enumerated().map { number, text in
        DiffFixtures.event("\(number)", document: text) { event in
            (event.articleID, event.type, event.subtype) = (text, "investment", text)
            for place in event.participants.indices { event.participants[place].entity.name = text + "\(place)" }
            event.participants[0].entity.id = text
            event.measures[0].unit = text
            event.evidence.text = text
            event.provenance.rule = text
            event.attributes = [text: text]
        }
    }

    /// The security policy of a page would stop scripts by itself: without it only the escaping is left.
    private static func withoutPolicy(_ page: String) throws -> String {
        let policy = try #require(page.firstMatch(of: /<meta http-equiv="Content-Security-Policy"[^>]*>/))
        return page.replacingCharacters(in: policy.range, with: "")
    }

    private static func expectNothingRuns(in page: String) throws {
        #expect(page.contains("setAttribute"), "the payloads are not on the page")
        #expect(try !Browser.ran(page))
        let bare = try withoutPolicy(page)
        #expect(try !Browser.ran(bare))
        for payload in payloads.prefix(2) {
            let unescaped = bare.replacingOccurrences(of: "</body>", with: payload + "</body>")
            #expect(try Browser.ran(unescaped), "the test would not see \(payload)")
        }
    }

    @Test func nothingRunsOnThePageOfTheNetwork() throws {
        var reader = NetworkReader()
        for event in Self.events { reader.add(json: event.json(), place: "test") }
        let picture = NetworkPicture(reader.network, limits: LoopSearch.Limits())
        try Self.expectNothingRuns(in: String(decoding: picture.rendered(.html), as: UTF8.self))
    }

    @Test func nothingRunsOnThePageOfAComparison() throws {
        let changed = Self.events.map { event in
            var event = event
            event.measures[0].value = "200"
            event.participants[1].entity.name += "x"
            return event
        }
        let page = try DiffFixtures.withFiles(Self.events.map { $0.json() }, changed.map { $0.json() }) { left, right in
            let path = left + ".html"
            let result = try WorkerProcess.output(["diff", left, right, "--html", path, "--examples", "20"])
            #expect(result.status == 0, "\(result.errors)")
            return try String(contentsOfFile: path, encoding: .utf8)
        }
        try Self.expectNothingRuns(in: page)
    }
}

/// Headless Chromium, where one is installed.
private enum Browser {
    static let path: String? = {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        let names = ["chromium", "chromium-browser", "google-chrome", "headless_shell"]
        return folders.flatMap { folder in names.map { "\(folder)/\($0)" } }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    /// Whether a payload left its trace in the document once the page is loaded.
    static func ran(_ page: String) throws -> Bool {
        let folder = FileManager.default.temporaryDirectory.appending(path: "browser-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "page.html")
        try Data(page.utf8).write(to: file)
        // Virtual time: whatever a page would do in the next two seconds has been done.
        let arguments = [
            "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--virtual-time-budget=2000",
            "--user-data-dir=\(folder.path)/profile", "--dump-dom", file.absoluteString,
        ]
        let document = try Children.run(URL(filePath: try #require(path)), arguments).text
        try #require(document.contains("</html>"), "the browser shows nothing")
        return document.contains("data-ran=")
    }
}
