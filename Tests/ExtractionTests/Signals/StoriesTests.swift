import Testing

@testable import Extraction

@Suite struct StoriesTests {
    private func tell(
        _ stories: inout Stories, _ id: String, day: Int64, slot: String = "s", value: Int? = 100,
        certainty: Event.Certainty = .completed, source: String = "wire", article: String? = nil
    ) -> EventNovelty {
        stories.add(
            SignalFixtures.event(id, slot: slot, value: value, certainty: certainty), articleID: article ?? "a-\(id)",
            source: source, at: SignalFixtures.start + day * SignalTime.day)
    }

    @Test func aFactGrowsOldWithEachArticleThatTellsIt() {
        var stories = Stories()
        let first = tell(&stories, "1", day: 0)
        let second = tell(&stories, "2", day: 2, source: "paper")
        let late = tell(&stories, "3", day: 20)
        #expect([first.rank, second.rank, late.rank] == [1, 2, 3])
        #expect([first.novelty, second.novelty, late.novelty] == [1, 0.5, 0.5])
        #expect([second.seen24Hours, second.seen3Days, late.seen7Days] == [0, 1, 0])
        #expect(late.firstSource == "wire")
        #expect(late.sources == 2)
        #expect(late.daysSinceSlot == 18)
        #expect(first.daysSinceSlot == nil)
    }

    @Test func anotherValueInTheSlotContradicts() {
        var stories = Stories()
        _ = tell(&stories, "1", day: 0, value: 100)
        let other = tell(&stories, "2", day: 1, value: 300)
        #expect(other.contradictions == [.init(eventID: "1", kind: .value)])
        #expect(other.rank == 1)
        #expect(tell(&stories, "3", day: 1, value: 101).contradictions == [.init(eventID: "2", kind: .value)])
        #expect(tell(&stories, "4", day: 1, slot: "t", value: 300).contradictions.isEmpty)
    }

    @Test func aDenialContradictsItsRumour() {
        var stories = Stories()
        _ = tell(&stories, "1", day: 0, certainty: .rumoured)
        let denial = tell(&stories, "2", day: 0, certainty: .denied)
        #expect(denial.contradictions == [.init(eventID: "1", kind: .denial)])
        #expect(denial.rank == 2)
    }

    @Test func oneArticleDoesNotContradictOrRepeatItself() {
        var stories = Stories()
        _ = tell(&stories, "1", day: 0, article: "a")
        let again = tell(&stories, "2", day: 0, article: "a")
        #expect(again.rank == 1)
        #expect(again.seen7Days == 0)
        #expect(tell(&stories, "3", day: 0, value: 300, article: "a").contradictions.isEmpty)
    }

    @Test func incompleteKeysAreNeverNew() {
        var stories = Stories()
        let got = tell(&stories, "1", day: 0, slot: "p:s")
        #expect(got.rank == 0)
        #expect(got.novelty == 0)
        #expect(stories.count == 0)
    }

    @Test func slotsAreForgottenByAgeAndByNumber() {
        var stories = Stories(.init(memory: 10 * SignalTime.day, slots: 3))
        for number in 0..<50 {
            _ = tell(&stories, "\(number)", day: Int64(number) / 10, slot: "s\(number)")
            #expect(stories.count <= 3)
        }
        #expect(tell(&stories, "again", day: 5, slot: "s49").rank == 2)
        #expect(tell(&stories, "late", day: 40, slot: "s49").rank == 1)
        #expect(stories.count == 1)
    }

    @Test func aHotSlotDoesNotGrowTheQueue() {
        var stories = Stories()
        _ = tell(&stories, "old", day: 0, slot: "quiet")
        for number in 0..<5000 {
            _ = stories.add(
                SignalFixtures.event("\(number)", slot: "hot", value: 1), articleID: "a\(number)", source: "w",
                at: SignalFixtures.start + Int64(number))
        }
        #expect(stories.queued < 1100)
        #expect(stories.count == 2)
    }
}
