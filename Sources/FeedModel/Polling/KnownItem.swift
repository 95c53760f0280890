package import FoundationEssentials

/// What is stored of an item, as far as deciding about a new document needs it.
package struct KnownItem: Hashable, Sendable {
    package let id: ItemID
    /// Every key that it has borne.
    package var keys: [ItemKey]
    package let trace: Trace
    /// When it was published, as far as is stored.
    package let published: Date?

    /// How much of it there still is.
    package enum Trace: Hashable, Sendable {
        /// It is stored, with this digest of its content (`ItemContent.digest`); what it says comes along where that
        /// is needed.
        case stored(ContentDigest, Said?)
        /// It was purged while its feed carried it, and this is left of it.
        case purged(ItemTraits)
    }

    /// What an item says, and when it was published.
    package struct Said: Hashable, Sendable {
        package let content: ItemContent
        package let traits: ItemTraits

        package init(_ content: ItemContent, published: Date?) {
            self.content = content
            traits = ItemTraits(of: content, published: published)
        }
    }

    package init(id: ItemID, keys: [ItemKey], trace: Trace, published: Date? = nil) {
        self.id = id
        self.keys = keys
        self.trace = trace
        self.published = published
    }

    package var isPurged: Bool {
        if case .purged = trace { true } else { false }
    }

    /// Nil unless it is stored and what it says came along.
    var said: Said? {
        if case .stored(_, let said) = trace { said } else { nil }
    }

    var traits: ItemTraits? {
        switch trace {
        case .stored(_, let said): said?.traits
        case .purged(let traits): traits
        }
    }

    /// Whether all that is stored of it is as in `item`; what was purged is not looked at again.
    ///
    /// When an item was updated counts as little as a time that is missing now: some feeds set the one anew with every
    /// document.
    ///
    /// - Parameter hasTime: whether the time of `item` is one of its own.
    func says(_ item: ParsedItem, hasTime: Bool) -> Bool {
        guard case .stored(let digest, _) = trace else { return true }
        if hasTime, let time = item.published, time != published { return false }
        return digest == item.content.digest
    }

    /// Whether several items of its feed share this key of it, so that the key alone tells none of them.
    func shares(_ key: ItemKey) -> Bool {
        keys.contains { $0.repeated == key }
    }
}

/// What is stored of a feed's items, as far as deciding about one document needs it.
package struct KnownItems: Hashable, Sendable {
    /// Those that bear a key of the document, those that were purged and not forgotten, and those that alone bear a
    /// trait of an item whose key is unknown.
    package var items: [KnownItem]
    /// Who bears or has borne the traits of the items that `Reconciliation.restless` named.
    package var bearers: [Trait: Bearers]
    /// What `Reconciliation.restless` said of the document, so that it need not be compared again; nil: nobody asked.
    package var restless: Set<Int>?

    /// The items that bear or have borne a trait; none of them: no entry.
    package enum Bearers: Hashable, Sendable {
        case one(ItemID)
        case several

        package func joined(by item: ItemID) -> Bearers {
            self == .one(item) ? self : .several
        }
    }

    package init(items: [KnownItem] = [], bearers: [Trait: Bearers] = [:]) {
        self.items = items
        self.bearers = bearers
    }

    /// Notes that an item bears a trait.
    package mutating func note(_ item: ItemID, bears trait: Trait) {
        bearers[trait] = bearers[trait].map { $0.joined(by: item) } ?? .one(item)
    }
}
