package import FeedModel

/// Counts the polls under way against the width of a round.
///
/// A poll that has lasted long hardly costs anything: it waits, for a server that does not answer or for its host's
/// turn. It makes room for another, so that servers that hang hold up nobody who waits behind them. Only so many do,
/// since they are connections all the same. That many are enough for a day on which every server hangs, at the usual
/// start rate (five a second) and limit of the first byte (20 s).
package struct RoundPlaces {
    private let width: Int
    private let lendable: Int
    private var begun: [FeedID: Duration] = [:]
    /// Those that have not lasted long, and some that have ended, in the order in which they began.
    private var order: ArraySlice<(feed: FeedID, at: Duration)> = []
    private var late: Set<FeedID> = []

    /// How long a poll keeps its place to itself.
    package static let patience = Duration.seconds(1)
    /// The most places that are lent, however wide the round is.
    package static let mostLent = 64

    /// - Parameter width: polls at once, at least 1; as many again may have lasted long, `mostLent` at most.
    package init(width: Int) {
        self.width = max(1, width)
        lendable = min(self.width, Self.mostLent)
    }

    /// Whether a poll may begin. `now` is a time that never goes back, here and in what follows.
    package mutating func hasRoom(at now: Duration) -> Bool {
        noteLate(at: now)
        return begun.count - min(late.count, lendable) < width
    }

    /// How long until a poll that lasts will make room; nil where none will.
    package mutating func wait(at now: Duration) -> Duration? {
        noteLate(at: now)
        guard late.count < lendable, let next = order.first else { return nil }
        return next.at + Self.patience - now
    }

    /// Notes that a poll begins.
    package mutating func begin(_ feed: FeedID, at now: Duration) {
        begun[feed] = now
        order.append((feed, now))
    }

    /// Notes that a poll has ended.
    package mutating func end(_ feed: FeedID) {
        begun[feed] = nil
        late.remove(feed)
    }

    private mutating func noteLate(at now: Duration) {
        while let first = order.first {
            let isUnderWay = begun[first.feed] == first.at && !late.contains(first.feed)
            if isUnderWay {
                guard first.at + Self.patience <= now else { return }
                late.insert(first.feed)
            }
            order.removeFirst()
        }
    }
}
