internal import Metrics
internal import Synchronization

/// A backend of swift-metrics that keeps every series in memory and writes them as Prometheus reads them.
///
/// The number of series of one metric is bounded, so that no input can make memory grow: past the bound a new series
/// counts as dropped and its values go nowhere.
final class PrometheusRegistry: MetricsFactory {
    /// A worker that reads more than a thousand partitions of one topic is badly cut.
    static let defaultSeriesLimit = 1000

    private struct Family {
        let kind: MetricDescription.Kind
        let help: String
        let buckets: [Double]
        /// By labels.
        var series: [String: any MetricCell] = [:]
    }

    private struct State {
        /// By exported name.
        var families: [String: Family] = [:]
    }

    private let seriesLimit: Int
    private let described: [String: MetricDescription]
    private let dropped = CounterCell(labels: "")
    private let state = Mutex(State())

    init(_ table: [MetricDescription] = MetricDescription.table, seriesLimit: Int = defaultSeriesLimit) {
        self.seriesLimit = seriesLimit
        described = Dictionary(table.map { ($0.name, $0) }) { first, _ in first }
        state.withLock { state in
            for metric in table {
                state.families[metric.exportedName] = Family(
                    kind: metric.kind, help: metric.help, buckets: metric.buckets)
            }
        }
    }

    /// Every family in order of its name, its series in order of their labels.
    var text: String {
        let families = state.withLock { $0.families }
        var text = ""
        for (name, family) in families.sorted(by: { $0.key < $1.key }) {
            text += PrometheusText.head(name, kind: family.kind, help: family.help)
            if name == Self.droppedName { dropped.write(name, to: &text) }
            for (_, cell) in family.series.sorted(by: { $0.key < $1.key }) { cell.write(name, to: &text) }
        }
        return text
    }

    private static let droppedName = "tapereader_series_dropped_total"

    // MARK: - Making and unmaking series

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        cell(label, .counter, "", dimensions) { labels, _ in CounterCell(labels: labels) } ?? NoCell()
    }

    func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        cell(label, .gauge, "", dimensions) { labels, _ in GaugeCell(labels: labels) } ?? NoCell()
    }

    func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        guard aggregate else {
            return cell(label, .gauge, "", dimensions) { labels, _ in GaugeCell(labels: labels) } ?? NoCell()
        }
        return cell(label, .histogram, "", dimensions, HistogramCell.init) ?? NoCell()
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        cell(label, .histogram, "seconds", dimensions, HistogramCell.init) ?? NoCell()
    }

    func destroyCounter(_ handler: any CounterHandler) { remove(handler) }
    func destroyMeter(_ handler: any MeterHandler) { remove(handler) }
    func destroyRecorder(_ handler: any RecorderHandler) { remove(handler) }
    func destroyTimer(_ handler: any TimerHandler) { remove(handler) }

    /// The series of these attributes, made if there is none; nil past the bound, or where the name is another kind's.
    private func cell<Cell: MetricCell>(
        _ label: String, _ kind: MetricDescription.Kind, _ unit: String, _ dimensions: [(String, String)],
        _ make: (String, [Double]) -> Cell
    ) -> Cell? {
        let description = described[label] ?? MetricDescription(label, kind, unit: unit, help: label)
        let name = description.exportedName
        let labels = PrometheusText.labels(dimensions)
        let made: Cell? = state.withLock { state in
            var family =
                state.families.removeValue(forKey: name)
                ?? Family(kind: description.kind, help: description.help, buckets: Self.buckets(description))
            defer { state.families[name] = family }
            if let known = family.series[labels] { return known as? Cell }
            guard family.kind == kind, family.series.count < seriesLimit else { return nil }
            let cell = make(labels, family.buckets)
            family.series[labels] = cell
            return cell
        }
        if made == nil { dropped.increment(by: 1) }
        return made
    }

    /// A histogram that nobody described: decades.
    private static func buckets(_ description: MetricDescription) -> [Double] {
        description.buckets.isEmpty ? [0.001, 0.01, 0.1, 1, 10, 100] : description.buckets
    }

    private func remove(_ handler: AnyObject) {
        guard let cell = handler as? any MetricCell else { return }
        state.withLock { state in
            for (name, family) in state.families where family.series[cell.labels] === cell {
                state.families[name]?.series[cell.labels] = nil
            }
        }
    }
}
