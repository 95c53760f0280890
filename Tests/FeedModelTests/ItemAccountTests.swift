import FoundationEssentials
import Testing

@testable import FeedModel

/// What follows from all that is known of an item.
struct ItemAccountTests {
    private static let received = Date(timeIntervalSince1970: 1_790_000_000)

    private static func moment(_ seconds: Double) -> Date { received.addingTimeInterval(seconds) }

    private func account(
        published: Date? = nil, readAt: Date? = nil, revisedAt: Date? = nil, turnsUnread: Bool = false,
        twins: [ItemAccount.Twin] = []
    ) -> ItemAccount {
        let item = ItemSummary(
            id: ItemID(1),
            feed: .init(id: FeedID(1), title: "Gazette", address: FeedAddress("https://example.org/feed")),
            title: "T", link: nil, authors: [], tags: [], published: published, updated: nil,
            received: Self.received, state: ItemState(readAt: readAt), isRevised: revisedAt != nil, alsoIn: []
        )
        let revisions = revisedAt.map { [ItemRevision(at: $0, before: version(), now: version())] } ?? []
        return ItemAccount(
            item: item, isSubscribed: true, leftAt: nil, key: ItemKey(guid: "a"), learnedKeys: [],
            revisions: revisions,
            revisedTurnsUnread: turnsUnread, twins: twins, moves: [])
    }

    private func version(
        replacedAt: Date? = nil, title: String = "T", link: String? = nil, authors: [String] = [],
        tags: [String] = [], summary: String? = nil, html: String? = nil, text: String? = nil
    ) -> ItemVersion {
        ItemVersion(
            replacedAt: replacedAt, title: title, link: link.map { Link($0) }, authors: authors, tags: tags,
            summary: summary, html: html, text: text)
    }

    @Test(arguments: [
        (nil, ItemAccount.DateRule.absent), (moment(-60), .published), (received, .published),
        (moment(60), .future),
    ])
    func `lists sort by the feed's date, unless it is absent or lay in the future`(
        published: Date?, rule: ItemAccount.DateRule
    ) {
        let account = account(published: published)
        #expect(account.dateRule == rule)
        #expect(account.item.date == (rule == .published ? published : Self.received))
    }

    @Test(arguments: [
        (nil, nil, false, ItemAccount.Reading.unread),
        (nil, moment(60), false, .unread),
        (nil, moment(60), true, .unreadByRevision),
        (nil, nil, true, .unread),
        (received, nil, false, .readOnArrival),
        (moment(-60), nil, false, .readBefore),
        (moment(60), nil, false, .read),
    ])
    func `how an item came to be read follows from its dates`(
        readAt: Date?, revisedAt: Date?, turnsUnread: Bool, reading: ItemAccount.Reading
    ) {
        #expect(account(readAt: readAt, revisedAt: revisedAt, turnsUnread: turnsUnread).reading == reading)
    }

    @Test func `an item that was revised after it was read stayed read`() {
        #expect(account(readAt: Self.moment(1), revisedAt: Self.moment(2)).stayedRead)
        #expect(!account(readAt: Self.moment(3), revisedAt: Self.moment(2)).stayedRead)
        #expect(!account(revisedAt: Self.moment(2)).stayedRead)
    }

    @Test func `of twins the first is shown whose feed is subscribed to`() {
        let twins = [false, true, true].enumerated().map { index, isSubscribed in
            ItemAccount.Twin(
                id: ItemID(Int64(index)),
                feed: .init(id: FeedID(1), title: "", address: FeedAddress("https://example.org/")),
                received: Self.received, isOfOwnSite: index == 0, isSubscribed: isSubscribed)
        }
        #expect(account(twins: twins).shown == twins[1])
        #expect(account(twins: Array(twins.prefix(1))).shown == nil)
        #expect(account().shown == nil)
    }

    @Test func `a revision is told by what it changed`() {
        let before = version(link: "https://example.org/a", html: "<p>Some words</p>")
        func parts(_ now: ItemVersion) -> Set<ItemRevision.Part> {
            ItemRevision(at: Self.received, before: before, now: now).parts
        }
        let (link, html) = ("https://example.org/a", "<p>Some words</p>")
        #expect(parts(before) == [])
        #expect(parts(version(title: "U", link: link, html: html)) == [.title])
        #expect(parts(version(link: "https://example.org/b", html: html)) == [.link])
        #expect(parts(version(link: link, authors: ["A"], tags: ["t"], html: html)) == [.authors, .tags])
        #expect(parts(version(link: link, html: "<div>Some  words</div>")) == [])
        #expect(parts(version(link: link, html: "<p>Other words</p>")) == [.text])
        let linked = "<p>Some <a href=\"https://example.org/x\">words</a></p>"
        #expect(parts(version(link: link, html: linked)) == [.targets])
        #expect(parts(version(link: link, summary: "S", html: html)) == [.summary])
    }

    @Test func `what people read of an item without a text is its summary`() {
        let before = version(summary: "Short words")
        let now = version(summary: "Short texts")
        #expect(ItemRevision(at: Self.received, before: before, now: now).parts == [.text])
    }

    @Test func `each former version gave way to the next`() {
        let versions = [
            version(title: "C"), version(replacedAt: Self.moment(2), title: "B"),
            version(replacedAt: Self.moment(1), title: "A"),
        ]
        let revisions = ItemVersions(item: account().item, versions: versions).revisions
        #expect(revisions.map(\.at) == [Self.moment(2), Self.moment(1)])
        #expect(revisions.map(\.before.title) == ["B", "A"])
        #expect(revisions.map(\.now.title) == ["C", "B"])
    }

    @Test(arguments: [
        (ItemKey(guid: "tag:x:1"), ItemKey.Kind.guid(id: "tag:x:1"), false),
        (ItemKey(link: Link("https://example.org/a/")), .link(normalised: "//example.org/a"), false),
        (ItemKey(digest: ContentDigest(of: ["x"])), .digest, false),
        (ItemKey(handedOnBy: ItemID(7)), .handedOn, false),
        (ItemKey(repeated: ItemKey(guid: "x"), apart: ContentDigest(of: ["x"])), .guid(id: "x"), true),
    ])
    func `a key tells what it is made of`(key: ItemKey, kind: ItemKey.Kind, isShared: Bool) {
        #expect(key.kind == kind)
        #expect((key.repeated != nil) == isShared)
    }
}
