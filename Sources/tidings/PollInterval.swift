import FeedModel
import TidingsConfig

/// A fixed pause between polls, as a person types it.
enum PollInterval {
    static func read(_ text: String) throws(CommandFailure) -> Duration {
        guard let duration = Units.duration(text), duration > .zero else {
            throw CommandFailure(.usage, "\(text) is no duration", hint: "write 30m, 6h or 1d")
        }
        return duration
    }

    /// Fails where publishers would not bear it.
    static func requireBearable(_ pause: Duration?, for settings: Settings) throws(CommandFailure) {
        let shortest = settings.schedule.shortestInterval
        guard let pause, pause < shortest else { return }
        throw CommandFailure(
            .usage, "an interval of \(Units.written(pause)) is too short",
            hint: "publishers bear \(Units.written(shortest)) at the least")
    }
}
