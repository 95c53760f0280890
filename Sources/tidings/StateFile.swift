import FeedModel
import FeedParsing
import FoundationEssentials

/// Read marks and stars as a file: JSON, an object a line (etc/doc/json.md).
///
/// The first line says what it is. A line with `urls` begins a feed and gives it a number within this file; a line with
/// `key` is an item of the feed whose number it names.
enum StateFile {
    static let version = 1

    struct Writer {
        private var feed = 0

        static func head(at now: Date) -> String {
            line([
                "tidings": .string("state"), "version": .integer(StateFile.version),
                "exported": .string(Timestamp.text(now)),
            ])
        }

        mutating func lines(of states: PortableStates) -> [String] {
            feed += 1
            let head = Self.line(["feed": .integer(feed), "urls": .list(states.addresses.map(\.text))])
            return [head]
                + states.states.map { item in
                    Self.line([
                        "feed": .integer(feed), "key": .string(item.key.text),
                        "url": item.link.map { .string($0.text) },
                        "read": item.state.readAt.map { .string(Timestamp.text($0)) },
                        "starred": item.state.starredAt.map { .string(Timestamp.text($0)) },
                    ])
                }
        }

        private static func line(_ members: KeyValuePairs<String, JSONValue?>) -> String {
            String(decoding: JSONOutput.bytes(of: .object(members), isPretty: false), as: UTF8.self)
        }
    }

    /// Reads a whole file.
    ///
    /// - Throws: 65 with the line that is none of ours.
    static func states(in bytes: [UInt8], named name: String) throws(CommandFailure) -> [PortableStates] {
        var feeds: [PortableStates] = []
        var places: [String: Int] = [:]
        for (number, line) in bytes.split(separator: UInt8(ascii: "\n")).enumerated() {
            guard let record = Record(Array(line)) else {
                throw CommandFailure(.badData, "\(name), line \(number + 1): this is no state of tidings")
            }
            switch record {
            case .head(let version):
                guard number == 0, version == StateFile.version else {
                    throw CommandFailure(
                        .badData, "\(name) was written by another version of tidings",
                        hint: "tidings export state there once more, by this version")
                }
            case .feed(let name, let addresses):
                places[name] = feeds.count
                feeds.append(PortableStates(addresses: addresses, states: []))
            case .item(let feed, let state):
                guard let place = places[feed] else {
                    throw CommandFailure(
                        .badData, "\(name), line \(number + 1): no feed \(feed) comes before it")
                }
                feeds[place].states.append(state)
            }
        }
        return feeds
    }

    /// Whether a file begins as ours do.
    static func isMeant(by bytes: [UInt8]) -> Bool {
        guard case .head? = Record(Array(bytes.prefix { $0 != UInt8(ascii: "\n") })) else { return false }
        return true
    }

    private enum Record {
        case head(version: Int)
        case feed(name: String, [FeedAddress])
        case item(feed: String, PortableState)

        init?(_ line: [UInt8]) {
            guard case .object(let members)? = try? JSONText.value(of: line) else { return nil }
            var strings: [String: String] = [:]
            var numbers: [String: String] = [:]
            var urls: [String] = []
            for member in members {
                switch member.value {
                case .string(let text): strings[member.name] = text
                case .number(let digits): numbers[member.name] = digits
                case .array(let values) where member.name == "urls":
                    urls = values.compactMap { if case .string(let text) = $0 { text } else { nil } }
                default: break
                }
            }
            if strings["tidings"] == "state", let version = numbers["version"].flatMap({ Int($0) }) {
                self = .head(version: version)
            } else if let feed = numbers["feed"], !urls.isEmpty {
                self = .feed(name: feed, urls.map { FeedAddress($0) })
            } else if let feed = numbers["feed"], let key = strings["key"], !key.isEmpty {
                let state = ItemState(
                    readAt: strings["read"].flatMap(Timestamp.date),
                    starredAt: strings["starred"].flatMap(Timestamp.date))
                self = .item(
                    feed: feed,
                    PortableState(
                        key: ItemKey(text: key), link: strings["url"].map { Link($0) }, state: state))
            } else {
                return nil
            }
        }
    }
}
