import FeedModel
import FeedStorage
import FoundationEssentials
import TidingsConfig

/// What is purged, why, and what came of it, in words.
enum RetentionReport {
    /// The rule that the configuration gives, in a sentence or two.
    static func rule(of settings: Settings) -> String {
        let own = settings.subscriptions.filter { $0.subscription.retention != FeedRetention() }.count
        let retention = settings.retention
        var sentences: [String] = []
        if Retention(retention, of: FeedRetention()).keepsAll {
            let keys = "read and unread are \"forever\", per-feed is 0"
            sentences.append(
                own == 0
                    ? "No item is purged: retention keeps everything (\(keys))."
                    : "Retention keeps everything (\(keys)), but for feeds with rules of their own.")
        } else {
            sentences.append(rule(retention))
        }
        if own > 0 {
            sentences.append(
                own == 1 ? "1 feed has rules of its own." : "\(own) feeds have rules of their own.")
        }
        return sentences.joined(separator: " ")
    }

    private static func rule(_ retention: RetentionPolicy) -> String {
        var parts: [String] = []
        if case .atMost(let time) = retention.read {
            parts.append("read items are kept \(Units.written(time)) after they left their feed or were read")
        }
        if case .atMost(let time) = retention.unread {
            parts.append("unread items are kept \(Units.written(time)) after they left their feed")
        }
        if retention.perFeed > 0 {
            parts.append(
                "of each feed's read items those go that are not among its newest \(retention.perFeed)")
        }
        parts.append(retention.unread == .forever ? "unread and starred ones stay" : "starred ones stay")
        let text = parts.joined(separator: "; ")
        return text.prefix(1).uppercased() + text.dropFirst() + "."
    }

    /// Why an item goes; days are local.
    static func reason(_ reason: PurgeReason) -> String {
        switch reason {
        case .read(let date, let parting, let time):
            "read \(day(date)), \(words(parting)); read items are kept \(Units.written(time))"
        case .unread(let parting, let time):
            "unread, \(words(parting)); unread items are kept \(Units.written(time))"
        case .beyondNewest(let count, let date):
            "read \(day(date)), not among its feed's newest \(count), which are kept"
        }
    }

    /// What a purge did.
    static func outcome(_ receipt: PurgeReceipt) -> String {
        guard !receipt.isEmpty else { return "Nothing was purged." }
        return "\(count(receipt.items, receipt.records)) purged; \(receipt.freed.inKilobytes) came free."
    }

    /// So many items, and so many records if there are any.
    static func count(_ items: Int, _ records: PurgedRecords) -> String {
        var parts = [items == 1 ? "1 item" : "\(items) items"]
        if records.polls > 0 { parts.append("\(records.polls) \(word(records.polls)) of polls") }
        if records.operations > 0 {
            parts.append("\(records.operations) \(word(records.operations)) for undo")
        }
        return parts.count < 3 ? parts.joined(separator: " and ") : "\(parts[0]), \(parts[1]) and \(parts[2])"
    }

    private static func word(_ records: Int) -> String {
        records == 1 ? "record" : "records"
    }

    private static func words(_ parting: Parting) -> String {
        switch parting {
        case .left(let date): "left its feed \(day(date))"
        case .unsubscribed(let date): "subscription ended \(day(date))"
        }
    }

    private static func day(_ date: Date) -> String {
        Terminal.localTime(of: date).isoDay
    }
}

extension ByteCount {
    /// Rounded up to whole kilobytes.
    var inKilobytes: String { "\((bytes + 1_023) / 1_024) KB" }
}
