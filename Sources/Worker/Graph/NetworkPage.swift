internal import Extraction

/// One HTML page that needs nothing else: no script, no network, readable on a phone and in the dark.
///
/// An arrow, a loop and its evidence are links inside the page; the style sheet shows what is aimed at (`:target`) and
/// brings out the arrows of the loop.
struct NetworkPage {
    /// Parties drawn at most: more are no picture. Those of loops come first, then those with most arrows.
    private static let partiesDrawn = 120
    /// Loops that can be brought out.
    private static let loopsShown = 200
    private static let width = 1200.0
    private static let height = 800.0
    private static let margin = 70.0

    private let picture: NetworkPicture
    private let network: CapitalNetwork
    /// Places in `network.parties` of what is drawn, and where.
    private let points: [Int: NetworkLayout.Point]
    private let loops: ArraySlice<CapitalLoop>

    init(_ picture: NetworkPicture) {
        self.picture = picture
        network = picture.network
        loops = picture.loops.prefix(Self.loopsShown)
        let drawn = Self.drawn(picture)
        let order = Dictionary(uniqueKeysWithValues: drawn.enumerated().map { ($1, $0) })
        let ends = Set(network.arrows.map { [min($0.from, $0.to), max($0.from, $0.to)] })
        let pairs = ends.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }.compactMap { pair in
            order[pair[0]].flatMap { from in order[pair[1]].map { (from, $0) } }
        }
        let layout = NetworkLayout(
            parties: drawn.count, pairs: pairs, width: Self.width - 2 * Self.margin,
            height: Self.height - 2 * Self.margin)
        points = Dictionary(
            uniqueKeysWithValues: zip(drawn, layout.points).map {
                ($0, NetworkLayout.Point(x: $1.x + Self.margin, y: $1.y + Self.margin))
            })
    }

    private static func drawn(_ picture: NetworkPicture) -> [Int] {
        var weight = [Int](repeating: 0, count: picture.network.parties.count)
        for arrow in picture.network.arrows {
            weight[arrow.from] += 1
            weight[arrow.to] += 1
        }
        for party in picture.loops.flatMap(\.parties) { weight[party] += picture.network.arrows.count }
        let heaviest = weight.indices.sorted { (weight[$1], $0) < (weight[$0], $1) }
        return heaviest.prefix(partiesDrawn).sorted()
    }

    var html: String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>Capital network</title>
        <style>
        \(Self.style)
        \(loops.indices.map(Self.loopStyle).joined(separator: "\n"))
        </style>
        </head>
        <body>
        <header><h1>Capital network</h1><p>\(summary)</p></header>
        <main>
        \(drawing)
        <div class="side">
        <nav>
        \(loopList)
        </nav>
        \(loops.indices.map(loopEvidence).joined(separator: "\n"))
        \(network.arrows.indices.map(arrowEvidence).joined(separator: "\n"))
        </div>
        </main>
        </body>
        </html>

        """
    }

    private var summary: String {
        let left = network.parties.count - points.count
        return
            "\(network.parties.count) parties, \(network.arrows.count) arrows, \(picture.loops.count) loops; every loop of "
            + "at most \(picture.completeUpTo) parties is here. Money goes the way of the arrow; a dashed one is not done yet. "
            + "Choose an arrow or a loop to read what says so."
            + (left > 0 ? " \(left) parties with fewest arrows are not drawn." : "")
    }

    // MARK: - The drawing

    private var drawing: String {
        let arrows = network.arrows.indices.compactMap(arrow).joined(separator: "\n")
        let parties = points.sorted { $0.key < $1.key }.map { place, point in
            """
            <g class="party"><circle cx="\(Self.place(point.x))" cy="\(Self.place(point.y))" r="7"/>\
            <text x="\(Self.place(point.x))" y="\(Self.place(point.y - 12))">\
            \(HTMLText.escaped(network.parties[place].name))</text></g>
            """
        }.joined(separator: "\n")
        return """
            <svg viewBox="0 0 \(Int(Self.width)) \(Int(Self.height))" role="img" aria-label="Parties and arrows of money">
            <defs>\(Flow.Kind.allNames.map(Self.head).joined())</defs>
            \(arrows)
            \(parties)
            </svg>
            """
    }

    private static func head(_ kind: String) -> String {
        """
        <marker id="head-\(kind)" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto">\
        <path class="head \(kind)" d="M0 0 10 5 0 10z"/></marker>
        """
    }

    /// A bow from one party to the other, so that there and back lie apart, with its amounts at its middle.
    private func arrow(_ place: Int) -> String? {
        let arrow = network.arrows[place]
        guard let from = points[arrow.from], let to = points[arrow.to] else { return nil }
        let (dx, dy) = (to.x - from.x, to.y - from.y)
        let length = max((dx * dx + dy * dy).squareRoot(), 1)
        let bow = length * (0.12 + 0.06 * Double(kindPlace(arrow.kind)))
        let (cx, cy) = ((from.x + to.x) / 2 - dy / length * bow, (from.y + to.y) / 2 + dx / length * bow)
        let gap = min(11 / length, 0.4)
        let (ex, ey) = (to.x - (to.x - cx) * gap * 2, to.y - (to.y - cy) * gap * 2)
        let inLoops = loops.indices.filter { loops[$0].steps.joined().contains(place) }.map { " l\($0)" }.joined()
        let dashed = NetworkPicture.isDone(arrow) ? "" : " open"
        let path = [from.x, from.y, cx, cy, ex, ey].map(Self.place)
        let middle = [(from.x + 2 * cx + to.x) / 4, (from.y + 2 * cy + to.y) / 4 - 4].map(Self.place)
        return """
            <a href="#a\(place)" class="arrow \(arrow.kind.rawValue)\(dashed)\(inLoops)"><title>\
            \(HTMLText.escaped(title(arrow)))</title>\
            <path d="M\(path[0]) \(path[1])Q\(path[2]) \(path[3]) \(path[4]) \(path[5])" \
            marker-end="url(#head-\(arrow.kind.rawValue))"/>\
            <text x="\(middle[0])" y="\(middle[1])">\(HTMLText.escaped(NetworkWords.label(arrow)))</text></a>
            """
    }

    private func kindPlace(_ kind: Flow.Kind) -> Int { Flow.Kind.allNames.firstIndex(of: kind.rawValue) ?? 0 }

    private func title(_ arrow: CapitalNetwork.Arrow) -> String {
        "\(NetworkWords.route(arrow, in: network)): \(arrow.kind.rawValue) \(NetworkWords.label(arrow))"
    }

    private static func place(_ value: Double) -> String { "\(Int(value.rounded()))" }

    // MARK: - What is read

    private var loopList: String {
        guard !loops.isEmpty else { return "<h2>No loop</h2>" }
        let items = loops.indices.map { index in
            "<li><a href=\"#l\(index)\">\(HTMLText.escaped(NetworkWords.route(loops[index], in: network)))</a></li>"
        }
        return "<h2>Loops</h2><ol>\(items.joined())</ol>"
    }

    private func loopEvidence(_ index: Int) -> String {
        let loop = loops[index]
        let steps = loop.steps.joined().map { place in
            "<li><a href=\"#a\(place)\">\(HTMLText.escaped(title(network.arrows[place])))</a></li>"
        }
        return """
            <section id="l\(index)"><h2>\(HTMLText.escaped(NetworkWords.route(loop, in: network)))</h2>\
            <p>\(HTMLText.escaped(NetworkWords.standing(loop)))</p><ul>\(steps.joined())</ul></section>
            """
    }

    private func arrowEvidence(_ place: Int) -> String {
        let arrow = network.arrows[place]
        let facts = arrow.facts.map { fact in
            let head = [
                NetworkWords.amount(fact.main) ?? "no amount stated", fact.main.nature.rawValue,
                fact.main.certainty.rawValue, fact.main.start,
            ].filter { !$0.isEmpty }.joined(separator: " · ")
            let quotes = fact.statements.map { statement in
                """
                <blockquote>\(HTMLText.escaped(statement.quote.isEmpty ? "event \(statement.eventID)" : statement.quote))\
                <footer>\(HTMLText.escaped(statement.articleID))</footer></blockquote>
                """
            }
            return "<h3>\(HTMLText.escaped(head))</h3>\(quotes.joined())"
        }
        return """
            <section id="a\(place)"><h2>\(HTMLText.escaped(NetworkWords.route(arrow, in: network)))</h2>\
            <p>\(arrow.kind.rawValue)</p>\(facts.joined())</section>
            """
    }
}

extension Flow.Kind {
    static let allNames = [Flow.Kind.purchase, .investment, .stake, .financing].map(\.rawValue)
}

extension NetworkPage {
    fileprivate static func loopStyle(_ index: Int) -> String {
        "body:has(#l\(index):target) svg .arrow:not(.l\(index)){opacity:.12}"
            + "body:has(#l\(index):target) svg .l\(index) path{stroke-width:4}"
    }

    fileprivate static let style = """
        :root{color-scheme:light dark;--ink:#1c2430;--paper:#fbfaf7;--line:#d9d5cb;
        --purchase:#2f6fb5;--investment:#b5532f;--stake:#6a8f3c;--financing:#8a5fb0}
        @media(prefers-color-scheme:dark){:root{--ink:#e6e4de;--paper:#171a1f;--line:#3a3f47;
        --purchase:#7fb2ec;--investment:#f0946f;--stake:#a9cf78;--financing:#c5a2e6}}
        *{box-sizing:border-box}
        body{margin:0;font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
        header{padding:1rem 1.25rem 0}h1{margin:0;font-size:1.4rem}header p{margin:.25rem 0 0;max-width:70ch}
        main{display:flex;flex-wrap:wrap;gap:1rem;padding:1rem 1.25rem}
        svg{flex:3 1 36rem;min-width:0;width:100%;height:auto;border:1px solid var(--line);border-radius:.5rem}
        .side{flex:1 1 20rem;min-width:0;overflow-wrap:anywhere}
        .side h2{font-size:1.05rem;margin:.5rem 0}.side h3{font-size:.95rem;margin:.75rem 0 .25rem}
        section{display:none;border-top:1px solid var(--line)}section:target{display:block}
        blockquote{margin:.25rem 0 .75rem;padding-left:.75rem;border-left:3px solid var(--line)}
        footer{font-size:.8rem;opacity:.75}a{color:inherit}
        .party circle{fill:var(--ink)}.party text{text-anchor:middle;font-size:15px;font-weight:600;fill:var(--ink);
        paint-order:stroke;stroke:var(--paper);stroke-width:4px}
        .arrow path{fill:none;stroke-width:2}.arrow.open path{stroke-dasharray:7 5}
        .arrow text{text-anchor:middle;font-size:12px;paint-order:stroke;stroke:var(--paper);stroke-width:4px}
        .arrow:hover path,.arrow:focus path{stroke-width:4}
        .purchase path{stroke:var(--purchase)}.purchase text,.head.purchase{fill:var(--purchase)}
        .investment path{stroke:var(--investment)}.investment text,.head.investment{fill:var(--investment)}
        .stake path{stroke:var(--stake)}.stake text,.head.stake{fill:var(--stake)}
        .financing path{stroke:var(--financing)}.financing text,.head.financing{fill:var(--financing)}
        """
}
