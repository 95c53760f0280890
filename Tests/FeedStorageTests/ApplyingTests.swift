import FeedModel
import FoundationEssentials
import GRDB
import Synchronization
import Testing

@testable import FeedStorage

@Suite struct ApplyingTests {
    let store: FeedStore
    let feed: FeedID

    init() throws {
        store = try FeedStore.inMemory()
        feed = try store.feed()
    }

    @Test func `new items are listed unread, the document's first on top`() async throws {
        let receipt = try await store.apply(
            Sample.update(of: feed, Sample.changes(new: [Sample.item("a"), Sample.item("b")])))
        #expect(receipt.title == "Gazette")
        #expect(receipt.turn == .steady)
        let items = try store.items(matching: ItemListing(.unread))
        #expect(items.map(\.title) == ["Title of a", "Title of b"])
        #expect(items.map(\.id) == receipt.new)
        #expect(items.allSatisfy { $0.feed.title == "Gazette" && $0.date == start })
    }

    @Test func `a poll without news is stored as though all of the feed were`() async throws {
        let other = try store.feed("https://example.org/other")
        var history = PollHistory(
            rate: PublicationRate(events: 3, at: start, since: start.plus(-9_999)),
            hints: UpdateHints(ttlMinutes: 90), lifetime: .seconds(60), lastSuccess: start, documentSize: 77)
        let tag = CacheValidators(
            url: Link("https://example.org/feed"), entityTag: "\"1\"", lastModified: nil)
        for feed in [feed, other] {
            _ = try await store.apply(
                Sample.update(of: feed, Sample.changes(), history: history, validators: tag))
        }
        history.rate = PublicationRate(events: 2, at: start.plus(hour), since: start.plus(-9_999))
        history.lifetime = .seconds(90)
        history.lastSuccess = start.plus(hour)
        history.trust.noteSilence(at: start.plus(hour), perDay: 4)
        for feed in [feed, other] {
            var update = Sample.update(
                of: feed, at: start.plus(hour), .notModified, history: history, validators: tag,
                next: NextPoll(at: start.plus(3 * hour), pause: .seconds(7_000), rule: .freshness))
            update.isRoutine = feed == other
            #expect(try await store.apply(update).turn == .steady)
        }
        let rows = try await store.reading { db in
            try Row.fetchAll(db, sql: "SELECT * FROM feed ORDER BY id").map { row in
                row.filter { !["id", "address", "host"].contains($0.0) }.map { "\($0.0) \($0.1)" }
            }
        }
        #expect(rows.count == 2)
        #expect(rows.first == rows.last)
    }

    @Test func `a feed that was failing is well again though its poll brought no news`() async throws {
        let failed = PollOutcome.failed(.fetching(FetchFailure(.rateLimited(status: 429))))
        _ = try await store.apply(Sample.update(of: feed, failed))
        var update = Sample.update(of: feed, at: start.plus(hour), .notModified)
        update.isRoutine = true
        #expect(try await store.apply(update).turn == .recovered)
        #expect(try store.feed(feed)?.health.state == .well)
    }

    @Test func `what is asked for without waiting is written in order before that which waits`() async throws
    {
        let told = Mutex<[Int]>([])
        for number in 0..<3 {
            store.apply(Sample.update(of: number == 1 ? FeedID(999) : feed, .notModified)) { result in
                told.withLock { $0.append((try? result.get()) == nil ? -number : number) }
                return { told.withLock { $0.append(10) } }
            }
        }
        await store.finishWriting()
        #expect(told.withLock { $0.filter { $0 < 10 } } == [0, -1, 2])
        #expect(told.withLock { $0.count { $0 == 10 } } == 3)
        #expect(told.withLock { $0.last } == 10)
        #expect(try await store.rows("poll") == 2)
    }

    @Test func `items are known by their keys, whatever else a document holds`() async throws {
        let published = start.plus(-0.123_456_7)
        let a = Sample.item("a", published: published)
        let ids = try await store.store([a, Sample.item("b")], in: feed)
        let other = try store.feed("https://example.org/other")
        try await store.store([Sample.item("a")], in: other)
        let many = (0..<300).map { Sample.item("unknown \($0)") }
        let known = try await store.knownItems(of: feed, like: Sample.document(many + [a]))
        #expect(known.items.map(\.id) == [ids[0]])
        #expect(known.items.first?.trace == .stored(a.content.digest, nil))
        #expect(known.items.first?.keys == [a.key])
    }

    @Test func `a document offered again writes no item`() async throws {
        let items = [Sample.item("a"), Sample.item("b")]
        try await store.store(items, in: feed)
        let document = Sample.document(items)
        let known = try await store.knownItems(of: feed, like: document)
        let changes = Reconciliation.changes(in: document, known: known)
        let receipt = try await store.apply(Sample.update(of: feed, at: start.plus(hour), .changed(changes)))
        #expect(receipt.new.isEmpty)
        #expect(receipt.unchanged == 2)
        #expect(try store.count(.everything) == 2)
        #expect(try await store.rows("revision") == 0)
    }

