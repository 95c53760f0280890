import FeedModel
import FeedParsing
import FoundationEssentials

/// A line of a `StateFile`.
enum StateLine {
    case head(version: Int)
    case feed(name: String, [FeedAddress])
    case item(feed: String, PortableState)

    struct Fault: Error {
        let reason: String
    }

    /// - Throws: why it is no such line, or what in it is damaged; nothing of a damaged line is used.
    init(_ line: [UInt8]) throws(Fault) {
        guard case .object(let object)? = try? JSONText.value(of: line) else { throw .foreign }
        let members = Dictionary(object.map { ($0.name, $0.value) }, uniquingKeysWith: { _, last in last })
        if case .string("state")? = members["tidings"], case .number(let digits)? = members["version"],
            let version = Int(digits)
        {
            self = .head(version: version)
            return
        }
        guard case .number(let feed)? = members["feed"] else { throw .foreign }
        if let urls = members["urls"] {
            self = .feed(name: feed, try Self.addresses(urls))
        } else if case .string(let key)? = members["key"], !key.isEmpty {
            self = .item(feed: feed, try Self.state(of: key, in: members))
        } else {
            throw .foreign
        }
    }

    private static func addresses(_ value: JSONValue) throws(Fault) -> [FeedAddress] {
        guard case .array(let values) = value, !values.isEmpty else {
            throw Fault(reason: "urls is no list of addresses")
        }
        var addresses: [FeedAddress] = []
        for value in values {
            guard case .string(let text) = value else { throw Fault(reason: "urls is no list of addresses") }
            let address = FeedAddress(text)
            if let problem = address.problem { throw Fault(reason: "\"\(SafeText.line(text))\": \(problem)") }
            addresses.append(address)
        }
        return addresses
    }

    private static func state(
        of key: String, in members: [String: JSONValue]
    ) throws(Fault) -> PortableState {
        let state = ItemState(
            readAt: try moment("read", in: members), starredAt: try moment("starred", in: members))
        guard state != ItemState() else { throw Fault(reason: "this item is neither read nor starred") }
        var link: Link?
        if let url = members["url"] {
            guard case .string(let text) = url else { throw Fault(reason: "url is no text") }
            link = Link(text)
        }
        return PortableState(key: ItemKey(text: key), link: link, state: state)
    }

    private static func moment(_ name: String, in members: [String: JSONValue]) throws(Fault) -> Date? {
        guard let value = members[name] else { return nil }
        guard case .string(let text) = value, let date = Timestamp.date(text) else {
            throw Fault(reason: "\(name) is no moment such as 2026-11-23T08:00:00Z")
        }
        return date
    }
}

extension StateLine.Fault {
    fileprivate static var foreign: Self { Self(reason: "this is no state of tidings") }
}
