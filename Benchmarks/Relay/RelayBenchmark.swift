internal import Foundation

/// Measures the Kafka and Schema modules without any extraction (consume, decode JSON, encode JSON, produce), and fills and
/// watches topics for runs of the whole service.
///
/// Benchmarks/run starts it, beside the C floor, once for every line of its table. Every command prints numbers only.
@main
enum RelayBenchmark {
    static let usage = """
        usage: RelayBenchmark generate BOOTSTRAP TOPIC COUNT
               RelayBenchmark relay BOOTSTRAP INPUT OUTPUT COUNT at_least_once|exactly_once
               RelayBenchmark verify BOOTSTRAP TOPIC COUNT
               RelayBenchmark send BOOTSTRAP TOPIC          a record for each line of standard input
               RelayBenchmark committed BOOTSTRAP GROUP TOPIC
               RelayBenchmark keys BOOTSTRAP TOPIC          how many records, and the key of each on a line
        """

    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            guard let line = try run(arguments) else { return fail(usage, code: 2) }
            print(line)
        } catch {
            fail("\(arguments.first ?? ""): \(error)", code: 1)
        }
    }

    private static func run(_ arguments: [String]) throws -> String? {
        switch (arguments.first, arguments.count) {
        case ("generate", 4):
            guard let count = Int(arguments[3]) else { return nil }
            return try Generator(bootstrap: arguments[1], topic: arguments[2]).run(count: count)
        case ("relay", 6):
            let guarantee = Relay.Guarantee(rawValue: arguments[5])
            guard let count = Int(arguments[4]), let guarantee else { return nil }
            let relay = Relay(bootstrap: arguments[1], input: arguments[2], output: arguments[3], guarantee: guarantee)
            return try relay.run(count: count).description
        case ("verify", 4):
            guard let count = Int(arguments[3]) else { return nil }
            return try readBack(bootstrap: arguments[1], topic: arguments[2], count: count).description
        case ("send", 3):
            return "\(try Stream.send(bootstrap: arguments[1], topic: arguments[2]))"
        case ("keys", 3):
            var count = 0
            var lines: [UInt8] = []
            try Stream.keys(bootstrap: arguments[1], topic: arguments[2]) { key in
                count += 1
                lines += [UInt8(ascii: "\n")] + key
            }
            return "\(count)" + String(decoding: lines, as: UTF8.self)
        case ("committed", 4):
            return "\(try Stream.committed(bootstrap: arguments[1], group: arguments[2], topic: arguments[3]))"
        default:
            return nil
        }
    }

    private static func fail(_ message: String, code: Int32) {
        FileHandle.standardError.write(Data("RelayBenchmark \(message)\n".utf8))
        exit(code)
    }
}
