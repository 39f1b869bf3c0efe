/// The facts told so far, by slot: what is remembered of each telling, so that a new event can be called new.
///
/// Source of the idea: Tetlock, "All the News That's Fit to Reprint: Do Investors React to Stale Information?" (2011),
/// with the contract's keys in place of word overlap.
struct Stories: Sendable {
    /// Tellings counted for one fact; figures saturate there.
    static let tellingsKept = 512
    /// Sources counted for one fact; the figure saturates there.
    static let sourcesKept = 256
    /// Versions of one slot; the one told longest ago goes first.
    static let storiesPerSlot = 16

    struct Limits: Sendable {
        /// Slots nobody has told of for so long are forgotten.
        var memory = 90 * SignalTime.day
        /// Slots remembered; the one told longest ago goes first.
        var slots = 200_000
    }

    /// One fact with its tellings.
    fileprivate struct Story {
        /// The first telling, as far as comparing needs it.
        var model: Event
        var firstSeen: Int64
        var firstSource: String
        var sources: [String]
        /// Times of the last tellings, ascending, at most a week back.
        var times: [Int64] = []
        var rank = 0
        var lastSeen: Int64
        var lastArticle = ""
        var lastEvent = ""
        /// The last to say that it is so and that it is not.
        var asserted: Voice?
        var denied: Voice?
    }

    fileprivate struct Voice {
        var eventID: String
        var articleID: String
    }

    private struct Slot {
        var lastSeen: Int64
        var lastArticle: String
        /// When the article before `lastArticle` told of the slot.
        var previous: Int64?
        var stories: [Story] = []
    }

    private let limits: Limits
    private var slots: [String: Slot] = [:]
    /// Slots as they were told of, oldest first; an entry is stale once its slot was told of again.
    private var told: [(key: String, time: Int64)] = []
    private var head = 0

    init(_ limits: Limits = Limits()) { self.limits = limits }

    var count: Int { slots.count }
    /// Entries of the queue of forgetting.
    var queued: Int { told.count }

    /// The novelty of an event that an article tells at `time`; then remembers it.
    mutating func add(_ event: Event, articleID: String, source: String, at time: Int64) -> EventNovelty {
        var novelty = EventNovelty(
            eventID: event.eventID, articleID: articleID, type: event.type, slotKey: event.slotKey,
            factKey: event.factKey, time: time, firstSeen: time, firstSource: source, rank: 0, sources: 1, novelty: 0)
        if event.slotKey.isEmpty || event.slotKey.utf8.starts(with: "p:".utf8) { return novelty }
        forget(before: time)
        var slot = slots[event.slotKey] ?? Slot(lastSeen: time, lastArticle: articleID)
        if slot.lastArticle != articleID {
            slot.previous = slot.lastSeen
            slot.lastArticle = articleID
        }
        slot.lastSeen = time
        novelty.daysSinceSlot = slot.previous.map { Double(time - $0) / Double(SignalTime.day) }
        let place = Stories.place(of: event, in: &slot, at: time, source: source)
        novelty.contradictions = Stories.contradictions(of: event, by: articleID, at: place, in: slot)
        slot.stories[place].tell(event, articleID: articleID, source: source, at: time, &novelty)
        if slots.updateValue(slot, forKey: event.slotKey)?.lastSeen != time { told.append((event.slotKey, time)) }
        return novelty
    }

    /// The story that the event tells, made if there is none.
    private static func place(of event: Event, in slot: inout Slot, at time: Int64, source: String) -> Int {
        if let known = slot.stories.firstIndex(where: { $0.model.factKey == event.factKey || sameFact($0.model, event) }
        ) {
            return known
        }
        let story = Story(
            model: event.comparable, firstSeen: time, firstSource: source, sources: [], lastSeen: time)
        if slot.stories.count < storiesPerSlot {
            slot.stories.append(story)
            return slot.stories.count - 1
        }
        var oldest = 0
        for index in slot.stories.indices where slot.stories[index].lastSeen < slot.stories[oldest].lastSeen {
            oldest = index
        }
        slot.stories[oldest] = story
        return oldest
    }

    /// What other articles said of the slot that cannot be right together with the event.
    private static func contradictions(
        of event: Event, by articleID: String, at place: Int, in slot: Slot
    ) -> [EventNovelty.Contradiction] {
        var found: [EventNovelty.Contradiction] = []
        for (index, story) in slot.stories.enumerated() where index != place && story.lastArticle != articleID {
            if contradict(story.model, event) { found.append(.init(eventID: story.lastEvent, kind: .value)) }
        }
        let opposite = event.isDenial ? slot.stories[place].asserted : slot.stories[place].denied
        if let opposite, opposite.articleID != articleID {
            found.append(.init(eventID: opposite.eventID, kind: .denial))
        }
        return found
    }

    private mutating func forget(before time: Int64) {
        while head < told.count {
            let (key, last) = told[head]
            let isStale = slots[key].map { $0.lastSeen != last } ?? true
            let isDue = last < time - limits.memory || slots.count >= limits.slots
            guard isStale || isDue else { break }
            if !isStale { slots[key] = nil }
            head += 1
        }
        // An old slot in front must not hold up the stale entries behind it for ever.
        guard told.count > 2 * slots.count + 1024 else { return }
        told = told[head...].filter { slots[$0.key]?.lastSeen == $0.time }
        head = 0
    }
}

extension Stories.Story {
    fileprivate mutating func tell(
        _ event: Event, articleID: String, source: String, at time: Int64, _ novelty: inout EventNovelty
    ) {
        times.removeAll { $0 <= time - 7 * SignalTime.day }
        if !sources.contains(source), sources.count < Stories.sourcesKept { sources.append(source) }
        let isRepeated = lastArticle == articleID
        // The same article telling it once more is no new telling.
        let earlier = isRepeated ? times.dropLast() : times[...]
        if !isRepeated { rank += 1 }
        novelty.seen24Hours = earlier.count { $0 > time - SignalTime.day }
        novelty.seen3Days = earlier.count { $0 > time - 3 * SignalTime.day }
        novelty.seen7Days = earlier.count
        novelty.firstSeen = firstSeen
        novelty.firstSource = firstSource
        novelty.rank = rank
        novelty.sources = sources.count
        novelty.novelty = rank == 1 ? 1 : min(0.5, 1 / Double(1 + earlier.count))
        if !isRepeated { times.append(time) }
        if times.count > Stories.tellingsKept { times.removeFirst() }
        (lastSeen, lastArticle, lastEvent) = (time, articleID, event.eventID)
        let voice = Stories.Voice(eventID: event.eventID, articleID: articleID)
        if event.isDenial { denied = voice } else { asserted = voice }
    }
}

extension Event {
    /// It is said that this is not so.
    fileprivate var isDenial: Bool { certainty == .denied || (negated && certainty != .cancelled) }

    /// Only what `sameFact` and `contradict` look at.
    fileprivate var comparable: Event {
        var event = Event()
        event.type = type
        event.slotKey = slotKey
        event.factKey = factKey
        event.factProbes = factProbes
        event.measures = Keys.mainMeasure(of: self).map { [$0] } ?? []
        event.period = period
        return event
    }
}
