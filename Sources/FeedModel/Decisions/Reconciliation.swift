/// Decides what in a document is new, revised or the same.
package enum Reconciliation {
    /// Compares a parsed feed with what is stored of it.
    ///
    /// - Parameter known: every stored item of this feed whose key occurs in `feed`; others do no harm.
    package static func changes(in feed: ParsedFeed, known: [KnownItem]) -> FeedChanges {
        var byKey: [ItemKey: KnownItem] = [:]
        byKey.reserveCapacity(known.count)
        for item in known { byKey[item.key] = item }
        var met: Set<ItemKey> = []
        var new: [ParsedItem] = []
        var revised: [FeedChanges.RevisedItem] = []
        var unchanged: [ItemID] = []
        for item in feed.items where met.insert(item.key).inserted {
            guard let before = byKey[item.key] else {
                new.append(item)
                continue
            }
            if before.digest == item.content.digest {
                unchanged.append(before.id)
            } else {
                revised.append(FeedChanges.RevisedItem(id: before.id, item: item))
            }
        }
        return FeedChanges(facts: FeedFacts(of: feed), new: new, revised: revised, unchanged: unchanged)
    }
}
