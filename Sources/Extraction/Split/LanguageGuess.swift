/// Language and script by counting signs: Chinese against Latin, Traditional forms against Simplified ones.
enum LanguageGuess {
    /// 1: written in Traditional only; 2: in Simplified only; 0: in both or neither.
    private static let scripts: [UInt8] = {
        var scripts = [UInt8](repeating: 0, count: 0x10000)
        let pairs = (try? Fold.pairs(in: LexiconFiles.embedded.bytes(of: Fold.path) ?? [])) ?? []
        for (_, simplified) in pairs where !bothScripts.contains(UInt32(simplified)) { scripts[Int(simplified)] = 2 }
        for (traditional, _) in pairs where !bothScripts.contains(UInt32(traditional)) { scripts[Int(traditional)] = 1 }
        return scripts
    }()

    /// Characters that both scripts write, though one maps to the other somewhere.
    private static let bothScripts: Set<UInt32> = Set(
        "著着乾于后里面干只台了征借伙升丰云松系几斗向回占布周注游范志家制准谷合须表折卷沈吁吃仿他它你才核梁群峰温杆泛烟线并采岳栗秘暗苏胡尸冬仆朴卜当郁扎".unicodeScalars.map(\.value))

    static func language(of text: Text) -> Language {
        var han = 0
        var letters = 0
        var kana = 0
        var traditional = 0
        var simplified = 0
        let scripts = scripts
        for scalar in text.scalars {
            let sign = SignClass.of(scalar)
            if sign.contains(.han) {
                han += 1
                if (0x3040...0x30FF).contains(scalar) || (0xAC00...0xD7A3).contains(scalar) { kana += 1 }
                if scalar <= 0xFFFF {
                    if scripts[Int(scalar)] == 1 {
                        traditional += 1
                    } else if scripts[Int(scalar)] == 2 {
                        simplified += 1
                    }
                }
            } else if sign.contains(.letter) {
                letters += 1
            }
        }
        if han == 0, letters == 0 || kana * 5 > han, letters < 3 { return .und }
        if kana * 5 > han, han > 0 { return .und }
        // A Chinese character says about as much as three letters.
        if han * 3 < letters { return .en }
        return traditional > simplified ? .zhHant : .zhHans
    }
}
