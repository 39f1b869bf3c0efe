internal import Crypto

/// What keeps ids of different sources apart.
public enum IDNamespace: String, Sendable, CaseIterable {
    /// A given `article_id` is unique by itself.
    case none
    /// A given `article_id` is unique within its source, which is put before it: `source:article_id`.
    case source
}

extension IncomingArticle {
    /// The contract's `document_id`: the given id, else the first 128 bits, in hexadecimal, of SHA-256 over source, url
    /// and body, each after its length as 8 bytes. The body counts as text, so that its form and charset do not matter.
    func makeDocumentID(namespace: IDNamespace) -> String {
        if !articleID.isEmpty { return namespace == .source ? source + ":" + articleID : articleID }
        var hash = SHA256()
        for part in [Array(source.utf8), Array(url.utf8), body] {
            hash.update(data: BigEndian.bytes(Int64(part.count)))
            hash.update(data: part)
        }
        return Hexadecimal.text(hash.finalize().prefix(16))
    }
}
