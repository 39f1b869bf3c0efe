/// One pass over the folded text from left to right: where a figure or a time may begin, the longer reading wins.
struct MeasurePass {
    enum Mode { case news, amounts, numbers, times }

    private let text: Text
    private let mode: Mode
    private let context: MeasureContext
    private let figureReader: FigureReader
    private let timeReader: TimeReader
    private let openings: MeasureOpenings
    private let isLiberal: Bool
    private var figures: [Figure] = []
    private var times: [TimeExpression] = []
    /// End of what is already read.
    private var floor = 0
    /// Of `context.numbered`, how many end before what is being read.
    private var passedNames = 0

    init(text: Text, context: MeasureContext, tables: Shared<MeasureTables>, mode: Mode) {
        let isLiberal = mode != .news
        self.mode = mode
        self.text = text
        self.context = context
        self.isLiberal = isLiberal
        let reader = NumeralReader(text: text.folded, isFree: isLiberal)
        figureReader = FigureReader(
            reader: reader, english: EnglishNumeralReader(reader: reader, scalars: text.scalars, isFree: isLiberal),
            tables: tables,
            isLiberal: isLiberal, readsUnits: mode != .numbers, isTraditional: context.language == .zhHant)
        openings = tables.wrappedValue.openings
        timeReader = TimeReader(
            reader: reader, words: tables.wrappedValue.times, spans: tables.wrappedValue.spans, scalars: text.scalars,
            reference: TimeReference(published: context.published?.date, stated: nil, isLiberal: isLiberal))
    }

    /// What a figure or time costs from here to the end, in code points read.
    private static let stepsPerFinding = 400

    mutating func run(
        _ budget: inout Budget
    ) throws(ExtractionError) -> (quantities: [Quantity], times: [TimeExpression]) {
        let folded = text.folded
        var at = 0
        var paid = 0
        while at < folded.count {
            let found = figures.count + times.count
            if found > paid {
                try budget.spend((found - paid) * MeasurePass.stepsPerFinding, in: "measure")
                paid = found
            }
            let c = folded[at]
            if c == 0x3A, let end = addressEnd(colon: at) {
                at = end
                continue
            }
            if NumberGlyph.isLetter(c) {
                at = letters(from: at)
            } else if NumberGlyph.isDigit(c) || c == 0x2E && NumberGlyph.isDigit(figureReader.unit(at + 1)) {
                at = digits(from: at)
            } else if NumberGlyph.isHan(c) || c == 0x3007 || isLiberal && NumberGlyph.vulgarFraction(c) != nil,
                isLiberal || openings.mayOpen(in: folded, at: at)
            {
                at = take(at) ?? at + 1
            } else {
                at += 1
            }
        }
        var list = FigureList(
            reader: figureReader.reader, isLiberal: isLiberal, tables: figureReader.sharedTables, figures: figures)
        list.settle()
        if mode == .news { TableUnits(text: folded, tables: figureReader.sharedTables).settle(&list.figures) }
        let currency = CurrencyContext(
            text: folded, context: context, local: figureReader.tables.localCurrency, isLiberal: isLiberal)
        currency.settle(&list.figures)
        if mode == .news {
            CurrencyInference(english: figureReader.english, currency: currency).settle(&list.figures)
        }
        var quantities: [Quantity] = []
        quantities.reserveCapacity(list.figures.count)
        for index in list.figures.indices where !list.figures[index].isProvisional {
            quantities.append(list.figures[index].quantity)
        }
        return (quantities, times)
    }

    /// The end of a web address whose `://` stands at `colon`: its digits count nothing.
    private func addressEnd(colon: Int) -> Int? {
        guard colon > 0, figureReader.unit(colon + 1) == 0x2F, figureReader.unit(colon + 2) == 0x2F,
            NumberGlyph.isLetter(text.folded[colon - 1])
        else { return nil }
        var at = colon + 3
        while at < text.count, text.folded[at] > 0x20, text.folded[at] < 0x7F { at += 1 }
        return at
    }

    /// A word of letters: tried at its beginning only.
    private mutating func letters(from start: Int) -> Int {
        let head = WordTable.latinHead(of: text.folded, from: start)
        if isLiberal || openings.mayOpen(latinHead: head.hash),
            start == 0 || !NumberGlyph.isAlphanumeric(text.folded[start - 1]), let end = take(start)
        {
            return end
        }
        return head.end
    }

    /// Where a name ends that has the number at `position`.
    private mutating func nameEnd(at position: Int) -> Int? {
        while passedNames < context.numbered.count, context.numbered[passedNames].upperBound <= position {
            passedNames += 1
        }
        guard passedNames < context.numbered.count, context.numbered[passedNames].contains(position) else { return nil }
        floor = max(floor, context.numbered[passedNames].upperBound)
        return context.numbered[passedNames].upperBound
    }

