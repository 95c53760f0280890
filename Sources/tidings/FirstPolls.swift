import FeedModel
import FeedParsing
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
        // What a server's rest holds up is not waited for.
        let awaited = try added.map(\.feed).filter { try rest(of: $0) == nil }
        _ = try await request.results(of: awaited, from: poller, within: .seconds(90))
        for one in added {
            if let feed = try store.feed(one.feed) {
                try await tell(feed, one)
            } else if let other = try store.feeds(named: one.address.text).first {
                // The page's feed was subscribed to already.
                Terminal.tell(
                    "Already subscribed to the feed of \(name(one.address)): \(SafeText.line(other.title)) (feed \(other.id.rawValue))."
                )
            }
        }
    }

    /// Tells what was subscribed to, for who does not wait: the daemon polls it now, else whoever polls next.
    func tellOfWishes(for added: [Added]) throws {
        let isPolled = try request.callDaemon()
        let next = isPolled ? "it is polled now" : "no daemon runs, tidings refresh --wait polls it"
        for one in added {
            guard let feed = try store.feed(one.feed) else { continue }
            Terminal.tell("Subscribed to \(SafeText.line(feed.title)) (feed \(feed.id.rawValue)); \(next).")
        }
    }

    private mutating func tell(_ feed: Feed, _ one: Added) async throws {
        let subscribed = "Subscribed to \(SafeText.line(feed.title)) (feed \(feed.id.rawValue))"
        if let rest = try rest(of: feed.id), try wasNotAsked(feed) {
            let end = Terminal.localTime(of: rest.until).isoMinute
            Terminal.tell("\(subscribed); its host rests until \(end), and it is polled then.")
        } else if (feed.lastPoll ?? .distantPast) < request.since {
            Terminal.tell("\(subscribed); it has not been polled yet.")
        } else if feed.health.state == .new {
            Terminal.tell("\(subscribed); \(feed.health.message ?? "it has not been polled yet").")
        } else if let other = feed.leadsTo, feed.health.state == .well {
            Terminal.tell("\(subscribed): it leads to feed \(other.rawValue), which you have.")
        } else if feed.health.state == .well {
            let way = feed.subscribedAs == nil ? "" : ", at \(SafeText.line(feed.address.shown))"
            let items = "\(feed.total) \(feed.total == 1 ? "item" : "items")"
            Terminal.tell("\(subscribed)\(way): \(items).")
        } else if !one.isReturned, try isNoFeed(feed) {
            let links = try store.foundLinks(of: feed.id)
            if links.isEmpty {
                try await giveUp(feed, one)
            } else {
                try offer(links, for: feed, at: one.address)
            }
        } else {
            note(.someFailed)
            let reason = feed.health.message ?? feed.health.state.rawValue
            Terminal.tell("\(subscribed), but its first poll failed: \(reason).")
        }
    }

    private func isNoFeed(_ feed: Feed) throws -> Bool {
        try failureCode(of: feed.id) == FeedFailure.parsing(.notAFeed(looksLike: nil)).code
    }

    /// Whether its server has not been asked for it, since its host or another on the way rests.
    private func wasNotAsked(_ feed: Feed) throws -> Bool {
        guard feed.lastPoll != nil else { return true }
        return try failureCode(of: feed.id) == FetchFailure.Kind.hostResting(host: "").code
    }

    private func failureCode(of feed: FeedID) throws -> String? {
        try store.account(of: feed, at: request.since)?.polls.first?.failureCode
    }

    private func rest(of feed: FeedID) throws -> HostRest? {
        try store.account(of: feed, at: request.since)?.hostRest
    }

    /// Lists what a page names that was subscribed to before anybody saw that it is no feed, and takes that subscription
    /// back; says whether it is such a page.
    mutating func offerAgain(_ id: FeedID, at address: FeedAddress) throws -> Bool {
        let links = try store.foundLinks(of: id)
        guard !links.isEmpty, let feed = try store.feed(id) else { return false }
        try offer(links, for: feed, at: address)
        return true
    }

    /// Ends the program, where not all went well.
    func leave() {
        if ending != .done { Terminal.leave(ending.rawValue) }
    }

    /// Takes the subscription back, and lists what the page names.
    private mutating func offer(_ links: [FoundLink], for feed: Feed, at address: FeedAddress) throws {
        try store.takeBack(feed.id)
        note(.usage)
        Terminal.tell("\(name(address)) is \(Self.reason(feed)); nothing was subscribed to. Choose from:")
        for found in links {
            Terminal.print(TabSeparated.line([found.link.text, found.title ?? ""]))
        }
        if Terminal.isInteractive {
            Terminal.tell("All of them: tidings add \(name(address)) | tidings add -")
        }
    }

    /// Takes the subscription back, and tries the usual places where that is wanted.
    private mutating func giveUp(_ feed: Feed, _ one: Added) async throws {
        try store.takeBack(feed.id)
        if guesses { return try await tryUsualPlaces(near: one.address) }
        note(.badData)
        Terminal.tell(
            "\(name(one.address)) is \(Self.reason(feed)); nothing was subscribed to. tidings add --guess tries the usual places."
        )
    }

    private static func reason(_ feed: Feed) -> String {
        feed.health.message ?? "not a feed"
    }

    /// Asks for addresses that feeds often have, one after another, and keeps the first that is one (B80).
    private mutating func tryUsualPlaces(near address: FeedAddress) async throws {
        for place in ["feed", "rss", "feed.xml", "atom.xml"] {
            let guess = FeedAddress(Link(place).resolved(against: Link(address.text)).text)
            let receipt = try store.subscribe(subscription(guess), at: request.since)
            guard receipt.result == .added else { continue }
            try store.wish(for: [receipt.feed], at: request.since)
            let poller = try await request.begin(for: [receipt.feed], within: .seconds(60))
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
        SafeText.line(address.shown)
    }
}
