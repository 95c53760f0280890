/// What several pages say alike.
enum SharedSections {
    /// Where everything lies.
    static let files =
        [".Sh FILES"]
        + Mdoc.list([
            path("~/.config/tidings/tidings.toml", "Your own configuration, see tidings.toml(5)."),
            path("~/.local/share/tidings/tidings.db", "Your own database."),
            path(
                "$XDG_RUNTIME_DIR/tidings/wake",
                "The socket by which the command wakes the daemon; none where that variable is unset."),
            path("/etc/tidings/tidings.toml", "The configuration of the system service."),
            path("/var/lib/tidings/tidings.db", "The database of the system service."),
            path("/run/tidings/wake", "The socket of the system service."),
            path("DATABASE.lock", "Beside the database: held by the one who polls."),
        ])

    static let places = [
        variable(
            "TIDINGS_CONFIG",
            "The configuration file, where --config names none."),
        variable("XDG_CONFIG_HOME", "The folder of your configuration; ~/.config where it is unset."),
        variable("XDG_DATA_HOME", "The folder of your database; ~/.local/share where it is unset."),
        variable("XDG_RUNTIME_DIR", "The folder of the socket."),
        variable("HOME", "Your home folder."),
    ]

    static func variable(_ name: String, _ text: String) -> (head: String, text: [String]) {
        ("Ev \(name)", Mdoc.prose(text))
    }

    static func seeAlso(_ pages: String...) -> [String] {
        [".Sh SEE ALSO"]
            + pages.enumerated().map { index, page in
                let parts = page.split(separator: " ")
                return ".Xr \(parts[0]) \(parts[1])" + (index < pages.count - 1 ? " ," : "")
            }
    }

    private static func path(_ name: String, _ text: String) -> (head: String, text: [String]) {
        ("Pa \(Mdoc.argument(name))", Mdoc.prose(text))
    }
}
