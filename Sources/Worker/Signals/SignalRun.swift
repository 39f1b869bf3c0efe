internal import Extraction
internal import Kafka
internal import Logging
internal import Schema
internal import SwiftProtobuf

/// One run of `signals`: records in, figures out.
struct SignalRun {
    var clock = SignalCollector.Clock.observed
    var stretch: Range<Int64> = .min..<(.max)
    var engine = SignalEngine.Configuration()
    var showsWindows = true
    var showsEvents = true
    var asJSON = false

    /// Reads JSON lines of files or of standard input.
    /// - Returns: records gathered, and one line per record that could not be read.
    func collect(files: [String]) throws -> (SignalCollector, problems: [String]) {
        var collector = SignalCollector(clock: clock, stretch: stretch)
        var problems: [String] = []
        try InputReader.forEachBatchOfLines(of: files) { batch in
            for line in batch {
                do throws(Rejection) { try collector.add(json: line.bytes) } catch {
                    problems.append("\(line.place): \(error.code): \(error.message)")
                }
            }
            try Self.checkCapacity(collector)
        }
        return (collector, problems)
    }

    /// Reads the topics of articles, events and sentiments from their beginnings to the ends that they have now.
    func collect(from settings: WorkSettings, logger: Logger) throws -> (SignalCollector, problems: [String]) {
        var collector = SignalCollector(clock: clock, stretch: stretch)
        var problems: [String] = []
        var reading = settings
        // A reader of its own: no offsets are committed and no partition is taken from the workers.
        reading.group = settings.group + "-signals"
        reading.staticMembership = false
        let configuration = try ClientConfiguration(settings.kafkaProperties).consumer(reading)
        let topics = [settings.topics.analyzed, settings.topics.events, settings.topics.sentiment]
        let reader = TopicReader(configuration: configuration, logger: logger)
        try reader.forEach(of: topics, patience: settings.brokerDeadline ?? .seconds(60)) { record in
            do throws(Rejection) { try Self.add(record, of: settings.topics, to: &collector) } catch {
                problems.append(
                    "\(record.topicPartition)@\(record.offset): \(error.code): \(error.message)")
            }
            try Self.checkCapacity(collector)
        }
        return (collector, problems)
    }

    private static func add(
        _ record: Record, of topics: TopicNames, to collector: inout SignalCollector
    ) throws(Rejection) {
        guard let value = record.value else { return }
        let type = record.headers.last { $0.name == "content-type" }?.value
        guard type.map({ $0.elementsEqual(OutputEncoding.protobuf.contentType.utf8) }) == true else {
            return try collector.add(json: ConfluentFrame.payload(of: value, .json))
        }
        let message = ConfluentFrame.payload(of: value, .protobuf)
        do {
            switch record.topicPartition.topic {
            case topics.events: collector.add(try Schema.Event(serializedBytes: message))
            case topics.sentiment: collector.add(try EntitySentiment(serializedBytes: message))
            default: collector.add(try AnalyzedArticle(serializedBytes: message))
            }
        } catch {
            throw Rejection(code: "tapereader.decode.invalid_protobuf", message: "not a record of its topic")
        }
    }

    private static func checkCapacity(_ collector: SignalCollector) throws {
        guard collector.counts.records - collector.counts.outside > SignalCollector.capacity else { return }
        throw ServiceFailure(
            status: .badInput,
            description:
                "more than \(SignalCollector.capacity) records: name a shorter stretch with --since and --until")
    }

    /// Writes all signals of the records, in order of time.
    func write(_ collector: SignalCollector, to output: BufferedOutput) {
        var tables = SignalTables()
        forEachSignal(of: collector) { signals in
            for window in signals.windows {
                if asJSON { output.write(SignalLines.line(window)) } else { tables.add(window) }
            }
            for event in signals.events {
                if asJSON { output.write(SignalLines.line(event)) } else { tables.add(event) }
            }
        }
        if !asJSON { output.write(Array(tables.text(windows: showsWindows, events: showsEvents).utf8)) }
        output.flush()
    }

    /// Publishes all signals of the records, in order of time.
    func publish(_ collector: SignalCollector, to topic: SignalTopic) throws {
        try forEachSignal(of: collector) { signals in
            for window in signals.windows { try topic.publish(window) }
            for event in signals.events { try topic.publish(event) }
        }
        try topic.finish()
    }

    /// Calls `body` with what was asked for of each step of the engine.
    private func forEachSignal(
        of collector: SignalCollector, _ body: (SignalEngine.Output) throws -> Void
    ) rethrows {
        var engine = SignalEngine(engine)
        func emit(_ signals: SignalEngine.Output) throws {
            var wanted = signals
            if !showsWindows { wanted.windows = [] }
            if !showsEvents { wanted.events = [] }
            try body(wanted)
        }
        for article in collector.ordered() { try emit(engine.add(article)) }
        try emit(engine.finish())
    }
}
