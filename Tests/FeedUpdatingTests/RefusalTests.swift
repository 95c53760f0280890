import FeedModel
import FeedStorage
import FeedUpdating
import FoundationEssentials
import HTTPTransport
import TestSupport
import Testing

@testable import FeedUpdating

/// What a server's refusal teaches.
struct RefusalTests {
    private let url = "https://feeds.example/a.xml"
    private let desk: PollingDesk

    init() throws {
        desk = try PollingDesk()
    }

    private var accepted: [String?] {
        desk.transport.requests.map { $0.headers["Accept"] == "*/*" ? "anything" : "feeds" }
    }

    @Test("B56 · after a 406 a feed is asked once more, later and for anything, and that is remembered")
    func types() async throws {
        let feed = try desk.subscribe(url)
        desk.transport.answer(
            url, with: HTTPExchange(url: url, status: 406), PollingDesk.document(["one"]))
        let refused = try await desk.poll(feed, movingOn: .seconds(3_600))
        #expect(refused.next.at == refused.polledAt.addingTimeInterval(3_600))
        for _ in 0..<2 { try await desk.poll(feed, movingOn: .seconds(7_200)) }
        #expect(accepted == ["feeds", "anything", "anything"])
        #expect(try desk.store.feed(feed)?.health.state == .well)
    }

    @Test("B56 · a server that refuses anything too is asked once a day")
    func typesAgain() async throws {
        let feed = try desk.subscribe(url)
        desk.transport.answer(url, with: HTTPExchange(url: url, status: 406))
        try await desk.poll(feed, movingOn: .seconds(3_600))
        let again = try await desk.poll(feed)
        #expect(again.next.at == again.polledAt.addingTimeInterval(86_400))
    }

    @Test("B56 · refused credentials are tried again as soon as their file changes, else once a day")
    func credentials() async throws {
        let path = FileManager.default.temporaryDirectory.path + "/tidings-credentials-\(url.hashValue)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data("user:old".utf8).write(to: URL(fileURLWithPath: path))
        let feed = try desk.subscribe(url, fetching: FeedFetchSettings(credentialsFile: path))
        desk.transport.answer(url, with: HTTPExchange(url: url, status: 401), PollingDesk.document(["one"]))
        let refused = try await desk.poll(feed)
        #expect(refused.next.at == refused.polledAt.addingTimeInterval(86_400))
        try await desk.updater.noteNewCredentials()
        #expect(try desk.store.pendingWishes().isEmpty)
        try Data("user:renewed".utf8).write(to: URL(fileURLWithPath: path))
        try await desk.updater.noteNewCredentials()
        #expect(try desk.store.pendingWishes() == [feed])
        try await desk.poll(feed)
        #expect(desk.transport.requests.map { $0.credentials?.password } == ["old", "renewed"])
        try await desk.updater.noteNewCredentials()
        #expect(try desk.store.pendingWishes().isEmpty)
    }

    @Test("B56 · a declaration with other credentials is tried at once")
    func redeclared() async throws {
        func declared(_ key: String) -> DeclaredSubscription {
            DeclaredSubscription(
                Subscription(
                    address: FeedAddress(url), origin: .declared(file: "/etc/tidings.toml"),
                    fetching: FeedFetchSettings(headers: [.init(name: "X-Key", value: key)])), line: 1)
        }
        _ = try await desk.store.adopt([declared("old")], at: desk.time.now)
        let feed = try #require(try desk.store.feeds(includesLetGo: false).first).id
        desk.transport.answer(url, with: HTTPExchange(url: url, status: 401))
        try await desk.poll(feed)
        _ = try await desk.store.adopt([declared("old")], at: desk.time.now)
        #expect(try desk.store.pendingWishes().isEmpty)
        _ = try await desk.store.adopt([declared("new")], at: desk.time.now)
        #expect(try desk.store.pendingWishes() == [feed])
    }

    @Test(
        "B56 · each refusal is a state of its own",
        arguments: [
            (401, "credentials-wanted"), (402, "payment-wanted"), (405, "method-refused"),
            (406, "type-refused"),
            (407, "proxy-credentials-wanted"), (451, "legally-blocked"),
        ])
    func states(status: Int, code: String) async throws {
        let feed = try desk.subscribe(url)
        desk.transport.answer(url, with: HTTPExchange(url: url, status: status))
        let update = try await desk.poll(feed)
        guard case .failed(let failure) = update.outcome else {
            Issue.record("\(update.outcome) is no failure")
            return
        }
        #expect(failure.code == code)
        #expect(try desk.store.feed(feed)?.health.message?.contains("\(status)") == true)
        #expect(update.history.failures == 1)
    }
}
