import FeedModel
import FoundationEssentials
import GRDB
import Testing

@testable import FeedStorage

/// Every property is filled, written, read and compared, so that no field is forgotten.
@Suite struct RecordRoundTripTests {
    let store: FeedStore

    init() throws {
        store = try FeedStore.inMemory()
    }

    @Test func `an item comes back as it was stored`() async throws {
        var item = ParsedItem(
            key: ItemKey(guid: "k"), id: "k",
            content: ItemContent(
                title: "Title", link: Link("https://example.org/a?b=%7c|c"),
                externalLink: Link("https://x.example/"),
                authors: [
                    Person(
                        name: "Ada", url: Link("https://ada.example/"), email: "a@example.org",
                        avatar: Link("av")),
                    Person(email: "b@example.org"), Person(url: Link("https://c.example/")),
                    Person(name: "Dee"),
                ],
                tags: ["one", "two words", "zwölf"], summary: "Summary", html: "<p>html</p>", text: "text",
                image: Link("https://example.org/i.png"), language: "de-CH",
                attachments: [
                    Attachment(
                        url: Link("https://example.org/e.mp3"), mimeType: "audio/mpeg", title: "Episode",
                        size: 5_000_000_000, duration: 61.5),
                    Attachment(url: Link("b"), mimeType: "application/octet-stream"),
                ],
                commentsLink: Link("https://example.org/a#comments")))
        item.published = start.plus(-1_000.001)
        item.updated = start.plus(-0.1)
        let feed = try store.feed()
        let id = try await store.store([item], in: feed)[0]
        _ = try store.mark([id], as: .read, at: start.plus(1.25))
        _ = try store.mark([id], as: .starred, at: start.plus(2.5))
        let stored = try #require(try store.item(id))
        #expect(stored.content == item.content)
        #expect(
            stored.summary
                == ItemSummary(
                    id: id,
                    feed: .init(id: feed, title: "Gazette", address: FeedAddress("https://example.org/feed")),
                    title: "Title", link: item.content.link,
                    authors: ["Ada", "b@example.org", "https://c.example/", "Dee"],
                    tags: item.content.tags, published: item.published, updated: item.updated,
                    received: start,
                    state: ItemState(readAt: start.plus(1.25), starredAt: start.plus(2.5)), isRevised: false,
                    alsoIn: []))
    }

    @Test func `an item of which little is known comes back so`() async throws {
        let item = ParsedItem(
            key: ItemKey(digest: ContentDigest(of: ["x"])), id: "",
            content: ItemContent(authors: [Person(name: "Ada"), Person(name: "Bo")]))
        let id = try await store.store([item], in: try store.feed())[0]
        #expect(try store.item(id)?.content == item.content)
    }

    @Test func `a revision replaces authors and attachments`() async throws {
        let feed = try store.feed()
        var item = Sample.item("a")
        item.content.authors = [Person(email: "a@example.org")]
        item.content.attachments = [
            Attachment(url: Link("a"), mimeType: "a/a"), Attachment(url: Link("b"), mimeType: "b/b"),
        ]
        let id = try await store.store([item], in: feed)[0]
        item.content.title = "Anew"
        item.content.authors = [Person(name: "Ada", email: "b@example.org")]
        item.content.attachments = [Attachment(url: Link("c"), mimeType: "c/c")]
        let revised = FeedChanges.RevisedItem(id: id, item: item)
        _ = try await store.apply(Sample.update(of: feed, Sample.changes(revised: [revised])))
        #expect(try store.item(id)?.content == item.content)
    }

    @Test func `a feed's validators, digest and history come back as they were stored`() async throws {
        let feed = try store.feed()
        let history = PollHistory(
            rate: PublicationRate(events: 3.25, at: start.plus(-1.1), since: start.plus(-9_999.9)),
            hints: UpdateHints(
                ttlMinutes: 90, skipHours: [0, 1, 23], skipDays: ["Saturday", "Sunday"],
                updatePeriodMinutes: 60),
            lifetime: .seconds(1_800), failures: 3, failingSince: start.plus(-50),
            lastSuccess: start.plus(-60),
            lastNews: start.plus(-70), documentSize: 123_456, isExpired: true, goneSince: start.plus(-80),
            candidate: MoveCandidate(
                target: Link("https://example.net/x"), seen: 4, since: start.plus(-90.5),
                deadSince: start.plus(-1)),
            acceptsAnything: true, credentialsStamp: "stamp",
            trust: ValidatorTrust(
                silentSince: start.plus(-100.5), silentPolls: 21, expectedPerDay: 0.75,
                probedAt: start.plus(-3), isDistrusted: true, echoes: 1, idleDocuments: 2, use: .dateOnly),
            ownValidators: CacheValidators(
                url: Link("https://example.org/own"), entityTag: "W/\"o\"",
                lastModified: "Sun, 22 Nov 2026 08:00:00 GMT"))
        let digest = DocumentDigest(content: ContentDigest(of: ["document"]), parserVersion: 7)
        let validators = CacheValidators(
            url: Link("https://example.org/feed"), entityTag: "\"é\"",
            lastModified: "Mon, 23 Nov 2026 08:00:00 GMT")
        _ = try await store.apply(
            FeedUpdate(
                feed: feed, polledAt: start, outcome: .unchanged, validators: validators, digest: digest,
                history: history, hostRests: [],
                next: NextPoll(at: start.plus(1), pause: .seconds(90), rule: .hint),
                exchange: ExchangeRecord()))
        let due = try #require(
            try await store.dueFeeds(at: start.plus(1), limit: 1, selection: .due, policy: SchedulePolicy())
                .first)
        #expect(due.history == history)
        #expect(due.digest == digest)
        #expect(due.validators == validators)
    }

    @Test(arguments: [
        FeedRetention(read: .atMost(.seconds(86_400)), unread: .forever, newest: 9),
        FeedRetention(read: .forever, unread: .atMost(.zero), newest: 0), FeedRetention(),
    ])
    func `a subscription comes back as it was stored`(retention: FeedRetention) throws {
        let subscription = Subscription(
            address: FeedAddress("https://example.org/feed"), origin: .reader, title: "Title",
            tags: ["a", "b c"],
            interval: .seconds(5_400), onlyNew: true, revisedTurnsUnread: true,
            fetching: FeedFetchSettings(
                userAgent: "agent",
                headers: [.init(name: "Accept", value: "x: y"), .init(name: "X", value: "z")],
                credentialsFile: "secret", proxy: "http://proxy:3128", sizeLimit: .kilobytes(7),
                certificates: .any), retention: retention)
        _ = try store.subscribe(subscription, at: start)
        let stored = try store.reading { db in try SubscriptionRecord.inForce(in: db) }
        #expect(stored.map(\.subscription) == [subscription])
    }

    @Test(arguments: NextPoll.Rule.allCases)
    func `each rule is told from the stored one`(rule: NextPoll.Rule) async throws {
        let feed = try store.feed()
        let failed = PollOutcome.failed(.fetching(FetchFailure(.rateLimited(status: 429))))
        let next = NextPoll(at: rule == .gone ? nil : start, pause: .seconds(1), rule: rule)
        _ = try await store.apply(Sample.update(of: feed, failed, next: next))
        let state = try #require(try store.feed(feed)).health.state
        #expect(state == (rule == .rest ? .resting : rule == .gone ? .gone : .failing))
    }
}
