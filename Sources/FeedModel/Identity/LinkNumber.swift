/// What a link is found by: a short number for its normalised form (`Link.normalised`).
///
/// The upper bits tell its site and its folder, so that links of one site are neighbours in an index, and those of one month
/// are where the site has a folder for each. What a feed brings then touches a page or two of the index; among millions of
/// links in no order at all each would touch a page of its own, which has to be read, and written twice.
package struct LinkNumber: Sendable {
    /// Of 14 bits for the site, 6 for the folder, and 44 for the link itself.
    package let rawValue: Int64

    /// As it was stored: a number, or what tells links apart alone.
    package init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    package init(of link: Link) {
        var hash = TextHash.seed
        var site: UInt64?
        var folder = hash
        var isPath = true
        for (place, byte) in link.normalised.utf8.enumerated() {
            // A normalised link of the web begins with two slashes, which no site is between; its root has none.
            let isSlash = byte == UInt8(ascii: "/") && place > 1
            if isPath, isSlash || byte == UInt8(ascii: "?") {
                if site == nil { site = hash }
                if isSlash { folder = hash } else { isPath = false }
            }
            hash = TextHash.mixed(hash, byte)
        }
        let upper = Self.bits(14, of: site ?? hash) << 6 | Self.bits(6, of: folder)
        rawValue = Int64(bitPattern: upper << 44) | Int64(bitPattern: hash) & Self.ownMask
    }

    /// What tells links apart, 44 bits of it; for what is kept of a link that is not an item's any more.
    package var own: Int64 {
        rawValue & Self.ownMask
    }

    package static let ownMask: Int64 = 1 << 44 - 1

    /// The lowest bits of a hash are those that are mixed least.
    private static func bits(_ count: UInt64, of hash: UInt64) -> UInt64 {
        (hash ^ hash >> 32) & (1 << count - 1)
    }
}

/// By what tells links apart alone: numbers of links that are not an item's any more have nothing else, or had something
/// else in its place. Items are looked up by all of a number, which their links give.
extension LinkNumber: Hashable {
    package static func == (one: LinkNumber, other: LinkNumber) -> Bool {
        one.own == other.own
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(own)
    }
}
