import FoundationEssentials

/// Recognises gone items under new keys (`PRODUCT.md` §3, *Healing*).
///
/// Evidence must single out: a title, link or time that another item of the feed bears or has borne is none, nor is a
/// time of exactly midnight, nor the channel's own link.
struct Healing {
    /// By the newcomer's place: who it is, and how that is known.
    private(set) var healed: [Int: (item: KnownItem, evidence: HealingEvidence)] = [:]

    private let feed: ParsedFeed
    private let total: Int
    private let gone: [ItemID: KnownItem]
    private let bearers: [Trait: KnownItems.Bearers]
    /// How often the document bears each trait.
    private let counts: [Trait: Int]
    private let own: LinkNumber?

    init(
        _ newcomers: [Newcomer], of feed: ParsedFeed, places: [Int], gone: [KnownItem],
        bearers: [Trait: KnownItems.Bearers]
    ) {
        self.feed = feed
        self.bearers = bearers
        total = places.count
        self.gone = Dictionary(gone.map { ($0.id, $0) }) { first, _ in first }
        own = feed.homePage.map { LinkNumber(of: $0) }
        var counts: [Trait: Int] = [:]
        if !newcomers.isEmpty, !gone.isEmpty {
            for place in places {
                for trait in Reconciliation.evidence(of: feed.items[place], in: feed) {
                    counts[trait, default: 0] += 1
                }
            }
        }
        self.counts = counts
        guard !counts.isEmpty else { return }
        settle(newcomers.flatMap(pairs))
    }

    /// A newcomer and a gone item that some evidence joins.
    private struct Pair {
        let place: Int
        let item: KnownItem
        let now: ItemTraits
        let before: ItemTraits
        let isTitle: Bool
        let isLink: Bool
        let isTime: Bool
        /// Whether neither has a guid or a link.
        let isKeyless: Bool

        var hasSameWords: Bool { now.words == before.words }
        var areUntitled: Bool { now.title == nil && before.title == nil }
    }

    private func pairs(of newcomer: Newcomer) -> [Pair] {
        let parsed = feed.items[newcomer.place]
        var pieces: [ItemID: Set<Trait>] = [:]
        for trait in Reconciliation.evidence(of: parsed, in: feed) {
            guard case .one(let id)? = bearers[trait], counts[trait] == 1, gone[id] != nil else { continue }
            pieces[id, default: []].insert(trait)
        }
        guard !pieces.isEmpty else { return [] }
        let now = ItemTraits(of: parsed.content, published: parsed.published)
        return pieces.compactMap { id, traits in
            guard let item = gone[id], let before = item.traits else { return nil }
            // What an item once bore is evidence against others, but no evidence for it.
            let current = Set(before.evidence(own: own))
            return Pair(
                place: newcomer.place, item: item, now: now, before: before,
                isTitle: now.title.map { traits.contains(.title($0)) && current.contains(.title($0)) }
                    ?? false,
                isLink: now.link.map { traits.contains(.link($0)) && current.contains(.link($0)) } ?? false,
                isTime: now.published.map { traits.contains(.time($0)) && current.contains(.time($0)) }
                    ?? false,
                isKeyless: newcomer.key.isDigest && item.keys.allSatisfy(\.isDigest))
        }
    }

    private mutating func settle(_ pairs: [Pair]) {
        let reissued = pairs.filter { $0.isLink && $0.isTitle }
        let isReissue = isMost(reissued.count) && isMost(reissued.filter(hasSameTimeOrMostWords).count)
        let moved = pairs.filter { isElsewhere($0) }
        let isMove = isMost(moved.count)
        let fitting: [(pair: Pair, evidence: HealingEvidence)] = pairs.compactMap { pair in
            if let evidence = Self.evidence(of: pair) { return (pair, evidence) }
            if isReissue, pair.isLink, pair.isTitle { return (pair, .reissue) }
            if isMove, isElsewhere(pair) { return (pair, .host) }
            return nil
        }
        // One gone item heals one new one at most; where two would fit, none is healed.
        let byPlace = Dictionary(grouping: fitting) { $0.pair.place }
        let byItem = Dictionary(grouping: fitting) { $0.pair.item.id }
        for (place, fits) in byPlace {
            guard fits.count == 1, byItem[fits[0].pair.item.id]?.count == 1 else { continue }
            healed[place] = (fits[0].pair.item, fits[0].evidence)
        }
    }

    /// What joins a pair whatever the rest of the document does.
    private static func evidence(of pair: Pair) -> HealingEvidence? {
        if pair.isTime {
            if pair.isTitle || pair.isLink { return .time }
            if pair.areUntitled, pair.now.words != nil, pair.hasSameWords { return .time }
        }
        // The link singles out; of titles of which there are many it is enough that they are the same.
        if pair.isLink, pair.now.title == pair.before.title, pair.now.words != nil, pair.hasSameWords {
            return .content
        }
        return pair.isKeyless && pair.isTitle ? .title : nil
    }

    private func isMost(_ count: Int) -> Bool {
        count >= 3 && count * 2 > total
    }

    private func hasSameTimeOrMostWords(_ pair: Pair) -> Bool {
        if let time = pair.now.published, time == pair.before.published { return true }
        if pair.hasSameWords { return true }
        guard let said = pair.item.said else { return false }
        return said.content.bodyWords.sharesMost(with: feed.items[pair.place].content.bodyWords)
    }

    /// Title, content and path are the same, and only the host differs.
    private func isElsewhere(_ pair: Pair) -> Bool {
        pair.isTitle && pair.hasSameWords && pair.now.path != nil && pair.now.path == pair.before.path
            && pair.now.link != pair.before.link
    }
}
