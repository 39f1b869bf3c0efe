/// Whether two events tell the same fact: a slot or probe in common, values that fit under their qualifiers, periods
/// that
/// overlap or of which one is absent. Source: the data contract, "Same fact, other article".
public func sameFact(_ a: Event, _ b: Event) -> Bool {
    guard a.type == b.type || a.slotKey == b.slotKey else { return false }
    guard a.slotKey == b.slotKey || !Set(a.factProbes).isDisjoint(with: b.factProbes) else { return false }
    guard let first = Keys.mainMeasure(of: a), let second = Keys.mainMeasure(of: b), first.name == second.name,
        first.unit == second.unit
    else { return periodsFit(a.period, b.period) }
    return valuesFit(first, second) && periodsFit(a.period, b.period)
}

/// Whether two events of one slot cannot both be right: the same measure in the same unit at the same time, and no value
/// that fits both under their qualifiers.
func contradict(_ a: Event, _ b: Event) -> Bool {
    guard a.slotKey == b.slotKey, let first = Keys.mainMeasure(of: a), let second = Keys.mainMeasure(of: b),
        first.name == second.name, first.unit == second.unit
    else { return false }
    return !valuesFit(first, second) && periodsFit(a.period, b.period)
}

private func periodsFit(_ a: Event.Period?, _ b: Event.Period?) -> Bool {
    guard let a, let b, !a.start.isEmpty, !b.start.isEmpty else { return true }
    return a.start <= (b.end.isEmpty ? b.start : b.end) && b.start <= (a.end.isEmpty ? a.start : a.end)
}

private func valuesFit(_ a: Event.Measure, _ b: Event.Measure) -> Bool {
    guard (a.value < Decimal(0)) == (b.value < Decimal(0)) else { return false }
    let x = bounds(a)
    let y = bounds(b)
    return x.low <= y.high && y.low <= x.high
}

/// What a figure under its qualifier may be, in magnitude.
private func bounds(_ measure: Event.Measure) -> (low: Double, high: Double) {
    let value = abs(magnitude(measure.value))
    let top = measure.upper.map { abs(magnitude($0)) } ?? value
    // Roughly told figures are a tenth off, others one step of the grid of the probes.
    let slack = measure.qualifier == .about || measure.qualifier == .nearly ? 0.1 : 0.04
    switch measure.qualifier {
    case .over, .atLeast: return (value * (1 - slack), .infinity)
    case .under, .atMost: return (0, top * (1 + slack))
    case .about, .nearly, .exact, .range: return (value * (1 - slack), top * (1 + slack))
    }
}

private func magnitude(_ value: Decimal) -> Double {
    var result = Double(value.significand)
    var exponent = value.exponent
    while exponent > 0 { result *= 10; exponent -= 1 }
    while exponent < 0 { result /= 10; exponent += 1 }
    return result
}
