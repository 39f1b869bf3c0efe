internal import Extraction
internal import Foundation
internal import Schema

/// Turns one line of input into one line of output for `normalize`.
struct NormalizeAnswers: Sendable {
    let normalizer: Normalizer
    let kind: NormalizeCommand.Kind

    func answer(to line: InputReader.Line) -> [UInt8] {
        do throws(DecodeError) {
            let input = try TextLine(json: line.bytes)
            let reference = try input.string("reference_time")
            guard Normalizer.canRead(reference: reference) else {
                throw DecodeError(.wrongType, "\"reference_time\" must be an RFC 3339 time or a day: \(reference)")
            }
            return NormalizeAnswers.bytes(answer(to: input, reference: reference))
        } catch {
            return ErrorLine(place: line.place, code: error.code.rawValue, message: error.description).bytes
        }
    }

    private func answer(to input: TextLine, reference: String) -> Answer {
        let wanted: Normalizer.Kind
        switch kind {
        case .money: wanted = .money
        case .number: wanted = .number
        case .percent: wanted = .percent
        case .time: wanted = .time
        case .script: return Answer(id: input.id, text: normalizer.simplified(input.text), results: nil)
        }
        let found = normalizer.matches(in: input.text, kind: wanted, reference: reference)
        return Answer(id: input.id, text: nil, results: found.map { Answer.Result(match: $0, isTime: kind == .time) })
    }

    private static func bytes(_ answer: Answer) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(answer)).map { Array($0) + [0x0A] } ?? Array("{\"error\":\"unknown\"}\n".utf8)
    }

    private struct Answer: Encodable {
        var id: TextLine.Identifier
        var text: String?
        var results: [Result]?

        /// A value or a stretch of time; an absent unit and an open end are written as null, an absent `upper` not.
        struct Result: Encodable {
            var match: Normalizer.Match
            var isTime: Bool

            enum Key: String, CodingKey { case start, end, text, value, upper, unit, qualifier, from, to, precision }

            func encode(to encoder: any Encoder) throws {
                var fields = encoder.container(keyedBy: Key.self)
                try fields.encode(match.start, forKey: .start)
                try fields.encode(match.end, forKey: .end)
                try fields.encode(match.text, forKey: .text)
                if isTime {
                    try fields.encode(match.from, forKey: .from)
                    try fields.encode(match.to, forKey: .to)
                    try fields.encode(match.precision, forKey: .precision)
                } else {
                    try fields.encode(match.value?.description, forKey: .value)
                    try fields.encodeIfPresent(match.upper?.description, forKey: .upper)
                    try fields.encode(match.unit, forKey: .unit)
                    try fields.encode(match.qualifier?.rawValue, forKey: .qualifier)
                }
            }
        }
    }
}
