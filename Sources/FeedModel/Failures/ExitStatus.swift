/// What the exit statuses of both programs mean (`PRODUCT.md` §6; the numbers from 64 up are those of sysexits(3)).
package enum ExitStatus: Int32, Hashable, Sendable, CaseIterable {
    case done = 0
    /// What was named is not there.
    case notThere = 1
    /// Some feeds failed.
    case someFailed = 2
    case usage = 64
    /// Bad input data; a damaged database.
    case badData = 65
    /// A named file cannot be read.
    case noInput = 66
    /// No daemon, or no database, where one is needed.
    case unavailable = 69
    case inputOutput = 74
    /// Busy, try again.
    case busy = 75
    case permission = 77
    /// The configuration; a database that is newer than the program.
    case configuration = 78
}
