import ArgumentParser
import FeedModel

/// What `read`, `unread`, `star` and `unstar` share.
struct MarkOptions: ParsableArguments {
    @OptionGroup var store: StoreOptions

    @Argument(
        help: ArgumentHelp(
            "Item numbers, ranges, links, - for these on standard input; or a query.",
            valueName: "id-or-query"))
    var which: [String]

    var request: MarkRequest { MarkRequest(QueryWords.asTyped(which), config: store.config) }
}

struct Read: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read",
        _superCommandName: "tidings",
        abstract: "Marks items read.",
        discussion: """
            On a terminal, more than 200 are asked about first. In a query, what has blanks in it is quoted twice: for \
            tidings, and for the shell.

            Examples:
              tidings read 1423 1430-1440
              tidings read 'tag:news older:7d'
              tidings read 'feed:"Planet Debian"'
            """)

    @OptionGroup var options: MarkOptions

    @Flag(help: "Do not ask, however many they are.")
    var yes = false

    func run() throws {
        try options.request.mark(.read, asks: !yes)
    }
}

struct Unread: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unread",
        _superCommandName: "tidings",
        abstract: "Marks items unread.",
        discussion: """
            Examples:
              tidings unread 1423
              tidings unread https://example.org/article
            """)

    @OptionGroup var options: MarkOptions

    func run() throws {
        try options.request.mark(.unread, asks: false)
    }
}

struct Star: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "star",
        _superCommandName: "tidings",
        abstract: "Stars items.",
        discussion: """
            Examples:
              tidings star 1423
              tidings star 'title:release feed:swift'
            """)

    @OptionGroup var options: MarkOptions

    func run() throws {
        try options.request.mark(.starred, asks: false)
    }
}

struct Unstar: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unstar",
        _superCommandName: "tidings",
        abstract: "Takes stars off.",
        discussion: """
            Examples:
              tidings unstar 1423
              tidings unstar 'is:starred older:90d'
            """)

    @OptionGroup var options: MarkOptions

    func run() throws {
        try options.request.mark(.unstarred, asks: false)
    }
}
