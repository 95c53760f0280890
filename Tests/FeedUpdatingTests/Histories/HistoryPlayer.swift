import FeedModel
import FeedStorage
import FoundationEssentials
import HTTPTransport
import TestSupport
import Testing

/// Plays a history: each document comes by a poll, is parsed, compared with what is stored, and stored.
struct HistoryPlayer {
    private let desk: PollingDesk
    private var feeds: [History.Source: FeedID] = [:]

    init() throws {
        desk = try PollingDesk()
    }

    mutating func play(_ history: History) async throws {
        for (number, step) in history.steps.enumerated() {
            try await play(step, note: "\(history.name), step \(number + 1)")
        }
    }

    private mutating func play(_ step: History.Step, note: String) async throws {
        switch step {
        case .shows(let posts, let unread, let source, let home):
            try await poll(posts, of: source, home: home)
            #expect(try self.unread == unread.sorted(), "\(note)")
        case .read:
            _ = try desk.store.mark(matching: ItemListing(.unread), as: .read, subject: "", at: desk.time.now)
        case .unread(let title): try mark(title, as: .unread)
        case .star(let title): try mark(title, as: .starred)
        case .purge:
            try await desk.store.purge(desk.store.items(matching: ItemListing(.read)).map(\.id))
        case .purgeLeft:
            var policy = RetentionPolicy()
            policy.read = .atMost(.seconds(86_400))
            _ = try await desk.store.purge(by: policy, at: desk.time.now) {}
        case .merges(let unread):
            try await merge()
            #expect(try self.unread == unread.sorted(), "\(note)")
        case .starred(let count): #expect(try self.count(.starred) == count, "\(note)")
        case .revised(let count): #expect(try self.count(.revised) == count, "\(note)")
        case .stored(let count): #expect(try self.count(.everything) == count, "\(note)")
        case .tagged(let tag, let count): #expect(try self.count(.tag(tag)) == count, "\(note)")
        }
        try checkCounts(note)
    }

    private mutating func poll(_ posts: [Post], of source: History.Source, home: String) async throws {
        let items = posts.map(\.markup).joined()
        let document = """
            <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Feed \(source.rawValue)</title>\
            <link>\(home)</link>\(items)</channel></rss>
            """
        desk.transport.answer(
            source.address,
            with: HTTPExchange(
                url: source.address, status: 200, headers: HTTPHeaders(), body: Array(document.utf8)))
        try await desk.poll(feed(source), movingOn: .seconds(86_400))
    }

    private mutating func feed(_ source: History.Source) throws -> FeedID {
        if let feed = feeds[source] { return feed }
        let feed = try desk.subscribe(source.address)
        feeds[source] = feed
        return feed
    }

    private mutating func merge() async throws {
        let first = try feed(.a)
        let second = try feed(.b)
        var update = try await desk.poll(first, movingOn: .seconds(60))
        update.move = FeedMove(address: FeedAddress(History.Source.b.address), cause: .permanent)
        _ = try await desk.store.apply(update)
        feeds[.a] = second
    }

    private func mark(_ title: String, as mark: Mark) throws {
        let items = try desk.store.items(matching: ItemListing(.everything)).filter { $0.title == title }
        _ = try desk.store.mark(items.map(\.id), as: mark, subject: "", at: desk.time.now)
    }

    private var unread: [String] {
        get throws { try desk.store.items(matching: ItemListing(.unread)).map(\.title).sorted() }
    }

    private func count(_ query: ItemQuery) throws -> Int {
        try desk.store.items(matching: ItemListing(query)).count
    }

    /// What is counted is what is kept beside the feeds.
    private func checkCounts(_ note: String) throws {
        for query in [ItemQuery.everything, .unread, .starred] {
            #expect(try desk.store.count(matching: ItemListing(query)) == count(query), "\(note)")
        }
    }
}

@Suite struct HistoryTests {
    @Test(arguments: History.healing) func `items are known again`(history: History) async throws {
        var player = try HistoryPlayer()
        try await player.play(history)
    }

    @Test(arguments: History.apart) func `articles are never taken for one`(history: History) async throws {
        var player = try HistoryPlayer()
        try await player.play(history)
    }

    @Test(arguments: History.revisions) func `edits are told from churn`(history: History) async throws {
        var player = try HistoryPlayer()
        try await player.play(history)
    }

    @Test(arguments: History.repetitions) func `repeated keys are told apart`(history: History) async throws {
        var player = try HistoryPlayer()
        try await player.play(history)
    }

    @Test(arguments: History.purges) func `purged items stay purged`(history: History) async throws {
        var player = try HistoryPlayer()
        try await player.play(history)
    }

    @Test(arguments: History.mergers) func `two feeds know of each other`(history: History) async throws {
        var player = try HistoryPlayer()
        try await player.play(history)
    }
}
