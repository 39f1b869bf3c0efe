/// Units: what stands after a number, or before it as currency.
extension FigureReader {
    /// Reads the unit after `figure` and takes it in. False if there is none.
    func readUnit(of figure: inout Figure, prefix: Prefix) -> Bool {
        if let counted = unitAfterOf(figure, prefix: prefix) {
            figure = counted
            return true
        }
        if readPercent(of: &figure) { return true }
        if readCurrency(of: &figure, prefix: prefix) { return true }
        if readMultiple(of: &figure) { return true }
        return readNoun(of: &figure)
    }

    /// hundreds of billions of dollars, tens of thousands of GPUs: the unit stands behind `of`.
    private func unitAfterOf(_ figure: Figure, prefix: Prefix) -> Figure? {
        guard figure.numeral.form == .english, figure.numeral.vague == .over else { return nil }
        let at = reader.afterSpaces(figure.end)
        guard english.hasWord("of", at: at) else { return nil }
        var counted = figure
        counted.quantity.span = figure.start..<reader.afterSpaces(at + 2)
        if readCurrency(of: &counted, prefix: prefix) || readNoun(of: &counted) { return counted }
        return nil
    }

    private func take(_ figure: inout Figure, to end: Int, kind: Quantity.Kind, unit: String) {
        figure.quantity.span = figure.start..<end
        figure.quantity.core = figure.quantity.core.lowerBound..<end
        figure.quantity.kind = kind
        figure.quantity.unit = unit
    }

    private func scale(_ figure: inout Figure, by factor: Decimal) {
        figure.quantity.value = figure.quantity.value.multiplied(by: factor) ?? figure.quantity.value
        figure.quantity.upper = figure.quantity.upper.map { $0.multiplied(by: factor) ?? $0 }
    }

    /// 百分之三, 三分之一, 两成, 八折.
    private func readPercent(of figure: inout Figure) -> Bool {
        let numeral = figure.numeral
        if let denominator = numeral.denominator {
            let isPercent = denominator.significand == 1 && denominator.exponent >= 2
            if isLiberal, !isPercent { return true }
            figure.quantity.value = figure.quantity.value.scaled(byPowerOfTen: 2)
            figure.quantity.upper = figure.quantity.upper?.scaled(byPowerOfTen: 2)
            take(&figure, to: figure.end, kind: .percent, unit: "percent")
            return true
        }
        if isLiberal, followsPercentOf(figure.start) {
            take(&figure, to: figure.end, kind: .percent, unit: "percent")
            return true
        }
        let at = reader.afterSpaces(figure.end)
        switch unit(at) {
        case 0x6210 where isTenth(at): return takeTenths(&figure, at: at)  // 成
        case 0x6298: return takeDiscount(&figure, at: at)  // 折
        default: return false
        }
    }

    /// percent of 210, with no number before it.
    private func followsPercentOf(_ start: Int) -> Bool {
        guard english.hasWord("of", at: start - 3) else { return false }
        let word = english.hasWord("percent", at: start - 11) ? start - 11 : start - 12
        guard word == start - 11 || english.hasWord("per cent", at: word) else { return false }
        let before = unit(reader.beforeSpaces(word))
        return word == 0 || !NumberGlyph.isAlphanumeric(before) && !NumberGlyph.isHan(before)
    }

    /// 成 as a tenth: not 成本, 成为, 成功, 成交 …
    private func isTenth(_ at: Int) -> Bool {
        guard figureIsSmall(endingAt: at) else { return false }
        switch unit(at + 1) {
        case 0x672C, 0x4E3A, 0x529F, 0x7ACB, 0x5458, 0x957F, 0x4EA4, 0x90FD, 0x679C, 0x719F, 0x54C1, 0x6548, 0x5C31,
            0x7EE9, 0x578B:
            return false
        default: return true
        }
    }

    private func figureIsSmall(endingAt at: Int) -> Bool {
        let before = unit(at - 1)
        return NumberGlyph.isDigit(before) || NumberGlyph.chineseDigit(before) != nil
            || NumberGlyph.chinesePower(before) == 1 || NumberGlyph.isSpace(before) || before == 0x51E0
            || before == 0x591A
    }

