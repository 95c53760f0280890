import FeedModel
import FeedStorage
import FoundationEssentials

/// Sees new subscriptions through their first poll: what came, or what there is in place of a feed.
struct FirstPolls {
    let store: FeedStore
    let request: PollRequest
    /// How a subscription is made for an address.
    let subscription: (FeedAddress) -> Subscription
    /// Whether addresses that nobody named may be tried.
    let guesses: Bool
    /// The first of what went wrong, the graver ones first.
    private(set) var ending = ExitStatus.done

    init(
        request: PollRequest, guesses: Bool, subscription: @escaping (FeedAddress) -> Subscription
    ) {
        store = request.open.store
        self.request = request
        self.guesses = guesses
        self.subscription = subscription
    }

    /// A subscription that was just made.
    struct Added: Hashable {
        let address: FeedAddress
        let feed: FeedID
        /// Whether it had been there before, with items that wait for it.
        let isReturned: Bool
    }

    /// Waits for the first polls, and tells what came of each.
    mutating func see(_ added: [Added], by poller: PollRequest.Poller) async throws {
        let results = try await request.results(of: added.map(\.feed), from: poller, within: .seconds(90))
        for one in added {
            if let feed = results.first(where: { $0.id == one.feed }) {
                try await tell(feed, one)
            } else if let other = try store.feeds(named: one.address.text).first {
                // The page's feed was subscribed to already.
                Terminal.tell(
                    "Already subscribed to the feed of \(name(one.address)): \(SafeText.line(other.title)) (feed \(other.id.rawValue))."
                )
            }
        }
    }

    private mutating func tell(_ feed: Feed, _ one: Added) async throws {
        let name = SafeText.line(feed.title)
        if (feed.lastPoll ?? .distantPast) < request.since {
            Terminal.tell("Subscribed to \(name) (feed \(feed.id.rawValue)); it has not been polled yet.")
        } else if feed.health.state == .well {
            let way = feed.subscribedAs == nil ? "" : ", at \(SafeText.line(feed.address.text))"
            let items = "\(feed.total) \(feed.total == 1 ? "item" : "items")"
            Terminal.tell("Subscribed to \(name) (feed \(feed.id.rawValue))\(way): \(items).")
        } else if !one.isReturned, try isNoFeed(feed) {
            try await offer(try store.foundLinks(of: feed.id), for: feed, one)
        } else {
            note(.someFailed)
            let reason = feed.health.message ?? feed.health.state.rawValue
            Terminal.tell(
                "Subscribed to \(name) (feed \(feed.id.rawValue)), but its first poll failed: \(reason).")
        }
    }

    private func isNoFeed(_ feed: Feed) throws -> Bool {
        let last = try store.account(of: feed.id, at: request.since)?.polls.first
        return last?.failureCode == FeedFailure.parsing(.notAFeed(looksLike: nil)).code
    }

    /// Takes the subscription back, and lists what the page names, or tries the usual places where that is wanted.
    private mutating func offer(_ links: [FoundLink], for feed: Feed, _ one: Added) async throws {
        let reason = feed.health.message ?? "not a feed"
        try store.takeBack(feed.id)
        if !links.isEmpty {
            note(.usage)
            Terminal.tell("\(name(one.address)) is \(reason); nothing was subscribed to. Choose from:")
            for found in links {
                Terminal.print(TabSeparated.line([found.link.text, found.title ?? ""]))
            }
        } else if guesses {
            try await tryUsualPlaces(near: one.address)
        } else {
            note(.badData)
            Terminal.tell(
                "\(name(one.address)) is \(reason); nothing was subscribed to. tidings add --guess tries the usual places."
            )
        }
    }

    /// Asks for addresses that feeds often have, one after another, and keeps the first that is one (B80).
    private mutating func tryUsualPlaces(near address: FeedAddress) async throws {
        for place in ["feed", "rss", "feed.xml", "atom.xml"] {
            let guess = FeedAddress(Link(place).resolved(against: Link(address.text)).text)
            let receipt = try store.subscribe(subscription(guess), at: request.since)
            guard receipt.result == .added else { continue }
            try store.wish(for: [receipt.feed], at: request.since)
            let poller = try await request.begin()
            let feed = try await request.results(of: [receipt.feed], from: poller, within: .seconds(60)).first
            if let feed, feed.health.state == .well {
                return try await tell(
                    feed, Added(address: guess, feed: receipt.feed, isReturned: false))
            }
            try store.takeBack(receipt.feed)
        }
        note(.badData)
        Terminal.tell("No feed was found near \(name(address)); nothing was subscribed to.")
    }

    private mutating func note(_ status: ExitStatus) {
        if ending == .done || ending == .someFailed { ending = status }
    }

    private func name(_ address: FeedAddress) -> String {
        SafeText.line(address.text)
    }
}
