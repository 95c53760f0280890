import CBaselines
import FeedModel
import FeedStorage
import FoundationEssentials
import Glibc

/// Stores the same items twice: as the daemon does it, and by prepared inserts of a C program into the same schema, whose
/// words for the index are cut beforehand.
struct WriteSpeed {
    private static let feeds = 400
    private static let itemsOfFeed = 25
    /// How many rows the C program writes a transaction.
    private static let group = 1_000
    private static let rounds = 3
    private static let now = Date(timeIntervalSinceReferenceDate: 800_000_000)

    func measure() async throws {
        let items = Self.items()
        let bytes = items.joined().reduce(0) { $0 + Self.bytes(of: $1) }
        let rows = PreparedRows(items, receivedAt: Self.now)
        var ours = Figures()
        var bare = Figures()
        for _ in 0..<Self.rounds {
            bare.take(try Self.bare(rows))
            ours.take(try await Self.ours(items))
        }
        let count = Double(Self.feeds * Self.itemsOfFeed)
        print("\(Int(count)) items of 0.5 to 40 KB, \(bytes / 1_000_000) MB of titles, authors and bodies")
        print(
            "prepared inserts    \(Int(count / bare.wall)) items/s, \(Int(bare.cpu / count * 1e6)) µs CPU an item"
        )
        print(
            "apply               \(Int(count / ours.wall)) items/s, \(Int(ours.cpu / count * 1e6)) µs CPU an item"
        )
        Bar.print("items a second, of the inserts'", bare.wall / ours.wall, atLeast: 0.5)
        Bar.print("CPU, times the inserts'", ours.cpu / bare.cpu, atMost: 2)
        Bar.print("bytes on disk a byte", Double(ours.size) / Double(bytes), atMost: 1.5)
        Bar.finish()
    }

    private struct Figures {
        var wall = Double.infinity
        var cpu = Double.infinity
        var size = 0

        mutating func take(_ other: Figures) {
            wall = min(wall, other.wall)
            cpu = min(cpu, other.cpu)
            size = max(size, other.size)
        }
    }

    private static func ours(_ items: [[ParsedItem]]) async throws -> Figures {
        try await Scratch.withFolder { folder in
            let path = folder + "/tidings.db"
            let updates = zip(try Library.subscribe(items.count, at: path, now: now), items).map {
                Library.update(of: $0, with: $1, at: now)
            }
            let store = try FeedStore.open(at: path, holding: try PollerLock(guarding: path))
            let (wall, cpu) = try await Stopwatch.measure {
                try await Library.apply(updates, to: store)
            }
            return Figures(wall: wall, cpu: cpu, size: try await store.compact {}.after)
        }
    }

    private static func bare(_ rows: PreparedRows) throws -> Figures {
        try Scratch.withFolder { folder in
            let path = folder + "/tidings.db"
            let feeds = try Library.subscribe(Self.feeds, at: path, now: now)
            let (wall, cpu) = Stopwatch.measure { rows.insert(into: path, feeds: feeds, group: group) }
            return Figures(wall: wall, cpu: cpu)
        }
    }

    private static func items() -> [[ParsedItem]] {
        var sample = SampleItems(seed: 1)
        var sizes = Chance(state: 2)
        return (0..<feeds).map { feed in
            (0..<itemsOfFeed).map { number in
                sample.item(
                    feed * itemsOfFeed + number, ofFeed: feed,
                    bytes: Int(500 * exp(sizes.fraction() * log(80))),
                    published: now.addingTimeInterval(-Double(number) * 3_600))
            }
        }
    }

    private static func bytes(of item: ParsedItem) -> Int {
        item.content.title.utf8.count + (item.content.html?.utf8.count ?? 0)
            + item.content.authors.reduce(0) { $0 + $1.displayName.utf8.count }
    }
}
