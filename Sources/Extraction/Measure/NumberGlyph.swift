/// Classes of code units of the folded text that figures and dates are made of.
enum NumberGlyph {
    static func isDigit(_ c: UInt16) -> Bool { c &- 0x30 < 10 }
    /// ASCII letters; the folded text has no upper case ones.
    static func isLetter(_ c: UInt16) -> Bool { c &- 0x61 < 26 }
    static func isAlphanumeric(_ c: UInt16) -> Bool { isDigit(c) || isLetter(c) }
    static func isSpace(_ c: UInt16) -> Bool {
        c == 0x20 || c == 0xA0 || c == 0x3000 || c == 0x202F || c == 0x2009 || c == 0x09
    }
    static func isHan(_ c: UInt16) -> Bool { c >= 0x4E00 && c <= 0x9FFF }

    /// Hyphens, dashes, minus and swung dashes that may stand between the ends of a range.
    static func isDash(_ c: UInt16) -> Bool {
        switch c {
        case 0x2D, 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0x7E, 0x301C, 0xFF5E, 0xFF0D, 0x223C: true
        default: false
        }
    }

    static func isMinus(_ c: UInt16) -> Bool { c == 0x2D || c == 0x2212 || c == 0xFF0D || c == 0x2010 || c == 0x2011 }

    /// ½, ⅓, ¾ …; nil else.
    static func vulgarFraction(_ c: UInt16) -> Decimal? {
        let (top, parts): (Int, Int)
        switch c {
        case 0xBC: (top, parts) = (1, 4)
        case 0xBD: (top, parts) = (1, 2)
        case 0xBE: (top, parts) = (3, 4)
        case 0x2150: (top, parts) = (1, 7)
        case 0x2151: (top, parts) = (1, 9)
        case 0x2152: (top, parts) = (1, 10)
        case 0x2153, 0x2154: (top, parts) = (Int(c) - 0x2152, 3)
        case 0x2155...0x2158: (top, parts) = (Int(c) - 0x2154, 5)
        case 0x2159: (top, parts) = (1, 6)
        case 0x215A: (top, parts) = (5, 6)
        case 0x215B...0x215E: (top, parts) = ((Int(c) - 0x215B) * 2 + 1, 8)
        default: return nil
        }
        return Decimal(top).divided(by: Decimal(parts))
    }

    /// 0 … 9 for a Chinese digit, ordinary or of a cheque; nil else.
    static func chineseDigit(_ c: UInt16) -> Int? {
        switch c {
        case 0x96F6, 0x3007: 0  // 零 〇
        case 0x4E00, 0x58F9: 1  // 一 壹
        case 0x4E8C, 0x4E24, 0x8D30: 2  // 二 两 贰
        case 0x4E09, 0x53C1, 0x53C2: 3  // 三 叁 参
        case 0x56DB, 0x8086: 4  // 四 肆
        case 0x4E94, 0x4F0D: 5  // 五 伍
        case 0x516D, 0x9646: 6  // 六 陆
        case 0x4E03, 0x67D2: 7  // 七 柒
        case 0x516B, 0x634C: 8  // 八 捌
        case 0x4E5D, 0x7396: 9  // 九 玖
        default: nil
        }
    }

    /// The digits that only cheques use: alone they are ordinary words (参, 陆).
    static func isChequeDigit(_ c: UInt16) -> Bool {
        switch c {
        case 0x58F9, 0x8D30, 0x53C1, 0x53C2, 0x8086, 0x4F0D, 0x9646, 0x67D2, 0x634C, 0x7396, 0x62FE, 0x4F70, 0x4EDF:
            true
        default: false
        }
    }

    /// Power of ten of 十 百 千 万 亿 兆; nil else.
    static func chinesePower(_ c: UInt16) -> Int? {
        switch c {
        case 0x5341, 0x62FE: 1  // 十 拾
        case 0x767E, 0x4F70: 2  // 百 佰
        case 0x5343, 0x4EDF: 3  // 千 仟
        case 0x4E07, 0x842C: 4  // 万
        case 0x4EBF, 0x5104: 8  // 亿
        case 0x5146: 12  // 兆
        default: nil
        }
    }

    /// Power of ten of 万 and 亿, which are nothing else behind a number; nil else.
    static func largePower(_ c: UInt16) -> Int? {
        switch c {
        case 0x4E07, 0x842C: 4  // 万
        case 0x4EBF, 0x5104: 8  // 亿
        default: nil
        }
    }

    /// Whatever a Chinese number may go on with: its digits and powers, and 点 余 多 来 上 几 数 俩 半 打 个.
    static func isSumWord(_ c: UInt16) -> Bool {
        switch c {
        case 0x70B9, 0x4F59, 0x591A, 0x6765, 0x4E0A, 0x51E0, 0x6570, 0x4FE9, 0x534A, 0x6253, 0x4E2A: true
        default: isChineseNumeral(c)
        }
    }

    static func isChineseNumeral(_ c: UInt16) -> Bool {
        guard isHan(c) || c == 0x3007 else { return false }
        return chineseDigit(c) != nil || chinesePower(c) != nil || c == 0x5EFF || c == 0x5345 || c == 0x534C
            || c == 0x51E0
            || c == 0x4FE9
            || c == 0x6570 || c == 0x534A || c == 0x4E0A
    }
}
