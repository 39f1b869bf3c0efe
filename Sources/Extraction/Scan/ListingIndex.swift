/// Finds the entity of a ticker on a market.
struct ListingIndex: Sendable {
    /// Where a ticker is unique: the exchanges of the United States are one market, every other exchange its own.
    enum Market: UInt8, Sendable {
        case us, hongKong, shanghai, shenzhen, beijing, taiwan, tokyo, korea, london, frankfurt, paris, amsterdam, milan
        case madrid, zurich, sydney, mumbai, toronto, nordic, other

        init(mic: String) {
            switch mic {
            case "XNAS", "XNYS", "XASE", "ARCX", "BATS", "XXXX", "OTCM": self = .us
            case "XHKG": self = .hongKong
            case "XSHG": self = .shanghai
            case "XSHE": self = .shenzhen
            case "BJSE": self = .beijing
            case "XTAI", "ROCO": self = .taiwan
            case "XTKS": self = .tokyo
            case "XKRX", "XKOS": self = .korea
            case "XLON": self = .london
            case "XETR": self = .frankfurt
            case "XPAR": self = .paris
            case "XAMS": self = .amsterdam
            case "XMIL": self = .milan
            case "XMAD": self = .madrid
            case "XSWX": self = .zurich
            case "XASX": self = .sydney
            case "XNSE": self = .mumbai
            case "XTSE": self = .toronto
            case "XSTO", "XCSE", "XHEL", "XOSL": self = .nordic
            default: self = .other
            }
        }

        /// ISO code of the country whose hours it keeps; empty where that is not known.
        var country: String {
            switch self {
            case .us: "US"
            case .hongKong: "HK"
            case .shanghai, .shenzhen, .beijing: "CN"
            case .taiwan: "TW"
            case .tokyo: "JP"
            case .korea: "KR"
            case .london: "GB"
            case .frankfurt: "DE"
            case .paris: "FR"
            case .amsterdam: "NL"
            case .milan: "IT"
            case .madrid: "ES"
            case .zurich: "CH"
            case .sydney, .mumbai, .toronto, .nordic, .other: ""
            }
        }
    }

    private var entities: [UInt64: Int32] = [:]

    init(capacity: Int) { entities.reserveCapacity(capacity) }

    /// The first entity that claims a ticker keeps it: hand-made ones come first.
    mutating func add(market: Market, ticker: some Sequence<UInt8>, entity: Int32) {
        // Asked and set at once, since both would hash the key.
        entities[ListingIndex.key(market, ticker), default: entity] += 0
    }

    func entity(market: Market, ticker: some Sequence<UInt8>) -> Int32? {
        entities[ListingIndex.key(market, ticker)]
    }

    /// FNV-1a of market and ticker in capitals, leading zeros and the sign between classes of shares left out.
    private static func key(_ market: Market, _ ticker: some Sequence<UInt8>) -> UInt64 {
        var hash: UInt64 = 14_695_981_039_346_656_037
        hash = (hash ^ UInt64(market.rawValue)) &* 1_099_511_628_211
        var leading = market == .hongKong
        for byte in ticker {
            if leading, byte == 0x30 { continue }
            leading = false
            if byte == 0x2D || byte == 0x2E || byte == 0x2F { continue }
            let capital = byte >= 0x61 && byte <= 0x7A ? byte - 0x20 : byte
            hash = (hash ^ UInt64(capital)) &* 1_099_511_628_211
        }
        return hash
    }
}
