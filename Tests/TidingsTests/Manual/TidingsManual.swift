/// `tidings(1)`: the words of the command and its options come from the program, the rest is here.
enum TidingsManual {
    static func page(of program: CommandHelp) -> String {
        Mdoc.page(
            "tidings", section: 1, about: "list, show and mark what feeds publish",
            synopsis + description + commands(of: program) + options + output + environment
                + SharedSections.files
                + ExitStatusTexts.section(ExitStatusTexts.tidings) + examples
                + SharedSections.seeAlso("tidings.toml 5", "tidings-query 7", "tidingsd 8"))
    }

    private static let synopsis = [
        ".Sh SYNOPSIS", ".Nm", ".Op Ar command", ".Op Ar option ...", ".Op Ar argument ...",
    ]

    private static let description =
        [".Sh DESCRIPTION", ".Nm"]
        + Mdoc.prose(
            """
            is how you read the feeds that tidingsd(8) polls. Both work on one database: the command needs no daemon, but \
            without one nothing new arrives, unless add or refresh asks for it.

            Without a command, unread items are listed, newest first, and the options are those of list. An unknown word \
            is a mistake, not a search.
            """)
        + [".Pp", "Most commands are about items or feeds:"]
        + Mdoc.list(
            [
                (
                    "Ar id",
                    "An item: its number, a range such as 410-415, its link, or - for these on standard input, one a line."
                ),
                (
                    "Ar feed",
                    "A feed: its number, its title or a part that only one title has, or its address."
                ),
                (
                    "Ar query",
                    "Items by what they are: words, feed:lwn, tag:news, is:starred and so on, see tidings-query(7)."
                ),
            ].map { ($0.0, Mdoc.prose($0.1)) }, width: "query")

    private static func commands(of program: CommandHelp) -> [String] {
        [".Sh COMMANDS", ".Bl -tag -width Ds"] + program.commands.flatMap(CommandSections.section)
            + [".It Cm help Op Ar command", "Shows what a command does."] + [".El"]
    }

    private static let options =
        [".Sh OPTIONS", "These go with every command:"]
        + Mdoc.list([
            (
                "Fl \\-config Ar path",
                Mdoc.prose("The configuration file; it may stand before the command too. parse reads none.")
            ),
            ("Fl h , Fl \\-help", Mdoc.prose("Tells what the command does and takes, with examples.")),
            (
                "Fl \\-no\\-pager",
                Mdoc.prose("With commands whose output may be long: print it on the terminal as it is.")
            ),
            ("Fl \\-version", Mdoc.prose("Without a command: the version.")),
        ])

    private static let output =
        [".Sh OUTPUT"]
        + Mdoc.prose(
            """
            On a terminal, lists are tables as wide as the window. What is longer than it goes through the pager, unless \
            --no-pager is given. Dates are local.

            In a pipe, an item is a line of fields between tabs: number, date (RFC 3339, UTC), read or unread, * if \
            starred, feed, title, link; of search also what the text says. There is no header and no colour.

            --json prints one array, --jsonl an object a line. Data goes to standard output, everything else to standard \
            error. A reader that closes the pipe is a quiet success.

            Control characters and overrides of the direction of writing that come from feeds never reach a terminal.
            """)

    private static let environment =
        [".Sh ENVIRONMENT"]
        + Mdoc.list(
            SharedSections.places + [
                SharedSections.variable(
                    "PAGER", "Shows what is longer than the window; less -FRX where it is unset."),
                SharedSections.variable(
                    "LESSCHARSET",
                    "Set to utf-8 for the pager where it is unset: all that is printed is UTF-8."),
                SharedSections.variable(
                    "BROWSER",
                    "Opens links: several between colons, the first that can be started; %s stands for the link. Where it is unset, xdg-open."
                ),
                SharedSections.variable("NO_COLOR", "Switches colours off, where it is not empty."),
                SharedSections.variable(
                    "CLICOLOR_FORCE",
                    "Switches them on in a pipe too, for what has colours there (show, next, search), where it is neither empty nor 0."
                ),
                SharedSections.variable(
                    "FORCE_HYPERLINK",
                    "1 has titles lead to their items where they are clicked (OSC 8), 0 has none do so. Unset: where a variable below names a terminal that knows links."
                ),
                SharedSections.variable(
                    "TERM", "Unset or dumb: no colours, no progress. Some terminals are known by it."),
            ]
                + ["TERM_PROGRAM", "VTE_VERSION", "KONSOLE_VERSION", "WT_SESSION", "DOMTERM"].map {
                    SharedSections.variable($0, "Set by terminals that know links.")
                }
                + ["TMUX", "STY"].map { SharedSections.variable($0, "Set within tmux and screen: no links.") }
                + [
                    SharedSections.variable(
                        "COLUMNS", "The width, and with LINES the height, where a terminal does not tell."),
                    SharedSections.variable("LINES", "See COLUMNS."),
                ])

    private static let examples =
        [".Sh EXAMPLES", "Subscribe, and read:"]
        + Mdoc.display(["tidings add https://example.org/", "tidings", "tidings show 12", "tidings next"])
        + [".Pp", "Mark old news read, and think better of it:"]
        + Mdoc.display(["tidings read 'tag:news older:7d'", "tidings undo"])
        + [".Pp", "In a status bar:"]
        + Mdoc.display(["tidings count tag:news"])
        + [".Pp", "Open all that is starred:"]
        + Mdoc.display(["tidings list is:starred | tidings open -"])
}
