import ArgumentParser

/// `tidings complete`: what the scripts in `etc/completions` ask while a person types. It is silent whatever is wrong, and
/// changes nothing.
struct Complete: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "complete",
        abstract: "Tells a shell what may stand at the end of a line.",
        discussion: """
            First a line that says what follows, then a completion a line, quoted for the shell.

            Examples:
              tidings complete fish 'tidings list tag:'
              tidings complete bash 'tidings db ' ' :='
            """,
        shouldDisplay: false)

    @Argument(help: ArgumentHelp("bash, zsh or fish.", valueName: "shell"))
    var shell: CompletingShell

    @Argument(help: ArgumentHelp("The line up to the cursor, as it was typed.", valueName: "line"))
    var line: String

    @Argument(help: ArgumentHelp("Of bash: COMP_WORDBREAKS.", valueName: "breaks"))
    var breaks = ""

    @Argument(help: ArgumentHelp("Of bash: COMP_TYPE.", valueName: "type"))
    var type = ""

    /// `?` lists the choices, `!` and `@` list them and insert what they have in common.
    private static let listings = ["63", "33", "64"]

    func run() throws {
        let typed = ShellLine(line, of: shell, breaks: breaks)
        let completer = Completer { configuration in
            CompletionLibrary(configuration: configuration, environment: Terminal.wholeEnvironment)
        }
        let reply = CompletionReply(
            completions: completer.completions(of: typed), line: typed, shell: shell,
            showsNotes: Self.listings.contains(type))
        Terminal.print(reply.lines.joined(separator: "\n"))
    }
}
