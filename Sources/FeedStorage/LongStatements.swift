import CSQLite
import GRDB
import Synchronization

/// Statements that may take minutes.
enum LongStatements {
    private final class Listener: Sendable {
        private let tell: @Sendable (_ isFirst: Bool) -> Void
        private let isTold = Mutex(false)

        init(_ tell: @escaping @Sendable (_ isFirst: Bool) -> Void) {
            self.tell = tell
        }

        func note() {
            let isFirst = isTold.withLock { isTold in
                defer { isTold = true }
                return !isTold
            }
            tell(isFirst)
        }
    }

    /// Of SQLite's machine: about a second's.
    private static let steps: Int32 = 10_000_000

    /// Has `tell` called every second or so while SQLite is at a statement of `body`, but for the time in which it sorts or
    /// copies its log.
    static func telling<Value>(
        _ tell: @escaping @Sendable (_ isFirst: Bool) -> Void, in db: Database, _ body: () throws -> Value
    ) rethrows -> Value {
        let listener = Listener(tell)
        unsafe sqlite3_progress_handler(
            db.sqliteConnection, steps,
            { context in
                if let context = unsafe context {
                    unsafe Unmanaged<Listener>.fromOpaque(context).takeUnretainedValue().note()
                }
                return 0
            }, Unmanaged.passUnretained(listener).toOpaque())
        defer { unsafe sqlite3_progress_handler(db.sqliteConnection, 0, nil, nil) }
        return try withExtendedLifetime(listener, body)
    }
}
