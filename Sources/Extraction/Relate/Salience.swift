/// Whom the text speaks of: the subjects of the sentences read so far, newest last.
struct Salience {
    private struct Subject {
        var mentions: [Int]
        var sentence: Int
        var paragraph: Int
        /// Of the first mention, by index into `Reading.entities`.
        var entity: Int

        init(_ mentions: [Int], of line: RuleLine, _ speakers: Speakers) {
            self.mentions = mentions
            (sentence, paragraph) = (line.sentence, line.paragraph)
            entity = speakers.entity(of: mentions[0])
        }
    }

    /// Enough for a paragraph of sentences; older ones are no longer meant.
    private static let depth = 12
    /// Paragraphs over which an article goes on about one firm without its name (`Revenue rose 25%`, `Shares fell 3%`).
    private static let longReach = 4
    private let reach: Int
    private let isEnglish: Bool

    /// - Parameters:
    ///   - isEnglish: Chinese news names the firm again, or writes 公司.
    ///   - topic: the mention of the firm that a title given beside the text is about.
    init(isEnglish: Bool, topic: Int? = nil) {
        self.isEnglish = isEnglish
        title = topic.map { [$0] }
        reach = isEnglish ? Self.longReach : 1
    }

    private var subjects: [Subject] = []
    /// Places in `subjects`, see `ordered`.
    private var nearestFirst: [Int] = []
    /// The bank or broker that was named last.
    private(set) var lastBroker: (mention: Int, paragraph: Int)?
    /// The bank or broker that the text opens with, whose report it is as long as no other is named.
    private var house: (entity: Int, mention: Int)?
    /// Not once another bank was named, or a company before the first bank.
    private var mayBeReport = true
    /// The authority that was named last.
    private var lastAuthority: (mention: Int, paragraph: Int)?
    /// The country that was named last, in whatever part.
    private var lastCountry: (mention: Int, paragraph: Int)?
    /// The mentions of the title's subject, meant when nothing nearer fits.
    private var title: [Int]?
    /// Not where the title names a market too (台积电冲高 加权指数大涨): a report on all of it.
    private var returnsToTitle = true

    /// The sentences right before, newest last.
    private var lines: [Shared<RuleLine>] = []
    /// Sentences back of which a rule may ask what they were about.
    private static let nearby = 2

    /// Whether a word of the class stood in one of the sentences right before.
    func told(_ wordClass: Int, _ book: Rulebook) -> Bool { lines.contains { $0.wrappedValue.has(wordClass, book) } }

    mutating func note(_ line: Shared<RuleLine>, _ speakers: Speakers) {
        if lines.count == Self.nearby { lines.removeFirst() }
        lines.append(line)
        noteParties(of: line.wrappedValue, speakers)
        let last = subjects.count
        noteSubjects(of: line.wrappedValue, speakers)
        if subjects.count == last { return }
        if subjects.count > Self.depth { subjects.removeFirst(subjects.count - Self.depth) }
        nearestFirst = ordered()
    }

    private mutating func noteParties(of line: RuleLine, _ speakers: Speakers) {
        for actor in line.actors where actor.isUsable {
            for member in actor.members where speakers.isBroker(member) {
                lastBroker = (member, line.paragraph)
                noteHouse(speakers.entity(of: member), member)
            }
            for member in actor.members where speakers.authority(member) != nil {
                lastAuthority = (member, line.paragraph)
            }
            if speakers.isCountry(actor.members[0]), !line.isTitle {
                lastCountry = (actor.members[0], line.paragraph)
            }
        }
        if line.isTitle, line.actors.contains(where: { speakers.isMarket($0.members[0]) }) { returnsToTitle = false }
    }

    private mutating func noteSubjects(of line: RuleLine, _ speakers: Speakers) {
        for index in line.agents
        where index >= 0 && !line.actors[index].isAside
            && !line.actors[index].joinsRound && (isEnglish || !speakers.isAside(line.actors[index].members[0]))
        {
            let subject = Subject(line.actors[index].members, of: line, speakers)
            // `Jefferies cut its target`: the text goes on about the company that it rates.
            if subject.mentions.allSatisfy({ speakers.isBroker($0) }) {
                if let rated = rated(by: index, line, speakers) {
                    subjects.append(Subject(rated, of: line, speakers))
                    continue
                }
                if !subjects.isEmpty { continue }
            }
            if line.isTitle, title == nil { title = subject.mentions }
            subjects.append(subject)
        }
    }

    /// The firm that a broker speaks of in its clause: `Mizuho downgrades Super Micro`.
    private func rated(by broker: Int, _ line: RuleLine, _ speakers: Speakers) -> [Int]? {
        line.actors(of: line.actors[broker].clause).lazy.filter { $0 > broker }.map { line.actors[$0] }
            .first { actor in
                actor.isUsable && !actor.isModifier && actor.members.count == 1 && speakers.isFirm(actor.members[0])
                    && !speakers.isBroker(actor.members[0])
            }?.members
    }

    private mutating func noteHouse(_ entity: Int, _ mention: Int) {
        let isFirst = house == nil && subjects.isEmpty
        mayBeReport = mayBeReport && (isFirst || house?.entity == entity)
        house = mayBeReport ? (entity, mention) : nil
    }

    func authority(for line: RuleLine) -> Int? {
        guard let lastAuthority, line.paragraph - lastAuthority.paragraph <= 2 else { return nil }
        return lastAuthority.mention
    }

    /// The country that the paragraph named last: `Retail sales in China rose. Industrial output …`.
    func country(for line: RuleLine) -> Int? {
        guard let lastCountry, line.paragraph == lastCountry.paragraph else { return nil }
        return lastCountry.mention
    }

    func broker(for line: RuleLine) -> Int? {
        if let lastBroker, line.paragraph - lastBroker.paragraph <= 1 { return lastBroker.mention }
        return house?.mention
    }

    /// The mentions of the nearest subject of a fitting kind, at most one paragraph back; else the title's; else one further back, with
    /// nobody named since.
    func subject(for line: RuleLine, where fits: ([Int]) -> Bool) -> [Int]? {
        // A new paragraph goes back to whom the article is about.
        if returnsToTitle, let title, let last = subjects.last, last.paragraph < line.paragraph, fits(title) {
            return title
        }
        for place in nearestFirst where line.paragraph - subjects[place].paragraph <= 1 {
            if fits(subjects[place].mentions) { return subjects[place].mentions }
        }
        if let title, fits(title) { return title }
        guard let last = subjects.last, line.paragraph - last.paragraph <= reach, fits(last.mentions) else {
            return nil
        }
        return last.mentions
    }

    /// The subjects of the sentences before, the nearest sentence first; of an English sentence those that the text went on
    /// about before come first, then its first subject, whose main clause it is, before those of clauses that hang on it
    /// (`Nvidia fell after AMD rose. It also …`).
    private func ordered() -> [Int] {
        guard isEnglish else { return subjects.indices.reversed() }
        var ordered: [Int] = []
        ordered.reserveCapacity(subjects.count)
        var end = subjects.endIndex
        while end > 0 {
            var start = end - 1
            while start > 0, subjects[start - 1].sentence == subjects[end - 1].sentence { start -= 1 }
            for wasKnown in [true, false] {
                for place in start..<end where isKnown(subjects[place].entity, before: start) == wasKnown {
                    ordered.append(place)
                }
            }
            end = start
        }
        return ordered
    }

    private func isKnown(_ entity: Int, before start: Int) -> Bool {
        subjects[..<start].contains { $0.entity == entity }
    }
}
