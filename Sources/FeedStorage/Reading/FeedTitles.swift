import CSQLite
import FeedModel
import GRDB

/// Looks up the titles of feeds, one after another.
///
/// By SQLite's own calls: a list of fifty items asks for fifty feeds, and GRDB takes ten times as long to make a row of each
/// as SQLite to find it.
struct FeedTitles {
    private let db: Database
    private let statement: Statement

    init(_ db: Database) throws {
        self.db = db
        statement = try db.cachedStatement(
            sql: """
                SELECT (SELECT title FROM subscription WHERE id = \(SubscriptionRecord.speaking)), title, address
                FROM feed WHERE id = ?
                """)
    }

    /// A feed under the title that is shown of it; nil where none bears this number.
    func feed(_ id: FeedID) throws -> ItemSummary.FeedReference? {
        let row = unsafe statement.sqliteStatement
        defer { unsafe _ = sqlite3_reset(row) }
        unsafe _ = sqlite3_bind_int64(row, 1, id.rawValue)
        switch unsafe sqlite3_step(row) {
        case SQLITE_ROW: break
        case SQLITE_DONE: return nil
        case let code:
            throw DatabaseError(
                resultCode: ResultCode(rawValue: code),
                message: unsafe String(cString: sqlite3_errmsg(db.sqliteConnection)))
        }
        let address = text(2) ?? ""
        return ItemSummary.FeedReference(
            id: id, title: FeedTitle.shown(given: text(0), own: text(1) ?? "", address: address),
            address: FeedAddress(address))
    }

    private func text(_ column: Int32) -> String? {
        guard let text = unsafe sqlite3_column_text(statement.sqliteStatement, column) else { return nil }
        return unsafe String(cString: text)
    }
}
