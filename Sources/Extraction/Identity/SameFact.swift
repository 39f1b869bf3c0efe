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
    let x = bounds(a)
    let y = bounds(b)
    return x.low <= y.high && y.low <= x.high
}

/// What a figure under its qualifier may be, in magnitude.
private func bounds(_ measure: Event.Measure) -> (low: Double, high: Double) {
    let value = abs(magnitude(measure.value))
    switch measure.qualifier {
    case .range: return (value, measure.upper.map { abs(magnitude($0)) } ?? value)
    case .over, .atLeast: return (value * 0.98, value * 1.25)
    case .under, .atMost: return (0, value * 1.02)
    case .nearly: return (value * 0.85, value * 1.02)
    case .about: return (value * 0.95, value * 1.05)
    case .exact: return (value * 0.98, value * 1.02)
    }
}

private func magnitude(_ value: Decimal) -> Double {
    var result = Double(value.significand)
    var exponent = value.exponent
    while exponent > 0 { result *= 10; exponent -= 1 }
    while exponent < 0 { result /= 10; exponent += 1 }
    return result
}
