package import FeedModel

/// An outline of subscriptions, as OPML 1.0 and 2.0 write it (http://opml.org/spec2.opml).
package struct OPMLDocument: Hashable, Sendable {
    /// The title of the whole; `nil` for none.
    package let title: String?
    package let outlines: [OPMLOutline]
    /// Whether the XML had to be mended; something may then be missing.
    package let isMended: Bool

    /// The feeds in document order, each address once; the folders around a feed are its tags, outermost first.
    package func subscriptions(from origin: SubscriptionOrigin) -> [DeclaredSubscription] {
        var collected = CollectedFeeds(origin: origin)
        for outline in outlines { collected.add(outline, folders: []) }
        return collected.declarations
    }
}

/// A line of an outline: a feed, a folder of others, or both.
package struct OPMLOutline: Hashable, Sendable {
    /// `title`, else `text`, on one line; `nil` if both are empty.
    package let title: String?
    /// The address of a feed; `nil` for a folder.
    package let address: FeedAddress?
    /// The `category` attribute taken apart at its commas.
    package let categories: [String]
    /// The line in the file, from 1.
    package let line: Int
    package let children: [OPMLOutline]
}

/// Feeds as they are found in an outline.
private struct CollectedFeeds {
    let origin: SubscriptionOrigin
    private var places: [FeedAddress: Int] = [:]
    private var feeds: [(outline: OPMLOutline, address: FeedAddress, tags: [String])] = []

    init(origin: SubscriptionOrigin) { self.origin = origin }

    mutating func add(_ outline: OPMLOutline, folders: [String]) {
        guard let address = outline.address else {
            let inner = outline.title.map { folders + [$0] } ?? folders
            for child in outline.children { add(child, folders: inner) }
            return
        }
        let tags = folders + outline.categories
        if let place = places[address] {
            feeds[place].tags += tags
        } else {
            places[address] = feeds.count
            feeds.append((outline, address, tags))
        }
        // An outline that was not closed holds those that come after it: they are its neighbours, not its children.
        for child in outline.children { add(child, folders: folders) }
    }

    var declarations: [DeclaredSubscription] {
        feeds.map { feed in
            var seen: Set<String> = []
            // A feed without a title is written with its address in its place, and titles are one line.
            let isAddress = feed.outline.title == PlainSpace.collapsed(feed.address.text)
            let title = isAddress ? nil : feed.outline.title
            let subscription = Subscription(
                address: feed.address, origin: origin, title: title,
                tags: feed.tags.filter { seen.insert($0).inserted })
            return DeclaredSubscription(subscription, line: feed.outline.line)
        }
    }
}
