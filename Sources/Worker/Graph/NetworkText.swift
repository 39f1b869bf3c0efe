internal import Extraction
internal import Schema

/// A network and its loops, as they are drawn and printed.
struct NetworkPicture {
    let network: CapitalNetwork
    let loops: [CapitalLoop]
    /// Every loop of at most so many parties is among `loops`.
    let completeUpTo: Int

    init(_ network: CapitalNetwork, limits: LoopSearch.Limits) {
        self.network = network
        (loops, completeUpTo) = network.loops(limits)
    }

    enum Format: String, CaseIterable {
        case text, json, dot, mermaid, html

        /// The format that a file's name asks for; nil for a name that says nothing.
        init?(path: String) {
            guard let dot = path.lastIndex(of: ".") else { return nil }
            switch path[path.index(after: dot)...] {
            case "txt": self = .text
            case "json": self = .json
            case "dot", "gv": self = .dot
            case "mmd", "mermaid": self = .mermaid
            case "html", "htm": self = .html
            default: return nil
            }
        }
    }

    func rendered(_ format: Format) -> [UInt8] {
        switch format {
        case .text: Array(text.utf8)
        case .json: json
        case .dot: Array(dot.utf8)
        case .mermaid: Array(mermaid.utf8)
        case .html: Array(NetworkPage(self).html.utf8)
        }
    }
}

extension NetworkPicture {
    /// Tables for a terminal: the loops, then every arrow.
    private var text: String {
        var ways = TextTable([
            .init(title: "LOOP", maxWidth: 76), .init(title: "WEAKEST", maxWidth: 11),
            .init(title: "NATURES", maxWidth: 28), .init(title: "FROM", maxWidth: 10), .init(title: "TO", maxWidth: 10),
        ])
        for loop in loops {
            ways.add([
                NetworkWords.route(loop, in: network), loop.weakest.rawValue,
                loop.natures.map(\.rawValue).joined(separator: ", "), loop.start, loop.end,
            ])
        }
        var arrows = TextTable([
            .init(title: "FROM → TO", maxWidth: 48), .init(title: "KIND", maxWidth: 10),
            .init(title: "AMOUNT", maxWidth: 24, alignsRight: true), .init(title: "CERTAINTY", maxWidth: 11),
            .init(title: "TOLD", maxWidth: 4, alignsRight: true), .init(title: "EVIDENCE", maxWidth: 64),
        ])
        for arrow in network.arrows {
            for fact in arrow.facts {
                arrows.add([
                    NetworkWords.route(arrow, in: network), arrow.kind.rawValue, NetworkWords.amount(fact.main) ?? "",
                    fact.main.certainty.rawValue, "\(fact.statements.count)", fact.main.quote,
                ])
            }
        }
        return (loops.isEmpty ? "no loop" : ways.rendered()) + "\n\n" + arrows.rendered() + "\n"
    }

    /// Graphviz. A dashed arrow is not done yet; those of a loop are bold.
    private var dot: String {
        let inLoop = Set(loops.flatMap { $0.steps.joined() })
        var lines = ["digraph capital {", "  rankdir=LR; node [shape=box, style=rounded]; edge [fontsize=10];"]
        for (place, party) in network.parties.enumerated() {
            lines.append("  n\(place) [label=\(Self.quoted(party.name))];")
        }
        for (place, arrow) in network.arrows.enumerated() {
            let label = [arrow.kind.rawValue, NetworkWords.label(arrow)].filter { !$0.isEmpty }.joined(separator: " ")
            var style = [Self.isDone(arrow) ? "solid" : "dashed"]
            if inLoop.contains(place) { style.append("bold") }
            lines.append(
                "  n\(arrow.from) -> n\(arrow.to) "
                    + "[label=\(Self.quoted(label)), style=\"\(style.joined(separator: ","))\"];")
        }
        return (lines + ["}", ""]).joined(separator: "\n")
    }

    private var mermaid: String {
        var lines = ["flowchart LR"]
        for (place, party) in network.parties.enumerated() {
            lines.append("    n\(place)[\"\(Self.entities(party.name))\"]")
        }
        for arrow in network.arrows {
            let label = [arrow.kind.rawValue, NetworkWords.label(arrow)].filter { !$0.isEmpty }.joined(separator: " ")
            let line = Self.isDone(arrow) ? "-->" : "-.->"
            lines.append("    n\(arrow.from) \(line)|\"\(Self.entities(label))\"| n\(arrow.to)")
        }
        return (lines + [""]).joined(separator: "\n")
    }

    static func isDone(_ arrow: CapitalNetwork.Arrow) -> Bool {
        arrow.facts.contains { $0.main.certainty.doubt == 0 }
    }

    /// A string of the DOT language.
    private static func quoted(_ text: String) -> String {
        var safe = "\""
        for scalar in TextTable.safe(text).unicodeScalars {
            if scalar == "\"" || scalar == "\\" { safe += "\\" }
            safe.unicodeScalars.append(scalar)
        }
        return safe + "\""
    }

    /// Mermaid knows no escape but numbered characters.
    private static func entities(_ text: String) -> String {
        var safe = ""
        for scalar in TextTable.safe(text).unicodeScalars {
            if "\"#<>&;|[]{}()`".unicodeScalars.contains(scalar) {
                safe += "#\(scalar.value);"
            } else {
                safe.unicodeScalars.append(scalar)
            }
        }
        return safe
    }
}
