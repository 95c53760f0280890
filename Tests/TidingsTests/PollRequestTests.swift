import ArgumentParser
import FeedModel
import FeedStorage
import Foundation
import Testing

@testable import tidings

/// Who polls, where somebody else is at work.
struct PollRequestTests {
    @Test func `another poller that does not end in time is named, and the wish stays`() async throws {
        let folder = NSTemporaryDirectory() + "tidings-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = folder + "/tidings.toml"
        try Data("database = \"tidings.db\"\nwake = \"\"\n".utf8).write(to: URL(fileURLWithPath: file))
        let options = try StoreOptions.parse(["--config", file])
        let open = try OpenStore(pollingFor: options)
        let subscription = Subscription(
            address: FeedAddress("http://127.0.0.1:9/feed"), origin: .reader, title: nil, tags: [],
            interval: nil, onlyNew: false)
        let feed = try open.store.subscribe(subscription, at: Date()).feed
        try open.store.wish(for: [feed], at: Date())
        let request = PollRequest(open: open, options: options, since: Date())

        let lock = try PollerLock(guarding: open.store.path)
        let failure = await #expect(throws: CommandFailure.self) {
            _ = try await request.begin(for: [feed], within: .zero)
        }
        #expect(failure?.status == .busy)
        #expect(failure?.line.contains("(process \(ProcessInfo.processInfo.processIdentifier))") == true)
        #expect(try open.store.status().wishes == 1)
        _ = consume lock
    }
}
