internal import Extraction
internal import Foundation
internal import Kafka
internal import Logging
internal import Schema

/// One redrive from beginning to end, on the calling thread. It can be killed at any moment and run again.
///
/// The order of steps is what makes it exactly-once (docs/dead-letters.md):
/// 1. `initTransactions` shuts out an earlier run of the same dead-letter topic and ends what it left open;
/// 2. only then the markers are read, up to the high watermark of that moment: no marker can come but our own;
/// 3. only then letters are read, up to the last stable offset of that moment, so that a letter that dies again while we
///    run is not sent in a circle;
/// 4. each batch of letters goes out with its markers in one transaction.
struct RedriveRun {
    /// Bounds of one transaction: short, since readers wait for its end.
    private static let batchLetters = 200
    private static let batchBytes = 4 << 20

    let request: RedriveRequest
    let settings: WorkSettings
    let failPoints: FailPoints
    let logger: Logger
    /// Milliseconds since 1970.
    let now: Int64
    /// Told of every selected letter, in order of partition and offset; verdict nil where nothing was decided.
    var note: (Letter, Verdict?, _ failure: String?) -> Void = { _, _, _ in }

    private var topics: TopicNames { settings.topics }

    /// - Throws: `ServiceFailure` or `SettingError`.
    func run(into report: inout RedriveReport) throws {
        do {
            try steps(&report)
        } catch let error as KafkaError { throw ServiceFailure(stopping: error) }
    }

    private func steps(_ report: inout RedriveReport) throws {
        let clients = try ClientConfiguration(settings.kafkaProperties)
        let cluster = try RedriveCluster(settings: settings, clients: clients, logger: logger)
        try cluster.require([topics.dead], isSending: request.act == .send)
        let writer = try request.act == .send ? writer(clients, cluster) : nil
        try writer?.start()
        let markers = try readMarkers(cluster)
        failPoints.pass("redrive-read")
        let reader = try cluster.reader()
        defer { reader.close() }
        let judge = try request.act == .list ? nil : judge(markers, cluster)
        var round = Round(writer: writer, fingerprint: judge?.processor?.analyzer.extractor.fingerprint ?? "")
        let decoder = RawArticleDecoder(
            maxBytes: settings.maxRecordBytes, idNamespace: settings.namespacesIDs ? .source : .none)
        let ends = try reader.partitions(of: topics.dead).map { ($0, try reader.ends(of: $0)) }
        for (partition, ends) in ends
        where request.selection.partitions.isEmpty
            || request.selection.partitions.contains(partition.partition)
        {
            guard !isFull(round) else { break }
            try reader.read(partition, from: ends.low, to: ends.high) { record in
                let letter = Letter(record, decoder: decoder)
                guard request.selection.admits(letter) else { return true }
                if let judge {
                    try add(letter, try judge.decide(letter), to: &round, &report)
                } else {
                    tell(letter, markers.holds(letter) ? .redriven : nil, nil, &report)
                    round.moved += 1
                }
                return !isFull(round)
            }
        }
        try finish(&round, &report)
    }

    // MARK: Batches

    private struct Round {
        let writer: RedriveWriter?
        let fingerprint: String
        var pending: [(letter: Letter, verdict: Verdict, move: RedriveWriter.Move)] = []
        var bytes = 0
        /// Counts towards `--limit`.
        var moved = 0
    }

    private func isFull(_ round: Round) -> Bool { request.limit.map { round.moved >= $0 } ?? false }

    private func add(
        _ letter: Letter, _ decision: LetterJudge.Decision, to round: inout Round, _ report: inout RedriveReport
    ) throws {
        guard let outgoing = decision.outgoing else {
            return tell(letter, decision.verdict, decision.failure, &report)
        }
        let marker = Marker.record(
            topic: topics.redriven, deadTopic: topics.dead, letter: letter, verdict: decision.verdict,
            sentTo: outgoing.topic, fingerprint: round.fingerprint)
        round.pending.append((letter, decision.verdict, .init(record: outgoing, marker: marker)))
        round.bytes += letter.record.byteCount
        round.moved += 1
        if round.pending.count >= Self.batchLetters || round.bytes >= Self.batchBytes { try finish(&round, &report) }
    }

    private func finish(_ round: inout Round, _ report: inout RedriveReport) throws {
        let refused = try round.writer?.write(round.pending.map(\.move)) ?? []
        for (index, entry) in round.pending.enumerated() {
            tell(entry.letter, refused.contains(index) ? .refused : entry.verdict, nil, &report)
        }
        round.pending.removeAll()
        round.bytes = 0
    }

    private func tell(_ letter: Letter, _ verdict: Verdict?, _ failure: String?, _ report: inout RedriveReport) {
        report.add(letter, verdict, failure: failure)
        note(letter, verdict, failure)
    }

    // MARK: Parts

    private func writer(_ clients: ClientConfiguration, _ cluster: RedriveCluster) throws -> RedriveWriter {
        try RedriveWriter(
            configuration: clients.producer(settings, largestRecord: settings.maxRecordBytes * 2),
            deadTopic: topics.dead, patience: settings.brokerDeadline, failPoints: failPoints, logger: logger)
    }

    private func readMarkers(_ cluster: RedriveCluster) throws -> MarkerIndex {
        var index = MarkerIndex()
        guard cluster.knows(topics.redriven) else { return index }
        // Another dead-letter topic's run may hold the last stable offset back while our markers lie behind it: only
        // the high watermark is far enough.
        let ends = try cluster.highWatermarks(of: topics.redriven)
        let reader = try cluster.reader()
        defer { reader.close() }
        for (partition, ends) in ends {
            try reader.read(partition, from: ends.low, to: ends.high) { record in
                index.add(record, deadTopic: topics.dead)
                return true
            }
        }
        logger.debug("\(index.count) markers of \(topics.dead)")
        return index
    }

    private func judge(_ markers: MarkerIndex, _ cluster: RedriveCluster) throws -> LetterJudge {
        let originals = OriginalReader(cluster: cluster)
        return LetterJudge(
            request: request, markers: markers, processor: try request.sendsUntried ? nil : processor(cluster),
            parkingTopic: topics.parked, now: now, destination: cluster.destination,
            original: { try originals.value(at: $0, offset: $1) })
    }

    private func processor(_ cluster: RedriveCluster) throws -> RecordProcessor {
        var processor = RecordProcessor(
            analyzer: try DocumentAnalyzer(settings), topics: topics,
            encoding: settings.encodesProtobuf ? .protobuf : .json, group: settings.group,
            sizeLimits: cluster.sizeLimits(of: topics.outputs))
        try RegistrySession(settings).prepare(&processor)
        return processor
    }
}
