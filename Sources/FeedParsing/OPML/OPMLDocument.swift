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
        var collected = CollectedFeeds(origin: origin, expecting: outlines.reduce(0) { $0 + $1.count })
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

    /// How many lines this one is with all in it.
    fileprivate var count: Int { children.reduce(1) { $0 + $1.count } }
}

/// Feeds as they are found in an outline.
private struct CollectedFeeds {
    let origin: SubscriptionOrigin
    /// By the texts of their addresses: tables by strings are looked up by code made for them.
    private var places: [String: Int] = [:]
    private var feeds: [(title: String?, address: FeedAddress, tags: [String], line: Int)] = []

    init(origin: SubscriptionOrigin, expecting count: Int) {
        self.origin = origin
        places.reserveCapacity(count)
        feeds.reserveCapacity(count)
    }

    mutating func add(_ outline: OPMLOutline, folders: [String]) {
        guard let address = outline.address else {
            let inner = outline.title.map { folders + [$0] } ?? folders
            for child in outline.children { add(child, folders: inner) }
            return
        }
        let tags = outline.categories.isEmpty ? folders : folders + outline.categories
        let place = Self.known(&places[address.text], else: feeds.count)
        if place < feeds.count {
            feeds[place].tags += tags
        } else {
            feeds.append((outline.title, address, tags, outline.line))
        }
        // An outline that was not closed holds those that come after it: they are its neighbours, not its children.
        for child in outline.children { add(child, folders: folders) }
    }

    /// The place, which is the new one if there was none. So an address is looked up once, and not once more to be added.
    private static func known(_ place: inout Int?, else new: Int) -> Int {
        if let place { return place }
        place = new
        return new
    }

    var declarations: [DeclaredSubscription] {
        feeds.map { feed in
            let subscription = Subscription(
                address: feed.address, origin: origin, title: title(feed.title, of: feed.address),
                tags: feed.tags.count > 1 ? distinct(feed.tags) : feed.tags)
            return DeclaredSubscription(subscription, line: feed.line)
        }
    }

    /// A feed without a title is written with its address in its place, and titles are one line.
    private func title(_ title: String?, of address: FeedAddress) -> String? {
        title.flatMap { $0 == PlainSpace.collapsed(address.text) ? nil : $0 }
    }

    private func distinct(_ tags: [String]) -> [String] {
        var seen: Set<String> = []
        return tags.filter { seen.insert($0).inserted }
    }
}
