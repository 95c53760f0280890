import FeedModel
import FeedParsing
import FeedStorage
import TidingsConfig

/// What is completed from the database, each asked for only where it is wanted.
struct CompletionLibrary {
    typealias FeedName = ItemSummary.FeedReference

    /// The feeds that are subscribed to.
    var feeds: () -> [FeedName] = { [] }
    /// The reader's own tags.
    var tags: () -> [String] = { [] }
    /// The newest items that match.
    var items: (ItemQuery) -> [(id: ItemID, title: String)] = { _ in [] }
    /// What was done last, and may be taken back.
    var operations: () -> [Operation] = { [] }

    /// More than a screen holds.
    private static let most = 50
}

extension CompletionLibrary {
    /// The library of the configuration that was named on the line, else of the usual one. Empty where there is none or
    /// anything is wrong with it: nobody wants to hear of that while they type.
    init(configuration: String?, environment: [String: String]) {
        guard let database = Self.database(configuration, environment),
            let store = FeedStore.glance(at: database)
        else { return }
        store.staysOpenUntilExit()
        feeds = { (try? store.feedNames()) ?? [] }
        tags = { (try? store.tags()) ?? [] }
        items = { query in
            let listing = ItemListing(query, limit: Self.most)
            return ((try? store.items(matching: listing)) ?? []).map { ($0.id, $0.title) }
        }
        operations = { (try? store.operations(limit: Self.most)) ?? [] }
    }

    private static func database(_ named: String?, _ environment: [String: String]) -> String? {
        var named = named
        if let path = named, path.hasPrefix("~/"), let home = environment["HOME"] {
            named = home + path.dropFirst()
        }
        do throws(ConfigError) {
            let settings = try SettingsFile.load(named, environment: environment) {
                _, _ throws(ParseFailure) in []
            }
            return settings.storage.database
        } catch {
            return error.kind == .faulty ? error.database : nil
        }
    }
}