    private func takeTenths(_ figure: inout Figure, at: Int) -> Bool {
        guard figure.quantity.value <= Decimal(100), figure.numeral.scale == 0 else { return false }
        scale(&figure, by: Decimal(10))
        var end = at + 1
        let next = isLiberal ? reader.afterSpaces(end) : end
        if let digit = NumberGlyph.chineseDigit(unit(next)), digit > 0, NumberGlyph.chinesePower(unit(next + 1)) == nil,
            NumberGlyph.chineseDigit(unit(next + 1)) == nil
        {
            figure.quantity.value = figure.quantity.value.plus(Decimal(digit)) ?? figure.quantity.value
            end = next + 1
        } else if unit(end) == 0x534A {  // 两成半
            figure.quantity.value = figure.quantity.value.plus(Decimal(5)) ?? figure.quantity.value
            end += 1
        }
        take(&figure, to: end, kind: .percent, unit: "percent")
        if unit(end) == 0x591A || unit(end) == 0x4F59 {  // 三成多
            figure.numeral.vague = .over
            figure.quantity.span = figure.start..<(end + 1)
        }
        return true
    }

    /// 八折 is 20 % off; in `normalize` it is the share that stays.
    private func takeDiscount(_ figure: inout Figure, at: Int) -> Bool {
        guard figure.numeral.scale == 0, figure.quantity.value < Decimal(100), !figure.quantity.value.isZero else {
            return false
        }
        switch unit(at + 1) {
        case 0x65E7, 0x5C04, 0x78E8, 0x5408, 0x817E, 0x53E0, 0x5C4F: return false  // 折旧 折射 折磨 折合 折腾 折叠 折屏
        default: break
        }
        let two =
            figure.numeral.form == .arabic
            ? figure.numeral.integerDigits == 2 : figure.numeral.powers == 0 && figure.quantity.value >= Decimal(10)
        scale(&figure, by: two && figure.quantity.value > Decimal(10) ? Decimal(1) : Decimal(10))
        if !isLiberal, let off = figure.quantity.value.minus(Decimal(100)) { figure.quantity.value = off }
        take(&figure, to: at + 1, kind: .percent, unit: "percent")
        return true
    }

    private func readCurrency(of figure: inout Figure, prefix: Prefix) -> Bool {
        let at = scaleBeforeCode(&figure)
        var suffix: (currency: MeasureTables.Currency, end: Int)?
        if let found = tables.currencyAfter.longest(in: text, from: at), isCurrency(found.end, at: at, figure: figure) {
            suffix = (tables.currencies[Int(found.value)], found.end)
        }
        if let own = prefix.currency {
            var end = figure.end
            if let suffix, suffix.currency.part == .whole,
                suffix.currency.code == own.code || isShared(suffix.currency.code) || isShared(own.code)
            {
                end = suffix.end
            }
            setCurrency(
                &figure,
                code: isShared(own.code)
                    ? (suffix.map { end == $0.end ? $0.currency.code : own.code } ?? own.code) : own.code, end: end)
            addCents(&figure)
            readRate(of: &figure)
            return true
        }
        guard let suffix else { return false }
        switch suffix.currency.part {
        case .whole: break
        case .tenth, .minor:
            if !isLiberal, suffix.currency.code == "LOCAL" { return false }
            scale(&figure, by: Decimal(significand: 1, exponent: suffix.currency.part == .minor ? -2 : -1))
        }
        setCurrency(
            &figure,
            code: suffix.currency.code == "USD" && suffix.currency.part == .minor ? "USD" : suffix.currency.code,
            end: suffix.end)
        addCents(&figure)
        readRate(of: &figure)
        return true
    }

    /// 30 MUSD: a scale letter before an ISO code. The position where the currency begins.
    private func scaleBeforeCode(_ figure: inout Figure) -> Int {
        var at = reader.afterSpaces(figure.end)
        // a 500-million-euro loan
        if at == figure.end, unit(at) == 0x2D, NumberGlyph.isLetter(unit(at + 1)) { at += 1 }
        let power = unit(at) == 0x6D ? 6 : unit(at) == 0x6B ? 3 : 0
        guard power > 0, figure.numeral.scale == 0, isUpper(at + 1), !NumberGlyph.isAlphanumeric(unit(at + 4)),
            NumberGlyph.isLetter(unit(at + 3)),
            let found = tables.currencyAfter.longest(in: text, from: at + 1), found.end == at + 4
        else { return at }
        scale(&figure, by: Decimal(1).scaled(byPowerOfTen: power))
        figure.numeral.apply(power: power, end: at + 1)
        return at + 1
    }

    private func isShared(_ code: String) -> Bool {
        code == "LOCAL" || code == "DOLLAR" || code == "YEN" || code == "CROWN"
    }

    /// 1080p counts the lines of a picture.
    private static let videoLines: Set<Decimal> = Set(
        [144, 240, 360, 480, 720, 1080, 1440, 2160, 4320].map { Decimal($0) })

