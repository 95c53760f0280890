/// What makes an item itself within its feed (`PRODUCT.md` §3): its guid, else its normalised link, else a digest
/// of what it says.
///
/// The text carries its kind as a prefix, so that a guid can never be taken for a link of the same spelling.
package struct ItemKey: Hashable, Sendable {
    package let text: String

    /// Takes over a key that `text` once gave.
    package init(text: String) {
        self.text = text
    }

    package init(guid: String) {
        text = "guid:" + guid
    }

    package init(link: Link) {
        text = "link:" + link.normalised
    }

    package init(digest: ContentDigest) {
        text = "digest:" + digest.hexadecimal
    }

    /// A key of any kind that several items of one document bear, told apart by link and title, whose digest comes
    /// along.
    package init(repeated key: ItemKey, apart: ContentDigest) {
        text = key.text + " " + apart.hexadecimal
    }

    /// What an item is known by that handed its former key on.
    package init(handedOnBy item: ItemID) {
        text = "former:\(item.rawValue)"
    }

    /// Whether it was made up by the library that it is from, and so tells nothing elsewhere.
    package var isOwn: Bool { text.hasPrefix("former:") }

    /// The key that several items bear, where this one tells them apart; else nil.
    package var repeated: ItemKey? {
        let bytes = text.utf8
        guard bytes.count > 65 else { return nil }
        let space = bytes.index(bytes.endIndex, offsetBy: -65)
        guard bytes[space] == 0x20,
            bytes[bytes.index(after: space)...].allSatisfy({ Hexadecimal.value(of: $0) != nil })
        else { return nil }
        return ItemKey(text: String(text[..<space]))
    }

    /// This key as the items that bear it are told apart by what they say.
    package func toldApart(by content: ItemContent) -> ItemKey {
        ItemKey(repeated: self, apart: content.mark)
    }

    /// Whether it is made of what the item links to or says, since it has no guid.
    package var isOfContent: Bool { isLink || isDigest }

    /// Whether it is made of what the item says, since that has neither guid nor link.
    var isDigest: Bool { text.hasPrefix("digest:") }

    var isLink: Bool { text.hasPrefix("link:") }
}

extension ItemContent {
    /// By what items of one key are told apart: link and title; untitled ones by what they say instead, since to lose an
    /// item is worse than to show it twice.
    fileprivate var mark: ContentDigest {
        let words = title.isEmpty ? html ?? text ?? "" : title
        var texts = [link?.normalised ?? "", words]
        if let fragment = link?.fragment, !fragment.isEmpty { texts.append(fragment) }
        return ContentDigest(of: texts)
    }
}
