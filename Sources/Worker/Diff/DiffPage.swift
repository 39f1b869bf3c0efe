/// A comparison as one HTML page: no script, nothing from elsewhere, every text escaped.
struct DiffPage {
    private let report: DiffReport
    private var html = ""

    init(_ report: DiffReport) { self.report = report }

    /// The whole page.
    static func html(_ report: DiffReport) -> String {
        var page = DiffPage(report)
        page.write()
        return page.html
    }

    private static let style = """
        :root{color-scheme:light dark;--same:#8a94a6;--changed:#c77700;--added:#1a7f37;--removed:#c0322b;--line:#8884}
        body{font:15px/1.5 system-ui,"Noto Sans CJK SC",sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}
        h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2.2rem}p.side{margin:.1rem 0;overflow-wrap:anywhere}
        table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .7rem .3rem 0;vertical-align:top}
        th{font-weight:600;border-bottom:2px solid var(--line)}td{border-bottom:1px solid var(--line)}
        td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
        .bar{display:flex;height:1.1rem;border-radius:.3rem;overflow:hidden;margin:1rem 0 .4rem}.bar i{display:block}
        .same{color:var(--same)}.changed{color:var(--changed)}.added{color:var(--added)}.removed{color:var(--removed)}
        .bar .same{background:var(--same)}.bar .changed{background:var(--changed)}
        .bar .added{background:var(--added)}.bar .removed{background:var(--removed)}
        details{margin:.25rem 0}summary{cursor:pointer}blockquote{margin:.3rem 0 .3rem 1rem;opacity:.8}
        code{font-size:.92em;overflow-wrap:anywhere}
        del{color:var(--removed)}ins{color:var(--added);text-decoration:none}
        """

    private mutating func write() {
        html += """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width,initial-scale=1">
            <title>tapereader diff</title><style>\(Self.style)</style></head><body>
            <h1>\(HTMLText.escaped(report.headline))</h1>

            """
        writeBar()
        for side in report.sides { html += "<p class=\"side\">\(HTMLText.escaped(side))</p>\n" }
        html += "<p class=\"side\">\(HTMLText.escaped(report.matching))</p>\n"
        writeTypes()
        writeGroups()
        writeShifts()
        html += "</body></html>\n"
    }

    private var parts: [(name: String, count: Int)] {
        let total = report.summary.total
        return [
            ("same", total.same), ("changed", total.changed), ("added", total.added), ("removed", total.removed),
        ]
    }

    private mutating func writeBar() {
        guard report.summary.union > 0 else { return }
        html += "<div class=\"bar\" role=\"img\" aria-label=\"\(HTMLText.escaped(report.headline))\">"
        for part in parts where part.count > 0 { html += "<i class=\"\(part.name)\" style=\"flex:\(part.count)\"></i>" }
        html += "</div>\n"
    }

    private mutating func writeTypes() {
        html += "<h2>By type</h2>\n<table><tr><th>type</th>"
        for part in parts { html += "<th class=\"n \(part.name)\">\(part.name)</th>" }
        html += "</tr>\n"
        for (type, tally) in report.summary.orderedTypes {
            html += "<tr><td>\(HTMLText.escaped(type))</td>"
            for count in [tally.same, tally.changed, tally.added, tally.removed] { html += number("\(count)") }
            html += "</tr>\n"
        }
        html += "</table>\n"
    }

    private func number(_ text: String) -> String { "<td class=\"n\">\(text)</td>" }

    private mutating func writeGroups() {
        let (rows, hidden) = report.shownGroups
        guard !rows.isEmpty else { return }
        html += "<h2>What differs, by type, rule and field</h2>\n"
        html += "<table><tr><th></th><th>type</th><th>rule</th><th>field</th><th class=\"n\">events</th></tr>\n"
        for (group, tally) in rows {
            html += "<tr><td class=\"\(group.kind.rawValue)\">\(group.kind.rawValue)</td>"
            html += "<td>\(HTMLText.escaped(group.type))</td><td><code>\(HTMLText.escaped(group.rule))</code></td>"
            html += "<td><code>\(HTMLText.escaped(group.field))</code></td>" + number("\(tally.count)") + "</tr>\n"
            if !tally.examples.isEmpty { writeExamples(tally.examples) }
        }
        html += "</table>\n" + more(hidden, "groups")
    }

    private mutating func writeExamples(_ examples: [DiffExample]) {
        html += "<tr><td></td><td colspan=\"4\"><details><summary>examples</summary>\n"
        for example in examples {
            html += "<div><code>\(HTMLText.escaped(example.document))</code> \(HTMLText.escaped(example.who))<br>"
            if let before = example.before { html += "<del>\(HTMLText.escaped(before))</del> " }
            if let after = example.after { html += "<ins>\(HTMLText.escaped(after))</ins>" }
            html += "<blockquote>\(HTMLText.escaped(example.evidence))</blockquote></div>\n"
        }
        html += "</details></td></tr>\n"
    }

    private mutating func writeShifts() {
        let (rows, hidden) = report.shownShifts
        guard !rows.isEmpty else { return }
        html += "<h2>Sentiment by entity</h2>\n<table><tr><th>entity</th><th>from</th>"
        for title in ["compared", "changed", "label flipped", "mean A", "mean B", "shift"] {
            html += "<th class=\"n\">\(title)</th>"
        }
        html += "</tr>\n"
        for (key, shift) in rows {
            let change = shift.meanAfter - shift.meanBefore
            html += "<tr><td title=\"\(HTMLText.escaped(key.entityID))\">"
            html +=
                "\(HTMLText.escaped(shift.name.isEmpty ? key.entityID : shift.name))</td><td>\(key.source.rawValue)</td>"
            html += number("\(shift.compared)") + number("\(shift.changed)") + number("\(shift.flips)")
            html += number(DiffReport.signed(shift.meanBefore)) + number(DiffReport.signed(shift.meanAfter))
            html += "<td class=\"n \(change < 0 ? "removed" : "added")\">\(DiffReport.signed(change))</td></tr>\n"
        }
        html += "</table>\n" + more(hidden, "entities")
    }

    private func more(_ hidden: Int, _ what: String) -> String {
        hidden > 0 ? "<p>… and \(hidden) more \(what): see <code>--json</code>, or <code>--top</code></p>\n" : ""
    }
}
