import FeedModel
import FeedParsing

/// What a web page offers in place of the feed that was expected there (`polling.md` B80).
struct Discovery {
    /// The feeds that the page names: those that it declares, and only where it declares none, links that look like
    /// feeds.
    let links: [FoundLink]

    /// Reads the page off every actor.
    @concurrent
    static func of(_ document: FeedDocument) async -> Discovery {
        let found = FeedLinkFinder.feeds(in: document)
        let declared = found.filter { $0.evidence == .declared }
        return Discovery(
            links: (declared.isEmpty ? found : declared).map { FoundLink(link: $0.link, title: $0.title) })
    }

    /// The one feed of the page; nil where it names none or several, which are the reader's to choose from.
    var only: Link? {
        links.count == 1 ? links[0].link : nil
    }

    /// Why the page is no feed, with what it names.
    var failure: ParseFailure {
        switch links.count {
        case 0: .notAFeed(looksLike: "a web page that names none")
        case 1: .notAFeed(looksLike: "a web page that names one")
        default: .notAFeed(looksLike: "a web page that names \(links.count)")
        }
    }
}
