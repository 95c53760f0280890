import ArgumentParser
import FeedModel
import FeedParsing
import FeedStorage
import TidingsConfig

struct Edit: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        _superCommandName: "tidings",
        abstract: "Changes a subscription of yours: its title, tags, interval.",
        discussion: """
            What a file declares is changed there. A new interval counts from the next poll on.

            Examples:
              tidings edit 7 --title "LWN" --tag linux --untag news
              tidings edit lwn --interval auto --revised-unread on
            """)

    @OptionGroup var store: StoreOptions

    @Argument(help: ArgumentHelp("The feed: number, title or address.", valueName: "feed"))
    var which: String

    @Option(help: "Your own title for the feed; empty for the one that it gives itself.")
    var title: String?

    @Option(name: .customLong("tag"), help: "A tag to add; may be given several times.")
    var tags: [String] = []

    @Option(
        name: .customLong("untag"),
        help: ArgumentHelp("A tag to take off; may be given several times.", valueName: "tag"))
    var untags: [String] = []

    @Option(
        help: ArgumentHelp(
            "A fixed pause between polls, such as 6h; auto: by its rhythm.", valueName: "duration"))
    var interval: String?

    @Option(help: ArgumentHelp("Whether items that the feed revises turn unread.", valueName: "on|off"))
    var revisedUnread: Switch?

    enum Switch: String, ExpressibleByArgument, CaseIterable {
        case on
        case off
    }

    func run() throws {
        let clock = CommandClock()
        let edit = try wanted()
        guard !edit.isEmpty else {
            throw CommandFailure(
                .usage, "nothing is to be changed",
                hint: "--title, --tag, --untag, --interval or --revised-unread")
        }
        let open = try OpenStore(store)
        if case .fixed(let pause)? = edit.interval {
            try PollInterval.requireBearable(pause, for: open.settings)
        }
        let feed = try NamedFeeds.subscribed(which, in: open.store)
        if case .declared(let file)? = feed.origin {
            let line = open.settings.subscriptions.first {
                $0.subscription.address == feed.subscribedAs ?? feed.address
            }
            throw CommandFailure(
                .usage, "\(SafeText.line(feed.title)) is declared in \(file)",
                hint: "change it there" + (line.map { ", in line \($0.line)" } ?? ""))
        }
        let receipt = try open.store.edit(feed.id, by: edit, at: clock.now)
        tell(receipt, of: feed)
    }

    private func wanted() throws -> SubscriptionEdit {
        var edit = SubscriptionEdit()
        edit.title = title.map(\.trimmingBlanks)
        edit.addedTags = tags.map(\.trimmingBlanks).filter { !$0.isEmpty }
        edit.removedTags = untags.map(\.trimmingBlanks).filter { !$0.isEmpty }
        edit.interval = try interval.map { $0 == "auto" ? .auto : .fixed(try PollInterval.read($0)) }
        edit.revisedTurnsUnread = revisedUnread.map { $0 == .on }
        return edit
    }

    private func tell(_ receipt: EditReceipt, of feed: Feed) {
        let back = SubscriptionEdit(from: receipt.subscription, to: receipt.former)
        guard !back.isEmpty else {
            return Terminal.tell("\(SafeText.line(feed.title)) is so already.")
        }
        Terminal.tell(
            "Changed \(SafeText.line(feed.title)); tidings edit \(feed.id.rawValue) \(Self.options(of: back)) takes it back."
        )
    }

    /// What is typed to make an edit.
    private static func options(of edit: SubscriptionEdit) -> String {
        var options: [String] = []
        if let title = edit.title { options.append("--title \(quoted(title))") }
        options += edit.addedTags.map { "--tag \(quoted($0))" }
        options += edit.removedTags.map { "--untag \(quoted($0))" }
        switch edit.interval {
        case .auto?: options.append("--interval auto")
        case .fixed(let pause)?: options.append("--interval \(Units.written(pause))")
        case nil: break
        }
        if let isOn = edit.revisedTurnsUnread { options.append("--revised-unread \(isOn ? "on" : "off")") }
        return options.joined(separator: " ")
    }

    /// A word as a shell takes it.
    private static func quoted(_ text: String) -> String {
        let line = SafeText.line(text)
        let isPlain = !line.isEmpty && line.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        return isPlain
            ? line
            : "'"
                + line.split(separator: "'", omittingEmptySubsequences: false)
                .joined(separator: "'\\''") + "'"
    }
}
