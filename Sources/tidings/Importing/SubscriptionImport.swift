import FeedModel
import FeedParsing
import FeedStorage
import FoundationEssentials

/// The subscriptions of another program, taken over.
struct SubscriptionImport {
    private let feeds: [MovingFeed]
    /// What stays behind, each with the reason.
    private let leftOut: [(name: String, reason: String)]
    private let isMended: Bool

    init(of document: OPMLDocument) {
        let all = document.subscriptions(from: .reader).map(\.subscription)
        self.init(
            of: all.map { MovingFeed(address: $0.address, title: $0.title, tags: $0.tags) },
            isMended: document.isMended)
    }

    init(of all: [MovingFeed], unmovable: [Unmovable] = [], isMended: Bool = false) {
        self.isMended = isMended
        feeds = all.filter { Self.flaw(of: $0.address) == nil }
        let refused = all.compactMap { feed in
            Self.flaw(of: feed.address).map { (name: feed.address.shown, reason: $0) }
        }
        leftOut = unmovable.map { (name: $0.name, reason: $0.reason) } + refused
    }

    /// Subscribes to all of them at once, and says how many were added and how many were there.
    ///
    /// - Returns: whether any is to be polled that was not before.
    func run(with store: FeedStore, as name: ImportName, at now: Date) throws -> Bool {
        if isMended { name.tell("\(name.text) is damaged; some of its feeds may be missing.") }
        for feed in leftOut { Terminal.tell("Left out \(SafeText.line(feed.name)): \(feed.reason)") }
        let receipts = try store.subscribe(feeds.map(\.subscription), at: now)
        let new = zip(feeds, receipts).filter { $1.result == .added || $1.result == .returned }
        for (feed, receipt) in new where feed.isPaused { _ = try store.pause(receipt.feed, at: now) }
        let added = receipts.count { $0.result == .added }
        let paused = new.count { $0.0.isPaused }
        var line = "\(added) \(added == 1 ? "feed" : "feeds") added"
        if new.count > added { line += ", \(new.count - added) back again" }
        if paused > 0 { line += ", \(paused) of them paused" }
        line += ", \(receipts.count - new.count) there already"
        if !leftOut.isEmpty { line += ", \(leftOut.count) left out" }
        name.tell(line)
        return new.count > paused
    }

    private static func flaw(of address: FeedAddress) -> String? {
        address.scheme == .file
            ? "file: addresses are read only for feeds that the configuration declares" : address.problem
    }
}

extension MovingFeed {
    fileprivate var subscription: Subscription {
        Subscription(address: address, origin: .reader, title: title, tags: tags)
    }
}
