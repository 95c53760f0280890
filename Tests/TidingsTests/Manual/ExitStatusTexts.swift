import FeedModel

/// What the exit statuses of the two programs mean.
enum ExitStatusTexts {
    static func tidings(_ status: ExitStatus) -> String? {
        switch status {
        case .done: "Done."
        case .notThere:
            "What was named is not there. Of next: nothing is unread. Of parse: the document is no feed."
        case .someFailed: "Some feeds failed, of add and refresh --wait."
        case .usage: "The command line makes no sense. Of add: a page names several feeds, to choose from."
        case .badData: "Bad input data, or a damaged database. Of add: a page names no feed."
        case .noInput: "A named file cannot be read."
        case .unavailable: "There is no daemon, or no database, where one is needed. Of open: no browser."
        case .inputOutput: "Input or output failed."
        case .busy: "Busy: try again. Of status: the daemon makes no progress."
        case .permission: "Permission is missing."
        case .configuration: "The configuration is wrong, or the database is newer than the program."
        }
    }

    /// Nil for those with which the daemon never ends.
    static func tidingsd(_ status: ExitStatus) -> String? {
        switch status {
        case .done: "Done; also of a round in which feeds failed, which tidings feeds tells."
        case .usage: "The command line makes no sense."
        case .badData: "The database is damaged; tidings db restore puts a backup in its place."
        case .noInput: "The configuration cannot be read."
        case .inputOutput: "Input or output failed, or the disk is full at the start."
        case .busy: "Another poller is at work on this database."
        case .permission: "Permission is missing."
        case .configuration: "The configuration is wrong, or the database is newer than the program."
        case .notThere, .someFailed, .unavailable: nil
        }
    }

    static func section(_ text: (ExitStatus) -> String?) -> [String] {
        [".Sh EXIT STATUS"]
            + Mdoc.list(
                ExitStatus.allCases.compactMap { status in
                    text(status).map { ("\(status.rawValue)", Mdoc.prose($0)) }
                })
    }
}
