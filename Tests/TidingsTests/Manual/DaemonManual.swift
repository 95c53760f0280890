/// `tidingsd(8)`.
enum DaemonManual {
    static func page(of program: CommandHelp) -> String {
        Mdoc.page(
            "tidingsd", section: 8, about: "poll feeds and keep what they publish",
            [".Sh SYNOPSIS", ".Nm"] + synopsis(of: program) + description
                + [".Sh OPTIONS"] + Mdoc.list(program.options().map(CommandSections.item)) + signals + systemd
                + environment + SharedSections.files + ExitStatusTexts.section(ExitStatusTexts.tidingsd)
                + examples(of: program)
                + SharedSections.seeAlso("systemctl 1", "tidings 1", "systemd.service 5", "tidings.toml 5"))
    }

    private static func synopsis(of program: CommandHelp) -> [String] {
        program.options(but: ["--help"])
            .map { ".Op \(CommandSections.item($0).head)" }
    }

    private static let description =
        [".Sh DESCRIPTION", ".Nm"]
        + Mdoc.prose(
            """
            polls the feeds that its configuration declares and those that tidings add has subscribed to, and keeps each \
            item once, in one SQLite database. It runs in the foreground, and logs to standard error what changes: a feed \
            that breaks is told once, and once when it recovers.

            Feeds are asked conditionally, by their own rhythm: not more often than once an hour unless their servers \
            allow it, and at least once a day. What a server or a feed wishes is obeyed. A feed that fails is asked ever \
            more rarely, and never given up; only a confirmed "410 Gone" ends its polling.

            One poller at a time works on a database. Items are purged once a day, if the configuration asks for it. A \
            disk that gets full is told once; then a small write is tried each minute until there is room. At its start \
            the daemon waits a minute at most for room on the disk and, where a service manager started it, for another \
            poller to end, and says so once. Where a minute is too short, it ends, with 74 for the disk and with 75 for \
            the poller, and the service manager starts it again.
            """)

    private static let signals =
        [".Sh SIGNALS"]
        + Mdoc.list(
            [
                (
                    "TERM , INT",
                    "Ends within seconds. What was downloaded is remembered; what was not is asked for again."
                ),
                (
                    "HUP",
                    """
                    Reads the configuration again. Changed feeds and retention count at once, all else from the next \
                    start. Where it is wrong, this is logged and the former one stays in force.
                    """
                ),
            ].map { ($0.0, Mdoc.prose($0.1)) }, width: "TERM")

    private static let systemd =
        [".Sh UNDER SYSTEMD"]
        + Mdoc.prose(
            """
            The unit is of Type=notify: readiness, reloads and the end are told to the service manager, with a line of \
            status. A log line has the journal's level before it where JOURNAL_STREAM is set, else the level as a word.

            Members of the group tidings may read and mark: the database is writable for its group. A password of a feed \
            can be a credential of the service: LoadCredential=gazette:/etc/credstore/gazette in the unit, and \
            credentials = "gazette" with the feed. The file is read when the service starts: once it has changed, restart \
            the service. Where it is missing, the service does not start, and systemctl status says 243/CREDENTIALS.

            What only an administrator can mend ends the service once: the exit statuses 64, 65, 66, 77 and 78, and some \
            of those that systemd itself has for what keeps it from running the daemon; RestartPreventExitStatus in the \
            unit names them. After any other failure it is started again.
            """)

    private static let environment =
        [".Sh ENVIRONMENT"]
        + Mdoc.list(
            SharedSections.places + [
                SharedSections.variable(
                    "CREDENTIALS_DIRECTORY", "Where systemd puts the credentials of the service."),
                SharedSections.variable(
                    "JOURNAL_STREAM", "Set by systemd where standard error is the journal."),
                SharedSections.variable("NOTIFY_SOCKET", "Set by systemd: where readiness is told."),
                SharedSections.variable(
                    "WATCHDOG_USEC",
                    "Set by systemd: microseconds within which some progress must be told; a poll that ended, or a look at the database while nothing is due."
                ),
                SharedSections.variable("WATCHDOG_PID", "Set by systemd: the process that is meant."),
            ])

    private static func examples(of program: CommandHelp) -> [String] {
        [".Sh EXAMPLES", "Poll what is due, once; tell what is wrong in a configuration:"]
            + Mdoc.display(program.examples)
            + [".Pp", "Start the system service, and have it read its configuration again:"]
            + Mdoc.display(["systemctl enable --now tidingsd", "systemctl reload tidingsd"])
    }
}
