/// Polls at equal distances, as most readers do: hourly by default in Miniflux, NetNewsWire, newsboat and yarr.
package struct FixedRule: PollingRule {
    private let pause: Double

    /// - Parameter pause: in seconds.
    package init(pause: Double) {
        self.pause = pause
    }

    package mutating func nextPoll(after sighting: Sighting) -> Double {
        sighting.now + pause
    }
}
