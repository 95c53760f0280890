import FeedModel
import FeedStorage
import FoundationEssentials

/// What `tidings status --metrics` says.
struct StatusMetrics {
    let report: StatusReport
    let feeds: [FeedFigures]

    var text: String {
        var metrics = OpenMetrics()
        addWhole(to: &metrics)
        addLastDay(to: &metrics)
        addFeeds(to: &metrics)
        return metrics.text
    }

    /// Where there is no database, or none that can be read: then nothing polls either.
    static var ofNoDatabase: String {
        var metrics = OpenMetrics()
        addDaemon(isUp: false, to: &metrics)
        return metrics.text
    }

    private static func addDaemon(isUp: Bool, to metrics: inout OpenMetrics) {
        metrics.add("tidings_daemon_up", help: "Whether a daemon polls.", isUp ? 1 : 0)
    }

    private func addWhole(to metrics: inout OpenMetrics) {
        let status = report.status
        Self.addDaemon(isUp: report.hasDaemon, to: &metrics)
        metrics.add(
            "tidings_daemon_stuck", help: "Whether a daemon that polls makes no progress.",
            report.ending == .busy ? 1 : 0)
        metrics.add(
            "tidings_feeds", help: "Feeds that are subscribed to, by how they are.",
            FeedHealth.State.allCases.filter { $0 != .letGo }.map {
                ([("state", $0.rawValue)], Int64(status.states[$0] ?? 0))
            })
        metrics.add("tidings_items", help: "Items of all feeds.", Int64(status.total))
        metrics.add("tidings_items_unread", help: "Unread items of all feeds.", Int64(status.unread))
        metrics.add("tidings_items_starred", help: "Starred items of all feeds.", Int64(status.starred))
        metrics.add("tidings_wishes", help: "Feeds that wait to be refreshed.", Int64(status.wishes))
        metrics.add(
            "tidings_last_poll_timestamp_seconds", unit: "seconds", help: "When a poll last ended.",
            status.lastPoll.map(seconds))
        metrics.add(
            "tidings_next_poll_timestamp_seconds", unit: "seconds", help: "When the next feed is due.",
            status.nextPoll.map(seconds))
        metrics.add(
            "tidings_database_size_bytes", unit: "bytes", help: "The database with its log.",
            Int64(status.size.bytes))
    }

    private func addLastDay(to metrics: inout OpenMetrics) {
        var day = PollTally(from: report.now)
        for tally in report.lastDay { day += tally }
        metrics.add(
            "tidings_last_day_polls", help: "Polls of the last 24 hours, by what they brought.",
            [
                ([("outcome", "failed")], Int64(day.failed)),
                ([("outcome", "unchanged")], Int64(day.unchanged)),
                ([("outcome", "changed")], Int64(day.polls - day.failed - day.unchanged)),
            ])
        metrics.add(
            "tidings_last_day_new_items", help: "Items that the last 24 hours brought.", Int64(day.new))
    }

    private func addFeeds(to metrics: inout OpenMetrics) {
        metrics.add(
            "tidings_feed", help: "Always 1: the title and the address of a feed.",
            feeds.map { feed in
                ([number(feed), ("title", feed.title), ("url", feed.address.shown)], 1)
            })
        metrics.add(
            "tidings_feed_well", help: "Whether a feed's last poll went well.",
            feeds.filter { $0.lastPoll != nil }.map { ([number($0)], $0.state == .well ? 1 : 0) })
        metrics.add(
            "tidings_feed_last_poll_timestamp_seconds", unit: "seconds", help: "When a feed was last polled.",
            times(\.lastPoll))
        metrics.add(
            "tidings_feed_last_success_timestamp_seconds", unit: "seconds",
            help: "When a poll of a feed last went well.", times(\.lastSuccess))
        metrics.add(
            "tidings_feed_failures", help: "Failed polls of a feed in a row.",
            feeds.map { ([number($0)], Int64($0.failures)) })
        metrics.add(
            "tidings_feed_items", help: "Items of a feed.", feeds.map { ([number($0)], Int64($0.items)) })
        metrics.add(
            "tidings_feed_items_unread", help: "Unread items of a feed.",
            feeds.map { ([number($0)], Int64($0.unread)) })
    }

    private func times(_ moment: (FeedFigures) -> Date?) -> [(labels: [OpenMetrics.Label], value: Int64)] {
        feeds.compactMap { feed in moment(feed).map { ([number(feed)], seconds($0)) } }
    }

    private func number(_ feed: FeedFigures) -> OpenMetrics.Label {
        ("feed", "\(feed.id.rawValue)")
    }

    private func seconds(_ date: Date) -> Int64 {
        Int64(date.timeIntervalSince1970)
    }
}
