/// What one poll shows to whoever decides when the next one is.
package struct Sighting: Sendable {
    /// The moment of the poll, in seconds.
    package let now: Double
    /// When what was found new had been published, ascending.
    package let news: [Double]
    /// Whether this is the first poll of the feed; then `news` is all that its document holds.
    package let isFirst: Bool
    /// A number of chance in 0..<1.
    package let jitter: Double

    package init(now: Double, news: [Double], isFirst: Bool, jitter: Double) {
        self.now = now
        self.news = news
        self.isFirst = isFirst
        self.jitter = jitter
    }
}

/// A way to decide when a feed is asked again. One value serves one feed.
package protocol PollingRule {
    /// When to poll next, in seconds; later than the sighting.
    mutating func nextPoll(after sighting: Sighting) -> Double
}
