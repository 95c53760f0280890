package import FeedModel

/// The feeds that are due and not yet begun, and which of them may begin: never more at once of one host than it is
/// to bear, and no host's whole line before another's first feed.
///
/// Hosts take turns, one feed at a time. A host that need not be left alone between two requests goes on at once for some
/// feeds in a row, over one connection, before it is the next one's turn.
package struct RoundQueue: Sendable {
    private let perHost: Int
    /// How many feeds of a host follow one another before others have their turn.
    private let run: Int
    private let nearby: Int
    private var hosts: [String: Host] = [:]
    /// Hosts in the order in which they came up, each once; among them some that have nothing left or no room.
    private var turns: ArraySlice<String> = []
    /// Hosts that go on before others have their turn.
    private var goingOn: [String] = []
    private var known: Set<FeedID> = []
    /// Hosts with a waiting feed and room for it.
    private var ready = 0

    /// `run` where a host need not be left alone between two requests.
    package static let longestRun = 16

    /// - Parameters:
    ///   - perHost: polls of one host at once, at least 1.
    ///   - isSpaced: whether time must pass between two requests to one host.
    ///   - nearby: how many polls may come between two of one host for its connection to be worth keeping meanwhile; not
    ///     more than connections can be kept.
    package init(perHost: Int, isSpaced: Bool = true, nearby: Int = 0) {
        self.perHost = max(1, perHost)
        self.nearby = nearby
        run = isSpaced ? 1 : Self.longestRun
    }

    /// Feeds waiting.
    package private(set) var count = 0
    /// Feeds begun and not finished.
    package private(set) var inFlight = 0

    /// Whether a feed may begin; where none may, those that wait do so for hosts that have enough to do.
    package var isReady: Bool {
        ready > 0
    }

    fileprivate struct Host {
        var waiting: ArraySlice<DueFeed> = []
        var running = 0
        /// Feeds since its turn came, that of the turn included.
        var inRow = 0
        /// Whether it is in the line for a turn.
        var hasPlace = false
    }

    /// Takes feeds in; one that waits or runs already is passed over.
    package mutating func add(_ feeds: [DueFeed]) {
        for feed in feeds where known.insert(feed.id).inserted {
            change(feed.host) { host, _ in host.waiting.append(feed) }
            count += 1
        }
    }

    /// The next feed that may begin, which then counts as running; nil while there is none.
    package mutating func next() -> DueFeed? {
        while let name = goingOn.popLast() {
            if let feed = begin(name, isTurn: false) { return feed }
        }
        while let name = turns.popFirst() {
            if let feed = begin(name, isTurn: true) { return feed }
        }
        return nil
    }

    /// Notes that a feed that `next()` gave has ended.
    package mutating func finished(_ feed: DueFeed) {
        let name = feed.host
        known.remove(feed.id)
        inFlight -= 1
        let mayGoOn = change(name) { [run] host, limit in
            host.running -= 1
            return host.isReady(limit) && host.inRow < run
        }
        if mayGoOn { goingOn.append(name) }
        guard count == 0, inFlight == 0 else { return }
        hosts = [:]
        turns = []
        goingOn = []
    }

    /// Begins a feed of a host, where it may.
    private mutating func begin(_ name: String, isTurn: Bool) -> DueFeed? {
        let begun = change(name) { [run] host, limit in
            if isTurn {
                host.hasPlace = false
                host.inRow = 0
            }
            // Several that ended together may each have said that the host may go on.
            return host.isReady(limit) && host.inRow < run ? host.begin() : nil
        }
        guard var feed = begun else { return nil }
        count -= 1
        inFlight += 1
        feed.isFollowed = isSoonAsked(name)
        return feed
    }

    private func isSoonAsked(_ name: String) -> Bool {
        guard let host = hosts[name], !host.waiting.isEmpty else { return false }
        let others = ready - (host.isReady(limit(of: name)) ? 1 : 0)
        return host.inRow < run || others <= nearby
    }

    /// Local files have no host, and no limit but the round's own.
    private func limit(of host: String) -> Int {
        host.isEmpty ? Int.max : perHost
    }

    /// Changes a host, and sees to it that it is in line where it may begin a feed, and forgotten where it has none.
    private mutating func change<Value>(_ name: String, _ body: (inout Host, _ limit: Int) -> Value) -> Value
    {
        let limit = limit(of: name)
        if hosts[name] == nil { hosts[name] = Host() }
        guard let place = hosts.index(forKey: name) else { preconditionFailure("a host that is not there") }
        let wasReady = hosts.values[place].isReady(limit)
        let value = body(&hosts.values[place], limit)
        let isReady = hosts.values[place].isReady(limit)
        ready += (isReady ? 1 : 0) - (wasReady ? 1 : 0)
        if isReady, !hosts.values[place].hasPlace {
            hosts.values[place].hasPlace = true
            turns.append(name)
        }
        if hosts.values[place].isIdle { hosts.remove(at: place) }
        return value
    }
}

extension RoundQueue.Host {
    fileprivate func isReady(_ limit: Int) -> Bool {
        !waiting.isEmpty && running < limit
    }

    /// While it is in line it is not forgotten, or it would soon be there twice.
    fileprivate var isIdle: Bool {
        waiting.isEmpty && running == 0 && !hasPlace
    }

    fileprivate mutating func begin() -> DueFeed? {
        running += 1
        inRow += 1
        return waiting.popFirst()
    }
}
