/// How feeds are asked for: the `[fetch]` part of the configuration (`polling.md` §3).
package struct FetchPolicy: Hashable, Sendable {
    /// Transfers in flight at once, at least 1; those that have lasted for more than a second make room for as many again,
    /// 64 at most.
    package var width = 64
    /// Transfers in flight at once to one host, at least 1.
    package var perHost = 1
    /// Transfers in flight at once to one address of the network, whatever hosts share it; 0: no limit. Never fewer than
    /// `perHost`.
    package var perAddress = 4
    /// Between the starts of two requests to one host.
    package var hostSpacing = Duration.seconds(1)
    /// Overdue polls started a second; 0: no limit.
    package var startRate = 5
    /// Hosts (`name`, `name:port`) or networks (CIDR) that may be polled although private.
    package var privateNetworks: [String] = []
    /// Ports beside 80, 443 and those from 1024 up that may be polled.
    package var extraPorts: [Int] = []
    /// The proxy for all requests; empty: none, whatever the environment says.
    package var proxy = ""
    /// The operator's address for publishers, added to the user agent; empty: none.
    package var contact = ""
    /// Looking up the name, connecting and agreeing on keys.
    package var connectTimeout = Duration.seconds(10)
    /// From the request to the first byte of its answer.
    package var firstByteTimeout = Duration.seconds(20)
    /// The whole exchange.
    package var totalTimeout = Duration.seconds(30)
    /// The whole exchange, while it brings at least `steadySpeed` a second.
    package var progressingTimeout = Duration.seconds(60)
    /// What must arrive in a second, on average, to earn `progressingTimeout`.
    package var steadySpeed = ByteCount.kilobytes(10)
    /// What must arrive in a second, else the exchange is given up after `lowSpeedWindow`.
    package var lowSpeed = ByteCount(bytes: 50)
    /// How long an answer that has begun may be slower than `lowSpeed`.
    package var lowSpeedWindow = Duration.seconds(15)
    /// The largest document after decoding.
    package var documentLimit = ByteCount.megabytes(16)
    /// The largest body on the wire.
    package var wireLimit = ByteCount.megabytes(8)
    /// The largest growth by decoding, counted above 1 MB.
    package var expansionLimit = 200
    /// The largest head of an answer.
    package var headerLimit = ByteCount.kilobytes(64)
    /// The most lines in the head of an answer.
    package var headerLines = 256
    /// Redirects followed in one poll.
    package var redirects = 5

    package init() {}
}
