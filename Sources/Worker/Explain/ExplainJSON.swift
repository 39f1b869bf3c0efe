internal import Extraction
internal import Schema

/// An explanation for tools: one JSON object per article. Spans count code points of the raw body, as everywhere.
enum ExplainJSON {
    static func line(_ explained: Explanation.Article, id: String) -> [UInt8] {
        let article = explained.article
        let text = article.text.text
        var writer = JSONWriter(capacity: 4096)
        writer.object { writer in
            writer.field("article_id", id)
            writer.field("language", article.text.language.rawValue)
            writer.field("title", article.text.title)
            writer.scoreField("market_relevance", article.marketRelevance)
            writer.list("topics", article.topics) { writer, topic in
                writer.object {
                    $0.field("name", topic.name)
                    $0.scoreField("score", topic.score)
                }
            }
            write(article.sentiment, to: &writer)
            writer.field("event_ids", article.events.map(\.eventID))
            writer.list("sentences", explained.sentences) { write($1, text, to: &$0) }
        }
        return writer.bytes + [0x0A]
    }

    private static func write(_ sentence: Explanation.Sentence, _ text: Text, to writer: inout JSONWriter) {
        writer.object { writer in
            write(sentence.span, text, to: &writer)
            writer.field("text", text.string(sentence.span))
            if sentence.isTitle { writer.field("is_title", true) }
            writer.list("spans", sentence.marks) { writer, mark in
                writer.object { writer in
                    writer.field("kind", mark.kind.rawValue)
                    write(mark.span, text, to: &writer)
                    writer.field("text", text.string(mark.span))
                    writer.field("meaning", mark.meaning)
                }
            }
            writer.list("readings", sentence.readings) { write($1, text, to: &$0) }
            writer.list("sentiments", sentence.judgements) { write($1, text, to: &$0) }
        }
    }

    private static func write(_ reading: Explanation.Reading, _ text: Text, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("outcome", reading.outcome.rawValue)
            writer.field("rule", reading.rule)
            writer.field("type", reading.type)
            writer.field("place", reading.place)
            writer.object("trigger") { writer in
                write(reading.trigger, text, to: &writer)
                writer.field("text", text.string(reading.trigger))
            }
            writer.optionalField("reason", reading.reason)
            writer.optionalField("winner", reading.winner)
            writer.optionalField("event_id", reading.eventID)
            if reading.outcome == .failed { return }
            writer.list("roles", reading.fillers) { write($1, text, to: &$0) }
            writer.list("measures", reading.measures) { write($1, text, to: &$0) }
            writer.list("attributes", reading.attributes) { writer, attribute in
                writer.object {
                    $0.field("name", attribute.name)
                    $0.field("value", attribute.value)
                }
            }
            writer.field("certainty", reading.certainty)
            writer.scoreField("score", reading.score)
        }
    }

    private static func write(_ part: Explanation.Part, _ text: Text, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("name", part.name)
            write(part.span, text, to: &writer)
            writer.field("text", part.text)
            writer.field("meaning", part.meaning)
        }
    }

    private static func write(_ judgement: Explanation.Judgement, _ text: Text, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("entity_id", judgement.entityID)
            writer.optionalField("event_id", judgement.eventID)
            write(judgement.sentiment, to: &writer)
            writer.optionalField("source", judgement.source)
            writer.list("contributions", judgement.contributions) { writer, part in
                writer.object { writer in
                    write(part.span, text, to: &writer)
                    writer.field("text", part.text)
                    writer.scoreField("value", part.value)
                    writer.field("basis", part.basis.rawValue)
                    writer.field("lexicon", part.place)
                }
            }
        }
    }

    private static func write(_ sentiment: Extraction.Sentiment, to writer: inout JSONWriter) {
        writer.object("sentiment") { writer in
            writer.scoreField("score", sentiment.score)
            writer.field("label", sentiment.label.rawValue)
            writer.scoreField("p_positive", sentiment.positive)
            writer.scoreField("p_neutral", sentiment.neutral)
            writer.scoreField("p_negative", sentiment.negative)
            writer.field("basis", sentiment.basis.rawValue)
        }
    }

    private static func write(_ span: Span, _ text: Text, to writer: inout JSONWriter) {
        let raw = text.rawSpan(of: span)
        writer.field("start", Int64(raw.lowerBound))
        writer.field("end", Int64(raw.upperBound))
    }
}
