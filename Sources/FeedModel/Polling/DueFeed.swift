/// A feed that is to be polled now, with all that a poll needs to know of it.
package struct DueFeed: Hashable, Sendable {
    package let id: FeedID
    package let address: FeedAddress
    /// The address's own, which each poll asks for several times.
    package let host: String
    /// Whether a file declares it: only then may it be a `file:` (`PRODUCT.md` §5).
    package let isDeclared: Bool
    /// Whether the reader asked for it; else its time has come.
    package let isWished: Bool
    /// The reader's fixed pause; nil for the adaptive schedule.
    package let interval: Duration?
    package let fetching: FeedFetchSettings
    /// Nil before the first document, and where the server gives none.
    package var validators: CacheValidators?
    /// Of the last document that was read; nil before it.
    package let digest: DocumentDigest?
    package var history: PollHistory
    /// Whether the first items count as read already (`add --only-new`).
    package let onlyNew: Bool
    /// Whether another feed's poll has led to this address, so that its document may have been asked for lately.
    package let isReachedByOthers: Bool
    /// Whether this address was found on the web page that the reader named; then what is there is not looked through
    /// for others.
    package let isDiscovered: Bool

    /// - Parameter host: the address's own, where it is known already.
    package init(
        id: FeedID, address: FeedAddress, host: String? = nil, isDeclared: Bool = false,
        isWished: Bool = false,
        interval: Duration? = nil, fetching: FeedFetchSettings = FeedFetchSettings(),
        validators: CacheValidators? = nil, digest: DocumentDigest? = nil,
        history: PollHistory = PollHistory(),
        onlyNew: Bool = false, isReachedByOthers: Bool = false,
        isDiscovered: Bool = false
    ) {
        self.id = id
        self.address = address
        self.host = host ?? address.host
        self.isDeclared = isDeclared
        self.isWished = isWished
        self.interval = interval
        self.fetching = fetching
        self.validators = validators
        self.digest = digest
        self.history = history
        self.onlyNew = onlyNew
        self.isReachedByOthers = isReachedByOthers
        self.isDiscovered = isDiscovered
    }
}

/// A digest of a document, and which version of our parser read it.
package struct DocumentDigest: Hashable, Sendable {
    package let content: ContentDigest
    /// A document is read anew when this is lower than the parser's own.
    package let parserVersion: Int

    package init(content: ContentDigest, parserVersion: Int) {
        self.content = content
        self.parserVersion = parserVersion
    }
}
