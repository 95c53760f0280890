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
        let lines = withoutMark(bytes).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (number, line) in lines.enumerated() where !line.isEmpty && !line.elementsEqual("\r".utf8) {
            let record: StateLine
            do throws(StateLine.Fault) {
                record = try StateLine(Array(line))
            } catch {
                throw CommandFailure(.badData, "\(name), line \(number + 1): \(error.reason)")
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
        let first = Array(withoutMark(bytes).prefix { $0 != UInt8(ascii: "\n") })
        guard case .head? = try? StateLine(first) else { return false }
        return true
    }

    /// Without the mark by which some editors begin a file in UTF-8.
    private static func withoutMark(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        bytes.starts(with: "\u{FEFF}".utf8) ? bytes.dropFirst(3) : bytes[...]
    }
}
