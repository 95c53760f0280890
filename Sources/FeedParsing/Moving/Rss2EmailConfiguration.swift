import FeedModel

/// Reads rss2email's `rss2email.cfg`: what its feeds are called, and where they are.
///
/// The syntax is that of Python's `configparser` without interpolation: sections in brackets, `key = value` or
/// `key: value`, comments that begin with `#` or `;`, and lines that go on when they are indented. What a feed does not
/// say is said by `[DEFAULT]`.
package struct Rss2EmailConfiguration: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
        /// By which rss2email's other file knows the feed.
        package let name: String
        package let feed: MovingFeed
        /// Whether its items are known there by their links, and not by their guids (`trust-link`).
        package let trustsLinks: Bool
    }

    /// In the file's order.
    package private(set) var feeds: [Entry] = []
    /// Sections of feeds that name no address.
    package private(set) var unmovable: [Unmovable] = []

    package init(reading bytes: [UInt8]) {
        var defaults: [String: String] = [:]
        var sections: [(name: String, line: Int, values: [String: String])] = []
        var isDefault = false
        for (number, line) in PlainLines.lines(of: bytes).enumerated() {
            if let section = Self.section(line) {
                isDefault = section == "DEFAULT"
                if !isDefault { sections.append((section, number + 1, [:])) }
            } else if let (key, value) = Self.setting(line) {
                if isDefault {
                    defaults[key] = value
                } else if !sections.isEmpty {
                    sections[sections.count - 1].values[key] = value
                }
            }
        }
        for section in sections where section.name.hasPrefix("feed.") {
            take(section.values.merging(defaults) { own, _ in own }, of: section.name, line: section.line)
        }
    }

    /// Whether a file has a section of a feed, or the one of all feeds.
    static func isMeant(by bytes: [UInt8]) -> Bool {
        for line in PlainLines.lines(of: bytes) {
            guard let section = section(line) else {
                if line.isEmpty || line.hasPrefix("#") || line.hasPrefix(";") { continue }
                return false
            }
            return section == "DEFAULT" || section.hasPrefix("feed.")
        }
        return false
    }

    private mutating func take(_ values: [String: String], of section: String, line: Int) {
        let name = String(section.dropFirst("feed.".count))
        guard let url = values["url"], !url.isEmpty else {
            unmovable.append(Unmovable(line: line, name: section, reason: "it has no url"))
            return
        }
        // Who names none has such a name given.
        let isOwnName = !(name.hasPrefix("feed-") && name.dropFirst(5).allSatisfy(\.isNumber))
        let feed = MovingFeed(
            address: FeedAddress(url), title: isOwnName ? name : nil, isPaused: Self.isFalse(values["active"])
        )
        feeds.append(Entry(name: name, feed: feed, trustsLinks: Self.isTrue(values["trust-link"])))
    }

    private static func section(_ line: String) -> String? {
        guard line.hasPrefix("["), let end = line.lastIndex(of: "]") else { return nil }
        return String(line[line.index(after: line.startIndex)..<end])
    }

    /// Nil for comments, blank lines, and those that go on with the value before them: none that is of use here does.
    private static func setting(_ line: String) -> (key: String, value: String)? {
        guard let first = line.first, !first.isWhitespace, first != "#", first != ";",
            let end = line.firstIndex(where: { $0 == "=" || $0 == ":" })
        else { return nil }
        let key = PlainSpace.collapsed(String(line[..<end])).lowercased()
        return (key, ASCII.trimmed(String(line[line.index(after: end)...])))
    }

    private static func isTrue(_ value: String?) -> Bool {
        value.map { ["1", "yes", "true", "on"].contains($0.lowercased()) } ?? false
    }

    private static func isFalse(_ value: String?) -> Bool {
        value.map { ["0", "no", "false", "off"].contains($0.lowercased()) } ?? false
    }
}
