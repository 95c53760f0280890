/// Decides what in a document is new, revised, known under another key, or the same (`PRODUCT.md` §3).
///
/// Two mistakes are possible: to take two articles for one, and one is lost; to take one for two, and it is shown
/// twice. Losing is the worse, so where evidence is doubtful an item is new.
package enum Reconciliation {
    /// Compares a parsed feed with what is stored of it.
    ///
    /// - Parameter known: every stored item of this feed whose keys occur in `feed`, and what is known of those like the
    ///   restless ones; others do no harm.
    package static func changes(in feed: ParsedFeed, known: KnownItems) -> FeedChanges {
        let matching = KeyMatching(feed, known: known.items, restless: known.restless)
        var sorting = Sorting(feed: feed, matching: matching)
        var newcomers = matching.newcomers
        for (place, item) in matching.matches {
            sorting.take(item, at: place)
        }
        let healing = Healing(
            newcomers, of: feed, places: matching.places, gone: sorting.gone(of: known.items),
            bearers: known.bearers)
        newcomers.removeAll { healing.healed[$0.place] != nil }
        for (place, healed) in healing.healed.sorted(by: { $0.key < $1.key }) {
            sorting.heal(healed.item, at: place, by: healed.evidence)
        }
        return sorting.changes(new: newcomers, known: known.items)
    }

    /// The places of the items for which more must be known than the bearers of their keys: those whose keys nobody
    /// bears, and those that say something else than before.
    package static func restless(in feed: ParsedFeed, known: [KnownItem]) -> Set<Int> {
        let matching = KeyMatching(feed, known: known)
        let changed = matching.matches.filter {
            matching.isChanged(feed.items[$0.place], at: $0.place, from: $0.item)
        }
        return Set(matching.newcomers.map(\.place) + changed.map(\.place))
    }

    /// The traits of an item that may tell who it is.
    package static func evidence(of item: ParsedItem, in feed: ParsedFeed) -> [Trait] {
        ItemTraits(
            title: ItemTraits.title(item.content.title), link: item.content.link.map { LinkNumber(of: $0) },
            path: nil, words: nil, published: item.published
        ).evidence(own: feed.homePage.map { LinkNumber(of: $0) })
    }
}

/// An item of the document that no stored item is known to be.
struct Newcomer {
    /// Its place in the document.
    let place: Int
    /// The key under which it will be known.
    let key: ItemKey
    /// Who has borne that key so far and hands it on.
    let former: KnownItem?
}

/// Gathers what becomes of each item.
private struct Sorting {
    private let feed: ParsedFeed
    private let matching: KeyMatching
    private let formers: [Int: Newcomer]
    private var revised: [Int: FeedChanges.RevisedItem] = [:]
    private var rewritten: [FeedChanges.RevisedItem] = []
    private var unchanged: [ItemID] = []
    private var keys = KeyChanges()
    /// The known items that the document carries.
    private var present: Set<ItemID> = []

    init(feed: ParsedFeed, matching: KeyMatching) {
        self.feed = feed
        self.matching = matching
        formers = Dictionary(uniqueKeysWithValues: matching.newcomers.map { ($0.place, $0) })
        for newcomer in matching.newcomers {
            guard let former = newcomer.former else { continue }
            keys.released.append(.init(item: former.id, key: newcomer.key))
        }
    }

    mutating func take(_ item: KnownItem, at place: Int) {
        let parsed = feed.items[place]
        present.insert(item.id)
        if !item.keys.contains(parsed.key), parsed.key.repeated != nil {
            learn(parsed.key, of: item, by: .repetition)
        }
        guard !item.isPurged else { return }
        guard matching.isChanged(parsed, at: place, from: item) else {
            unchanged.append(item.id)
            return
        }
        change(item, to: parsed, at: place, isRevision: matching.isRevision(parsed, of: item))
    }

    mutating func heal(_ item: KnownItem, at place: Int, by evidence: HealingEvidence) {
        let parsed = feed.items[place]
        present.insert(item.id)
        learn(formers[place]?.key ?? parsed.key, of: item, by: evidence)
        guard !item.isPurged else { return }
        change(
            item, to: parsed, at: place,
            isRevision: item.said.map { Churn.hasOtherWords($0.content, parsed.content) } ?? true)
    }

    private mutating func change(
        _ item: KnownItem, to parsed: ParsedItem, at place: Int, isRevision: Bool
    ) {
        let change = FeedChanges.RevisedItem(id: item.id, item: parsed)
        if isRevision {
            revised[place] = change
        } else {
            unchanged.append(item.id)
            if matching.differs(parsed, from: item) { rewritten.append(change) }
        }
    }

    func gone(of known: [KnownItem]) -> [KnownItem] {
        known.filter { !present.contains($0.id) }
    }

    func changes(new: [Newcomer], known: [KnownItem]) -> FeedChanges {
        var keys = keys
        // A document without its end, or without any item, tells nothing of what is not in it.
        let isWhole = !feed.isCutShort && !feed.items.isEmpty
        if isWhole {
            keys.left = known.filter { $0.isPurged && !present.contains($0.id) }.map(\.id)
        }
        return FeedChanges(
            facts: FeedFacts(of: feed),
            new: new.map { newcomer in
                var item = feed.items[newcomer.place]
                item.key = newcomer.key
                return item
            },
            revised: revised.sorted { $0.key < $1.key }.map(\.value), unchanged: unchanged,
            rewritten: rewritten, keys: keys, isWhole: isWhole)
    }

    private mutating func learn(_ key: ItemKey, of item: KnownItem, by evidence: HealingEvidence) {
        keys.learned.append(.init(key: .init(item: item.id, key: key), evidence: evidence))
    }
}
