import FoundationEssentials
import Testing

@testable import FeedModel

/// One gone item and one new one: what joins them, and what does not.
struct HealingTests {
    private static let time = Date(timeIntervalSince1970: 1_790_000_000)
    private static let midnight = Date(timeIntervalSince1970: 1_789_948_800)

    struct Side: Sendable {
        var key = ItemKey(guid: "k")
        var title = "Title"
        var link: String? = "https://example.org/a"
        var body = "Some words"
        var published: Date? = HealingTests.time

        var content: ItemContent {
            ItemContent(title: title, link: link.map { Link($0) }, html: body)
        }
    }

    private func evidence(
        _ before: Side, _ now: Side, home: String? = nil, others: [Side] = [], former: FeedModel.Trait? = nil
    ) -> HealingEvidence? {
        var feed = ParsedFeed(format: .rss20, encoding: "utf-8")
        feed.homePage = home.map { Link($0) }
        feed.items = ([now] + others).map { side in
            var item = ParsedItem(key: side.key, id: "", content: side.content)
            item.published = side.published
            return item
        }
        let item = KnownItem(
            id: ItemID(1), keys: [before.key],
            trace: .stored(before.content.digest, KnownItem.Said(before.content, published: before.published))
        )
        var known = KnownItems(items: [item])
        for trait in ItemTraits(of: before.content, published: before.published).all {
            known.note(item.id, bears: trait)
        }
        if let former { known.note(ItemID(2), bears: former) }
        return Reconciliation.changes(in: feed, known: known).keys.learned.first?.evidence
    }

    private let before = Side()
    private let now = Side(key: ItemKey(guid: "new"))

    @Test func `time and title join, whatever else is new`() {
        var now = now
        (now.link, now.body) = ("https://example.org/b", "Else")
        #expect(evidence(before, now) == .time)
    }

    @Test func `time and link join`() {
        var now = now
        (now.title, now.body) = ("Else", "Else")
        #expect(evidence(before, now) == .time)
    }

    @Test func `time joins two untitled items of the same words`() {
        var (before, now) = (before, now)
        (before.title, now.title, now.link) = ("", "", "https://example.org/b")
        #expect(evidence(before, now) == .time)
        now.body = "Else"
        #expect(evidence(before, now) == nil)
    }

    @Test func `midnight is no evidence`() {
        var (before, now) = (before, now)
        (before.published, now.published, now.body) = (Self.midnight, Self.midnight, "Else")
        #expect(evidence(before, now) == nil)
    }

    @Test func `link, title and content join`() {
        var now = now
        now.published = nil
        #expect(evidence(before, now) == .content)
        now.body = "Some other words"
        #expect(evidence(before, now) == nil)
    }

    @Test func `nothing said is no content`() {
        var (before, now) = (before, now)
        (before.body, now.body, now.published) = ("", "", nil)
        #expect(evidence(before, now) == nil)
    }

    @Test func `the channel's own link is no evidence`() {
        var now = now
        now.published = nil
        #expect(evidence(before, now, home: "http://example.org/a/") == nil)
    }

    @Test func `what another item bears is no evidence`() {
        var (now, other) = (now, before)
        now.published = nil
        (other.key, other.title, other.published) = (ItemKey(guid: "other"), "Else", nil)
        #expect(evidence(before, now, others: [other]) == nil)
    }

    @Test func `what another item once bore is no evidence`() {
        var now = now
        now.published = nil
        let link = LinkNumber(of: Link("https://example.org/a"))
        #expect(evidence(before, now, former: .link(link)) == nil)
    }

    @Test func `a link singles out, whoever else bears the title, where the words are the same`() {
        var (now, other) = (now, before)
        now.published = nil
        (other.key, other.link, other.published) = (ItemKey(guid: "other"), "https://example.org/c", nil)
        #expect(evidence(before, now, others: [other]) == .content)
        now.body = "Else"
        #expect(evidence(before, now, others: [other]) == nil)
    }

    @Test func `the title joins items that have neither guid nor link`() {
        var (before, now) = (before, now)
        (before.link, now.link, now.published) = (nil, nil, nil)
        (before.key, now.key) = (
            ItemKey(digest: ContentDigest(of: ["a"])), ItemKey(digest: ContentDigest(of: ["b"]))
        )
        now.body = "Else"
        #expect(evidence(before, now) == .title)
        now.key = ItemKey(guid: "new")
        #expect(evidence(before, now) == nil)
    }

    @Test func `an item that is still there is never healed`() {
        var now = now
        now.body = "Else"
        #expect(evidence(before, now, others: [before]) == nil)
    }

    @Test(arguments: [(3, 0, true), (2, 0, false), (3, 2, true), (3, 3, false), (4, 3, true)])
    func `most of the document is three items or more, and more than half`(
        same: Int, other: Int, isHealed: Bool
    ) {
        var known = KnownItems()
        var feed = ParsedFeed(format: .rss20, encoding: "utf-8")
        for number in 0..<(same + other) {
            var content = ItemContent(title: "Title \(number)", link: Link("https://a.example/\(number)"))
            content.text = "The same words \(number)"
            if number < same {
                let item = KnownItem(
                    id: ItemID(Int64(number)), keys: [ItemKey(guid: "old \(number)")],
                    trace: .stored(content.digest, KnownItem.Said(content, published: nil)))
                known.items.append(item)
                for trait in item.traits?.all ?? [] { known.note(item.id, bears: trait) }
            }
            content.text = "The same words \(number) again"
            feed.items.append(ParsedItem(key: ItemKey(guid: "new \(number)"), id: "", content: content))
        }
        let changes = Reconciliation.changes(in: feed, known: known)
        #expect(
            changes.keys.learned.map(\.evidence) == Array(repeating: .reissue, count: isHealed ? same : 0))
        #expect(changes.new.count == (isHealed ? other : same + other))
    }
}
