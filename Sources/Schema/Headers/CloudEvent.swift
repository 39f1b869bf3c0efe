extension OutputRecord {
    /// Headers of the record: CloudEvents 1.0 in Kafka's binary mode, and the trace that the input was part of.
    ///
    /// `ce_source` names the input topic alone, so that a replay on another host into other topics says the same.
    /// - Parameter outputIndex: ordinal among everything made from one input record; it gives each its own span.
    public func headers(
        of origin: RecordOrigin, encoding: OutputEncoding = .json, outputIndex: Int
    ) -> RecordHeaders {
        var headers: RecordHeaders = [
            ("ce_specversion", Array("1.0".utf8)),
            ("ce_id", Array(cloudEventID.utf8)),
            ("ce_source", Array(("/tapereader/" + origin.topic).utf8)),
            ("ce_type", Array(kind.cloudEventType.utf8)),
            ("ce_subject", Array(cloudEventSubject.utf8)),
        ]
        let time = origin.observedAt
        if !time.isEmpty { headers.append(("ce_time", Array(time.utf8))) }
        headers.append(("content-type", Array(encoding.contentType.utf8)))
        if let parent = origin.traceparent.flatMap(TraceParent.init(bytes:)) {
            headers.append(("traceparent", parent.child(of: origin, outputIndex: outputIndex)))
        }
        return headers
    }
}