    /// 元 is no currency in 元旦, 元素, 元年; 块 is one only of talk; `won` and `pound` need a large or scaled figure.
    private func isCurrency(_ end: Int, at: Int, figure: Figure) -> Bool {
        let c = unit(at)
        let next = unit(end)
        if c == 0x5143, end == at + 1 {  // 元
            switch next {
            case 0x65E6, 0x7D20, 0x5E74, 0x8001, 0x5B87, 0x4EF6, 0x6570, 0x51F6: return false
            default: return true
            }
        }
        if c == 0x5757 || c == 0x5200 || c == 0x868A {  // 块 刀
            return isLiberal ? true : end > at + 1
        }
        if c == 0x5206, end == at + 1 { return isLiberal && next != 0x949F && next != 0x4E4B }
        if c == 0x6BDB, end == at + 1 { return isLiberal }
        // 50p, 43c
        if c == 0x70, end == at + 1 { return at == figure.end && !Self.videoLines.contains(figure.quantity.value) }
        if c == 0x63, end == at + 1 { return isLiberal }
        if end == at + 2, c == 0x72 || c == 0x6B || c == 0x64 { return isUpper(at) || isLiberal }
        if end == at + 2, c == 0x66, unit(at + 1) == 0x72 { return false }
        if end == at + 3, c == 0x77, unit(at + 1) == 0x6F {
            return figure.numeral.scale > 0 || figure.quantity.value >= Decimal(1000)
        }
        if end == at + 3, c == 0x74, unit(at + 1) == 0x72 || unit(at + 1) == 0x6F { return isUpper(at) }
        if end == at + 3, c == 0x72, unit(at + 1) == 0x6F || unit(at + 1) == 0x75 { return isUpper(at) }
        // lak, php, cop, mad, gel: codes that are words too, or might be.
        if end == at + 3, c == 0x6C || c == 0x70 || c == 0x63 || c == 0x6D || c == 0x67 && unit(at + 1) == 0x65 {
            return isUpper(at)
        }
        return true
    }

    private func isUpper(_ at: Int) -> Bool { at < english.scalars.count && english.scalars[at] < 0x61 }

    private func setCurrency(_ figure: inout Figure, code: String, end: Int) {
        take(&figure, to: end, kind: .money, unit: isShared(code) ? "" : code)
        figure.openCurrency = isShared(code) ? code : ""
    }

    /// 50元6角三分, thirteen dollars forty-five cents, 10日元5日本钱.
    private func addCents(_ figure: inout Figure) {
        for _ in 0..<2 {
            var at = reader.afterSpaces(figure.end)
            if unit(at) == 0x53C8 { at += 1 }  // 又
            if unit(at) == 0x61, unit(at + 1) == 0x6E, unit(at + 2) == 0x64, NumberGlyph.isSpace(unit(at + 3)) {
                at += 4
            }
            guard figure.numeral.scale == 0 || figure.openCurrency == "LOCAL" && figure.numeral.scale <= 3,
                let part = NumberGlyph.isLetter(unit(at)) ? english.read(at: at) : reader.read(at: at),
                part.value < Decimal(100)
            else { return }
            guard let found = tables.currencyAfter.longest(in: text, from: reader.afterSpaces(part.end)) else {
                addBareCents(&figure, part)
                return
            }
            let currency = tables.currencies[Int(found.value)]
            guard currency.part != .whole, isCurrency(found.end, at: reader.afterSpaces(part.end), figure: figure)
            else {
                return
            }
            let cents = part.value.scaled(byPowerOfTen: currency.part == .minor ? -2 : -1)
            figure.quantity.value = figure.quantity.value.plus(cents) ?? figure.quantity.value
            figure.quantity.span = figure.start..<found.end
            figure.quantity.core = figure.quantity.core.lowerBound..<found.end
        }
    }

    /// 一块二, 三块零四, 五块七毛八; 15 dollars and 50, $20 43. Only in `normalize`: news writes the unit.
    private func addBareCents(_ figure: inout Figure, _ part: Numeral) {
        guard isLiberal, part.powers == 0 || part.form == .english, !part.hasPoint, part.denominator == nil,
            part.vague == nil, figure.quantity.value.exponent >= 0 || part.form == .chinese
        else { return }
        let next = unit(part.end)
        guard !NumberGlyph.isHan(next), next != 0x25, !NumberGlyph.isLetter(unit(reader.afterSpaces(part.end))),
            !(next == 0x2E && NumberGlyph.isDigit(unit(part.end + 1))),
            !(next == 0x2C && NumberGlyph.isDigit(unit(part.end + 1)))
        else {
            if part.form == .chinese, next == 0x5230 || next == 0x81F3 { addChange(&figure, part) }
            return
        }
        if part.form == .chinese { return addChange(&figure, part) }
        guard figure.quantity.unit != "JPY", part.end > figure.end + 1,
            part.form == .english || part.integerDigits <= 2,
            part.value < Decimal(100), let value = figure.quantity.value.plus(part.value.scaled(byPowerOfTen: -2))
        else { return }
        figure.quantity.value = value
        figure.quantity.span = figure.start..<part.end
        figure.quantity.core = figure.quantity.core.lowerBound..<part.end
    }

