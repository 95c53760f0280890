import FeedModel
import FeedParsing

/// The names by which the feeds that a person may mean can be typed.
struct FeedNameCompletion {
    private let feeds: [CompletionLibrary.FeedName]
    /// How many feeds bear a title, letter case aside.
    private let bearers: [String: Int]

    init(_ feeds: [CompletionLibrary.FeedName]) {
        self.feeds = feeds
        bearers = Dictionary(feeds.map { ($0.title.lowercased(), 1) }, uniquingKeysWith: +)
    }

    /// Feeds whose title begins with what was typed; where none does, those whose address does, else the one whose title has
    /// it as a part. A number becomes a feed's number.
    ///
    /// - Parameter isFit: whether a title can be typed where it is wanted; the feed's number stands for one that cannot.
    func names(beginningWith typed: String, where isFit: (String) -> Bool = { _ in true }) -> [Completion] {
        let wanted = typed.lowercased()
        if !typed.isEmpty, typed.allSatisfy({ $0.isASCII && $0.isNumber }) {
            let numbered = feeds.filter { "\($0.id.rawValue)".hasPrefix(typed) }
            if !numbered.isEmpty { return numbered.map { number(of: $0) } }
        }
        let begun = feeds.filter { $0.title.lowercased().hasPrefix(wanted) }
        // A number would take the place of what was typed: it is offered where it is the only choice.
        let titled =
            begun.count == 1
            ? begun.map { name(of: $0, where: isFit) }
            : begun.flatMap { names(of: $0, typed: typed, where: isFit) }.beginning(with: typed)
        guard titled.isEmpty else { return titled }
        let addressed = feeds.filter {
            $0.address.text.lowercased().hasPrefix(wanted) && $0.address.text == $0.address.shown
        }
        guard addressed.isEmpty else {
            return addressed.map { Completion($0.address.text, note: $0.title) }.beginning(with: typed)
        }
        let containing = feeds.filter { $0.title.lowercased().contains(wanted) }
        return containing.count == 1 ? containing.map { name(of: $0, where: isFit) } : []
    }

    private func name(of feed: CompletionLibrary.FeedName, where isFit: (String) -> Bool) -> Completion {
        guard isPlain(feed.title), bearers[feed.title.lowercased()] == 1, isFit(feed.title) else {
            return number(of: feed)
        }
        return Completion(feed.title, note: feed.address.shown)
    }

    /// What a feed is called among others. A title that several bear is offered once where it was begun: the command then
    /// tells their numbers.
    private func names(
        of feed: CompletionLibrary.FeedName, typed: String, where isFit: (String) -> Bool
    ) -> [Completion] {
        let title = feed.title.lowercased()
        guard !typed.isEmpty, bearers[title] != 1, isPlain(feed.title), isFit(feed.title) else {
            return [name(of: feed, where: isFit)]
        }
        let namesakes = feeds.filter { $0.title.lowercased() == title }
        guard namesakes.first?.id == feed.id else { return [] }
        let numbers = namesakes.map { "\($0.id.rawValue)" }.joined(separator: ", ")
        return [Completion(feed.title, note: "feeds \(numbers)")]
    }

    private func isPlain(_ title: String) -> Bool {
        SafeText.line(title) == title && !title.isEmpty && title.trimmingBlanks == title
            && !title.hasPrefix("-") && Int64(title) == nil
    }

    private func number(of feed: CompletionLibrary.FeedName) -> Completion {
        Completion("\(feed.id.rawValue)", note: feed.title)
    }
}