    /// A run of digits: whole or not at all.
    private mutating func digits(from start: Int) -> Int {
        if let end = nameEnd(at: start) { return end }
        if let end = take(start) { return end }
        var at = start
        while at < text.count, NumberGlyph.isDigit(text.folded[at]) || text.folded[at] == 0x2E && at == start {
            at += 1
        }
        return max(at, start + 1)
    }

    /// Takes the figure or time that begins at `start`; nil if there is none.
    private mutating func take(_ start: Int) -> Int? {
        if mode == .news, figureReader.mayBeWord(at: start), let word = figureReader.wordFigure(at: start, floor: floor)
        {
            guard let figure = word.figure else { return timeOver(word.end, start: start) ?? word.end }
            figures.append(figure)
            floor = figure.end
            return figure.end
        }
        if isLiberal, let word = freeWord(at: start) {
            guard let figure = word.figure else { return timeOver(word.end, start: start) ?? word.end }
            figures.append(figure)
            floor = figure.end
            return figure.end
        }
        let time = mode == .numbers ? nil : readTime(at: start)
        let figure = mayBeFigure(start) ? figureReader.read(at: start, floor: floor) : nil
        if let time, time.end >= figure?.end ?? 0 || isDateBeforeFigure(time, figure) {
            return accept(time, start: start)
        }
        guard let figure else { return nil }
        figures.append(figure)
        floor = figure.end
        return max(figure.end, start + 1)
    }

    /// 三星期后, which begins like the name 三星.
    private mutating func timeOver(_ end: Int, start: Int) -> Int? {
        guard mode != .numbers, let time = readTime(at: start), time.end > end else { return nil }
        return accept(time, start: start)
    }

    /// Names and adverbs that begin with a number word (四川, 一些), and 对折, which has none.
    private func freeWord(at start: Int) -> (figure: Figure?, end: Int)? {
        if mode == .amounts, let half = figureReader.halfPrice(at: start) { return (half, half.end) }
        guard let word = figureReader.wordFigure(at: start, floor: floor), word.figure == nil else { return nil }
        return word
    }

    private func isDateBeforeFigure(_ time: TimeValue, _ figure: Figure?) -> Bool {
        guard let figure else { return true }
        return figure.quantity.unit == "year" || figure.quantity.unit == "days" || figure.quantity.unit == "month"
    }

    private func mayBeFigure(_ start: Int) -> Bool {
        let c = text.folded[start]
        return NumberGlyph.isDigit(c) || c == 0x2E || NumberGlyph.isChineseNumeral(c)
            || isLiberal && NumberGlyph.vulgarFraction(c) != nil
            || NumberGlyph.isLetter(c)
                && (isLiberal || EnglishWord.opening.longest(in: text.folded, from: start) != nil)
    }

    private func readTime(at start: Int) -> TimeValue? {
        let c = text.folded[start]
        guard figureReader.tables.timeOpeners.contains(c) else { return nil }
        if NumberGlyph.isDigit(c), start > 0, isGlued(start) { return nil }
        if mode == .news, !timeReader.words.gate.mayBegin(timeReader.reader, at: start) { return nil }
        return timeReader.read(at: start)
    }

    /// A letter, a digit with a point, or a currency stands before: no date.
    private func isGlued(_ start: Int) -> Bool {
        let before = text.folded[start - 1]
        return NumberGlyph.isLetter(before) || before == 0x24 || before == 0xA5 || before == 0x20AC || before == 0xA3
            || before == 0x2E && start > 1 && NumberGlyph.isDigit(text.folded[start - 2])
    }

    /// 《明日之后》: a work whose whole name is a time.
    private func isTitle(_ start: Int, _ end: Int) -> Bool {
        figureReader.unit(start - 1) == 0x300A && figureReader.unit(end) == 0x300B
    }

    private mutating func accept(_ found: TimeValue, start: Int) -> Int {
        if isTitle(start, found.end) { return found.end }
        var value = found
        if let session = timeReader.session(at: timeReader.reader.afterSpaces(value.end)) {
            (value.session, value.end) = (session.name, session.end)
        }
        if value.statesDay || value.hasStatedYear, value.precision == .day, let period = value.period {
            timeReader.reference.stated = period.start
        }
        times.append(
            TimeExpression(
                span: start..<value.end, start: value.first, end: value.last, precision: value.precision,
                basis: value.basis, fiscal: value.fiscal, session: value.session, isComparison: value.isComparison))
        floor = value.end
        return max(value.end, start + 1)
    }
}
