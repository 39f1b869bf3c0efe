internal import CLibXML2

/// Builds lines out of the parser's events. Each character keeps its code point offset in the raw body.
///
/// SAFETY: `context` is set only while the parser that owns it runs, and is read only by this class.
@safe final class HtmlLines {
    var context: htmlParserCtxtPtr?
    /// Byte at which parsing was given up, if it was.
    private(set) var stoppedAt: Int?

    private let body: [UInt8]
    private var draft = Draft()
    private var written = HtmlText()
    private var stack: [(name: String, element: HtmlElement)] = []
    /// Depth in `stack` of the outermost element whose text is skipped.
    private var skipFrom: Int?
    private var skipReason = Removal.Reason.markup
    private var skippedText: (low: Int, high: Int)?
    private var kind = Page.Paragraph.Kind.text
    private var opensArticle = false
    private var pageTitle: Line?
    /// Lines made inside a page's `<header>`, which go unless they are its headline.
    private var headerLines: Set<Int> = []
    private var bytesCounted = 0
    private var pointsCounted = 0

    init(_ body: [UInt8]) { self.body = body }

    // MARK: - Events

    func open(_ name: String, attributes: [(String, String)]) {
        let element = HtmlElement(name, attributes)
        stack.append((name, element))
        if stack.count > HtmlReader.deepestNesting { return stop() }
        if element.isBlock { endLine() }
        if skipFrom == nil, let reason = element.skip {
            endLine()
            skipFrom = stack.count
            skipReason = reason
        }
        if let next = element.kind { kind = next }
        if name == "article" { opensArticle = true }
        if name == "td" || name == "th" { written.needsCellMark = !written.isAtLineStart }
    }

    func close(_ name: String) {
        guard let index = stack.lastIndex(where: { $0.name == name }) else { return }
        let isBlock = stack[index].element.isBlock
        if isBlock { endLine() }
        if let from = skipFrom, index < from {
            noteSkipped()
            skipFrom = nil
        }
        stack.removeSubrange(index...)
        if isBlock { kind = stack.last(where: { $0.element.kind != nil })?.element.kind ?? .text }
    }

    func read(_ bytes: [UInt8]) {
        let end = consumed()
        let start = end - bytes.count
        if start >= 0, end <= body.count, body[start..<end] == bytes[...] {
            append(bytes, from: start, isReference: false)
        } else {
            append(bytes, from: reference(before: min(end, body.count)), isReference: true)
        }
    }

    /// The rest of a body that the parser gave up: whatever stands between tags.
    func strip(from start: Int) {
        skipFrom = nil
        stack = []
        var position = min(start, body.count)
        // The parser may have been stopped inside a tag.
        if let mark = body[position...].firstIndex(where: { $0 == 0x3C || $0 == 0x3E }), body[mark] == 0x3E {
            position = mark + 1
        }
        while position < body.count {
            var end = position
            while end < body.count, body[end] != 0x3C { end += 1 }
            append(Array(body[position..<end]), from: position, isReference: false)
            while end < body.count, body[end] != 0x3E { end += 1 }
            position = end + 1
        }
    }

    func finish() -> Draft {
        endLine()
        draft.text = written.text
        draft.isStructured = true
        let hasHeadline = draft.lines.indices.contains { draft.lines[$0].kind == .heading && !headerLines.contains($0) }
        for index in headerLines.sorted() where hasHeadline || draft.lines[index].kind != .heading {
            draft.lines[index].mark = .removed(.navigation)
        }
        if let title = pageTitle {
            if draft.lines.contains(where: { $0.kind == .heading && $0.mark == .text }) {
                draft.removed.append(Removal(span: draft.text.rawSpan(of: title.span), reason: .navigation))
            } else {
                draft.lines.insert(title, at: 0)
            }
        }
        return draft
    }

    // MARK: - Text