    @Test func `what comes to an item without an edit is stored and found, and is no revision`() async throws
    {
        let before = Sample.item("a", published: start.plus(-hour))
        let id = try await store.store([before], in: feed)[0]
        _ = try store.mark([id], as: .read, at: start)
        var after = before
        after.published = start.plus(-2 * hour)
        after.content.tags = ["news"]
        after.content.commentsLink = Link("https://example.org/a#comments")
        after.content.attachments = [
            Attachment(url: Link("https://example.org/a.mp3"), mimeType: "audio/mpeg")
        ]
        let document = Sample.document([after])
        for expected in [1, 0] {
            let known = try await store.knownItems(of: feed, like: document)
            let changes = Reconciliation.changes(in: document, known: known)
            #expect(changes.rewritten.count == expected && changes.unchanged == [id])
            _ = try await store.apply(Sample.update(of: feed, at: start.plus(hour), .changed(changes)))
        }
        let item = try #require(try store.item(id))
        #expect(item.content == after.content)
        #expect(item.summary.published == after.published)
        #expect(item.summary.state.isRead && !item.summary.isRevised)
        #expect(try store.titles(.tag("news")) == ["Title of a"])
        #expect(try await store.rows("revision") == 0)
    }

    @Test func `a revised item keeps its number, its state and what it said before`() async throws {
        let id = try await store.store([Sample.item("a", text: "one")], in: feed)[0]
        _ = try store.mark([id], as: .read, at: start)
        let revised = FeedChanges.RevisedItem(id: id, item: Sample.item("a", title: "Anew", text: "two"))
        let receipt = try await store.apply(
            Sample.update(of: feed, at: start.plus(hour), Sample.changes(revised: [revised])))
        #expect(receipt.revised == 1)
        let item = try #require(try store.item(id))
        #expect(item.content.html == "two")
        #expect(item.summary.title == "Anew")
        #expect(item.summary.isRevised)
        #expect(item.summary.state.isRead)
        #expect(item.summary.received == start)
        let former = try await store.reading { db in
            try Row.fetchOne(db, sql: "SELECT title, html, replacedAt FROM revision").map {
                [$0[0] as String, $0[1] as String]
            }
        }
        #expect(former == ["Title of a", "one"])
    }

    @Test func `a revised item turns unread where the subscription asks for it`() async throws {
        let restless = try store.subscribe(
            Subscription(
                address: FeedAddress("https://example.org/restless"), origin: .reader,
                revisedTurnsUnread: true),
            at: start
        ).feed
        let id = try await store.store([Sample.item("a", text: "one")], in: restless)[0]
        _ = try store.mark([id], as: .read, at: start)
        let revised = FeedChanges.RevisedItem(id: id, item: Sample.item("a", text: "two"))
        _ = try await store.apply(
            Sample.update(of: restless, at: start.plus(hour), Sample.changes(revised: [revised])))
        #expect(try store.item(id)?.summary.state.isRead == false)
    }

    @Test func `the five newest revisions are kept`() async throws {
        let id = try await store.store([Sample.item("a", text: "0")], in: feed)[0]
        for number in 1...7 {
            let revised = FeedChanges.RevisedItem(id: id, item: Sample.item("a", text: "\(number)"))
            _ = try await store.apply(Sample.update(of: feed, Sample.changes(revised: [revised])))
        }
        let kept = try await store.reading { db in
            try String.fetchAll(db, sql: "SELECT html FROM revision ORDER BY id")
        }
        #expect(kept == ["2", "3", "4", "5", "6"])
    }

    @Test func `an item that comes back has its old state`() async throws {
        let id = try await store.store([Sample.item("a")], in: feed)[0]
        _ = try store.mark([id], as: .read, at: start)
        _ = try store.mark([id], as: .starred, at: start)
        try await store.writing { db in try db.execute(sql: "DELETE FROM item") }
        #expect(try store.count(.everything) == 0)
        let again = try await store.store([Sample.item("a")], in: feed)[0]
        #expect(again > id)
        let state = try #require(try store.item(again)).summary.state
        #expect(state == ItemState(readAt: start, starredAt: start))
        #expect(try store.count(.unread) == 0)
        #expect(try store.count(.starred) == 1)
    }

    @Test func `numbers of items are never given twice`() async throws {
        let ids = try await store.store([Sample.item("a"), Sample.item("b")], in: feed)
        try await store.writing { db in try db.execute(sql: "DELETE FROM item") }
        let later = try await store.store([Sample.item("c")], in: feed)
        #expect(later[0].rawValue > (ids.map(\.rawValue).max() ?? 0))
    }

    @Test func `a first poll may count its items as read`() async throws {
        _ = try await store.apply(
            Sample.update(of: feed, Sample.changes(new: [Sample.item("a")]), marksNewAsRead: true))
        #expect(try store.count(.unread) == 0)
        #expect(try store.titles(.read) == ["Title of a"])
    }

