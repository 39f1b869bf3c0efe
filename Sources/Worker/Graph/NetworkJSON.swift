internal import Extraction
internal import Schema

extension NetworkPicture {
    /// One object: parties, arrows with their facts, loops. Equal networks give equal bytes.
    var json: [UInt8] {
        var writer = JSONWriter(capacity: 1 << 16)
        writer.object { writer in
            writer.list("parties", network.parties) { list, party in
                list.object {
                    $0.field("id", party.id)
                    $0.field("name", party.name)
                }
            }
            writer.list("arrows", network.arrows) { list, arrow in
                list.object { write(arrow, to: &$0) }
            }
            writer.list("loops", loops) { list, loop in
                list.object { write(loop, to: &$0) }
            }
            writer.field("loops_complete_up_to", Int64(completeUpTo))
        }
        return writer.bytes + [0x0A]
    }

    private func write(_ arrow: CapitalNetwork.Arrow, to writer: inout JSONWriter) {
        writer.field("from", network.parties[arrow.from].id)
        writer.field("to", network.parties[arrow.to].id)
        writer.field("kind", arrow.kind.rawValue)
        writer.list("facts", arrow.facts) { list, fact in
            list.object { writer in
                writer.field("nature", fact.main.nature.rawValue)
                if let amount = fact.main.amount {
                    writer.field("amount", amount.description)
                    writer.field("unit", fact.main.unit)
                }
                writer.field("certainty", fact.main.certainty.rawValue)
                writer.optionalField("start", fact.main.start)
                writer.optionalField("end", fact.main.end)
                writer.field("fact_key", fact.main.factKey)
                writer.list("statements", fact.statements) { list, statement in
                    list.object {
                        $0.field("event_id", statement.eventID)
                        $0.field("article_id", statement.articleID)
                        $0.optionalField("quote", statement.quote)
                    }
                }
            }
        }
    }

    private func write(_ loop: CapitalLoop, to writer: inout JSONWriter) {
        writer.field("parties", loop.parties.map { network.parties[$0].id })
        writer.field("weakest", loop.weakest.rawValue)
        writer.field("natures", loop.natures.map(\.rawValue))
        writer.optionalField("start", loop.start)
        writer.optionalField("end", loop.end)
        writer.list("steps", loop.steps) { list, step in
            list.object { $0.field("kinds", step.map { network.arrows[$0].kind.rawValue }) }
        }
    }
}
