extension IncomingArticle {
    /// The raw article as one JSON object, in the form that ``RawArticleDecoder`` reads: what a producer would send.
    ///
    /// Empty fields are left out, but never `body`. What the decoder itself adds (`documentID`, `publishedAtSource`) is
    /// not written. Equal articles give equal bytes.
    public func json() -> [UInt8] {
        var writer = JSONWriter(capacity: 256 + title.utf8.count + body.count + body.count / 16)
        writer.object { json in
            json.optionalField("article_id", articleID)
            json.optionalField("source", source)
            json.optionalField("url", url)
            json.optionalField("title", title)
            json.optionalField("author", author)
            json.name("body")
            json.string(body)
            json.field("content_type", isHTML ? "text/html" : "text/plain")
            json.optionalField("published_at", publishedAt)
            json.optionalField("fetched_at", fetchedAt)
            if !metadata.isEmpty { json.field("metadata", metadata) }
        }
        return writer.bytes
    }
}
