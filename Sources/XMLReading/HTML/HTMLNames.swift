/// The names of a text's elements and attributes, each kept once.
struct HTMLNames {
    /// A name in lower case, its place among all, and what it means to the parser.
    struct Entry {
        var tag: HTMLTag
        var name: String
        var index: Int32
    }

    /// Distinct names that are told apart; beyond them, names that the parser does not know are all one.
    private static let most = 20_000
    private static let surplus = "surplus"

    private(set) var all: [XMLName] = []
    private var indices: [String: Int32] = [:]
    /// The name that was last seen for each hash: what is found here need not become a string.
    private var recent = [Entry?](repeating: nil, count: 128)

    /// The entry for a name as it is written.
    mutating func entry(for bytes: ArraySlice<UInt8>) -> Entry {
        var hash: UInt32 = 0x811C_9DC5
        for byte in bytes { hash = (hash ^ UInt32(Self.lowered(byte))) &* 0x0100_0193 }
        let slot = Int((hash ^ hash >> 15) & 127)
        if let entry = recent[slot], isSame(entry.name, bytes) { return entry }
        let entry = entry(named: String(decoding: bytes.map(Self.lowered), as: UTF8.self))
        recent[slot] = entry
        return entry
    }

    /// The entry for a name in lower case.
    mutating func entry(named name: String) -> Entry {
        if let index = indices[name] { return Entry(tag: HTMLTag(named: name), name: name, index: index) }
        let tag = HTMLTag(named: name)
        if all.count >= Self.most, tag == .other, name != Self.surplus { return entry(named: Self.surplus) }
        let index = Int32(all.count)
        indices[name] = index
        all.append(XMLName(local: name))
        return Entry(tag: tag, name: name, index: index)
    }

    private func isSame(_ name: String, _ bytes: ArraySlice<UInt8>) -> Bool {
        guard name.utf8.count == bytes.count else { return false }
        return zip(name.utf8, bytes).allSatisfy { $0 == Self.lowered($1) }
    }

    private static func lowered(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
}