    /// The small change after 块 and 毛 of speech.
    private func addChange(_ figure: inout Figure, _ part: Numeral) {
        let isZero = unit(part.start) == 0x96F6
        let power: Int
        switch unit(figure.end - 1) {
        case 0x5757, 0x868A, 0x5143: power = isZero ? -2 : -1  // 块 蚊 元
        case 0x6BDB, 0x89D2, 0x6BEB: power = -2  // 毛 角 毫
        default: return
        }
        guard part.value < Decimal(10), part.end - part.start <= (isZero ? 2 : 1),
            let value = figure.quantity.value.plus(part.value.scaled(byPowerOfTen: power))
        else { return }
        figure.quantity.value = value
        figure.quantity.span = figure.start..<part.end
        figure.quantity.core = figure.quantity.core.lowerBound..<part.end
    }

    private func readNoun(of figure: inout Figure) -> Bool {
        var at = reader.afterSpaces(figure.end)
        if unit(at) == 0x2D, NumberGlyph.isLetter(unit(at + 1)), at == figure.end { at += 1 }
        var found = tables.unitWords.longest(in: text, from: at)
        // `12-layer HBM3E chips` are not twelve.
        if found == nil, at > figure.end, unit(figure.end) != 0x2D, NumberGlyph.isLetter(unit(at)) {
            found = noun(after: at)
        }
        guard let found, isUnit(found, at: at, figure: figure) else { return false }
        let word = tables.units[Int(found.value)]
        let name = word.name == "percent" && isPointsHan(at, figure) ? "percentage_point" : word.name
        scale(&figure, by: word.factor)
        let kind: Quantity.Kind =
            name == "percent" ? .percent : name == "percentage_point" ? .percentagePoint : .other
        take(&figure, to: found.end, kind: kind, unit: name)
        readSpecial(&figure, at: at, end: found.end)
        readRate(of: &figure)
        return true
    }

    /// 同比-0.4pct, 提升1.6pct: Chinese research means points by pct, behind a sign or a word.
    private func isPointsHan(_ at: Int, _ figure: Figure) -> Bool {
        let sign = unit(figure.start)
        let before = unit(figure.start - 1)
        guard unit(at) == 0x70, NumberGlyph.isHan(before) else { return false }
        return sign == 0x2D || sign == 0x2B || Self.moves.contains(before)
    }

    /// What words for a move end with: 提升, 下降, 提高, 降低, 下滑, 收窄, 改善, 回落, 变动, 增加, 缩减.
    private static let moves = CodeSet(Fold.folded("升降高低滑窄善落动加减"))

    /// 25,000 new electric vehicles: up to two words of letters may stand between the number and its noun.
    private func noun(after start: Int) -> (end: Int, value: Int32)? {
        var at = start
        for _ in 0..<2 {
            let first = at
            while NumberGlyph.isAlphanumeric(unit(at)) || unit(at) == 0x2D { at += 1 }
            guard at > first, at < first + 14, unit(at) == 0x20, NumberGlyph.isLetter(unit(at + 1)), !isStop(first, at)
            else { return nil }
            at += 1
            if let found = tables.unitWords.longest(in: text, from: at), isPlural(found.end) { return found }
        }
        return nil
    }

    private func isPlural(_ end: Int) -> Bool { unit(end - 1) == 0x73 || unit(end - 2) == 0x6C }

    /// Words that end a noun phrase: of, in, to, and, on, by, at, as, is, was, for, from, with.
    private func isStop(_ start: Int, _ end: Int) -> Bool {
        switch end - start {
        case 1: return true
        case 2: return true
        case 3:
            let c = unit(start)
            return c == 0x61 && unit(start + 1) == 0x6E || c == 0x66 || c == 0x77 || c == 0x74 || c == 0x70
        case 4:
            return unit(start) == 0x66 && unit(start + 1) == 0x72 || unit(start) == 0x77 || unit(start) == 0x74
                || unit(start) == 0x70
        default: return false
        }
    }

