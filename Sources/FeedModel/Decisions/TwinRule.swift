/// Tells whether items of two feeds are the same article (`PRODUCT.md` §3, *Twins*).
///
/// Whoever asks has made sure that neither feed has several items under the link.
package enum TwinRule {
    /// How many words must be alike at the beginning of two texts; shorter texts must be the same.
    private static let opening = 12

    /// Whether two items under the same normalised link are twins.
    ///
    /// With the same fragment, one's title must contain the other's, or their texts begin alike; with another one, their
    /// titles must be the same.
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

    /// Whether two hosts are one site's, with `www.` or without.
    package static func isSame(site: String, as host: String) -> Bool {
        func bare(_ host: String) -> Substring { host.hasPrefix("www.") ? host.dropFirst(4) : host[...] }
        return !site.isEmpty && bare(site) == bare(host)
    }

    private static func beginAlike(_ left: ContentWords, _ right: ContentWords) -> Bool {
        guard !left.isEmpty, !right.isEmpty else { return false }
        return left.words.prefix(opening) == right.words.prefix(opening)
    }
}

extension ContentWords {
    /// Whether the other's words stand in this text in a row; nothing contains no words.
    fileprivate func contains(_ other: ContentWords) -> Bool {
        guard !other.isEmpty, other.words.count <= words.count else { return false }
        return (0...(words.count - other.words.count)).contains { start in
            words[start...].starts(with: other.words)
        }
    }
}
