import FeedModel
import FeedStorage

/// Which items a person wants marked.
struct MarkRequest {
    /// Numbers, ranges and links, or the words of a query.
    let which: [String]
    /// The configuration that was named.
    let config: String?

    init(_ which: [String], config: String?) {
        self.which = which
        self.config = config
    }

    /// More items than one marks by mistake without noticing.
    private static let many = 200

    /// - Parameter asks: whether a person is asked first where it is about many items.
    func mark(_ mark: Mark, asks: Bool) throws {
        guard !which.allSatisfy({ $0.trimmingBlanks.isEmpty }) else {
            throw CommandFailure(
                .usage, "an empty query would mark everything", hint: "say which items you mean")
        }
        let clock = CommandClock()
        let references = try ItemReference.all(which)
        let query = references == nil ? try QueryWords.query(which, at: clock) : .everything
        let store = try OpenStore.store(config: config)
        if let references {
            let named = try NamedItems(references, in: store)
            if asks, !agrees(to: named.ids.count) { return }
            let receipt = try store.mark(named.ids, as: mark, subject: subject, at: clock.now)
            if !named.ids.isEmpty { tell(receipt, of: mark, among: named.ids.count) }
            try named.requireAll()
        } else {
            let unread = ItemListing(.unread.and(query))
            if asks, !agrees(to: try store.count(matching: unread)) { return }
            let receipt = try store.mark(
                matching: ItemListing(query), as: mark, subject: subject, at: clock.now)
            tell(receipt, of: mark, among: nil)
            if receipt.changed == 0 { try QueryNotice.tell(of: query, in: store) }
        }
    }

    /// Without a terminal nobody is asked: scripts go on as they did.
    private func agrees(to count: Int) -> Bool {
        guard count > Self.many, Terminal.isConversation else { return true }
        let agrees = Terminal.agrees(to: "\(count) items would be marked read. Go on?")
        if !agrees { Terminal.tell("Nothing was marked.") }
        return agrees
    }

    /// What was typed, for the history.
    private var subject: String {
        let words = which.map { $0 == "-" ? "(standard input)" : $0 }
        // To join is a type more to make ready (decision 15), and mostly there is one word.
        return words.count == 1 ? words[0] : words.joined(separator: " ")
    }

    private func tell(_ receipt: MarkReceipt, of mark: Mark, among named: Int?) {
        var line = "\(receipt.changed) \(receipt.changed == 1 ? "item" : "items") marked \(mark.rawValue)"
        let unchanged = (named ?? receipt.changed) - receipt.changed
        if unchanged > 0 { line += ", \(unchanged) already" }
        if let operation = receipt.operation { line += " (undo \(operation.rawValue))" }
        Terminal.tell(line)
    }
}
