import FeedModel
import FeedStorage

/// What a person wants searched for, and how what is found is to look.
struct HitRequest {
    /// The words of the query.
    let words: [String]
    /// The configuration that was named.
    var config: String?
    /// At most so many.
    var limit = usualLimit
    var order = SearchRequest.Order.relevance
    var form = ListRequest.Form.suited
    /// Whether what is long goes through the pager.
    var isPaged = true

    static let usualLimit = 20

    init(_ words: [String]) {
        self.words = words
    }

    /// Prints what is found.
    func search() async throws {
        let clock = CommandClock()
        let query = try QueryWords.query(words, at: clock)
        let store = try OpenStore.store(config: config)
        let hits = try store.search(SearchRequest(query, order: order, limit: limit))
        switch form {
        case .array: return try ItemJSON(store: nil).print(hits, asLines: false)
        case .objects: return try ItemJSON(store: nil).print(hits, asLines: true)
        case .template, .suited: break
        }
        guard !hits.isEmpty else {
            try QueryNotice.tell(of: query, in: store)
            if Terminal.isInteractive {
                Terminal.tell("Nothing matches. Words are whole words; kern* means all that begin so.")
            }
            return
        }
        let list = HitList(hits: hits, now: clock.now)
        let lines =
            if case .template(let template) = form {
                hits.map { template.text(of: $0.summary, at: clock.now) }
            } else if Terminal.isInteractive {
                list.lines(width: Terminal.width)
            } else {
                list.tabSeparatedLines()
            }
        // A pipe needs no pager, and none of its types.
        guard Terminal.isInteractive else { return Terminal.printAsIs(lines.joined(separator: "\n") + "\n") }
        var output = PagedOutput(isPaged: isPaged)
        output.add(lines)
        await output.finish()
    }
}
