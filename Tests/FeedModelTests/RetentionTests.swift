import FeedModel
import FoundationEssentials
import Testing

struct RetentionTests {
    private static let now = Date(timeIntervalSince1970: 1_800_000_000)
    private static let day = 86_400.0

    /// So many days ago.
    private static func ago(_ days: Double) -> Date { now.addingTimeInterval(-days * day) }

    struct Example: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let policy: RetentionPolicy
        let feed: FeedRetention
        let item: Retention.Facts
        let reason: PurgeReason?

        init(
            _ name: String, read: Double? = nil, unread: Double? = nil, newest: Int = 0,
            feed: FeedRetention = FeedRetention(), readAt: Double? = nil, starredAt: Double? = nil,
            left: Double? = nil, unsubscribed: Double? = nil, isBeyond: Bool = false,
            _ reason: PurgeReason? = nil
        ) {
            testDescription = name
            var policy = RetentionPolicy()
            policy.read = read.map { .atMost(.seconds($0 * day)) } ?? .forever
            policy.unread = unread.map { .atMost(.seconds($0 * day)) } ?? .forever
            policy.perFeed = newest
            self.policy = policy
            self.feed = feed
            item = Retention.Facts(
                state: ItemState(readAt: readAt.map(ago), starredAt: starredAt.map(ago)),
                parting: left.map { .left(ago($0)) } ?? unsubscribed.map { .unsubscribed(ago($0)) },
                isBeyondNewest: isBeyond)
            self.reason = reason
        }
    }

    private static let month = Duration.seconds(30 * 86_400)
    private static let examples = [
        Example("nothing is asked for", readAt: 900, left: 900, isBeyond: true),
        Example(
            "read and left long ago", read: 30, readAt: 40, left: 50,
            .read(at: ago(40), .left(ago(50)), kept: month)),
        Example("read long ago, left lately", read: 30, readAt: 40, left: 29),
        Example("left long ago, read lately", read: 30, readAt: 29, left: 40),
        Example(
            "on the day itself", read: 30, readAt: 30, left: 30,
            .read(at: ago(30), .left(ago(30)), kept: month)),
        Example("a moment before", read: 30, readAt: 40, left: 29.99999),
        Example("read and carried still", read: 30, readAt: 900),
        Example(
            "starred", read: 30, unread: 30, newest: 1, readAt: 900, starredAt: 899, left: 900, isBeyond: true
        ),
        Example("starred and unread", unread: 30, starredAt: 899, left: 900, isBeyond: true),
        Example("unread where only read ones may go", read: 30, newest: 1, left: 900, isBeyond: true),
        Example(
            "unread where unread ones may go", unread: 30, left: 31, .unread(.left(ago(31)), kept: month)),
        Example("unread, left lately", unread: 30, newest: 1, left: 29, isBeyond: true),
        Example("unread and carried still", unread: 30),
        Example("read where only unread ones may go", unread: 30, readAt: 900, left: 900),
        Example(
            "read, beyond the newest, carried still", newest: 500, readAt: 0, isBeyond: true,
            .beyondNewest(500, readAt: ago(0))),
        Example("read, among the newest", newest: 500, readAt: 900, left: 900),
        Example(
            "both rules", read: 30, newest: 500, readAt: 40, left: 40, isBeyond: true,
            .read(at: ago(40), .left(ago(40)), kept: month)),
        Example(
            "read, the subscription ended long ago", read: 30, readAt: 900, unsubscribed: 31,
            .read(at: ago(900), .unsubscribed(ago(31)), kept: month)),
        Example("read, the subscription ended lately", read: 30, readAt: 900, unsubscribed: 29),
        Example(
            "unread, the subscription ended long ago", unread: 30, unsubscribed: 30,
            .unread(.unsubscribed(ago(30)), kept: month)),
        Example("left in the future of a clock that was wrong", read: 30, readAt: 40, left: -300),
        Example(
            "kept not at all", read: 0, readAt: 3, left: 0, .read(at: ago(3), .left(ago(0)), kept: .zero)),
        Example(
            "a feed that keeps for ever", read: 30, newest: 5, feed: FeedRetention(read: .forever, newest: 0),
            readAt: 900, left: 900, isBeyond: true),
        Example(
            "a feed that keeps its read ones less long", read: 365,
            feed: FeedRetention(read: .atMost(month)), readAt: 40, left: 40,
            .read(at: ago(40), .left(ago(40)), kept: month)),
        Example(
            "a feed that keeps its unread ones less long", feed: FeedRetention(unread: .atMost(month)),
            left: 40, .unread(.left(ago(40)), kept: month)),
        Example(
            "a feed that keeps its newest", feed: FeedRetention(newest: 3), readAt: 1, isBeyond: true,
            .beyondNewest(3, readAt: ago(1))),
    ]

    @Test(arguments: examples) func `what goes, and why`(example: Example) {
        let retention = Retention(example.policy, of: example.feed)
        #expect(retention.reason(toPurge: example.item, at: Self.now) == example.reason)
        if retention.keepsAll { #expect(example.reason == nil) }
    }

    @Test func `by itself nothing goes`() {
        #expect(Retention(RetentionPolicy(), of: FeedRetention()).keepsAll)
        #expect(!Retention(RetentionPolicy(), of: FeedRetention(newest: 1)).keepsAll)
    }
}
