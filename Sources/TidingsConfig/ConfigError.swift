/// Why there are no settings: everything that is wrong, so that it can be mended at once.
package struct ConfigError: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// What the files say cannot be: exit status 78.
        case faulty
        /// A file that was named is not there or cannot be read: 66.
        case unreadable
        /// A file may not be read by this user: 77.
        case denied
    }

    package let kind: Kind
    /// At least one; the configuration's own first, by line, then those of the OPML files.
    package let problems: [ConfigProblem]
    /// Where the database is, for commands that need nothing else; nil where that could not be made out.
    package let database: String?
    /// The daemon's wake socket, likewise; nil where there is none, or that could not be made out.
    package let wake: String?
}

/// One mistake, and where it stands.
package struct ConfigProblem: Hashable, Sendable {
    /// Absolute; nil where no file is at fault.
    package let file: String?
    /// Counted from 1; nil for the file as a whole.
    package let line: Int?
    /// The path of the key at fault (`fetch.per-host`, `feed[0].interval`, counted from 0); nil for none.
    package let key: String?
    package let message: String
    /// What would be right; nil where that cannot be said.
    package let hint: String?

    package init(file: String?, line: Int?, key: String?, message: String, hint: String?) {
        self.file = file
        self.line = line
        self.key = key
        self.message = message
        self.hint = hint
    }
}

extension ConfigProblem: CustomStringConvertible {
    /// One line, as compilers write it: `FILE:LINE: message; hint`.
    package var description: String {
        var place = ""
        if let file { place = line.map { "\(file):\($0): " } ?? "\(file): " }
        return place + message + (hint.map { "; \($0)" } ?? "")
    }
}

extension ConfigError: CustomStringConvertible {
    /// All problems, one a line.
    package var description: String {
        problems.map(\.description).joined(separator: "\n")
    }
}
