import FeedModel
import HTTPTransport

/// Builds the request for each hop of a poll.
final class RequestBuilding: Sendable {
    let due: DueFeed
    let policy: FetchPolicy
    /// What the feed's own settings do not replace.
    let userAgent: String
    /// The feed's own, from its credentials file.
    let credentials: BasicCredentials?
    /// User name and password in the feed's address, with the `@` that follows them.
    private let user: Substring?

    init(due: DueFeed, policy: FetchPolicy, userAgent: String, credentials: BasicCredentials?) {
        self.due = due
        self.policy = policy
        self.userAgent = userAgent
        self.credentials = credentials
        user = Self.user(in: due.address.text)
    }

    /// Whether the feed has secrets of any kind.
    var hasCredentials: Bool {
        credentials != nil || user != nil
            || due.fetching.headers.contains { ["authorization", "cookie"].contains($0.name.lowercased()) }
    }

    /// The validators for an address: only those that its own answer bore (B21).
    func validators(for url: Link) -> CacheValidators? {
        if let last = due.validators, last.url == url { return last }
        guard let own = due.history.ownValidators, own.url == url else { return nil }
        return own
    }

    /// The request for an address. What is the feed's own (credentials, headers, an
    /// exception for its certificate) goes to the feed's own origin
    /// alone, and to no stranger that it redirects to (B70).
    func request(
        for url: Link, validators: CacheValidators?, version offer: VersionOffer
    ) -> HTTPRequest {
        let isOwn = isOwnOrigin(url)
        let fetching = due.fetching
        let history = due.history
        var request = HTTPRequest(url: isOwn ? withUser(url) : url.text)
        request.headers.reserve(4)
        request.headers.add("User-Agent", fetching.userAgent ?? userAgent)
        request.headers.add("Accept", history.acceptsAnything ? "*/*" : Self.accept)
        if let validators {
            // A server that does not know its own tag is asked by the date alone, where it gave one (B14).
            let isDateEnough = history.trust.use == .dateOnly && validators.lastModified != nil
            if let tag = validators.entityTag, !isDateEnough { request.headers.add("If-None-Match", tag) }
            if let date = validators.lastModified { request.headers.add("If-Modified-Since", date) }
        }
        if isOwn {
            for field in fetching.headers { request.headers.set(field.name, field.value) }
            request.credentials = credentials
            if fetching.certificates == .any { request.trust = .anything }
        }
        request.limits = TransferLimits(policy, documentLimit: fetching.sizeLimit ?? policy.documentLimit)
        let proxy = fetching.proxy ?? policy.proxy
        request.proxy = proxy.isEmpty ? nil : proxy
        request.version = offer
        return request
    }

    /// Our name, and where publishers can complain (B77).
    static func userAgent(version: String, policy: FetchPolicy) -> String {
        "tidings/\(version)" + (policy.contact.isEmpty ? "" : " (+\(policy.contact))")
    }

    /// B78: what we can read, and last of all whatever there is.
    private static let accept = """
        application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, \
        application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1
        """

    private func isOwnOrigin(_ url: Link) -> Bool {
        let own = Link(due.address.text)
        if url == own { return true }
        return url.scheme == own.scheme && url.comparableAuthority == own.comparableAuthority
    }

    private static func user(in address: String) -> Substring? {
        // As good as always there is none, and nothing to take apart.
        let bytes = address.utf8.span
        var hasMark = false
        for index in bytes.indices { hasMark = bytes[index] == UInt8(ascii: "@") || hasMark }
        guard hasMark else { return nil }
        return authority(of: address).flatMap { authority in
            authority.lastIndex(of: "@").map { authority[...$0] }
        }
    }

    /// The same address with the user that the feed's own address names.
    private func withUser(_ url: Link) -> String {
        guard let user, let authority = Self.authority(of: url.text), !authority.contains("@") else {
            return url.text
        }
        return "\(url.text[..<authority.startIndex])\(user)\(url.text[authority.startIndex...])"
    }

    private static func authority(of text: String) -> Substring? {
        guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://") else { return nil }
        return text[text.index(colon, offsetBy: 3)...].prefix { !"/?#".contains($0) }
    }
}

extension TransferLimits {
    /// The limits that the settings name.
    init(_ policy: FetchPolicy, documentLimit: ByteCount) {
        self.init()
        connecting = policy.connectTimeout
        firstByte = policy.firstByteTimeout
        total = policy.totalTimeout
        totalWhileSteady = max(policy.totalTimeout, policy.progressingTimeout)
        steadySpeed = policy.steadySpeed.bytes
        lowSpeed = policy.lowSpeed.bytes
        lowSpeedWindow = policy.lowSpeedWindow
        decodedBody = documentLimit.bytes
        // A feed that may be larger than others may be so on its way too.
        wireBody = max(policy.wireLimit.bytes, documentLimit > policy.documentLimit ? documentLimit.bytes : 0)
        expansion = policy.expansionLimit
        headerBytes = policy.headerLimit.bytes
        headerLines = policy.headerLines
    }
}
