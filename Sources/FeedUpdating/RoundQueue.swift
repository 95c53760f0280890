package import FeedModel

/// The feeds that are due and not yet begun, and which of them may begin: never more at once of one host than it is
/// to bear, and no host's long line before another's first feed.
package struct RoundQueue: Sendable {
    private let perHost: Int
    private var hosts: [String: Host] = [:]
    /// Hosts with a waiting feed and room for it, in the order in which they came up.
    private var ready: ArraySlice<String> = []
    private var known: Set<FeedID> = []

    /// - Parameter perHost: polls of one host at once, at least 1.
    package init(perHost: Int) {
        self.perHost = max(1, perHost)
    }

    /// Feeds waiting.
    package private(set) var count = 0
    /// Feeds begun and not finished.
    package private(set) var inFlight = 0

    /// Whether a feed may begin; where none may, those that wait do so for hosts that have enough to do.
    package var isReady: Bool {
        !ready.isEmpty
    }

    fileprivate struct Host {
        var waiting: ArraySlice<DueFeed> = []
        var running = 0
    }

    /// Takes feeds in; one that waits or runs already is passed over.
    package mutating func add(_ feeds: [DueFeed]) {
        for feed in feeds where known.insert(feed.id).inserted {
            let name = feed.host
            let limit = limit(of: name)
            let isReady = hosts[name, default: Host()].add(feed, limit: limit)
            if isReady { ready.append(name) }
            count += 1
        }
    }

    /// The next feed that may begin, which then counts as running; nil while there is none.
    package mutating func next() -> DueFeed? {
        guard let name = ready.popFirst(), let place = hosts.index(forKey: name),
            let feed = hosts.values[place].waiting.popFirst()
        else { return nil }
        count -= 1
        inFlight += 1
        hosts.values[place].running += 1
        if !hosts.values[place].waiting.isEmpty, hosts.values[place].running < limit(of: name) {
            ready.append(name)
        }
        return feed
    }

    /// Notes that a feed that `next()` gave has ended.
    package mutating func finished(_ feed: DueFeed) {
        let name = feed.host
        known.remove(feed.id)
        inFlight -= 1
        guard let place = hosts.index(forKey: name) else { return }
        let before = hosts.values[place].running
        hosts.values[place].running -= 1
        if !hosts.values[place].waiting.isEmpty {
            if before == limit(of: name) { ready.append(name) }
        } else if before == 1 {
            hosts.remove(at: place)
        }
    }

    /// Local files have no host, and no limit but the round's own.
    private func limit(of host: String) -> Int {
        host.isEmpty ? Int.max : perHost
    }
}

extension RoundQueue.Host {
    /// Says whether the host comes up by this: it has room, and nobody waited for it.
    fileprivate mutating func add(_ feed: DueFeed, limit: Int) -> Bool {
        defer { waiting.append(feed) }
        return waiting.isEmpty && running < limit
    }
}
