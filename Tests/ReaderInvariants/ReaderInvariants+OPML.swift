internal import FeedModel
internal import FeedParsing

extension ReaderInvariants {
    /// OPML: the subscriptions that were read are written as an outline that declares the same.
    package static func violations(inOPML bytes: [UInt8]) -> [String] {
        guard let outline = try? OPMLReader.document(in: bytes) else { return [] }
        let subscriptions = outline.subscriptions(from: .reader).map(\.subscription)
        let entries = subscriptions.map { subscription in
            OPMLEntry(
                title: subscription.title ?? subscription.address.text, address: subscription.address,
                tags: subscription.tags)
        }
        let written = Array(OPMLWriter.document(titled: outline.title ?? "", of: entries).utf8)
        guard let again = try? OPMLReader.document(in: written) else { return ["what is written is no OPML"] }
        var violations: [String] = []
        if again.isMended { violations.append("what is written must be mended") }
        if again.title != outline.title { violations.append("the title changes") }
        let others = again.subscriptions(from: .reader).map(\.subscription)
        if facts(of: subscriptions) != facts(of: others) {
            violations.append("subscriptions change: \(facts(of: subscriptions)), then \(facts(of: others))")
        }
        return violations
    }

    /// What an outline says of a feed but for its place: folders are written in the order in which tags occur.
    private struct Facts: Hashable {
        let title: String?
        let tags: Set<String>
    }

    private static func facts(of subscriptions: [Subscription]) -> [FeedAddress: Facts] {
        Dictionary(
            subscriptions.map { ($0.address, Facts(title: $0.title, tags: Set($0.tags))) },
            uniquingKeysWith: { first, _ in first })
    }
}
