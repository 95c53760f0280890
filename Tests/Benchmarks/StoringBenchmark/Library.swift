import FeedModel
import FeedStorage
import FoundationEssentials

/// A large library of short items, stored as the daemon stores them.
struct Library {
    let path: String
    let feeds: Int
    let items: Int

    private static let itemsOfPoll = 50
    private static let bodyBytes = 300
    private static let start = Date(timeIntervalSinceReferenceDate: 500_000_000)

    /// Prints how many items are stored, and how quickly the last of them were.
    func build() async throws {
        let ids = try Library.subscribe(feeds, at: path, now: Self.start)
        let store = try FeedStore.open(at: path, holding: try PollerLock(guarding: path))
        var sample = SampleItems(seed: 3)
        var stored = 0
        let round = feeds * Self.itemsOfPoll
        while stored < items {
            let now = Self.start.addingTimeInterval(Double(stored) * 30)
            let (wall, _) = try await Stopwatch.measure {
                for first in stride(from: 0, to: ids.count, by: 100) {
                    let updates = ids[first..<min(first + 100, ids.count)].enumerated().map { place, id in
                        Self.update(
                            of: id,
                            with: Self.items(
                                stored + (first + place) * Self.itemsOfPoll, of: first + place, &sample, now),
                            at: now)
                    }
                    try await Self.apply(updates, to: store)
                }
            }
            stored += round
            print("\(stored) items, the last \(round) at \(Int(Double(round) / wall)) a second")
        }
        _ = try await store.compact {}
    }

    private static func items(_ first: Int, of feed: Int, _ sample: inout SampleItems, _ now: Date)
        -> [ParsedItem]
    {
        (first..<first + itemsOfPoll).map { number in
            sample.item(
                number, ofFeed: feed, bytes: bodyBytes,
                published: now.addingTimeInterval(-Double(number % itemsOfPoll) * 600))
        }
    }

    /// Makes a database with so many subscriptions.
    static func subscribe(_ count: Int, at path: String, now: Date) throws -> [FeedID] {
        let store = try FeedStore.open(at: path, holding: try PollerLock(guarding: path))
        return try (0..<count).map { number in
            let address = FeedAddress("https://site\(number).example/feed.xml")
            return try store.subscribe(
                Subscription(address: address, origin: .reader, title: nil, tags: ["tag\(number % 20)"]),
                at: now
            ).feed
        }
    }

    static func update(of feed: FeedID, with items: [ParsedItem], at now: Date) -> FeedUpdate {
        let changes = FeedChanges(
            facts: FeedFacts(
                title: "Site \(feed.rawValue)", homePage: nil, description: nil, language: nil,
                format: .atom10),
            new: items, revised: [], unchanged: [])
        return FeedUpdate(
            feed: feed, polledAt: now, outcome: .changed(changes), validators: nil, digest: nil,
            history: PollHistory(), hostRests: [],
            next: NextPoll(at: now.addingTimeInterval(3_600), pause: .seconds(3_600), rule: .adaptive),
            exchange: ExchangeRecord(status: 200, requests: 1, wireBytes: 1_000))
    }

    /// As many at a time as a daemon has transfers in flight.
    static func apply(_ updates: [FeedUpdate], to store: FeedStore) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, update) in updates.enumerated() {
                if number >= 64 { try await group.next() }
                group.addTask { _ = try await store.apply(update) }
            }
            try await group.waitForAll()
        }
    }
}
