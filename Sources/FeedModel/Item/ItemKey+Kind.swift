extension ItemKey {
    /// What a key is made of.
    package enum Kind: Hashable, Sendable {
        /// The id that the feed gives, which is `id` as it is written.
        case guid(id: String)
        /// The item's link, normalised: `normalised` is for comparing.
        case link(normalised: String)
        /// What the item says.
        case digest
        /// None: the key that the item had denotes another one now.
        case handedOn
    }

    /// What this key is made of, whether or not several items bear it (`repeated`).
    package var kind: Kind {
        let text = (repeated ?? self).text
        let value = String(text[(text.firstIndex(of: ":").map(text.index(after:)) ?? text.startIndex)...])
        if text.hasPrefix("guid:") { return .guid(id: value) }
        if isLink { return .link(normalised: value) }
        return isDigest ? .digest : .handedOn
    }
}
