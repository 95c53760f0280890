package import FoundationEssentials

/// Why no usable answer came for a feed.
package struct FetchFailure: Error, Hashable, Sendable {
    package let kind: Kind
    /// When the server wishes to be asked again at the earliest; nil where it said nothing usable.
    package let notBefore: Date?
    package let hostRests: [HostRest]
    package let exchange: ExchangeRecord

    package init(
        _ kind: Kind, notBefore: Date? = nil, hostRests: [HostRest] = [],
        exchange: ExchangeRecord = ExchangeRecord()
    ) {
        self.kind = kind
        self.notBefore = notBefore
        self.hostRests = hostRests
        self.exchange = exchange
    }

    package enum Kind: Hashable, Sendable {
        /// The poll was called off; no failure of the feed's.
        case cancelled
        /// The address can never be polled: its scheme, its syntax, its port.
        case badAddress(reason: String)
        /// A `file:` address in a subscription that no file declares.
        case fileNotDeclared
        /// The file of a `file:` address: missing, unreadable.
        case file(reason: String)
        /// The host lies in a network that the settings do not open.
        case privateNetwork(host: String)
        /// This machine has no network.
        case noNetwork
        /// The name is not known, or its servers do not answer.
        case nameLookup(host: String, isPermanent: Bool)
        case unreachable(reason: String)
        case tls(reason: String)
        case timeout(phase: TimeoutPhase)
        /// The connection ended before the document did.
        case cutShort
        case tooLarge(limit: ByteCount)
        case headersTooLarge
        /// A content coding that is not understood, or bytes that are not what it says.
        case undecodable(coding: String)
        case http2(reason: String)
        /// 429, or another status with a wish for rest that concerns the whole host.
        case rateLimited(status: Int)
        /// 403; a wall against robots where the answer shows it.
        case forbidden(isBotWall: Bool)
        /// 401, 402, 407: something is wanted first.
        case credentialsWanted(status: Int)
        /// 404.
        case notFound
        /// Any other status from 500 up.
        case serverError(status: Int)
        /// Any other status that brings no document (405, 406, 451 …).
        case refused(status: Int)
        /// 200 without a body, 204, 206, an unsolicited 304 or 226.
        case unusable(status: Int)
        case redirect(RedirectProblem)
        /// A hop leads to a host that is resting; not the feed's failure.
        case hostResting(host: String)
        /// Its document was asked for a short while ago, under another feed's address; not the feed's failure (B67).
        case askedLately
        case other(reason: String)
    }

    package enum TimeoutPhase: String, Hashable, Sendable, CaseIterable {
        case connect
        case firstByte = "first-byte"
        case tooSlow = "too-slow"
        case total
    }

    package enum RedirectProblem: Hashable, Sendable {
        case tooMany(limit: Int)
        case loop
        case noLocation
        case scheme(String)
        /// From https to http although the feed has credentials.
        case downgrade
    }
}
