import FeedModel
import FeedParsing
import FeedStorage

/// What a person asks about who asks why: a feed, or items.
enum WhySubject {
    case feed(Feed)
    case items([ItemReference])
    case purged(PurgedItem)

    /// What the reader says it is, where a word may be either.
    enum Kind {
        case feed
        case item
    }

    /// A number is an item's if one bears it, else a feed's; a link is a feed's if it is the address of one, else an
    /// item's; ranges and `-` are items; all else names a feed.
    ///
    /// - Parameter kind: what it is; nil where the word itself must tell.
    init(_ name: String, as kind: Kind?, in store: FeedStore) throws {
        let reference = kind == .feed ? nil : ItemReference(name)
        switch reference {
        case .number(let id): self = try Self.numbered(id, name, as: kind, in: store)
        case .link(let link) where kind == nil:
            if let feed = try Self.feed(at: name, in: store) {
                self = .feed(feed)
            } else if try store.itemIDs(for: link).isEmpty {
                self = .feed(try Self.feed(named: name, in: store))
            } else {
                self = .items([.link(link)])
            }
        case .some(let reference): self = .items([reference])
        case nil where kind == .item:
            throw CommandFailure(
                .usage, "\(SafeText.line(name)) is no item number, range or link",
                hint: "tidings list shows the numbers")
        case nil: self = .feed(try NamedFeeds.one(name, in: store))
        }
    }

    private static func numbered(
        _ id: ItemID, _ name: String, as kind: Kind?, in store: FeedStore
    ) throws -> WhySubject {
        let isThere = try !store.itemIDs(in: id...id).isEmpty
        let feed = kind == nil ? try store.feed(FeedID(id.rawValue)) : nil
        if isThere {
            if let feed {
                Terminal.tell(
                    "Feed \(id.rawValue) is \(SafeText.line(feed.title)): tidings why --feed \(id.rawValue)")
            }
            return .items([.number(id)])
        }
        let purged = try store.purgedItem(id)
        if let feed {
            if purged != nil {
                Terminal.tell("Item \(id.rawValue) was purged: tidings why --item \(id.rawValue)")
            }
            return .feed(feed)
        }
        if let purged { return .purged(purged) }
        if try store.wasGiven(id) {
            throw CommandFailure(
                .notThere, "item \(id.rawValue) is not there any more",
                hint: "it was purged and its feed has dropped it, or it became one with another")
        }
        return kind == nil ? .feed(try Self.feed(named: name, in: store)) : .items([.number(id)])
    }

    /// The feed that has just this address.
    private static func feed(at address: String, in store: FeedStore) throws -> Feed? {
        let wanted = address.lowercased()
        return try store.feeds(named: address).first {
            [$0.address, $0.subscribedAs].compactMap { $0?.text.lowercased() }.contains(wanted)
        }
    }

    /// The feed that a word means which might have been an item's.
    private static func feed(named name: String, in store: FeedStore) throws -> Feed {
        guard try store.feeds(named: name).isEmpty else { return try NamedFeeds.one(name, in: store) }
        throw CommandFailure(
            .notThere, "there is no feed or item \(SafeText.line(name))",
            hint: "tidings feeds and tidings list show the numbers")
    }
}
