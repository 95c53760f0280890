import FeedModel
import FoundationEssentials
import Testing

struct ReconciliationTests {
    private func item(_ guid: String, title: String) -> ParsedItem {
        ParsedItem(key: ItemKey(guid: guid), id: guid, content: ItemContent(title: title))
    }

    private func known(_ number: Int64, _ guid: String, title: String) -> KnownItem {
        KnownItem(
            id: ItemID(number), keys: [ItemKey(guid: guid)],
            trace: .stored(
                ItemContent(title: title).digest, KnownItem.Said(ItemContent(title: title), published: nil)))
    }

    private func feed(_ items: [ParsedItem]) -> ParsedFeed {
        var feed = ParsedFeed(format: .rss20, encoding: "utf-8")
        feed.items = items
        return feed
    }

    @Test func `what was never seen is new, in the document's order`() {
        let changes = Reconciliation.changes(
            in: feed([item("b", title: "B"), item("a", title: "A")]), known: KnownItems())
        #expect(changes.new.map(\.id) == ["b", "a"])
        #expect(changes.revised.isEmpty && changes.unchanged.isEmpty)
    }

    @Test func `what says the same is unchanged`() {
        let changes = Reconciliation.changes(
            in: feed([item("a", title: "A")]), known: KnownItems(items: [known(7, "a", title: "A")]))
        #expect(changes.unchanged == [ItemID(7)])
        #expect(changes.new.isEmpty && changes.revised.isEmpty)
    }

    @Test func `what says something else is revised, and no new item`() {
        let changes = Reconciliation.changes(
            in: feed([item("a", title: "B")]), known: KnownItems(items: [known(7, "a", title: "A")]))
        #expect(changes.revised.map(\.id) == [ItemID(7)])
        #expect(changes.new.isEmpty)
    }

    @Test func `what is other without an edit is stored, and no revision`() {
        var other = item("a", title: "A")
        other.content.tags = ["news"]
        let changes = Reconciliation.changes(
            in: feed([other]), known: KnownItems(items: [known(7, "a", title: "A")]))
        #expect(changes.unchanged == [ItemID(7)] && changes.rewritten.map(\.id) == [ItemID(7)])
        #expect(changes.new.isEmpty && changes.revised.isEmpty)
    }

    @Test
    func `a time of its own is stored; that of the whole document, and one that is missing now, are not`() {
        let stored = (1...3).map { number in
            KnownItem(
                id: ItemID(Int64(number)), keys: [ItemKey(guid: "\(number)")],
                trace: .stored(
                    ItemContent(title: "A").digest, KnownItem.Said(ItemContent(title: "A"), published: day)),
                published: day)
        }
        func rewritten(_ times: [Date?]) -> [ItemID] {
            let items = times.enumerated().map { index, time in
                var item = item("\(index + 1)", title: "A")
                item.published = time
                item.updated = Date(timeIntervalSince1970: Double(index))
                return item
            }
            return Reconciliation.changes(in: feed(items), known: KnownItems(items: stored)).rewritten.map(
                \.id)
        }
        let times = (1...3).map { day.addingTimeInterval(Double($0)) }
        #expect(rewritten([day, day, times[0]]).isEmpty)
        #expect(rewritten(times) == stored.map(\.id))
        #expect(rewritten([times[0], times[0], times[1]]).isEmpty)
        #expect(rewritten([nil, nil, nil]).isEmpty)
    }

    private let day = Date(timeIntervalSince1970: 1_790_000_000)

    @Test func `the same key twice in one document is one item`() {
        let changes = Reconciliation.changes(
            in: feed([item("a", title: "A"), item("a", title: "A")]), known: KnownItems())
        #expect(changes.new.count == 1)
    }

    @Test func `only a whole document that has items tells what has left`() {
        let purged = KnownItem(
            id: ItemID(3), keys: [ItemKey(guid: "p")],
            trace: .purged(ItemTraits(of: ItemContent(title: "P"), published: nil)))
        let known = KnownItems(items: [known(7, "a", title: "A"), known(8, "b", title: "B"), purged])
        var document = feed([item("a", title: "A")])
        let whole = Reconciliation.changes(in: document, known: known)
        #expect(whole.isWhole && whole.carried == [ItemID(7)] && whole.keys.left == [ItemID(3)])
        document.isCutShort = true
        let short = Reconciliation.changes(in: document, known: known)
        #expect(!short.isWhole && short.carried == [ItemID(7)] && short.keys.left.isEmpty)
        let empty = Reconciliation.changes(in: feed([]), known: known)
        #expect(!empty.isWhole && empty.carried.isEmpty && empty.keys.left.isEmpty)
    }

    @Test func `a guid is never taken for a link of the same spelling`() {
        #expect(ItemKey(guid: "//example.org/a") != ItemKey(link: Link("https://example.org/a")))
    }
}
