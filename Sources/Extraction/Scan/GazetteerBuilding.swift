extension Gazetteer {
    /// Room for `forms` forms without growing.
    init(expecting forms: Int) {
        var size = 1024
        while size < forms * 2 { size *= 2 }
        slots = [Int32](repeating: -1, count: size)
        prefixKeys = [UInt64](repeating: 0, count: size)
        prefixMasks = [UInt64](repeating: 0, count: size)
        keyHash.reserveCapacity(forms)
        keyStart.reserveCapacity(forms)
        keyLength.reserveCapacity(forms)
        keyAlias.reserveCapacity(forms)
        aliases.reserveCapacity(forms)
        pool.reserveCapacity(forms * 24)
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
        if let key = find(folded, 0..<length, hash: hash.value) {
            append(alias, toChain: keyAlias[key])
        } else {
            addKey(folded, hash: hash.value, alias: alias)
        }
        return true
    }

    private mutating func append(_ alias: Int32, toChain head: Int32) {
        var last = Int(head)
        while aliases[last].next >= 0 { last = Int(aliases[last].next) }
        aliases[last].next = alias
    }

    private mutating func addKey(_ folded: [UInt16], hash: UInt32, alias: Int32) {
        if keyHash.count * 2 >= slots.count { grow() }
        let key = Int32(keyHash.count)
        keyHash.append(hash)
        keyStart.append(Int32(pool.count))
        keyLength.append(UInt8(folded.count))
        keyAlias.append(alias)
        pool.append(contentsOf: folded)
        place(key, hash)
        let wordEnd = Latin.wordEnd(folded, from: 0)
        if wordEnd == 0 { firsts[Int(folded[0])] = true }
        let prefix = wordEnd > 0 ? PrefixKey.word(folded, 0..<wordEnd) : PrefixKey.pair(folded[0], folded[1])
        mark(prefix, mask: 1 << UInt64(folded.count))
    }

    private mutating func place(_ key: Int32, _ hash: UInt32) {
        let limit = slots.count - 1
        var slot = Int(hash) & limit
        while slots[slot] >= 0 { slot = (slot + 1) & limit }
        slots[slot] = key
    }

    private mutating func mark(_ prefix: UInt64, mask: UInt64) {
        let bit = Gazetteer.filterBit(prefix)
        prefixFilter[bit >> 6] |= 1 << UInt64(bit & 63)
        let limit = prefixKeys.count - 1
        var slot = PrefixKey.slot(prefix, limit)
        while prefixKeys[slot] != 0, prefixKeys[slot] != prefix { slot = (slot + 1) & limit }
        prefixKeys[slot] = prefix
        prefixMasks[slot] |= mask
    }

    private mutating func grow() {
        let size = slots.count * 2
        slots = [Int32](repeating: -1, count: size)
        for key in keyHash.indices { place(Int32(key), keyHash[key]) }
        let (keys, masks) = (prefixKeys, prefixMasks)
        prefixKeys = [UInt64](repeating: 0, count: size)
        prefixMasks = [UInt64](repeating: 0, count: size)
        for slot in keys.indices where keys[slot] != 0 { mark(keys[slot], mask: masks[slot]) }
    }
}

extension Gazetteer {
    /// Whether the case in which the text writes a form lets it be this alias.
    ///
    /// Exactly as the alias is written always fits. Else four letters or more are enough with a capital first letter
    /// (`TESLA`, `Nvidia`), and all in lower case where `lenient` or the alias says so.
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
        if alias.traits.contains(.exactCase) || letters < 4 { return false }
        if Latin.isCapital(text.scalars[span.lowerBound]) { return true }
        // `ams OSRAM` for ams Osram: the name begins small by right, its capitals are another house's style.
        if text.scalars[span.lowerBound] == UInt32(pool[display]), Latin.hasInnerCapital(text.scalars, span) {
            return true
        }
        return lenient && !alias.traits.contains(.listed) || !Latin.isLetter(text.folded[span.lowerBound])
    }
}
