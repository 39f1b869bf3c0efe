/// What an element does to the text in it.
struct HtmlElement {
    /// Its text is not the article's.
    var skip: Removal.Reason?
    /// Begins and ends a line.
    var isBlock = false
    var kind: Page.Paragraph.Kind?

    private static let blocks: Set<String> = [
        "p", "div", "section", "article", "main", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "table", "tr",
        "tbody",
        "thead", "blockquote", "pre", "dl", "dt", "dd", "center", "br", "hr", "body", "address", "details", "summary",
        "figure",
        "figcaption", "header", "caption", "title", "nav", "footer", "aside", "form", "fieldset", "td",
    ]
    private static let skipped: [String: Removal.Reason] = [
        "script": .markup, "style": .markup, "noscript": .markup, "template": .markup, "iframe": .markup,
        "svg": .markup,
        "canvas": .markup, "object": .markup, "select": .markup, "button": .navigation, "form": .navigation,
        "nav": .navigation,
        "footer": .navigation, "aside": .navigation, "menu": .navigation, "figcaption": .caption, "video": .markup,
        "audio": .markup, "textarea": .markup,
    ]
    /// Words of class names and ids. Split at anything but letters and digits.
    private static let words: [String: Removal.Reason] = [
        "ad": .social, "ads": .social, "adv": .social, "advert": .social, "advertisement": .social, "banner": .social,
        "sponsor": .social, "sponsored": .social, "promo": .social, "promotion": .social, "share": .social,
        "sharing": .social,
        "sharebar": .social, "bdsharebuttonbox": .social, "social": .social, "newsletter": .social,
        "subscribe": .social,
        "qrcode": .social, "nav": .navigation, "navbar": .navigation, "navigation": .navigation,
        "breadcrumb": .navigation,
        "breadcrumbs": .navigation, "crumbs": .navigation, "crumb": .navigation, "menu": .navigation,
        "sidebar": .navigation,
        "footer": .navigation, "related": .navigation, "recommend": .navigation, "recommended": .navigation,
        "comments": .navigation, "pagination": .navigation, "pager": .navigation, "toolbar": .navigation,
        "cookie": .navigation,
        "popup": .navigation, "modal": .navigation, "tags": .navigation, "copyright": .disclaimer,
        "disclaimer": .disclaimer,
        "hidden": .markup, "caption": .caption,
    ]
    private static let neverByClass: Set<String> = [
        "html", "body", "article", "main", "h1", "table", "tr", "td", "title",
    ]

    init(_ name: String, _ attributes: [(String, String)]) {
        isBlock = HtmlElement.blocks.contains(name) && name != "td"
        skip = HtmlElement.skipped[name]
        switch name {
        case "h1", "h2", "h3", "h4", "h5", "h6", "title": kind = .heading
        case "li", "dd", "dt": kind = .item
        case "tr": kind = .row
        default: break
        }
        guard skip == nil, !HtmlElement.neverByClass.contains(name) else { return }
        for (key, value) in attributes {
            switch key {
            case "class", "id": skip = skip ?? HtmlElement.reason(value)
            case "hidden": skip = .markup
            case "style": if value.filter({ $0 != " " }).contains("display:none") { skip = .markup }
            case "role": if value == "navigation" || value == "banner" || value == "contentinfo" { skip = .navigation }
            default: break
            }
        }
    }

    private static func reason(_ value: String) -> Removal.Reason? {
        let parts = value.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        for part in parts { if let reason = words[String(part)] { return reason } }
        return nil
    }
}
