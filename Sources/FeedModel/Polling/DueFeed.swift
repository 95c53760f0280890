/// A feed that is to be polled now, with all that a poll needs to know of it.
package struct DueFeed: Hashable, Sendable {
    /// What is known, apart: it is handed through a dozen calls and tasks, each of which would copy it.
    package private(set) var box: Box
    /// Whether others of its host are asked soon after it, so that its connection is worth keeping. The round says so; it is
    /// nothing that is known of the feed.
    package var isFollowed = false

    package final class Box: Sendable {
        package let facts: Facts

        fileprivate init(_ facts: Facts) {
            self.facts = facts
        }
    }

    package struct Facts: Hashable, Sendable {
        package fileprivate(set) var id: FeedID
        package fileprivate(set) var address: FeedAddress
        package fileprivate(set) var host: String
        package fileprivate(set) var isDeclared: Bool
        package fileprivate(set) var isWished: Bool
        package fileprivate(set) var interval: Duration?
        package fileprivate(set) var fetching: FeedFetchSettings
        package fileprivate(set) var validators: CacheValidators?
        package fileprivate(set) var digest: DocumentDigest?
        package fileprivate(set) var history: PollHistory
        package fileprivate(set) var onlyNew: Bool
        package fileprivate(set) var isReachedByOthers: Bool
        package fileprivate(set) var isDiscovered: Bool
    }

    @inlinable package var id: FeedID { box.facts.id }
    @inlinable package var address: FeedAddress { box.facts.address }
    /// The address's own, which each poll asks for several times.
    @inlinable package var host: String { box.facts.host }
    /// Whether a file declares it: only then may it be a `file:` (`PRODUCT.md` §5).
    @inlinable package var isDeclared: Bool { box.facts.isDeclared }
    /// Whether the reader asked for it; else its time has come.
    @inlinable package var isWished: Bool { box.facts.isWished }
    /// The reader's fixed pause; nil for the adaptive schedule.
    @inlinable package var interval: Duration? { box.facts.interval }
    @inlinable package var fetching: FeedFetchSettings { box.facts.fetching }
    /// Nil before the first document, and where the server gives none.
    package var validators: CacheValidators? {
        @inlinable get { box.facts.validators }
        set { change { $0.validators = newValue } }
    }
    /// Of the last document that was read; nil before it.
    @inlinable package var digest: DocumentDigest? { box.facts.digest }
    package var history: PollHistory {
        @inlinable get { box.facts.history }
        set { change { $0.history = newValue } }
    }
    /// Whether the first items count as read already (`add --only-new`).
    @inlinable package var onlyNew: Bool { box.facts.onlyNew }
    /// Whether another feed's poll has led to this address, so that its document may have been asked for lately.
    @inlinable package var isReachedByOthers: Bool { box.facts.isReachedByOthers }
    /// Whether this address was found on the web page that the reader named; then what is there is not looked through
    /// for others.
    @inlinable package var isDiscovered: Bool { box.facts.isDiscovered }

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
        box = Box(
            Facts(
                id: id, address: address, host: host ?? address.host, isDeclared: isDeclared,
                isWished: isWished, interval: interval, fetching: fetching, validators: validators,
                digest: digest, history: history, onlyNew: onlyNew, isReachedByOthers: isReachedByOthers,
                isDiscovered: isDiscovered))
    }

    package static func == (one: DueFeed, other: DueFeed) -> Bool {
        one.box === other.box || one.box.facts == other.box.facts
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(box.facts)
    }

    private mutating func change(_ body: (inout Facts) -> Void) {
        var facts = box.facts
        body(&facts)
        box = Box(facts)
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
