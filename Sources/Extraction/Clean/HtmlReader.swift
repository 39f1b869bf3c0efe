internal import CLibXML2

/// Reads an HTML body into lines through libxml2's HTML parser, whose events are taken as they come: no tree is built,
/// nothing is fetched, the declared charset is ignored (the bytes are UTF-8 already), and nesting is bounded.
enum HtmlReader {
    /// Deeper nesting is no article; libxml2 closes tags in time that grows with depth, so the parser is stopped there.
    static let deepestNesting = 500

    /// Takes a step from the budget for each attribute that stands before another in its tag: libxml2 compares them all.
    static func chargeAttributes(of body: [UInt8], _ budget: inout Budget) throws(ExtractionError) {
        var (isTag, quote, last, count) = (false, UInt8(0), UInt8(0), 0)
        for index in body.indices {
            let byte = body[index]
            if !isTag {
                guard byte == 0x3C, index + 1 < body.count, (body[index + 1] | 0x20) &- 0x61 < 26 else { continue }
                (isTag, last, count) = (true, byte, 0)
            } else if quote == 0, byte > 0x20 {
                if byte == 0x3E { isTag = false }
                if last == 0x3D, byte == 0x22 || byte == 0x27 { quote = byte }
                last = byte
            } else if quote == 0 || byte == quote {
                // A blank or the end of a value: another attribute may follow.
                quote = 0
                count += 1
                try budget.spend(count, in: "clean")
            }
        }
    }

    static func read(_ body: [UInt8]) -> Draft {
        var bytes = body
        // A NUL would end the parser's input.
        for index in bytes.indices where bytes[index] == 0 { bytes[index] = 0x20 }
        let page = HtmlLines(bytes)
        if let rest = parse(bytes, into: page) { page.strip(from: rest) }
        return page.finish()
    }

    /// What libxml2 makes at its first use it makes without a lock: two threads whose first pages come together would each
    /// replace the lock that the other holds, and both wait for good.
    private static let isReady: Void = xmlInitParser()

    /// - Returns: the byte at which the parser was stopped, or nil when it read all.
    private static func parse(_ bytes: [UInt8], into page: HtmlLines) -> Int? {
        _ = isReady
        // SAFETY: libxml2 copies the buffer; the context is freed before `page`, whose pointer the callbacks get, goes.
        return unsafe bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress, let count = CInt(exactly: buffer.count),
                let context = unsafe htmlCreateMemoryParserCtxt(base.assumingMemoryBound(to: CChar.self), count)
            else { return 0 }
            defer { unsafe htmlFreeParserCtxt(context) }
            let quiet = HTML_PARSE_NONET.rawValue | HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue
            let options = quiet | HTML_PARSE_NOWARNING.rawValue | HTML_PARSE_IGNORE_ENC.rawValue
            _ = unsafe htmlCtxtUseOptions(context, CInt(options))
            _ = unsafe xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF8)
            unsafe page.context = context
            defer { unsafe page.context = nil }
            unsafe listen(context, page)
            _ = unsafe htmlParseDocument(context)
            return page.stoppedAt
        }
    }

    private static func listen(_ context: htmlParserCtxtPtr, _ page: HtmlLines) {
        guard let handler = unsafe context.pointee.sax else { return }
        unsafe handler.pointee = htmlSAXHandler()
        unsafe context.pointee.userData = Unmanaged.passUnretained(page).toOpaque()
        unsafe handler.pointee.startElement = { data, name, attributes in
            guard let data = unsafe data, let name = unsafe name else { return }
            unsafe HtmlReader.lines(data).open(HtmlReader.string(name), attributes: HtmlReader.attributes(attributes))
        }
        unsafe handler.pointee.endElement = { data, name in
            guard let data = unsafe data, let name = unsafe name else { return }
            unsafe HtmlReader.lines(data).close(HtmlReader.string(name))
        }
        unsafe handler.pointee.characters = { data, bytes, count in
            guard let data = unsafe data, let bytes = unsafe bytes, count > 0 else { return }
            unsafe HtmlReader.lines(data).read(Array(UnsafeBufferPointer(start: bytes, count: Int(count))))
        }
        unsafe handler.pointee.ignorableWhitespace = handler.pointee.characters
    }

    private static func lines(_ data: UnsafeMutableRawPointer) -> HtmlLines {
        // SAFETY: `userData` is the HtmlLines that `parse` keeps alive.
        unsafe Unmanaged<HtmlLines>.fromOpaque(data).takeUnretainedValue()
    }

    private static func string(_ name: UnsafePointer<xmlChar>) -> String { unsafe String(cString: name) }

    /// Class, id, style and the like: name and value by turns, closed by nil.
    private static func attributes(_ list: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?) -> [(String, String)] {
        guard let list = unsafe list else { return [] }
        var found: [(String, String)] = []
        var index = 0
        while index < 128, let name = unsafe list[index] {
            unsafe found.append((string(name), list[index + 1].map { unsafe string($0) } ?? ""))
            index += 2
        }
        return found
    }
}
