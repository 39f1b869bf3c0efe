import Testing

@testable import Extraction

/// Sentences that go on about a firm without its name.
@Suite struct GoesOnTests {
    @Test(arguments: [
        (
            """
            Oracle posted record bookings on Thursday.

            The chip maker expects nothing else.

            Revenue in the second quarter rose 25% to $3 billion.
            """, ["company=Oracle value=3000000000 change=25"]
        ),
        (
            """
            Italy fined Apple. Nvidia was not named.

            The chip designer posted revenue of $90 billion.
            """, ["company=NVIDIA value=90000000000"]
        ),
        (
            "Italy fined Nvidia. The iPhone maker posted revenue of $90 billion.",
            ["company=Apple value=90000000000"]
        ),
        (
            "Apple said it disagreed. The iPhone maker, which has 40 days to appeal, posted revenue of $90 billion.",
            ["company=Apple value=90000000000"]
        ),
        (
            "Apple said it disagreed. The research firm posted revenue of $90 million.",
            ["company=Apple value=90000000"]
        ),
        (
            "Oracle posted revenue of $16 billion, up 27% from a year ago but short of what analysts had wanted.",
            ["company=Oracle value=16000000000 change=27"]
        ),
        (
            "Oracle posted revenue of $16 billion, and had 27% of the market.",
            ["company=Oracle value=16000000000"]
        ),
    ])
    func theFirmIsTheOneSpokenOf(_ body: String, _ metrics: [String]) throws {
        #expect(try Telling().events(body, ["metric"]) == metrics.map { "metric " + $0 })
    }

    @Test(arguments: [
        ("托克收购了一座矿山。", true), ("百济神州的索托克拉获批上市。", false), ("瑞士大宗商品商托克与嘉能可竞购。", true),
    ])
    func aShortNameIsNotReadOutOfALongerForeignOne(_ body: String, _ isNamed: Bool) throws {
        let readings = try Telling().extractor.read(Document(id: "d", body: Array(body.utf8)))
        let names = readings.flatMap(\.entities).map(\.id)
        #expect(names.contains("trafigura") == isNamed)
    }
}
