import CSQLite
import GRDB

/// What GRDB learns of each statement while SQLite prepares it: the tables and columns that it reads.
enum StatementRegions {
    /// Stops that, for a connection that nobody observes and that does not change the schema.
    ///
    /// It is told of each column, those of triggers too, and hashes their names: a seventh of what `tidings read 1` took.
    /// To be called before the first statement is prepared, since SQLite prepares all others again.
    static func forget(_ db: Database) {
        unsafe sqlite3_set_authorizer(db.sqliteConnection, nil, nil)
    }
}
