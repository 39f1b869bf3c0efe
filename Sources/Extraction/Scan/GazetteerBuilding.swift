extension Gazetteer {
    /// Room for `count` forms without growing.
    init(expecting count: Int) {
        var size = 1024
        while size < count * 2 { size *= 2 }
        forms = [Form](repeating: .none, count: size)
        prefixes = [Prefix](repeating: Prefix(), count: size)
        aliases.reserveCapacity(count)
        pool.reserveCapacity(count * 24)
    }

    /// Adds one written form of `entity`. Forms that are empty, one code point long or too long are left out.
    /// - Returns: whether the form was added.
    @discardableResult
    mutating func add(
        folded: [UInt16], written: [UInt16], entity: Int32, traits: AliasTraits, condition: Int32 = -1
    ) -> Bool {
        let length = folded.count
        guard length >= 2, length <= Gazetteer.maximumLength, written.count == length else { return false }
        var hash = FormHash()
        for code in folded { hash.add(code) }
        let display = Int32(pool.count)
        pool.append(contentsOf: written)
        let alias = Int32(aliases.count)
        aliases.append(Alias(entity: entity, traits: traits, condition: condition, next: -1, display: display))
        if let head = find(folded, 0..<length, hash: hash.value) {
            append(alias, toChain: head)
        } else {
            addForm(folded, hash: hash.value, alias: alias)
        }
        return true
    }

    private mutating func append(_ alias: Int32, toChain head: Int32) {
        var last = Int(head)
        while aliases[last].next >= 0 { last = Int(aliases[last].next) }
        aliases[last].next = alias
    }

    private mutating func addForm(_ folded: [UInt16], hash: UInt32, alias: Int32) {
        if formCount * 2 >= forms.count { grow() }
        formCount += 1
        forms[slot(of: folded, 0..<folded.count, hash: hash)] = Form(
            hash: hash, start: Int32(pool.count), length: Int32(folded.count), alias: alias)
        pool.append(contentsOf: folded)
        formFilter.insert(UInt64(hash))
        let wordEnd = Latin.wordEnd(folded, from: 0)
        if wordEnd == 0 { firsts.insert(folded[0]) }
        let prefix = wordEnd > 0 ? PrefixKey(word: folded, 0..<wordEnd) : PrefixKey(folded[0], folded[1])
        prefixFilter.insert(prefix.value)
        let following = wordEnd > 0 ? wordEnd : 2
        var opening = prefix
        for place in following..<min(following + 2, max(following, folded.count)) {
            opening = opening.extended(by: folded[place])
        }
        openingFilter.insert(opening.value)
        place(Prefix(key: prefix.value, lengths: 1 << UInt64(folded.count)))
    }

    private mutating func place(_ prefix: Prefix) {
        let limit = prefixes.count - 1
        var slot = PrefixKey(value: prefix.key).slot(limit)
        while prefixes[slot].key != 0, prefixes[slot].key != prefix.key { slot = (slot + 1) & limit }
        prefixes[slot].key = prefix.key
        prefixes[slot].lengths |= prefix.lengths
    }

    private mutating func grow() {
        let (oldForms, oldPrefixes) = (forms, prefixes)
        let size = max(1024, forms.count * 2)
        forms = [Form](repeating: .none, count: size)
        prefixes = [Prefix](repeating: Prefix(), count: size)
        for form in oldForms where form.alias >= 0 {
            var slot = Int(form.hash) & (size - 1)
            while forms[slot].alias >= 0 { slot = (slot + 1) & (size - 1) }
            forms[slot] = form
        }
        for prefix in oldPrefixes where prefix.key != 0 { place(prefix) }
    }
}

extension Gazetteer {
    /// Whether the case in which the text writes a form lets it be this alias.
    ///
    /// Exactly as the alias is written always fits. Else four letters or more are enough with a capital first letter
    /// (`TESLA`, `Nvidia`), and all in lower case where `lenient` or the alias says so. Where everything is in capitals
    /// (`MICRON SHARES UP 6.8%`) they say nothing.
    func caseFits(_ alias: Alias, _ text: Text, _ span: Span, lenient: Bool) -> Bool {
        var letters = 0
        var same = true
        let display = Int(alias.display)
        for offset in 0..<span.count {
            let scalar = text.scalars[span.lowerBound + offset]
            guard Latin.isCapital(scalar) || Latin.isSmall(scalar) else { continue }
            letters += 1
            if scalar != UInt32(pool[display + offset]) { same = false }
        }
        if same || alias.traits.contains(.anyCase) { return true }
        if letters < 4 { return false }
        if alias.traits.contains(.exactCase) { return isShouted(text, span) }
        if Latin.isCapital(text.scalars[span.lowerBound]) { return true }
        // `ams OSRAM` for ams Osram: the name begins small by right, its capitals are another house's style.
        if text.scalars[span.lowerBound] == UInt32(pool[display]), Latin.hasInnerCapital(text.scalars, span) {
            return true
        }
        return lenient && !alias.traits.contains(.listed) || !Latin.isLetter(text.folded[span.lowerBound])
    }

    /// Whether the name and what stands around it hold capitals alone.
    private func isShouted(_ text: Text, _ span: Span) -> Bool {
        let around =
            max(0, span.lowerBound - Gazetteer.shoutReach)..<min(text.count, span.upperBound + Gazetteer.shoutReach)
        var capitals = 0
        for position in around {
            let scalar = text.scalars[position]
            if Latin.isSmall(scalar) || scalar >= 0x2E80 { return false }
            if Latin.isCapital(scalar) { capitals += 1 }
        }
        return capitals - span.count >= Gazetteer.fewestShouted
    }

    private static let shoutReach = 40
    private static let fewestShouted = 8
}
