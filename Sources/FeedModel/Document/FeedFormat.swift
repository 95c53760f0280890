/// What kind of feed a document is; the raw value is the name that `tidings parse --json` prints.
package enum FeedFormat: String, Hashable, Sendable, CaseIterable {
    case rss090 = "rss-0.90"
    case rss10 = "rss-1.0"
    case rss091 = "rss-0.91"
    case rss092 = "rss-0.92"
    case rss093 = "rss-0.93"
    case rss094 = "rss-0.94"
    case rss20 = "rss-2.0"
    case rss = "rss"
    case atom10 = "atom-1.0"
    case atom03 = "atom-0.3"
    case atom = "atom"
    case cdf = "cdf"
    case jsonFeed11 = "json-feed-1.1"
    case jsonFeed1 = "json-feed-1"
    case unknown = "unknown"
}
