/// Tells whether items of two feeds are the same article (`PRODUCT.md` §3, *Twins*).
///
/// Whoever asks has made sure that neither feed has several items under the link.
package enum TwinRule {
    /// How many words must be alike at the beginning of two texts; shorter texts must be the same.
    private static let opening = 12

    /// Whether two items under the same normalised link are twins.
    ///
    /// With the same fragment, one's title must contain the other's, or their texts begin alike; with another one, their
    /// titles must be the same. A single word within a longer title says nothing.
    ///
    /// - Parameter homePages: the channels' own links, which make no twins.
    package static func areTwins(_ left: ItemContent, _ right: ItemContent, homePages: [Link]) -> Bool {
        guard let leftLink = left.link, let rightLink = right.link,
            leftLink.normalised == rightLink.normalised,
            !homePages.contains(where: { $0.normalised == leftLink.normalised })
        else { return false }
        let leftTitle = ContentWords(plain: left.title)
        let rightTitle = ContentWords(plain: right.title)
        if leftLink.fragment ?? "" != rightLink.fragment ?? "" {
            return !leftTitle.isEmpty && leftTitle == rightTitle
        }
        return leftTitle.contains(rightTitle) || rightTitle.contains(leftTitle)
            || beginAlike(left.bodyWords, right.bodyWords)
    }

    /// Whether a link to `host` leads to the site of a feed that is fetched from the host `source`, with `www.` or
    /// without. What a feed says of its home page is no proof of it.
    package static func isOwnSite(ofFeedAt source: String, host: String) -> Bool {
        let own = bare(source, without: ["www.", "feeds.", "feed.", "rss."])
        return !own.isEmpty && own == bare(host, without: ["www."])
            || bare(source, without: ["www."]) == bare(host, without: ["www."]) && !source.isEmpty
    }

    private static func bare(_ host: String, without prefixes: [String]) -> Substring {
        host.dropFirst(prefixes.first { host.hasPrefix($0) }?.count ?? 0)
    }

    private static func beginAlike(_ left: ContentWords, _ right: ContentWords) -> Bool {
        guard !left.isEmpty, !right.isEmpty else { return false }
        return left.words.prefix(opening) == right.words.prefix(opening)
    }
}

extension ContentWords {
    /// Whether the other's words stand in this text in a row, two of them at least or half of this text; nothing
    /// contains no words.
    fileprivate func contains(_ other: ContentWords) -> Bool {
        guard !other.isEmpty, other.words.count <= words.count else { return false }
        guard other.words.count >= 2 || other.words.count * 2 >= words.count else { return false }
        return (0...(words.count - other.words.count)).contains { start in
            words[start...].starts(with: other.words)
        }
    }
}
