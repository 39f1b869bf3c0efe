import Schema
import SwiftProtobuf

/// One record of each kind with every field filled, so that a field that is lost shows.
enum Samples {
    static var entity: Entity {
        .with {
            $0.id = "alibaba"
            $0.name = "Alibaba"
            $0.names = ["zh-Hans": "阿里巴巴", "zh-Hant-TW": "阿里巴巴", "en": "Alibaba"]
            $0.kind = "company"
            $0.country = "CN"
            $0.listings = [listing]
            $0.parent = "group"
        }
    }

    static var listing: Listing {
        .with {
            $0.mic = "XHKG"
            $0.ticker = "09988"
            $0.validFrom = "2019-11-26"
            $0.validTo = "2099-12-31"
        }
    }

    static var sentiment: Sentiment {
        .with {
            $0.entityID = "alibaba"
            $0.score = -0.25
            $0.label = "negative"
            $0.pPositive = 0.125
            $0.pNeutral = 0.25
            $0.pNegative = 0.625
            $0.basis = "fundamental"
        }
    }

    static var provenance: Provenance {
        .with {
            $0.fingerprint = String(repeating: "0a", count: 32)
            $0.version = "1.0.0"
            $0.rule = "investment.to-target"
            $0.publishedAt = "2025-09-27T08:00:00+08:00"
            $0.publishedAtSource = "given"
            $0.fetchedAt = "2025-09-27T09:00:00+08:00"
            $0.observedAt = "2025-09-27T01:00:00.000Z"
            $0.topic = "articles.raw"
            $0.partition = 3
            $0.offset = 4711
        }
    }

    static var span: CodePointSpan {
        .with {
            $0.start = 3
            $0.end = 9
        }
    }

    static var period: Event.Period {
        .with {
            $0.start = "2025-09-22"
            $0.end = "2025-09-23"
            $0.precision = "range"
            $0.basis = "explicit"
            $0.text = "9月22日至23日"
        }
    }
}

extension Samples {
    static var participant: Event.Participant {
        .with {
            $0.role = "investor"
            $0.entity = entity
            $0.mention = "阿里"
            $0.start = 12
            $0.end = 14
            $0.how = "stated"
            $0.listing = listing
        }
    }

    static var measure: Event.Measure {
        .with {
            $0.name = "amount"
            $0.value = "1000000"
            $0.upper = "2000000"
            $0.unit = "USD"
            $0.qualifier = "range"
            $0.per = "total"
            $0.basis = "total"
            $0.unitInferred = true
            $0.text = "100万至200万美元"
            $0.start = 20
            $0.end = 31
        }
    }

    static var event: Event {
        .with {
            $0.eventID = String(repeating: "ab", count: 16)
            $0.slotKey = "s:1"
            $0.factKey = "f:1"
            $0.factProbes = ["p1", "p2"]
            $0.type = "investment"
            $0.subtype = "strategic"
            $0.articleID = "doc#0"
            $0.documentID = "doc"
            var target = participant
            target.role = "target"
            target.mention = "\"某\"\\公司\n"
            $0.participants = [participant, target]
            $0.measures = [measure]
            $0.attributes = ["product": "GPU", "metric": "capex", "a": "1"]
            $0.period = period
            $0.eventDate = "2025-09-22"
            $0.effective = .with {
                $0.start = "2025-10-01"
                $0.end = "2027-12-31"
            }
            $0.certainty = "planned"
            $0.negated = true
            $0.timeliness = "news"
            $0.prominence = "lead"
            $0.attributions = [
                .with {
                    $0.name = "知情人士"
                    $0.kind = "anonymous"
                    $0.entity = entity
                }
            ]
            $0.sentiment = sentiment
            $0.participantSentiment = [sentiment]
            $0.confidence = 0.875
            $0.evidence = .with {
                $0.start = 1
                $0.end = 7
                $0.text = "甲投乙\u{1F600}\u{0}b"
                $0.parts = [span]
            }
            $0.alsoAt = [span]
            $0.provenance = provenance
        }
    }
}

extension Samples {
    static var article: AnalyzedArticle {
        .with {
            $0.articleID = "doc#0"
            $0.documentID = "doc"
            $0.segment = 1
            $0.segments = 4
            $0.title = "标题"
            $0.author = "作者"
            $0.source = "证券报"
            $0.sourceType = "newspaper"
            $0.via = "portal"
            $0.url = "https://example.org/1?a=b&c=/"
            $0.publishedAt = "2025-09-27T08:00:00+08:00"
            $0.language = "zh-Hans"
            $0.span = span
            $0.body = "正文\u{7}\u{1F}\t\r\n\u{8}\u{C}\u{7F}\u{2028} end"
            $0.removed = [
                .with {
                    $0.start = 1
                    $0.end = 2
                    $0.reason = "caption"
                }
            ]
            $0.repairs = [
                .with {
                    $0.start = 4
                    $0.end = 5
                    $0.reading = "至"
                }
            ]
            $0.topics = [
                .with {
                    $0.name = "ai_infrastructure"
                    $0.score = 0.5
                }
            ]
            $0.marketRelevance = 0.75
            $0.sentiment = sentiment
            $0.entities = [
                .with {
                    $0.entity = entity
                    $0.mentions = 7
                    $0.relevance = 0.5
                    $0.sentiment = sentiment
                }
            ]
            $0.eventIds = ["e1", "e2"]
            $0.similarity = "00ff"
            $0.provenance = provenance
        }
    }

    static var entitySentiment: EntitySentiment {
        .with {
            $0.articleID = "doc#0"
            $0.entity = entity
            $0.score = -0.5
            $0.label = "negative"
            $0.pPositive = 0.125
            $0.pNeutral = 0.125
            $0.pNegative = 0.75
            $0.basis = "price"
            $0.relevance = 0.5
            $0.mentions = 3
            $0.firstMention = 12
            $0.source = "证券报"
            $0.publishedAt = "2025-09-27"
            $0.evidence = [
                .with {
                    $0.start = 10
                    $0.end = 12
                    $0.text = "大跌"
                }
            ]
            $0.provenance = provenance
        }
    }

    static var flow: Flow {
        .with {
            $0.from = "nvidia"
            $0.to = "openai"
            $0.kind = "investment"
            $0.nature = "commitment"
            $0.amount = "100000000000"
            $0.unit = "USD"
            $0.certainty = "planned"
            $0.period = period
            $0.factKey = "f:1"
            $0.eventID = "e1"
            $0.articleID = "doc#0"
            $0.provenance = provenance
        }
    }

    static var rawArticle: RawArticle {
        .with {
            $0.articleID = "a1"
            $0.source = "证券报"
            $0.url = "https://example.org/1"
            $0.title = "标题"
            $0.author = "作者"
            $0.body = "正文"
            $0.contentType = "text/plain"
            $0.publishedAt = "2025-09-27T08:00:00+08:00"
            $0.fetchedAt = "2025-09-27T09:00:00+08:00"
            $0.metadata = ["a": "1", "b": "2"]
        }
    }

    static var records: [OutputRecord] {
        [.article(article), .event(event), .sentiment(entitySentiment), .flow(flow)]
    }
}
