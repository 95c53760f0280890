/// Finds the stored item of each item of a document by their keys.
///
/// An item keeps every key that it has borne. A key that several items share tells none of them: link and title do.
struct KeyMatching {
    private(set) var matches: [(place: Int, item: KnownItem)] = []
    private(set) var newcomers: [Newcomer] = []
    /// Of the document's items those that count: what is printed twice counts once.
    private(set) var places: [Int] = []

    private let owners: [ItemKey: KnownItem]
    private let restless: Set<Int>?

    /// - Parameter restless: the places of the items that are not as they were before; nil: their digests tell.
    init(_ feed: ParsedFeed, known: [KnownItem], restless: Set<Int>? = nil) {
        self.restless = restless
        var owners: [ItemKey: KnownItem] = [:]
        owners.reserveCapacity(known.count)
        for item in known {
            for key in item.keys { owners[key] = item }
        }
        self.owners = owners
        var met: Set<ItemKey> = []
        for (place, item) in feed.items.enumerated() where met.insert(item.key).inserted {
            places.append(place)
            match(item, at: place)
        }
        separate(feed)
    }

    /// Whether the item at a place says something else than `known`, down to the letter.
    func isChanged(_ item: ParsedItem, at place: Int, from known: KnownItem) -> Bool {
        restless.map { $0.contains(place) } ?? !known.says(item.content)
    }

    /// Two items of one document are never one: where both bear keys of the same stored item, one continues it, and the
    /// others take their keys along.
    private mutating func separate(_ feed: ParsedFeed) {
        let claims = Dictionary(grouping: matches.indices) { matches[$0].item.id }
        guard claims.count < matches.count else { return }
        var surplus: Set<Int> = []
        for (_, claims) in claims where claims.count > 1 {
            let best =
                claims.first {
                    !isChanged(feed.items[matches[$0].place], at: matches[$0].place, from: matches[$0].item)
                }
                ?? claims[0]
            surplus.formUnion(claims.filter { $0 != best })
        }
        for index in surplus.sorted() {
            let (place, item) = matches[index]
            newcomers.append(Newcomer(place: place, key: feed.items[place].key, former: item))
        }
        matches = matches.indices.filter { !surplus.contains($0) }.map { matches[$0] }
        newcomers.sort { $0.place < $1.place }
    }

    private mutating func match(_ item: ParsedItem, at place: Int) {
        if let shared = item.key.repeated {
            if let owner = owners[item.key] ?? firstOwner(of: shared, as: item) {
                matches.append((place, owner))
            } else {
                newcomers.append(Newcomer(place: place, key: item.key, former: nil))
            }
            return
        }
        guard let owner = owners[item.key] else {
            newcomers.append(Newcomer(place: place, key: item.key, former: nil))
            return
        }
        if owner.shares(item.key) {
            let apart = item.key.toldApart(by: item.content)
            if let owner = owners[apart] {
                matches.append((place, owner))
            } else {
                newcomers.append(Newcomer(place: place, key: apart, former: nil))
            }
        } else if owner.traits != nil, owner.isPurged || isChanged(item, at: place, from: owner),
            HandingOn.isHandedOn(item.key, from: owner, to: item)
        {
            newcomers.append(Newcomer(place: place, key: item.key, former: owner))
        } else {
            matches.append((place, owner))
        }
    }

    /// The item that bore a key alone until now, if link and title say that it is this one.
    private func firstOwner(of shared: ItemKey, as item: ParsedItem) -> KnownItem? {
        guard let owner = owners[shared], !owner.shares(shared), let said = owner.said,
            shared.toldApart(by: said.content) == item.key
        else { return nil }
        return owner
    }
}

/// Tells whether a key has been handed on to another item ("latest release").
enum HandingOn {
    /// Whether everything that is said under a key is other than before.
    ///
    /// Under a guid: title, link, content and time, of which three at least are there to be compared. Under a link:
    /// content, time, and title or fragment. A day without a time says nothing; nor does a time that both lack, where
    /// then few words may be the same.
    static func isHandedOn(_ key: ItemKey, from owner: KnownItem, to item: ParsedItem) -> Bool {
        guard !key.isDigest, let before = owner.traits else { return false }
        let now = ItemTraits(of: item.content, published: item.published)
        let time = compared(before.published?.unlessMidnight, now.published?.unlessMidnight)
        let content = compared(before.words, now.words)
        let title = compared(before.title, now.title)
        if key.isLink {
            let fragments =
                owner.said.map { $0.content.link?.fragment != item.content.link?.fragment } ?? false
            guard content == .other, title == .other || fragments else { return false }
            switch time {
            case .other: return true
            case .same: return false
            case .unknown:
                return owner.said.map { !$0.content.bodyWords.sharesMost(with: item.content.bodyWords) }
                    ?? false
            }
        }
        let all = [title, compared(before.link, now.link), content, time]
        return !all.contains(.same) && all.filter { $0 == .other }.count >= 3
    }

    private enum Comparison {
        case same, other
        /// One of them lacks it.
        case unknown
    }

    private static func compared<Value: Equatable>(_ before: Value?, _ now: Value?) -> Comparison {
        guard let before, let now else { return .unknown }
        return before == now ? .same : .other
    }
}
