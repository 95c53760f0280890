/// Tells an edit from what generators shuffle without one: white space, markup, the order of attributes, counts of
/// comments and views, tracking in links and pixels.
enum Churn {
    /// Whether an item says something else than before, or leads elsewhere.
    static func isRevision(_ before: ItemContent, _ now: ItemContent) -> Bool {
        before.link?.normalised != now.link?.normalised || texts(of: before) != texts(of: now)
            || targets(of: before.html) != targets(of: now.html)
    }

    /// Whether title or body have other words than before, whatever their case and punctuation.
    static func hasOtherWords(_ before: ItemContent, _ now: ItemContent) -> Bool {
        ItemTraits.title(before.title) != ItemTraits.title(now.title) || before.bodyWords != now.bodyWords
    }

    private static func texts(of content: ItemContent) -> [ContentWords] {
        let body = content.html.map { ContentWords(markup: $0, isExact: true) }
        return [content.title, content.summary ?? ""].map { ContentWords(plain: $0, isExact: true) }
            + [body ?? ContentWords(plain: content.text ?? "", isExact: true)]
    }

    /// Where the links of a body lead, and which pictures it shows.
    static func targets(of html: String?) -> Set<String> {
        var targets: Set<String> = []
        for case .tag(let inside) in MarkupPieces(html ?? "") {
            let tag = MarkupTag(inside)
            if tag.name == "a", let link = tag.value(of: "href") {
                targets.insert(Link(link).normalised)
            } else if tag.name == "img", let picture = tag.value(of: "src"), !isPixel(tag, at: picture) {
                targets.insert(pictureName(picture))
            }
        }
        return targets
    }

    /// A picture that nobody is meant to see, or whose address has nothing of a picture's.
    private static func isPixel(_ tag: MarkupTag, at address: String) -> Bool {
        for side in ["width", "height"] {
            if let size = tag.value(of: side), size == "0" || size == "1" { return true }
        }
        let name = pictureName(address).lowercased()
        return !["jpg", "jpeg", "png", "gif", "webp", "avif", "svg"].contains { name.hasSuffix("." + $0) }
    }

    /// The path without its query, where caches leave their marks, and without the host, of which some sites have many.
    private static func pictureName(_ address: String) -> String {
        String(LinkParts(address).path)
    }
}
