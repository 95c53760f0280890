import FeedModel

/// Chooses what an item is known by (`PRODUCT.md` §3) and the id that is printed for it.
enum ItemKeyRule {
    /// By the guid, else the link, else a digest of title and content, of which the id is `urn:tidings:` and half.
    static func names(guid: String?, of content: ItemContent) -> (key: ItemKey, id: String) {
        if let guid { return (ItemKey(guid: guid), guid) }
        if let link = content.link { return (ItemKey(link: link), link.text) }
        let digest = digest(of: content)
        return (ItemKey(digest: digest), "urn:tidings:" + digest.hexadecimal.prefix(32))
    }

    /// Gives items that share a key but neither link nor title keys of their own, and notes repeated ids.
    ///
    /// Items that agree in all three are one item printed twice and keep one key; untitled ones must agree in their
    /// content instead of the title, since to lose an item is worse than to show it twice.
    static func tellApart(_ items: inout [ParsedItem], problems: inout ProblemList) {
        // By places: an item is large, and a copy of it costs more than all else here.
        var ids: Set<String> = []
        var keys: Set<ItemKey> = []
        ids.reserveCapacity(items.count)
        keys.reserveCapacity(items.count)
        for place in items.indices {
            keys.insert(items[place].key)
            guard !ids.insert(items[place].id).inserted else { continue }
            let id = items[place].id.prefix(80)
            problems.add(ParseProblem(.duplicateID, message: "two items with the id \(id)"))
        }
        guard keys.count < items.count else { return }
        let places = Dictionary(grouping: items.indices) { items[$0].key }
        for (key, places) in places where places.count > 1 {
            let apart = places.map { key.toldApart(by: items[$0].content) }
            guard Set(apart).count > 1 else { continue }
            for (place, key) in zip(places, apart) { items[place].key = key }
        }
    }

    private static func digest(of content: ItemContent) -> ContentDigest {
        ContentDigest(of: Array((content.title + "\n" + (content.html ?? content.text ?? "")).utf8))
    }
}
