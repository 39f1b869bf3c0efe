/// Classes that the engine asks for at every trigger, looked up once: −1 where no file defines one, which no word has.
struct EngineClasses: Sendable {
    private(set) var negation = -1
    private(set) var negationFar = -1
    private(set) var passive = -1
    private(set) var verb = -1
    private(set) var head = -1
    private(set) var takes = -1
    private(set) var amount = -1
    private(set) var up = -1
    private(set) var down = -1
    private(set) var priceMove = -1
    private(set) var speech = -1
    private(set) var according = -1
    private(set) var anonymous = -1
    private(set) var filing = -1
    private(set) var broker = -1
    private(set) var dataVendor = -1
    private(set) var timeliness = -1
    private(set) var with = -1
    private(set) var by = -1
    private(set) var position = -1
    private(set) var relative = -1
    private(set) var verbless = -1
    private(set) var shareWord = -1
    private(set) var apart = -1
    private(set) var eachShare = -1
    private(set) var aShare = -1
    private(set) var dividend = -1
    private(set) var joiner = -1
    private(set) var we = -1
    private(set) var analysts = -1
    private(set) var fromLoss = -1
    private(set) var fromProfit = -1

    init() {}

    init(_ book: Rulebook) {
        negation = book.known("negation")
        negationFar = book.known("negation-far")
        passive = book.known("passive")
        verb = book.known("verb!")
        head = book.known("head!")
        takes = book.known("takes!")
        amount = book.known("amount!")
        up = book.known("up")
        down = book.known("down")
        priceMove = book.known("price-move")
        speech = book.known("speech")
        according = book.known("according")
        anonymous = book.known("anonymous")
        filing = book.known("filing")
        broker = book.known("broker")
        dataVendor = book.known("data-vendor")
        timeliness = book.known("timeliness")
        with = book.known("with")
        by = book.known("by")
        position = book.known("position")
        relative = book.known("relative")
        verbless = book.known("verbless")
        shareWord = book.known("share-word")
        apart = book.known("apart")
        eachShare = book.known("each-share")
        aShare = book.known("a-share")
        dividend = book.known("dividend-word")
        joiner = book.known("joiner")
        analysts = book.known("analysts")
        we = book.known("we")
        fromLoss = book.known("from-loss")
        fromProfit = book.known("from-profit")
    }
}
