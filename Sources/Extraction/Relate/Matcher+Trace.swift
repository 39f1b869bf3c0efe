/// Which constraint stopped a rule: asked again, one by one, only where somebody wants to know.
extension Matcher {
    func stopped(_ rule: CompiledRule, _ trigger: Int, _ obstacle: @autoclosure () -> Obstacle) {
        guard let trace else { return }
        trace.stops.append(.init(line: lineIndex, rule: rule.index, trigger: trigger, obstacle: obstacle()))
    }

    func unmetWords(_ rule: CompiledRule, _ trigger: Int) -> Obstacle {
        rule.wordConditions.first { !meets([$0], trigger) }.map(Obstacle.words) ?? .noTrigger
    }

    func unmetNeed(_ rule: CompiledRule, _ taken: [FactCandidate.Taken]) -> Obstacle {
        .need(rule.needs.first { names in !taken.contains { names.contains($0.name) } } ?? [])
    }

    func unmetCertainty(_ rule: CompiledRule, _ said: Event.Certainty) -> Obstacle {
        rule.certaintyConditions.first { !meets([$0], said) }.map { .certainty($0, said: said) } ?? .noTrigger
    }

    func unmetFollower(_ rule: CompiledRule, _ roles: [RoleFinder.Filled]) -> Obstacle {
        rule.followers.first { !followersFit([$0], roles) }.map(Obstacle.follower) ?? .noTrigger
    }

    func unmetAttribute(
        _ rule: CompiledRule, _ trigger: Int, _ payload: String, _ taken: [FactCandidate.Taken]
    ) -> Obstacle {
        let unmet = rule.source.attributes.first { wanted in
            let same = rule.source.attributes.filter { $0.name == wanted.name }
            return wanted.isRequired && attributes(same, trigger, payload, taken) == nil
        }
        return .attribute(unmet?.name ?? "")
    }
}
