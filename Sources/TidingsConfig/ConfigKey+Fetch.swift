import FeedModel

extension ConfigKey {
    /// The keys of `[fetch]`.
    static let fetch = manners + times + limits

    private static let anyTime = Duration.milliseconds(1)...hours(1)
    private static let anySize = ByteCount.kilobytes(1)...ByteCount.megabytes(1_024)

    private static let manners = [
        ConfigKey(
            "fetch.width", \.fetch.width, .integer(in: 1...4_096),
            """
            Transfers in flight at once. Those that last for more than a second make room for as many again, 64 at \
            most.
            """),
        ConfigKey(
            "fetch.per-host", \.fetch.perHost, .integer(in: 1...64),
            "Transfers in flight at once to one host."),
        ConfigKey(
            "fetch.per-address", \.fetch.perAddress, .integer(in: 0...4_096),
            """
            Transfers in flight at once to one network address, whatever hosts share it; 0: no limit. Where per-host \
            is larger, that counts.
            """),
        ConfigKey(
            "fetch.host-spacing", \.fetch.hostSpacing, .duration(in: .zero...hours(1)),
            "Between the starts of two requests to one host."),
        ConfigKey(
            "fetch.start-rate", \.fetch.startRate, .integer(in: 0...10_000),
            "Overdue polls that are started in a second; 0: no limit."),
        ConfigKey(
            "fetch.private-networks", \.fetch.privateNetworks,
            .texts(
                "a list of hosts, ports of hosts and networks, such as [\"nas.lan\", \"nas.lan:81\", \"192.168.0.0/16\"]",
                where: TextRule.isHostOrNetwork),
            """
            Hosts ("nas.lan"), ports of hosts ("nas.lan:81") and networks ("192.168.0.0/16") that may be polled \
            although they are private.
            """),
        ConfigKey(
            "fetch.extra-ports", \.fetch.extraPorts, .integers(in: 1...65_535),
            "Ports that may be asked beside 80, 443 and most of those from 1024 up."),
        ConfigKey(
            "fetch.proxy", \.fetch.proxy,
            .text("\"\", or a proxy such as \"socks5h://127.0.0.1:9050\"", where: TextRule.isProxy),
            "The proxy for all requests. \"\" is none, whatever the environment says."),
        ConfigKey(
            "fetch.contact", \.fetch.contact, .text(),
            "Your address for publishers who have something to tell you; it becomes part of the user agent."),
    ]

    private static let times = [
        ConfigKey(
            "fetch.connect-timeout", \.fetch.connectTimeout, .duration(in: anyTime),
            "For looking up the name, connecting and agreeing on keys."),
        ConfigKey(
            "fetch.first-byte-timeout", \.fetch.firstByteTimeout, .duration(in: anyTime),
            "From the request to the first byte of its answer."),
        ConfigKey(
            "fetch.total-timeout", \.fetch.totalTimeout, .duration(in: anyTime), "For the whole exchange."),
        ConfigKey(
            "fetch.progressing-timeout", \.fetch.progressingTimeout, .duration(in: anyTime),
            "For the whole exchange, while it brings at least steady-speed a second."),
        ConfigKey(
            "fetch.steady-speed", \.fetch.steadySpeed,
            .size(in: ByteCount(bytes: 1)...ByteCount.megabytes(1_024)),
            "What must arrive in a second, on average, to earn progressing-timeout."),
        ConfigKey(
            "fetch.low-speed", \.fetch.lowSpeed, .size(in: ByteCount(bytes: 1)...ByteCount.megabytes(1)),
            "What must arrive in a second, else the exchange is given up after low-speed-window."),
        ConfigKey(
            "fetch.low-speed-window", \.fetch.lowSpeedWindow, .duration(in: anyTime),
            "How long an answer that has begun may be slower than low-speed."),
    ]

    private static let limits = [
        ConfigKey(
            "fetch.document-limit", \.fetch.documentLimit, .size(in: anySize),
            "The largest document, after decoding."),
        ConfigKey(
            "fetch.wire-limit", \.fetch.wireLimit, .size(in: anySize), "The largest body as it travels."),
        ConfigKey(
            "fetch.expansion-limit", \.fetch.expansionLimit, .integer(in: 1...100_000),
            "How many times larger than what travelled a document may be, above 1 MB."),
        ConfigKey(
            "fetch.header-limit", \.fetch.headerLimit,
            .size(in: ByteCount.kilobytes(1)...ByteCount.megabytes(1)),
            "The largest head of an answer."),
        ConfigKey(
            "fetch.header-lines", \.fetch.headerLines, .integer(in: 1...10_000),
            "The most lines in the head of an answer."),
        ConfigKey(
            "fetch.redirects", \.fetch.redirects, .integer(in: 0...20),
            "Redirects that are followed in one poll."),
    ]
}
