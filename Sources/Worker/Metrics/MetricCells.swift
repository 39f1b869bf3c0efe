internal import Metrics
internal import Synchronization

/// One series: a metric with fixed attributes. Safe on any number of threads.
protocol MetricCell: AnyObject, Sendable {
    /// `{a="b"}`, or empty.
    var labels: String { get }
    func write(_ name: String, to text: inout String)
}

final class CounterCell: MetricCell, CounterHandler {
    let labels: String
    private let count = Atomic(0)

    init(labels: String) { self.labels = labels }

    func increment(by amount: Int64) { count.wrappingAdd(Int(amount), ordering: .relaxed) }
    func reset() { count.store(0, ordering: .relaxed) }

    func write(_ name: String, to text: inout String) {
        text += "\(name)\(labels) \(count.load(ordering: .relaxed))\n"
    }
}

final class GaugeCell: MetricCell, MeterHandler, RecorderHandler {
    let labels: String
    private let value = Mutex(0.0)

    init(labels: String) { self.labels = labels }

    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { self.value.withLock { $0 = value } }
    func increment(by amount: Double) { value.withLock { $0 += amount } }
    func decrement(by amount: Double) { value.withLock { $0 -= amount } }
    func record(_ value: Int64) { set(Double(value)) }
    func record(_ value: Double) { set(value) }

    func write(_ name: String, to text: inout String) {
        text += "\(name)\(labels) \(PrometheusText.number(value.withLock { $0 }))\n"
    }
}

/// Durations are recorded in nanoseconds and written in seconds, as Prometheus wants them.
final class HistogramCell: MetricCell, TimerHandler, RecorderHandler {
    private struct State {
        /// By bucket; the last is for what lies above every bound.
        var counts: [Int]
        var sum = 0.0
    }

    let labels: String
    private let bounds: [Double]
    private let state: Mutex<State>

    /// - Parameter bounds: upper bounds, ascending.
    init(labels: String, bounds: [Double]) {
        self.labels = labels
        self.bounds = bounds
        state = Mutex(State(counts: Array(repeating: 0, count: bounds.count + 1)))
    }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        let index = bounds.firstIndex { value <= $0 } ?? bounds.count
        state.withLock { state in
            state.counts[index] += 1
            state.sum += value
        }
    }

    func write(_ name: String, to text: inout String) {
        let (counts, sum) = state.withLock { ($0.counts, $0.sum) }
        var total = 0
        for (index, count) in counts.enumerated() {
            total += count
            let bound = index < bounds.count ? PrometheusText.number(bounds[index]) : "+Inf"
            text += "\(name)_bucket\(PrometheusText.adding("le", bound, to: labels)) \(total)\n"
        }
        text += "\(name)_sum\(labels) \(PrometheusText.number(sum))\n"
        text += "\(name)_count\(labels) \(total)\n"
    }
}

/// Takes what no series is kept for.
final class NoCell: CounterHandler, MeterHandler, RecorderHandler, TimerHandler {
    func increment(by amount: Int64) {}
    func reset() {}
    func set(_ value: Int64) {}
    func set(_ value: Double) {}
    func increment(by amount: Double) {}
    func decrement(by amount: Double) {}
    func record(_ value: Int64) {}
    func record(_ value: Double) {}
    func recordNanoseconds(_ duration: Int64) {}
}
