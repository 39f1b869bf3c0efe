extension Reading {
    /// The reading with `spans`, which are in order, as names of `kind` in place of whatever mentions they overlap.
    /// - Parameter dropsFigures: what was read as a figure in them is part of the name.
    func naming(_ spans: [Span], _ kind: Entity.Kind, dropsFigures: Bool = false) -> Reading {
        guard !spans.isEmpty else { return self }
        func isNamed(_ span: Span) -> Bool {
            let next = spans.firstPlace { $0.upperBound > span.lowerBound }
            return next < spans.count && spans[next].overlaps(span)
        }
        var result = self
        result.mentions.removeAll { isNamed($0.span) }
        if dropsFigures { result.quantities.removeAll { isNamed($0.span) } }
        var numbers: [String: Int] = [:]
        for (number, entity) in entities.enumerated() where numbers[entity.id] == nil { numbers[entity.id] = number }
        for span in spans {
            let entity = Shape.organisation(text, span, kind: kind)
            let number = numbers[entity.id] ?? result.entities.count
            if number == result.entities.count { result.entities.append(entity) }
            numbers[entity.id] = number
            result.mentions.append(Mention(span: span, entity: number))
        }
        result.mentions.sort { $0.span.lowerBound < $1.span.lowerBound }
        return result
    }
}
