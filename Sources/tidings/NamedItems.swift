import FeedModel
import FeedStorage

/// The items that a person named, found in the store.
struct NamedItems {
    /// Each once, in the order in which they were named.
    private(set) var ids: [ItemID] = []
    /// What was named and is not there.
    private(set) var missing: [String] = []

    /// The same as `ids`, once a second thing was named.
    private var met: Set<ItemID> = []

    init(_ references: [ItemReference], in store: FeedStore) throws {
        for reference in references { try add(reference, in: store) }
    }

    /// Fails where something that was named is not there.
    func requireAll() throws(CommandFailure) {
        guard let complaint else { return }
        throw CommandFailure(.notThere, complaint, hint: "tidings list shows the numbers")
    }

    /// "no item 7" or "no items 7, 9"; nil where nothing is missing.
    var complaint: String? {
        switch missing.count {
        case 0: nil
        case 1: "there is no item \(missing[0])"
        default: "there are no items \(missing.joined(separator: ", "))"
        }
    }

    private mutating func add(_ reference: ItemReference, in store: FeedStore) throws {
        switch reference {
        case .number(let id):
            note(try store.itemIDs(in: id...id), named: "\(id.rawValue)")
        case .range(let range):
            note(
                try store.itemIDs(in: ItemID(range.lowerBound)...ItemID(range.upperBound)),
                named: "\(range.lowerBound)-\(range.upperBound)")
        case .link(let link):
            note(try store.itemIDs(for: link), named: link.text)
        case .standardInput:
            for line in Terminal.linesOfInput() {
                let word = line.prefix { $0 != "\t" }.trimmingBlanks
                if word.isEmpty { continue }
                guard let inner = ItemReference(word), inner != .standardInput else {
                    throw CommandFailure(.badData, "standard input: \(word) is no item number, range or link")
                }
                try add(inner, in: store)
            }
        }
    }

    /// - Parameter found: each once.
    private mutating func note(_ found: [ItemID], named name: String) {
        if found.isEmpty { missing.append(name) }
        // What is named alone, as mostly, needs no set.
        if ids.isEmpty { return ids = found }
        if met.isEmpty { met = Set(ids) }
        for id in found where met.insert(id).inserted { ids.append(id) }
    }
}

extension StringProtocol {
    /// Without blanks at either end.
    var trimmingBlanks: String {
        var rest = self[...]
        while let first = rest.first, first.isWhitespace { rest = rest.dropFirst() }
        while let last = rest.last, last.isWhitespace { rest = rest.dropLast() }
        return String(rest)
    }
}
