import FoundationEssentials

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
    private let hasTimes: Bool

    /// - Parameter restless: the places of the items that are not as they were before; nil: their digests tell.
    init(_ feed: ParsedFeed, known: [KnownItem], restless: Set<Int>? = nil) {
        self.restless = restless
        hasTimes = feed.hasTimesOfItems
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

    /// Whether the item at a place, which bears a key of `known`, is not as it is stored, down to the letter.
    func isChanged(_ item: ParsedItem, at place: Int, from known: KnownItem) -> Bool {
        restless.map { $0.contains(place) } ?? differs(item, from: known)
    }

    /// Whether an item is not as `known` is stored, down to the letter.
    func differs(_ item: ParsedItem, from known: KnownItem) -> Bool {
        !known.says(item, hasTime: hasTimes)
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
                } ?? claims.first { !isRevision(feed.items[matches[$0].place], of: matches[$0].item) }
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

    /// Whether an item says something else than a known one, as far as that is known.
    func isRevision(_ item: ParsedItem, of known: KnownItem) -> Bool {
        known.said.map { Churn.isRevision($0.content, item.content) } ?? true
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

extension ParsedFeed {
    /// Whether its times are those of its items: where most items share theirs with others, it is when the document was
    /// made, which a feed sets anew each time.
    fileprivate var hasTimesOfItems: Bool {
        var counts: [Date: Int] = [:]
        for item in items {
            if let time = item.published?.unlessMidnight { counts[time, default: 0] += 1 }
        }
        let shared = counts.values.filter { $0 > 1 }.reduce(0, +)
        return shared * 2 <= counts.values.reduce(0, +)
    }
}
