/// `tapereader.proto` as text. Made by scripts/generate-schema.
enum ContractSource {
    static let proto = #"""
        // What goes into Tapereader and what comes out, as protobuf.
        //
        // Field names are those of the JSON form. Vocabularies are strings, so that a new word breaks no reader.
        // Spans (`start`, `end`) count Unicode code points of the raw body, end exclusive.
        // `scripts/generate-schema` makes `Generated/tapereader.pb.swift` from this file.
        syntax = "proto3";

        package tapereader.v1;

        option swift_prefix = "";

        // In: one raw article. Only `body` is required.
        // It stays the first message: Confluent's wire format names it by the message index 0.
        message RawArticle {
          string article_id = 1;
          string source = 2;
          string url = 3;
          string title = 4;
          string author = 5;
          string body = 6;
          string content_type = 7;
          string published_at = 8;
          string fetched_at = 9;
          map<string, string> metadata = 10;
        }

        // Code points of the raw body, end exclusive.
        message CodePointSpan {
          int64 start = 1;
          int64 end = 2;
        }

        message Listing {
          // ISO 10383.
          string mic = 1;
          string ticker = 2;
          string valid_from = 3;
          string valid_to = 4;
        }

        message Entity {
          string id = 1;
          string name = 2;
          // By language tag: zh-Hans, zh-Hant-TW, zh-Hant-HK, en.
          map<string, string> names = 3;
          string kind = 4;
          // ISO 3166-1 alpha-2.
          string country = 5;
          repeated Listing listings = 6;
          string parent = 7;
        }

        // Sentiment towards an entity, or of an article when `entity_id` is empty.
        message Sentiment {
          string entity_id = 1;
          // -1 to 1.
          double score = 2;
          string label = 3;
          double p_positive = 4;
          double p_neutral = 5;
          double p_negative = 6;
          string basis = 7;
        }

        // Where a record comes from and what made it.
        message Provenance {
          string fingerprint = 1;
          string version = 2;
          string rule = 3;
          string published_at = 4;
          string published_at_source = 5;
          string fetched_at = 6;
          // The input record's Kafka timestamp, RFC 3339; empty when it has none.
          string observed_at = 7;
          string topic = 8;
          int32 partition = 9;
          int64 offset = 10;
        }

        // Out: one cleaned article with entities, sentiment and relevance.
        message AnalyzedArticle {
          message Removal {
            int64 start = 1;
            int64 end = 2;
            string reason = 3;
          }
          // Characters that were certainly lost, and how they are read.
          message Repair {
            int64 start = 1;
            int64 end = 2;
            string reading = 3;
          }
          message Topic {
            string name = 1;
            double score = 2;
          }
          message EntitySummary {
            Entity entity = 1;
            int64 mentions = 2;
            double relevance = 3;
            Sentiment sentiment = 4;
          }

          string article_id = 1;
          string document_id = 2;
          int64 segment = 3;
          int64 segments = 4;
          string title = 5;
          string author = 6;
          string source = 7;
          string source_type = 8;
          string via = 9;
          string url = 10;
          string published_at = 11;
          string language = 12;
          CodePointSpan span = 13;
          string body = 14;
          repeated Removal removed = 15;
          repeated Topic topics = 16;
          double market_relevance = 17;
          Sentiment sentiment = 18;
          repeated EntitySummary entities = 19;
          repeated string event_ids = 20;
          string similarity = 21;
          Provenance provenance = 22;
          repeated Repair repairs = 23;
        }

        // Out: one event.
        message Event {
          message Participant {
            string role = 1;
            Entity entity = 2;
            string mention = 3;
            int64 start = 4;
            int64 end = 5;
            string how = 6;
            Listing listing = 7;
          }
          message Measure {
            string name = 1;
            // A plain decimal, already scaled.
            string value = 2;
            string upper = 3;
            string unit = 4;
            string qualifier = 5;
            string per = 6;
            string basis = 7;
            bool unit_inferred = 8;
            string text = 9;
            int64 start = 10;
            int64 end = 11;
          }
          message Period {
            string start = 1;
            string end = 2;
            string precision = 3;
            string basis = 4;
            string text = 5;
          }
          message Effective {
            string start = 1;
            string end = 2;
          }
          message Attribution {
            string name = 1;
            string kind = 2;
            Entity entity = 3;
          }
          message Evidence {
            int64 start = 1;
            int64 end = 2;
            // The exact characters of the raw body.
            string text = 3;
            repeated CodePointSpan parts = 4;
          }

          string event_id = 1;
          string slot_key = 2;
          string fact_key = 3;
          repeated string fact_probes = 4;
          string type = 5;
          string subtype = 6;
          string article_id = 7;
          string document_id = 8;
          repeated Participant participants = 9;
          repeated Measure measures = 10;
          map<string, string> attributes = 11;
          Period period = 12;
          string event_date = 13;
          Effective effective = 14;
          string certainty = 15;
          bool negated = 16;
          string timeliness = 17;
          string prominence = 18;
          repeated Attribution attributions = 19;
          Sentiment sentiment = 20;
          repeated Sentiment participant_sentiment = 21;
          double confidence = 22;
          Evidence evidence = 23;
          repeated CodePointSpan also_at = 24;
          Provenance provenance = 25;
        }

        // Out: one entity's sentiment in one article.
        message EntitySentiment {
          message Quote {
            int64 start = 1;
            int64 end = 2;
            string text = 3;
          }

          string article_id = 1;
          Entity entity = 2;
          double score = 3;
          string label = 4;
          double p_positive = 5;
          double p_neutral = 6;
          double p_negative = 7;
          string basis = 8;
          double relevance = 9;
          int64 mentions = 10;
          int64 first_mention = 11;
          string source = 12;
          string published_at = 13;
          repeated Quote evidence = 14;
          Provenance provenance = 15;
        }

        // Out: one edge of the capital network, pointing the way the money goes.
        message Flow {
          string from = 1;
          string to = 2;
          string kind = 3;
          string nature = 4;
          // A plain decimal; empty when the text states none.
          string amount = 5;
          string unit = 6;
          string certainty = 7;
          Event.Period period = 8;
          string fact_key = 9;
          string event_id = 10;
          string article_id = 11;
          Provenance provenance = 12;
        }

        """#
}
