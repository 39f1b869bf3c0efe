/// Takes the hashed features of one decision: a list of them for training, their weights' sum for a judgement.
protocol FeatureSink {
    mutating func take(cue bucket: UInt32)
    mutating func take(gram bucket: UInt32)
}

extension FeatureSink {
    @inline(__always)
    mutating func addCue(_ name: UInt32, _ value: Int) {
        take(
            cue: FeatureSet.mix(name, UInt32(truncatingIfNeeded: value &+ 64)) & UInt32(FeatureSet.cueBuckets - 1))
    }

    @inline(__always)
    mutating func addGram(_ salt: UInt32, _ hash: UInt32) {
        take(gram: FeatureSet.mix(salt, hash) & UInt32(FeatureSet.gramBuckets - 1))
    }
}

/// Hashed features of one decision: those of the lexicon in a small table of their own, n-grams in a large one.
package struct FeatureSet: FeatureSink, Sendable {
    /// Sizes of the two tables of the model; powers of two.
    package static let cueBuckets = 4096
    package static let gramBuckets = 131_072

    /// Indices into the table of cue features.
    var cues: [UInt32] = []
    /// Indices into the table of n-grams.
    var grams: [UInt32] = []

    mutating func take(cue bucket: UInt32) { cues.append(bucket) }
    mutating func take(gram bucket: UInt32) { grams.append(bucket) }

    /// Finalizer of MurmurHash3 over two words.
    @inline(__always)
    static func mix(_ a: UInt32, _ b: UInt32) -> UInt32 {
        var h = a &* 0x9E37_79B1 ^ b &* 0x85EB_CA77
        h ^= h >> 16
        h = h &* 0x85EB_CA6B
        h ^= h >> 13
        h = h &* 0xC2B2_AE35
        return h ^ (h >> 16)
    }
}

/// A word, Chinese character or figure of the text, by its hash.
struct Gram {
    var start: Int
    var end: Int
    var hash: UInt32
    /// Hash of the first five letters of an English word, so that its forms meet; else `hash`.
    var stem: UInt32
    var isHan: Bool
}

extension Gram {
    fileprivate init(target: Span, end: Int) {
        self.init(start: target.lowerBound, end: end, hash: Grams.target, stem: Grams.target, isHan: false)
    }
}

/// Cuts text into words, Chinese characters and figures. Every figure is the same token; signs are kept.
enum Grams {
    static let figure: UInt32 = 0x23
    static let target: UInt32 = 0x40
    private static let stemLength = 5

    static func cut(_ folded: [UInt16], _ span: Span, target: Span?, into grams: inout [Gram]) {
        var position = span.lowerBound
        while position < span.upperBound {
            if let target, position == target.lowerBound, !target.isEmpty {
                let end = min(target.upperBound, span.upperBound)
                grams.append(Gram(target: target, end: end))
                position = end
                continue
            }
            let limit =
                target.map { position < $0.lowerBound ? min($0.lowerBound, span.upperBound) : span.upperBound }
                ?? span.upperBound
            position = one(folded, position, limit, into: &grams)
        }
    }

    /// The same, put together from the grams of a stretch that was cut without a target and that `span` is part of; with
    /// no target it is the whole.
    static func cut(
        _ whole: [Gram], _ folded: [UInt16], _ span: Span, target: Span?, into grams: inout [Gram]
    ) {
        guard let target else {
            grams += whole
            return
        }
        guard !target.isEmpty, target.clamped(to: span) == target,
            let start = place(of: span.lowerBound, whole), let before = place(of: target.lowerBound, whole),
            let after = place(of: target.upperBound, whole), let end = place(of: span.upperBound, whole)
        else { return cut(folded, span, target: target, into: &grams) }
        grams += whole[start..<before]
        grams.append(Gram(target: target, end: target.upperBound))
        grams += whole[after..<end]
    }

    /// The first of the grams from `position` on; nil where one reaches over it and would be cut there.
    private static func place(of position: Int, _ grams: [Gram]) -> Int? {
        let place = grams.firstPlace { $0.start >= position }
        return place == 0 || grams[place - 1].end <= position ? place : nil
    }

    private static func one(_ folded: [UInt16], _ start: Int, _ limit: Int, into grams: inout [Gram]) -> Int {
        let unit = folded[start]
        var end = start + 1
        if Glyph.isLatin(unit) {
            var hash: UInt32 = 2_166_136_261
            hash = (hash ^ UInt32(unit)) &* 16_777_619
            var stem = hash
            while end < limit, Glyph.isLatin(folded[end]) || isApostrophe(folded, end, limit) {
                hash = (hash ^ UInt32(folded[end])) &* 16_777_619
                if end - start < stemLength { stem = hash }
                end += 1
            }
            grams.append(Gram(start: start, end: end, hash: hash, stem: stem ^ 0x5000, isHan: false))
        } else if Glyph.isDigit(unit) {
            while end < limit, Glyph.isDigit(folded[end]) || folded[end] == 0x2E || folded[end] == 0x2C { end += 1 }
            grams.append(Gram(start: start, end: end, hash: figure, stem: figure, isHan: false))
        } else if !Glyph.isSpace(unit) {
            let hash = UInt32(unit) &* 0x2C1B_3C6D
            grams.append(Gram(start: start, end: end, hash: hash, stem: hash, isHan: Glyph.isHan(unit)))
        }
        return end
    }

    private static func isApostrophe(_ folded: [UInt16], _ position: Int, _ limit: Int) -> Bool {
        (folded[position] == 0x27 || folded[position] == 0x2019) && position + 1 < limit
            && Glyph.isLatin(folded[position + 1])
    }
}
