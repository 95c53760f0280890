import FeedModel

extension ConfigKey {
    /// The keys of a `[[feed]]` table.
    static let feed = [
        ConfigKey(
            feed: "url", \.url, .text("an address", where: { !$0.isEmpty }),
            sample: "\"https://example.org/feed.xml\"",
            """
            The feed's address; the one key that each table needs. file:NAME is a file beside this one.
            """),
        ConfigKey(
            feed: "title", \.title, .optional(.text()), sample: "\"Example\"",
            "Your own title for it, in place of the feed's."),
        ConfigKey(
            feed: "tags", \.tags,
            .texts("a list of texts, such as [\"news\"]", where: { !$0.isEmpty }), sample: "[\"news\"]",
            "Your tags."),
        ConfigKey(
            feed: "interval", \.interval, .duration(in: .seconds(1)...years(1), or: "auto"),
            sample: "\"auto\"",
            """
            "auto" asks as often as the feed's own pace is worth; a duration such as "6h" is a fixed pause. Publishers \
            do not like to be asked more than once an hour; less than 5m is refused (or than shortest-pause, if that is \
            less).
            """),
        ConfigKey(
            feed: "user-agent", \.fetching.userAgent, .optional(.text()), sample: "\"\"",
            "What to call ourselves there; \"\" is tidings' own name."),
        ConfigKey(
            feed: "headers", \.fetching.headers, .headerFields, sample: "{}",
            "Headers to add to its requests: { X-Reader = \"yes\" }."),
        ConfigKey(
            feed: "credentials", \.fetching.credentialsFile, .optional(.secretPath), sample: "\"\"",
            """
            A file that holds NAME:PASSWORD in its first line; they are sent to this feed's own server alone. A bare \
            name may be that of a systemd credential.
            """
        ),
        ConfigKey(
            feed: "proxy", \.fetching.proxy,
            .present(.text("\"\", or a proxy such as \"socks5h://127.0.0.1:9050\"", where: TextRule.isProxy)),
            sample: "\"socks5h://127.0.0.1:9050\"",
            "A proxy for this feed; \"\" is none. Without this line that of [fetch]."),
        ConfigKey(
            feed: "size-limit", \.fetching.sizeLimit,
            .present(.size(in: ByteCount.kilobytes(1)...ByteCount.megabytes(1_024))), sample: "\"16MB\"",
            "Its largest document. Without this line that of [fetch]."),
        ConfigKey(
            feed: "tls", \.fetching.certificates, .choice, sample: "\"verified\"",
            """
            "any-certificate" also asks a server whose certificate nobody vouches for (self-signed, expired, another's): \
            whoever is on the way can then read and change what it says.
            """),
        ConfigKey(
            feed: "revised-turns-unread", \.revisedTurnsUnread, .flag, sample: "false",
            "Whether an item turns unread when the feed changes what it says."),
        ConfigKey(
            feed: "keep-read", \.retention.read, .present(.keptTime(upTo: years(100))), sample: "\"365d\"",
            "How long its read items are kept after they left it. Without this line: read of [retention]."),
        ConfigKey(
            feed: "keep-unread", \.retention.unread, .present(.keptTime(upTo: years(100))),
            sample: "\"forever\"",
            "The same for its unread items. Without this line: unread of [retention]."),
        ConfigKey(
            feed: "keep-newest", \.retention.newest, .present(.integer(in: 0...1_000_000_000)), sample: "0",
            "The newest of its items that are kept; 0: all. Without this line: per-feed of [retention]."),
    ]
}

/// A `[[feed]]` table while it is read.
struct FeedTable: Sendable {
    var url = ""
    var title: String?
    var tags: [String] = []
    var interval: Duration?
    var fetching = FeedFetchSettings()
    var revisedTurnsUnread = false
    var retention = FeedRetention()

    func subscription(declaredIn file: String, _ places: Places) -> Subscription {
        Subscription(
            address: FeedAddress(places.address(url)), origin: .declared(file: file), title: title,
            tags: tags,
            interval: interval, revisedTurnsUnread: revisedTurnsUnread, fetching: fetching,
            retention: retention)
    }
}