    @Test func `validators, history and next poll are stored with the items`() async throws {
        let validators = CacheValidators(
            url: Link("https://example.org/feed"), entityTag: "W/\"x\"", lastModified: nil)
        let history = PollHistory(failures: 0, lastSuccess: start, documentSize: 7)
        let next = NextPoll(at: start.plus(hour), pause: .seconds(3_600), rule: .freshness)
        _ = try await store.apply(
            Sample.update(
                of: feed, Sample.changes(new: [Sample.item("a")]), history: history, validators: validators,
                next: next))
        let due = try await store.dueFeeds(
            at: start.plus(hour), limit: 9, selection: .due, policy: SchedulePolicy())
        #expect(due.map(\.validators) == [validators])
        #expect(due.map(\.history) == [history])
        let shown = try #require(try store.feed(feed))
        #expect(shown.nextPoll == start.plus(hour))
        #expect(shown.interval == .seconds(3_600))
        #expect(shown.lastPoll == start)
        #expect(try await store.rows("poll") == 1)
    }

    @Test func `a feed that breaks says so once, and once when it recovers`() async throws {
        let refused = PollOutcome.failed(.fetching(FetchFailure(.notFound)))
        let broken = PollOutcome.failed(.parsing(.notAFeed(looksLike: "a web page")))
        var turns: [UpdateReceipt.Turn] = []
        for outcome in [refused, refused, broken, .notModified, .unchanged] {
            turns.append(try await store.apply(Sample.update(of: feed, outcome)).turn)
        }
        #expect(turns == [.broke, .steady, .broke, .recovered, .steady])
    }

    @Test func `what is no fault of the feed's is no turn in its life`() async throws {
        func fetching(_ kind: FetchFailure.Kind) -> PollOutcome { .failed(.fetching(FetchFailure(kind))) }
        let resting = fetching(.hostResting(host: "example.org"))
        var seen: [(UpdateReceipt.Turn, FeedHealth.State)] = []
        for (index, outcome) in [
            resting, .notModified, resting, fetching(.noNetwork), .notModified, fetching(.notFound), resting,
            .notModified,
        ].enumerated() {
            let turn = try await store.apply(Sample.update(of: feed, at: start.plus(Double(index)), outcome))
                .turn
            seen.append((turn, try #require(try store.feed(feed)).health.state))
        }
        #expect(
            seen.map(\.0) == [.steady, .steady, .steady, .steady, .steady, .broke, .steady, .recovered])
        #expect(seen.map(\.1) == [.resting, .well, .well, .offline, .well, .failing, .failing, .well])
    }

    @Test func `a failure keeps the items and is told in words`() async throws {
        try await store.store([Sample.item("a")], in: feed)
        let failure = PollOutcome.failed(.fetching(FetchFailure(.noNetwork)))
        _ = try await store.apply(Sample.update(of: feed, at: start.plus(hour), failure))
        let health = try #require(try store.feed(feed)).health
        #expect(health == FeedHealth(state: .offline, since: start.plus(hour), message: "no network"))
        #expect(try store.count(.unread) == 1)
    }

    @Test func `an update of a feed that is not there harms no other`() async throws {
        let strange = Sample.update(of: FeedID(99), Sample.changes(new: [Sample.item("x")]))
        await #expect(throws: StoreError.unknownFeed(FeedID(99))) { try await store.apply(strange) }
        try await store.store([Sample.item("a")], in: feed)
        #expect(try store.titles(.everything) == ["Title of a"])
    }

    @Test func `updates that wait for one another are each written whole or not at all`() async throws {
        let store = store
        let feeds = try (0..<40).map { try store.feed("https://example.org/\($0)") }
        let results = await withTaskGroup(of: (Int, Result<UpdateReceipt, any Error>).self) { group in
            for (number, feed) in feeds.enumerated() {
                group.addTask {
                    // Two items with one key break a constraint: every fourth update is such a one.
                    let second = number % 4 == 0 ? "a" : "b"
                    let update = Sample.update(
                        of: feed, Sample.changes(new: [Sample.item("a"), Sample.item(second)]))
                    do {
                        return (number, .success(try await store.apply(update)))
                    } catch {
                        return (number, .failure(error))
                    }
                }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        for (number, feed) in feeds.enumerated() {
            let shown = try #require(try store.feed(feed))
            if number % 4 == 0 {
                #expect(throws: StoreError.self) { try results[number]?.get() }
                #expect(shown.total == 0)
                #expect(shown.lastPoll == nil)
            } else {
                #expect(try results[number]?.get().new.count == 2)
                #expect(shown.total == 2)
            }
        }
        #expect(try store.count(.unread) == 60)
    }

    @Test func `a cancelled task's update is remembered all the same`() async throws {
        let store = store
        let update = Sample.update(of: feed, Sample.changes(new: [Sample.item("a")]))
        let receipt = await withTaskGroup(of: Int?.self) { group in
            group.cancelAll()
            group.addTask {
                #expect(Task.isCancelled)
                return try? await store.apply(update).new.count
            }
            return await group.next() ?? nil
        }
        #expect(receipt == 1)
        #expect(try store.count(.unread) == 1)
    }
}

extension FeedStore {
    func rows(_ table: String) async throws -> Int {
        try await reading { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? 0 }
    }
}
