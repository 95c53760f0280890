package import FeedModel

/// Why the store could not do what it was asked; `description` is a sentence for people, `hint` what to do next.
package enum StoreError: Error, Hashable, Sendable {
    /// There is no database at this path; exit status 69 where one is needed.
    case missing(path: String)
    /// One may not open or write the database; 77.
    case permission(path: String, reason: String)
    /// The database cannot be opened or read; 74.
    case cannotOpen(path: String, reason: String)
    /// A file beside the database, such as a backup, cannot be read or written; 74.
    case file(path: String, reason: String)
    /// What another program wrote is damaged, or something else than it should be; 65.
    case foreign(path: String, reason: String)
    /// What is there is damaged, or no database of tidings; 65.
    case damaged(path: String, reason: String)
    /// A newer program wrote the database; 78.
    case newer(path: String, schema: Int)
    /// Somebody else has it; 75.
    case busy(Occupant)
    /// No room is left on the disk; 74.
    case full(path: String)
    /// A file declares the subscription that was to be changed; 64.
    case declared(address: FeedAddress, file: String)
    /// No feed bears this number; 1.
    case unknownFeed(FeedID)
    /// No operation bears this number; 1.
    case unknownOperation(OperationID)
    /// The operation was taken back before; 1.
    case undoneAlready(OperationID, by: OperationID)
    /// The reader has done nothing that could be taken back; 1.
    case nothingToUndo
    /// SQLite refused for another reason; 74.
    case other(reason: String)

    /// Who or what is in the way.
    package enum Occupant: Hashable, Sendable {
        /// Another process polls for this database.
        case anotherPoller(path: String, process: Int32?)
        /// The database is of an older version, and the daemon that could bring it up to date is running an old program.
        case olderSchema(path: String)
        /// Another process is writing and did not end in time.
        case locked(path: String)
    }
}
