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

    /// A guid that several items of one document bear: told apart by link and title, whose digest comes along.
    package init(repeatedGUID guid: String, apart: ContentDigest) {
        self.init(repeated: ItemKey(guid: guid), apart: apart)
    }

    /// A key of any kind that several items of one document bear, told apart by link and title.
    package init(repeated key: ItemKey, apart: ContentDigest) {
        text = key.text + " " + apart.hexadecimal
    }
}
