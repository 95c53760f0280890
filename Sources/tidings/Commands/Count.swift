import ArgumentParser

struct Count: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "count",
        _superCommandName: "tidings",
        abstract: "Prints how many items list would, as a bare number.",
        discussion: """
            Examples:
              tidings count
              tidings count 'tag:news is:starred'
            """)

    @OptionGroup var options: ListOptions

    @Argument(
        help: ArgumentHelp(
            "Which items: words, feed:lwn, tag:news, is:starred, older:7d, not, or, ( ).", valueName: "query")
    )
    var query: [String] = []

    func run() throws {
        try options.request(query).count()
    }
}
