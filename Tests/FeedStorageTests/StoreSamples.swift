import FeedModel
import FoundationEssentials

@testable import FeedStorage

/// A moment that all tests count from: 2026-11-23 08:00 UTC.
let start = Date(timeIntervalSince1970: 1_795_420_800)

extension Date {
    func plus(_ seconds: Double) -> Date { addingTimeInterval(seconds) }
}

let hour = 3_600.0
let day = 86_400.0

/// The smallest values that say something.
enum Sample {
    static func item(
        _ name: String, title: String? = nil, link: String? = nil, text: String? = nil, published: Date? = nil
    ) -> ParsedItem {
        var item = ParsedItem(
            key: ItemKey(guid: name), id: name,
            content: ItemContent(
                title: title ?? "Title of \(name)", link: link.map { Link($0) },
                html: text ?? "<p>Body of \(name)</p>"))
        item.published = published
        return item
    }

    /// Words of which none comes twice, so that compressing them saves little.
    static func prose(words: Int) -> String {
        var number: UInt64 = 1
        return (0..<words).map { _ in
            number = number &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return String(number, radix: 36)
        }.joined(separator: " ")
    }

    static func document(_ items: [ParsedItem], title: String = "Gazette") -> ParsedFeed {
        var feed = ParsedFeed(format: .rss20, encoding: "utf-8")
        feed.title = title
        feed.items = items
        return feed
    }

    static func changes(
        new: [ParsedItem] = [], revised: [FeedChanges.RevisedItem] = [], unchanged: [ItemID] = [],
        title: String = "Gazette", isWhole: Bool = true
    ) -> PollOutcome {
        .changed(
            FeedChanges(
                facts: FeedFacts(of: document([], title: title)), new: new, revised: revised,
                unchanged: unchanged, isWhole: isWhole))
    }

    static func update(
        of feed: FeedID, at now: Date = start, _ outcome: PollOutcome, history: PollHistory = PollHistory(),
        validators: CacheValidators? = nil, next: NextPoll? = nil, rests: [HostRest] = [],
        marksNewAsRead: Bool = false, move: FeedMove? = nil,
        exchange: ExchangeRecord = ExchangeRecord(status: 200, requests: 1, wireBytes: 1_000)
    ) -> FeedUpdate {
        FeedUpdate(
            feed: feed, polledAt: now, outcome: outcome, validators: validators, digest: nil,
            history: history,
            hostRests: rests,
            next: next ?? NextPoll(at: now.plus(2 * hour), pause: .seconds(7_200), rule: .adaptive),
            exchange: exchange, marksNewAsRead: marksNewAsRead, move: move)
    }

    static func subscription(
        _ address: String, title: String? = nil, tags: [String] = [], file: String? = nil
    ) -> Subscription {
        Subscription(
            address: FeedAddress(address), origin: file.map { .declared(file: $0) } ?? .reader, title: title,
            tags: tags)
    }

    static func declared(_ address: String, title: String? = nil, tags: [String] = []) -> DeclaredSubscription
    {
        DeclaredSubscription(
            subscription(address, title: title, tags: tags, file: "/etc/tidings/tidings.toml"), line: 1)
    }
}

extension FeedStore {
    /// A feed of the reader's.
    func feed(_ address: String = "https://example.org/feed", at now: Date = start) throws -> FeedID {
        try subscribe(Sample.subscription(address), at: now).feed
    }

    /// Stores new items in one poll; their numbers are in the order given.
    @discardableResult
    func store(_ items: [ParsedItem], in feed: FeedID, at now: Date = start) async throws -> [ItemID] {
        try await apply(Sample.update(of: feed, at: now, Sample.changes(new: items))).new
    }

    /// Purges items by no rule at all; says how many were there.
    func purge(_ items: [ItemID]) async throws -> Int {
        try await writing(rows: items.count) { db in
            try items.count { try PurgedRecord.purge($0, in: db) }
        }
    }

    @discardableResult
    func mark(_ items: [ItemID], as mark: Mark, at now: Date) throws -> MarkReceipt {
        try self.mark(items, as: mark, subject: "", at: now)
    }

    @discardableResult
    func mark(matching listing: ItemListing, as mark: Mark, at now: Date) throws -> MarkReceipt {
        try self.mark(matching: listing, as: mark, subject: "", at: now)
    }

    func titles(_ query: ItemQuery, all: Bool = false, limit: Int? = nil) throws -> [String] {
        try items(matching: ItemListing(query, includesLetGo: all, limit: limit)).map(\.title)
    }

    func count(_ query: ItemQuery, all: Bool = false) throws -> Int {
        try count(matching: ItemListing(query, includesLetGo: all))
    }
}

/// A folder of its own for a test, removed with it.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        let number = UInt64.random(in: .min ... .max)
        path = FileManager.default.temporaryDirectory.path + "/tidings-store-\(number)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    var database: String { path + "/tidings.db" }

    /// What lies in the folder, by name.
    var contents: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
    }
}
