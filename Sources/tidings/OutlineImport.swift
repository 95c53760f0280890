import FeedModel
import FeedParsing
import FeedStorage
import FoundationEssentials
import TidingsConfig

/// The subscriptions of an OPML file, taken over.
struct OutlineImport {
    private let subscriptions: [Subscription]
    /// The feeds that cannot be polled, each with the reason.
    private let refused: [(address: FeedAddress, reason: String)]
    private let name: String
    private let isMended: Bool

    init(of document: OPMLDocument, named name: String) {
        let all = document.subscriptions(from: .reader).map(\.subscription)
        self.name = SafeText.line(name)
        isMended = document.isMended
        subscriptions = all.filter { Self.flaw(of: $0.address) == nil }
        refused = all.compactMap { subscription in
            Self.flaw(of: subscription.address).map { (subscription.address, $0) }
        }
    }

    /// Subscribes to all of them at once, and says how many were added and how many were there.
    func run(with open: OpenStore, at now: Date) throws {
        if isMended { Terminal.tell("\(name) is damaged; some of its feeds may be missing.") }
        for feed in refused {
            Terminal.tell("Left out \(SafeText.line(feed.address.shown)): \(feed.reason)")
        }
        let receipts = try open.store.subscribe(subscriptions, at: now)
        let added = receipts.count { $0.result == .added }
        let returned = receipts.count { $0.result == .returned }
        var line = "\(added) \(added == 1 ? "feed" : "feeds") added"
        if returned > 0 { line += ", \(returned) back again" }
        line += ", \(receipts.count - added - returned) there already"
        if !refused.isEmpty { line += ", \(refused.count) left out" }
        Terminal.tell(line)
        guard added + returned > 0 else { return }
        if PollerLock.holder(of: open.store.path) == nil {
            Terminal.tell("No daemon polls at the moment; tidings refresh --wait asks them once.")
        } else if let wake = open.settings.runtime.wake {
            WakeSocket.call(wake)
        }
    }

    private static func flaw(of address: FeedAddress) -> String? {
        address.scheme == .file
            ? "file: addresses are read only for feeds that the configuration declares" : address.problem
    }
}
