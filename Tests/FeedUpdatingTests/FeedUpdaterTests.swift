import FeedFetching
import FeedModel
import FeedStorage
import FeedUpdating
import FoundationEssentials
import HTTPTransport
import TestSupport
import Testing

struct FeedUpdaterTests {
    private let url = "https://feeds.example/a.xml"
    private let time = SkippingTime()
    private let transport = ScriptedTransport()
    private let store: FeedStore
    private let updater: FeedUpdater

    init() async throws {
        store = try FeedStore.inMemory()
        var policy = SchedulePolicy()
        policy.jitter = false
        let fetcher = Fetcher(
            transport: transport, policy: FetchPolicy(), backoff: Backoff(policy: policy), version: "0",
            resting: [],
            pace: time.source.pace)
        updater = FeedUpdater(
            fetcher: fetcher, store: store, policy: policy, time: time.source, chance: Chance { 0 })
        _ = try store.subscribe(Subscription(address: FeedAddress(url), origin: .reader), at: time.now)
    }

    /// Answers all that is asked from here on.
    private func answer(_ exchange: HTTPExchange) {
        transport.answer(url, with: exchange)
    }

    private func document(_ items: [String], status: Int = 200, tag: String? = "\"1\"") -> HTTPExchange {
        let entries = items.map { "<item><guid>\($0)</guid><title>\($0)</title></item>" }.joined()
        var headers = HTTPHeaders()
        if let tag { headers.add("ETag", tag) }
        return HTTPExchange(
            url: url, status: status, headers: headers,
            body: Array("<rss version=\"2.0\"><channel><title>A</title>\(entries)</channel></rss>".utf8))
    }

    /// Polls once, whatever the clock says, and remembers what came.
    private func poll() async throws -> (update: FeedUpdate, receipt: UpdateReceipt) {
        let due = try await store.dueFeeds(
            at: time.now, limit: 10, selection: .all, policy: SchedulePolicy())
        let feed = try #require(due.first)
        let update = try await updater.update(feed)
        let receipt = try await store.apply(update)
        time.move(by: .seconds(7_200))
        return (update, receipt)
    }

    private var unread: [String] {
        get throws {
            try store.items(matching: ItemListing(.unread, order: .oldestFirst)).map(\.title).sorted()
        }
    }

    @Test func `a first document brings its items, and what to ask with next time`() async throws {
        answer(document(["one", "two"]))
        let (update, receipt) = try await poll()
        #expect(receipt.new.count == 2)
        #expect(update.validators?.entityTag == "\"1\"")
        #expect(try unread == ["one", "two"])
        #expect(update.history.failures == 0)
    }

    @Test func `not modified changes nothing and keeps the validators`() async throws {
        answer(document(["one"]))
        _ = try await poll()
        answer(HTTPExchange(url: url, status: 304))
        let (update, receipt) = try await poll()
        #expect(update.outcome == .notModified)
        #expect(receipt.new.isEmpty)
        #expect(update.validators?.entityTag == "\"1\"")
    }

    /// Whatever the validators say, the same bytes are no news.
    @Test func `B07, B16 · the same bytes under another tag are no change, but the tag counts`() async throws
    {
        answer(document(["one"]))
        _ = try await poll()
        answer(document(["one"], tag: "\"2\""))
        let (update, _) = try await poll()
        #expect(update.outcome == .unchanged)
        #expect(update.validators?.entityTag == "\"2\"")
    }

    @Test func `B12 · a page in place of the feed is a failure and leaves validators and items alone`()
        async throws
    {
        answer(document(["one"]))
        _ = try await poll()
        answer(
            HTTPExchange(
                url: url, status: 200, headers: HTTPHeaders(["ETag": "\"page\""]),
                body: Array("<html><body>sold</body></html>".utf8)))
        let (update, receipt) = try await poll()
        guard case .failed(.parsing(.notAFeed)) = update.outcome else {
            Issue.record("\(update.outcome) is no parse failure")
            return
        }
        #expect(receipt.turn == .broke)
        #expect(update.validators?.entityTag == "\"1\"")
        #expect(try unread == ["one"])
    }

    @Test func `B11 · an error keeps the validators, is counted, and is over with the next success`()
        async throws
    {
        answer(document(["one"]))
        _ = try await poll()
        answer(HTTPExchange(url: url, status: 500, headers: HTTPHeaders(["ETag": "\"bad\""])))
        let (failed, broke) = try await poll()
        #expect(failed.validators?.entityTag == "\"1\"")
        #expect(failed.history.failures == 1)
        #expect(broke.turn == .broke)
        let (again, steady) = try await poll()
        #expect(again.history.failures == 2)
        #expect(steady.turn == .steady)
        answer(document(["one", "two"], tag: "\"3\""))
        let (well, recovered) = try await poll()
        #expect(well.history.failures == 0)
        #expect(recovered.turn == .recovered)
        #expect(try unread == ["one", "two"])
    }

    @Test func `an item that its feed edits stays read, and is revised`() async throws {
        answer(document(["one"]))
        let (_, first) = try await poll()
        _ = try store.mark(first.new, as: .read, subject: "", at: time.now)
        let edited =
            "<rss version=\"2.0\"><channel><title>A</title><item><guid>one</guid><title>One!</title></item></channel></rss>"
        answer(HTTPExchange(url: url, status: 200, body: Array(edited.utf8)))
        let (_, receipt) = try await poll()
        #expect(receipt.new.isEmpty)
        #expect(receipt.revised == 1)
        #expect(try unread.isEmpty)
        let item = try #require(try store.items(matching: ItemListing(.revised)).first)
        #expect(item.title == "One!")
    }

    /// Asked once more a day later, and then no more.
    @Test func `B55 · gone is believed when it is said again a day later`() async throws {
        answer(HTTPExchange(url: url, status: 410))
        let (first, _) = try await poll()
        #expect(first.next.rule == .goneUnconfirmed)
        #expect(first.next.at == first.polledAt.addingTimeInterval(86_400))
        time.move(by: .seconds(86_400))
        let (second, _) = try await poll()
        #expect(second.next.rule == .gone)
        #expect(second.next.at == nil)
    }

    /// A 304 without a word restarts what the server said before.
    @Test func `B24 · freshness is waited for, and restarts with a silent 304`() async throws {
        var fresh = document(["one"])
        fresh = HTTPExchange(
            url: url, status: 200, headers: HTTPHeaders(["ETag": "\"1\"", "Cache-Control": "max-age=36000"]),
            body: fresh.body)
        answer(fresh)
        let (first, _) = try await poll()
        #expect(first.next.rule == .freshness)
        #expect(first.next.at == first.polledAt.addingTimeInterval(36_000))
        answer(HTTPExchange(url: url, status: 304))
        time.move(by: .seconds(36_000))
        let (second, _) = try await poll()
        #expect(second.next.at == second.polledAt.addingTimeInterval(36_000))
    }

    @Test func `a poll that is called off leaves no update`() async throws {
        transport.answer(url, with: .failure(.cancelled))
        let due = try await store.dueFeeds(at: time.now, limit: 1, selection: .all, policy: SchedulePolicy())
        let feed = try #require(due.first)
        await #expect(throws: Interruption.self) { try await updater.update(feed) }
    }
}
