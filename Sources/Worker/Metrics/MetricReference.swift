/// The table of metrics as docs/operating.md shows it.
enum MetricReference {
    static var markdown: String {
        let rows = MetricDescription.table.sorted { $0.exportedName < $1.exportedName }.map { metric in
            let labels = metric.attributes.map { "`\(MetricDescription.exported($0))`" }.joined(separator: ", ")
            return "| `\(metric.exportedName)` | \(metric.kind.rawValue) | \(labels) | \(metric.help) |"
        }
        return (["| metric | kind | labels | meaning |", "|---|---|---|---|"] + rows).joined(separator: "\n")
    }
}
