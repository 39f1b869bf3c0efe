/// The contract's closed lists of words.
public enum Vocabulary {
    public static let certainty: Set<String> = [
        "completed", "ongoing", "planned", "forecast", "opinion", "rumoured", "conditional", "denied", "cancelled",
    ]
    public static let qualifier: Set<String> = [
        "exact", "about", "at_least", "at_most", "over", "under", "nearly", "range",
    ]
    public static let how: Set<String> = ["stated", "elided", "anaphor", "inferred"]
    public static let timeliness: Set<String> = ["news", "update", "background", "standing"]
    public static let prominence: Set<String> = ["headline", "lead", "body", "caption"]
    public static let attributionKind: Set<String> = [
        "official", "filing", "company", "broker", "media", "data_vendor", "anonymous", "author",
    ]
    public static let sentimentLabel: Set<String> = ["positive", "neutral", "negative"]
    public static let sentimentBasis: Set<String> = ["fundamental", "opinion", "price"]
    public static let periodBasis: Set<String> = [
        "explicit", "relative_to_publication", "relative_to_text", "anchored_to_event", "fiscal_calendar", "context",
    ]
    public static let periodPrecision: Set<String> = [
        "day", "month", "quarter", "half", "year", "fiscal_quarter", "fiscal_year", "range",
    ]
    public static let per: Set<String> = ["total", "year", "quarter", "month", "unit"]
    public static let changeBasis: Set<String> = [
        "yoy", "qoq", "mom", "ytd", "day", "week", "month", "year", "total",
    ]
    public static let entityKind: Set<String> = [
        "company", "private_company", "segment", "product", "model", "person", "authority", "exchange", "fund", "index",
        "bond", "commodity", "currency", "market", "concept", "country", "sector", "group",
    ]
    public static let sourceType: Set<String> = [
        "exchange_filing", "newswire", "newspaper", "broker_note", "portal", "self_media", "forum", "unknown",
    ]
    public static let language: Set<String> = ["zh-Hans", "zh-Hant", "en", "und"]
    public static let removalReason: Set<String> = [
        "navigation", "caption", "disclaimer", "social", "duplicate", "markup", "advertisement",
    ]
    public static let publishedAtSource: Set<String> = ["given", "header", "inferred_from_text", "none"]
    public static let flowKind: Set<String> = ["investment", "purchase", "stake", "financing"]
    public static let flowNature: Set<String> = ["cash", "commitment", "in_kind", "holding"]

    /// Words of attributes that have a closed list, by attribute; `direction` and `stage` depend on the type.
    public static func words(ofAttribute name: String, type: String) -> Set<String>? {
        switch (name, type) {
        case ("direction", "holding_change"): ["buy", "sell"]
        case ("direction", "fund_flow"): ["in", "out"]
        case ("direction", "personnel_change"): ["join", "leave"]
        case ("stage", "listing"): ["planned", "filed", "approved", "priced", "listed"]
        case ("stage", "regulatory_action"): ["proposed", "determined", "effective", "suspended", "lifted"]
        case ("surprise", _): ["beat", "in_line", "miss"]
        case ("action", "analyst_rating"): ["initiate", "raise", "lower", "reiterate", "suspend"]
        case ("rating_norm", "analyst_rating"): ["-2", "-1", "0", "1", "2"]
        case ("scenario", "analyst_rating"): ["base", "bull", "bear"]
        case ("price_point", "price_move"):
            [
                "open", "intraday", "midday", "as_of", "close", "pre_market", "after_hours", "grey_market",
            ]
        default: nil
        }
    }
}

extension Vocabulary {
    /// Units that are neither money nor the singular English noun of what is counted.
    public static let units: Set<String> = [
        "percent", "percentage_point", "basis_point", "shares", "points", "GW", "MW", "kWh", "people", "units", "times",
        "days", "rank",
    ]

    /// ISO 4217 codes in circulation.
    public static let currencies: Set<String> = Set(
        """
        AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD \
        CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD \
        GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT \
        LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR \
        NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP \
        STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF \
        XPF YER ZAR ZMW ZWG
        """.split(separator: " ").map(String.init))

    /// A currency, one of `units`, or a lower-case English noun with underscores.
    public static func isUnit(_ unit: String) -> Bool {
        units.contains(unit) || currencies.contains(unit) || isWord(unit)
    }

    /// lower_snake_case of at least one letter.
    static func isWord(_ text: String) -> Bool {
        guard let first = text.utf8.first, (0x61...0x7A).contains(first) else { return false }
        return text.utf8.allSatisfy { (0x61...0x7A).contains($0) || JSONByte.isDigit($0) || $0 == 0x5F }
    }
}

extension Vocabulary {
    /// Names of figures that `metric`, `forecast` and `macro_indicator` use before they fall back on an English phrase.
    public static let metrics: Set<String> = Set(
        """
        revenue net_income adjusted_net_income net_loss operating_income operating_loss gross_profit ebitda ebit \
        pretax_income gross_margin operating_margin net_margin ebitda_margin eps dividend_per_share \
        operating_cash_flow free_cash_flow cash total_assets total_debt equity debt_ratio inventory receivables \
        contract_liabilities goodwill \
        capex capex_intensity rd_spending rd_intensity operating_expenses sales_expenses wages \
        roe roic roi roa pe_ratio pb_ratio market_value assets_under_management \
        users daily_active_users monthly_active_users paying_users subscribers downloads visits \
        api_calls tokens queries gross_merchandise_volume arpu retention_rate \
        shipments sales_volume deliveries output capacity capacity_utilization yield_rate orders backlog \
        headcount stores customers market_size growth turnover trading_volume turnover_rate \
        revenue_share penetration price average_price cost \
        compute data_center_capacity power_consumption electricity_consumption electricity_generation gpu_count \
        gdp cpi core_cpi ppi pmi manufacturing_pmi services_pmi unemployment_rate payrolls retail_sales \
        industrial_output industrial_profit fixed_asset_investment exports imports trade_balance m1 m2 \
        social_financing new_loans interest_rate policy_rate lpr reserve_ratio bond_yield exchange_rate \
        foreign_reserves house_prices home_sales consumer_confidence
        """.split(separator: " ").map(String.init))
}
