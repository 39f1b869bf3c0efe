/// Whom the text speaks of: the subjects of the sentences read so far, newest last.
struct Salience {
    struct Subject {
        var mentions: [Int]
        var sentence: Int
        var paragraph: Int
    }

    /// Enough for a paragraph of sentences; older ones are no longer meant.
    private static let depth = 12
    /// Paragraphs over which an article goes on about one firm without its name (`Revenue rose 25%`, `Shares fell 3%`).
    private static let longReach = 4
    private let reach: Int

    /// - Parameter isEnglish: Chinese news names the firm again, or writes 公司.
    init(isEnglish: Bool) { reach = isEnglish ? Self.longReach : 1 }

    private var subjects: [Subject] = []
    /// The bank or broker that was named last.
    private(set) var lastBroker: (mention: Int, paragraph: Int)?
    /// The bank or broker that the text opens with, whose report it is as long as no other is named.
    private var house: (entity: Int, mention: Int)?
    /// Not once another bank was named, or a company before the first bank.
    private var mayBeReport = true
    /// The authority that was named last.
    private var lastAuthority: (mention: Int, paragraph: Int)?
    /// The title's subject, meant when nothing nearer fits.
    private var title: Subject?

    mutating func note(_ line: RuleLine, _ speakers: Speakers) {
        for actor in line.actors where actor.isUsable {
            for member in actor.members where speakers.isBroker(member) {
                lastBroker = (member, line.paragraph)
                noteHouse(speakers.entity(of: member), member)
            }
            for member in actor.members where speakers.authority(member) != nil {
                lastAuthority = (member, line.paragraph)
            }
        }
        for index in line.agents
        where index >= 0 && !line.actors[index].isAside
            && !line.actors[index].joinsRound
        {
            let subject = Subject(
                mentions: line.actors[index].members, sentence: line.sentence, paragraph: line.paragraph)
            // `Jefferies cut its target`: the text goes on about the company that it rates.
            if !subjects.isEmpty, subject.mentions.allSatisfy({ speakers.isBroker($0) }) { continue }
            if line.isTitle, title == nil { title = subject }
            subjects.append(subject)
        }
        if subjects.count > Self.depth { subjects.removeFirst(subjects.count - Self.depth) }
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

    func broker(for line: RuleLine) -> Int? {
        if let lastBroker, line.paragraph - lastBroker.paragraph <= 1 { return lastBroker.mention }
        return house?.mention
    }

    /// The nearest subject of a fitting kind, at most one paragraph back; else the title's; else one further back, with
    /// nobody named since.
    func subject(for line: RuleLine, where fits: ([Int]) -> Bool) -> Subject? {
        for subject in subjects.reversed() where line.paragraph - subject.paragraph <= 1 {
            if fits(subject.mentions) { return subject }
        }
        if let title, fits(title.mentions) { return title }
        guard let last = subjects.last, line.paragraph - last.paragraph <= reach, fits(last.mentions) else {
            return nil
        }
        return last
    }
}