    private func append(_ bytes: [UInt8], from start: Int, isReference: Bool) {
        var offset = points(at: start)
        if skipFrom != nil {
            let length = bytes.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
            skippedText = (min(skippedText?.low ?? offset, offset), max(skippedText?.high ?? 0, offset + length))
            return
        }
        guard bytes.contains(0x0A), stack.contains(where: { $0.name == "pre" }) else {
            written.append(bytes, at: offset, isReference: isReference)
            return
        }
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            if line.startIndex > 0 { endLine() }
            let next = written.append(Array(line), at: offset, isReference: isReference)
            offset = isReference ? offset : next + 1
        }
    }

    private func endLine() {
        guard let span = written.endLine() else { return }
        var cells = 0
        for position in span { cells += SignClass.cells(written.text.scalars[position]) }
        var line = Line(span: span, indent: 0, gap: 1, cells: cells, kind: kind)
        if stack.contains(where: { $0.name == "title" || $0.name == "head" }) {
            line.kind = .heading
            pageTitle = pageTitle ?? line
            return
        }
        line.opensArticle = opensArticle
        opensArticle = false
        if let header = stack.lastIndex(where: { $0.name == "header" }) {
            let isOwn = stack[..<header].contains { $0.name == "article" || $0.name == "main" }
            if !isOwn { headerLines.insert(draft.lines.count) }
        }
        draft.lines.append(line)
    }

    private func noteSkipped() {
        if let span = skippedText, skipReason != .markup, span.low < span.high {
            draft.removed.append(Removal(span: span.low..<span.high, reason: skipReason))
        }
        skippedText = nil
    }

    // MARK: - Where the parser is

    private func consumed() -> Int {
        guard let input = unsafe context?.pointee.input else { return 0 }
        // SAFETY: `cur` and `base` point into the parser's own buffer, `consumed` counts the bytes shifted out of it.
        return unsafe (input.pointee.cur - input.pointee.base) + Int(input.pointee.consumed)
    }

    private func stop() {
        stoppedAt = stoppedAt ?? consumed()
        if let context = unsafe context { unsafe xmlStopParser(context) }
    }

    /// The `&` that begins a character reference ending at `end`; else the character before `end`.
    private func reference(before end: Int) -> Int {
        var position = end
        while position > max(0, end - 40) {
            position -= 1
            if body[position] == 0x26 { return position }
        }
        var last = max(0, end - 1)
        while last > 0, body[last] & 0xC0 == 0x80 { last -= 1 }
        return last
    }

    /// Code points before byte `target`; the cursor follows the parser, so that all calls together cost one pass.
    private func points(at target: Int) -> Int {
        let target = min(max(0, target), body.count)
        while bytesCounted < target {
            if body[bytesCounted] & 0xC0 != 0x80 { pointsCounted += 1 }
            bytesCounted += 1
        }
        while bytesCounted > target {
            bytesCounted -= 1
            if body[bytesCounted] & 0xC0 != 0x80 { pointsCounted -= 1 }
        }
        return pointsCounted
    }
}

/// The text of a page as it grows: blanks made one, full width folded, a mark between the cells of a row.
private struct HtmlText {
    private(set) var text = Text()
    /// The next character opens a further cell.
    var needsCellMark = false
    private var lineStart = 0

    var isAtLineStart: Bool { text.count == lineStart }

    /// - Parameter isReference: all code points stand at `offset` of the body, where a character reference does.
    /// - Returns: where the next code point of the body stands.
    @discardableResult
    mutating func append(_ bytes: [UInt8], at offset: Int, isReference: Bool) -> Int {
        var writer = TextWriter(text)
        // The writer's copy is to be the only one while it grows.
        text = Text()
        var cursor = Utf8Cursor(bytes)
        var offset = offset
        while let scalar = cursor.next() {
            write(scalar, offset, &writer)
            if !isReference { offset += 1 }
        }
        writer.flush()
        text = writer.text
        return offset
    }

    private mutating func write(_ scalar: UInt32, _ offset: Int, _ writer: inout TextWriter) {
        let sign = SignClass.of(scalar)
        if sign.contains(.void) { return }
        let isBlank = sign.contains(.blank) || scalar == 0x0A || scalar == 0x0D || scalar == 0x0C || scalar == 0x0B
        if isBlank, writer.count == lineStart || writer.last == 0x20 { return }
        if needsCellMark, !isBlank {
            for mark: UInt32 in writer.last == 0x20 ? [0x7C, 0x20] : [0x20, 0x7C, 0x20] {
                writer.append(mark, origin: offset)
            }
            needsCellMark = false
        }
        writer.append(isBlank ? 0x20 : Fold.displayed(scalar), origin: offset)
    }

    /// Closes the line, whose span is without the blanks at its end; nil for one with nothing in it.
    mutating func endLine() -> Span? {
        var end = text.count
        while end > lineStart, text.scalars[end - 1] == 0x20 { end -= 1 }
        needsCellMark = false
        guard end > lineStart else { return nil }
        let span = lineStart..<end
        text.append(0x0A, origin: Int(text.origin.last ?? 0))
        lineStart = text.count
        return span
    }
}
