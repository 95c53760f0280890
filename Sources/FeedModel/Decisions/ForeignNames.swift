/// What items are known by here that another reader knows by names of its own.
package enum ForeignNames {
    /// The item that newsboat knows by `guid`: that of the feed; else the link and the feed's text of the date behind it;
    /// else the link; else the title.
    ///
    /// - Parameters:
    ///   - link: where newsboat leads; empty for none.
    ///   - isTitle: whether `guid` is the title.
    /// - Returns: nil for an item that has nothing by which it could be found again.
    package static func newsboat(guid: String, link: String, isTitle: Bool, state: ItemState)
        -> PortableState?
    {
        guard !guid.isEmpty, !(isTitle && link.isEmpty) else { return nil }
        guard !link.isEmpty else { return PortableState(key: ItemKey(guid: guid), link: nil, state: state) }
        let address = Link(link)
        if isLinkWithDate(guid, link: link) {
            return PortableState(key: ItemKey(link: address), link: address, state: state)
        }
        return PortableState(
            key: ItemKey(guid: guid), others: [ItemKey(link: address)], link: address, state: state)
    }

    /// The item that rss2email knows by `id`.
    ///
    /// - Parameter isLink: whether that is its link, and not its guid.
    package static func rss2email(id: String, isLink: Bool, state: ItemState) -> PortableState {
        let link = id.hasPrefix("http://") || id.hasPrefix("https://") ? Link(id) : nil
        guard isLink, let link else { return PortableState(key: ItemKey(guid: id), link: link, state: state) }
        return PortableState(key: ItemKey(link: link), link: link, state: state)
    }

    /// No address has a blank in it, and dates in feeds have: `Mon, 23 Nov 2026 08:00:00 GMT`; those of RFC 3339 begin
    /// with a year.
    private static func isLinkWithDate(_ guid: String, link: String) -> Bool {
        guard guid.utf8.starts(with: link.utf8) else { return false }
        let date = guid.utf8.dropFirst(link.utf8.count)
        let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
        guard date.contains(where: isDigit) else { return false }
        return date.contains(0x20) || (date.prefix(4).allSatisfy(isDigit) && date.dropFirst(4).first == 0x2D)
    }
}
