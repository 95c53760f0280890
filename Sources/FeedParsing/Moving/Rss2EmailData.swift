/// Reads rss2email's `rss2email.json`: what it has sent of each feed, by the name that its configuration gives the feed.
package struct Rss2EmailData: Hashable, Sendable {
    package struct Feed: Hashable, Sendable {
        package let name: String
        /// What items are known by there: their guids, or their links where the configuration says so.
        package let seen: [String]
        /// How many are known by nothing but a digest of what they say, which cannot be found again.
        package let unnamed: Int
    }

    package let feeds: [Feed]

    /// - Throws: where the file is of a version that is not known, or is none of rss2email's.
    package init(reading bytes: [UInt8]) throws(ForeignFileFault) {
        guard let value = try? JSONText.value(of: bytes), case .array(let feeds)? = value["feeds"],
            case .number(let version)? = value["version"]
        else { throw ForeignFileFault(reason: "it is damaged, or not what rss2email writes") }
        guard version == "1" || version == "2" else {
            throw ForeignFileFault(reason: "it was written by an rss2email that is not known here")
        }
        var all: [Feed] = []
        for feed in feeds {
            guard case .string(let name)? = feed["name"], case .object(let seen)? = feed["seen"] else {
                throw ForeignFileFault(reason: "a feed in it has no name, or no list of what was seen")
            }
            let named = seen.filter { !Self.isDigest($0) && !$0.name.isEmpty }
            all.append(Feed(name: name, seen: named.map(\.name), unnamed: seen.count - named.count))
        }
        self.feeds = all
    }

    /// Whether a file is an object as rss2email writes it: its first member tells.
    static func isMeant(by bytes: [UInt8]) -> Bool {
        let start = ASCII.trimmed(bytes[...])
        guard start.first == UInt8(ascii: "{") else { return false }
        let member = ASCII.trimmed(start.dropFirst())
        return member.starts(with: "\"version\"".utf8) || member.starts(with: "\"feeds\"".utf8)
    }

    /// An item without an id is known by the digest of its content, which stands beside it too.
    private static func isDigest(_ item: JSONValue.Member) -> Bool {
        guard case .string(let hash)? = item.value["hash"] else { return false }
        return hash == item.name
    }
}