    /// Units of one letter or one character that are often something else.
    private func isUnit(_ found: (end: Int, value: Int32), at: Int, figure: Figure) -> Bool {
        let c = unit(at)
        let next = unit(found.end)
        let single = found.end == at + 1
        let value = figure.quantity.value
        if at > figure.end, single, NumberGlyph.isLetter(c) { return false }
        guard single else { return true }
        switch c {
        case 0x70B9:  // 点 of a clock, of a list
            if figure.numeral.form == .chinese { return false }
            if isLiberal { return false }
            return figure.numeral.hasPoint || value > Decimal(24)
                || next != 0x949F && next != 0x534A && !NumberGlyph.isDigit(next) && next != 0x6574
                    && isMove(before: figure.start)
        case 0x80A1: return next != 0x4E1C && next != 0x5E02 && next != 0x4EFD || true  // 股
        case 0x624B: return next != 0x673A && next != 0x6BB5 && next != 0x672F && next != 0x6301  // 手机 手段 手术 手持
        case 0x5E74: return next != 0x671F || true
        case 0x5BB6: return true
        case 0x5EA6: return figure.numeral.scale > 0  // 度
        case 0x5468, 0x5C42, 0x5904, 0x5934, 0x9875, 0x56FD: return next != 0x671F && next != 0x5E74
        case 0x5361: return true
        case 0x79D2: return true
        case 0x79CD: return true
        default: return true
        }
    }

    /// 跌, 涨, 升, 降 … right before the figure: it is a move in points.
    private func isMove(before start: Int) -> Bool {
        for offset in 1...3 {
            switch unit(start - offset) {
            case 0x8DCC, 0x6DA8, 0x5347, 0x964D, 0x6328, 0x6536, 0x62A5: return true
            default: continue
            }
        }
        return false
    }

    /// 個点 is a percent, 張 of a Taiwan text a thousand shares.
    private func readSpecial(_ figure: inout Figure, at: Int, end: Int) {
        if figure.quantity.unit == "units" || figure.quantity.unit == "wafer", end == at + 1,
            isChip(at: end, counter: unit(at))
        {
            figure.quantity.unit = "gpu"
            return
        }
        if unit(at) == 0x4E2A, unit(at + 1) == 0x70B9, end <= at + 2 {
            take(&figure, to: at + 2, kind: .percent, unit: "percent")
        } else if figure.quantity.unit == "centimetre", isPriceLimit(at: end) {
            take(&figure, to: end, kind: .percent, unit: "percent")
        } else if unit(at) == 0x5F20, end == at + 1, isTraditional, figure.numeral.form == .arabic,
            !NumberGlyph.isLetter(unit(end))
        {
            scale(&figure, by: Decimal(1000))
            figure.quantity.unit = "shares"
        }
    }

    /// 20cm涨停: 涨停 or 跌停, of markets whose daily limit traders give in centimetres.
    private func isPriceLimit(at end: Int) -> Bool {
        (unit(end) == 0x6DA8 || unit(end) == 0x8DCC) && unit(end + 1) == 0x505C
    }

    /// 25万块英伟达GPU, 35万张H100显卡: the noun stands behind the maker's name.
    private func isChip(at start: Int, counter: UInt16) -> Bool {
        switch counter {
        case 0x5757, 0x5F20, 0x9897, 0x679A, 0x7247, 0x4E2A: break  // 块 张 颗 枚 片 个
        default: return false
        }
        for at in start..<start + 14 {
            switch (unit(at), unit(at + 1)) {
            case (0x67, 0x70): return unit(at + 2) == 0x75  // gpu
            case (0x663E, 0x5361), (0x901F, 0x5361), (0x529B, 0x5361), (0x901F, 0x82AF), (0x529B, 0x82AF),
                (0x69, 0x82AF):
                return true  // 显卡 加速卡 算力卡 加速芯片 算力芯片 AI芯片
            case let (c, _):
                guard NumberGlyph.isHan(c) || NumberGlyph.isAlphanumeric(c) || c == 0x20 || c == 0x2D, c != 0x548C,
                    c != 0x7684
                else { return false }
            }
        }
        return false
    }

    /// `/年`, `a year`, `per share`.
    func readRate(of figure: inout Figure) {
        let at = unit(figure.end) == 0x20 ? figure.end + 1 : figure.end
        guard let found = tables.spans.rateAfter.longest(in: text, from: at) else { return }
        figure.quantity.per = tables.spans.names[Int(found.value)]
    }
}
