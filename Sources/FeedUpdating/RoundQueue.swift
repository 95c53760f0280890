package import FeedModel

/// The feeds that are due and not yet begun, and which of them may begin: never more at once of one host than it is
/// to bear, and no host's long line before another's first feed.
package struct RoundQueue: Sendable {
    private let perHost: Int
    private var waiting: [String: ArraySlice<DueFeed>] = [:]
    /// Hosts with a waiting feed and room for it, in the order in which they came up.
    private var ready: ArraySlice<String> = []
    private var running: [String: Int] = [:]
    private var known: Set<FeedID> = []

    /// - Parameter perHost: polls of one host at once, at least 1.
    package init(perHost: Int) {
        self.perHost = max(1, perHost)
    }

    /// Feeds waiting.
    package private(set) var count = 0
    /// Feeds begun and not finished.
    package private(set) var inFlight = 0

    /// Takes feeds in; one that waits or runs already is passed over.
    package mutating func add(_ feeds: [DueFeed]) {
        for feed in feeds where known.insert(feed.id).inserted {
            let host = feed.host
            if waiting[host, default: []].isEmpty, running[host, default: 0] < limit(of: host) {
                ready.append(host)
            }
            waiting[host, default: []].append(feed)
            count += 1
        }
    }

    /// The next feed that may begin, which then counts as running; nil while there is none.
    package mutating func next() -> DueFeed? {
        guard let host = ready.popFirst(), let feed = waiting[host]?.popFirst() else { return nil }
        count -= 1
        inFlight += 1
        running[host, default: 0] += 1
        if waiting[host]?.isEmpty ?? true {
            waiting[host] = nil
        } else if running[host, default: 0] < limit(of: host) {
            ready.append(host)
        }
        return feed
    }

    /// Notes that a feed that `next()` gave has ended.
    package mutating func finished(_ feed: DueFeed) {
        let host = feed.host
        known.remove(feed.id)
        inFlight -= 1
        let before = running[host, default: 1]
        running[host] = before > 1 ? before - 1 : nil
        if before == limit(of: host), waiting[host] != nil { ready.append(host) }
    }

    /// Local files have no host, and no limit but the round's own.
    private func limit(of host: String) -> Int {
        host.isEmpty ? Int.max : perHost
    }
}
