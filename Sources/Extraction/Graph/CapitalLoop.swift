/// Money that comes back to where it left, with what can be said of the whole way.
public struct CapitalLoop: Sendable, Equatable {
    /// Places in the network's `parties`, in order of the money; the last pays the first.
    public let parties: [Int]
    /// For each step the places in the network's `arrows` that make it, at least one.
    public let steps: [[Int]]
    /// A loop stands only as firmly as its weakest step; a step as firmly as its firmest fact.
    public let weakest: Event.Certainty
    /// Of every fact on the way.
    public let natures: [Flow.Nature]
    /// First and last day of the facts that have any, ISO; empty if none has.
    public let start: String
    public let end: String

    init(_ parties: [Int], in network: CapitalNetwork, arrows: [[Int]: [Int]]) {
        self.parties = parties
        steps = parties.indices.map { place in
            arrows[[parties[place], parties[(place + 1) % parties.count]]] ?? []
        }
        let facts = steps.map { step in step.flatMap { network.arrows[$0].facts.map(\.main) } }
        let firmest = facts.compactMap { $0.map(\.certainty).min { $0.doubt < $1.doubt } }
        weakest = firmest.max { $0.doubt < $1.doubt } ?? .completed
        natures = Set(facts.joined().map(\.nature)).sorted { $0.rawValue < $1.rawValue }
        start = facts.joined().map(\.start).filter { !$0.isEmpty }.min() ?? ""
        end = facts.joined().map(\.end).filter { !$0.isEmpty }.max() ?? ""
    }
}

extension CapitalNetwork {
    /// Every loop within the limits, shortest first, and up to which length none is missing.
    public func loops(_ limits: LoopSearch.Limits = LoopSearch.Limits()) -> (loops: [CapitalLoop], completeUpTo: Int) {
        let found = LoopSearch.loops(
            parties: parties.count, pairs: arrows.lazy.map { ($0.from, $0.to) }, limits: limits)
        let byEnds = Dictionary(grouping: arrows.indices) { [arrows[$0].from, arrows[$0].to] }
        return (found.loops.map { CapitalLoop($0, in: self, arrows: byEnds) }, found.completeUpTo)
    }
}
