/// A case that has a bit of its own.
protocol Bit: CaseIterable {
    var bit: UInt32 { get }
}

/// A set of cases in one word: asked for every figure by every rule.
struct CaseSet<Case: Bit & Sendable>: Sendable, Equatable, ExpressibleByArrayLiteral {
    private var bits: UInt32 = 0

    init(_ cases: some Sequence<Case>) { for one in cases { insert(one) } }
    init(arrayLiteral cases: Case...) { self.init(cases) }

    var isEmpty: Bool { bits == 0 }

    mutating func insert(_ one: Case) { bits |= one.bit }

    func contains(_ one: Case) -> Bool { bits & one.bit != 0 }
}
