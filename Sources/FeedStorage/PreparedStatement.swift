import CSQLite
import FoundationEssentials
import GRDB

/// A statement that is bound, stepped and read by SQLite's own calls, for what is asked some thousand times in a row.
///
/// GRDB makes an array of existentials of the values, and a row of what comes: five to ten times what SQLite itself takes for
/// one row of a poll or a title. Everything else is better off with GRDB's statements, which this is one of: their cache
/// keeps it.
struct PreparedStatement {
    private let db: Database
    private let statement: Statement

    /// - Throws: what SQLite says of a text that is no statement.
    init(_ sql: String, in db: Database) throws {
        self.db = db
        statement = try db.cachedStatement(sql: sql)
    }

    /// Runs it to its end.
    ///
    /// - Parameter bind: gives all values, in their order.
    func run(_ bind: (inout BoundValues) -> Void) throws {
        defer { reset() }
        try self.bind(bind)
        while try step() {}
    }

    /// The first row of what it brings, as `read` takes it; nil where it brings none.
    func first<Value>(
        _ bind: (inout BoundValues) -> Void, read: (StatementColumns) throws -> Value
    ) throws -> Value? {
        defer { reset() }
        try self.bind(bind)
        return try step() ? read(StatementColumns(row: statement)) : nil
    }

    /// All rows that it brings, as `read` takes them.
    func all<Value>(
        _ bind: (inout BoundValues) -> Void, read: (StatementColumns) throws -> Value
    ) throws -> [Value] {
        defer { reset() }
        try self.bind(bind)
        let row = StatementColumns(row: statement)
        var values: [Value] = []
        while try step() { values.append(try read(row)) }
        return values
    }

    private func bind(_ body: (inout BoundValues) -> Void) throws {
        var values = unsafe BoundValues(statement: statement.sqliteStatement)
        body(&values)
        if values.code != SQLITE_OK { throw fault(values.code) }
    }

    private func step() throws -> Bool {
        switch unsafe sqlite3_step(statement.sqliteStatement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw fault(code)
        }
    }

    private func reset() {
        unsafe _ = sqlite3_reset(statement.sqliteStatement)
    }

    private func fault(_ code: Int32) -> DatabaseError {
        DatabaseError(
            resultCode: ResultCode(rawValue: code),
            message: unsafe String(cString: sqlite3_errmsg(db.sqliteConnection)))
    }
}

/// Takes the values of a statement, one after another.
@safe struct BoundValues {
    private let statement: OpaquePointer
    private var next: Int32 = 1
    /// The first refusal, which is for want of memory or of a place for the value.
    private(set) var code = SQLITE_OK

    fileprivate init(statement: OpaquePointer) {
        unsafe self.statement = unsafe statement
    }

    mutating func add(_ value: Int64?) {
        guard let value else { return addNull() }
        note(unsafe sqlite3_bind_int64(statement, next, value))
    }

    mutating func add(_ value: Int?) {
        add(value.map(Int64.init))
    }

    mutating func add(_ value: Double?) {
        guard let value else { return addNull() }
        note(unsafe sqlite3_bind_double(statement, next, value))
    }

    mutating func add(_ value: String?) {
        guard var value else { return addNull() }
        let code = value.withUTF8 { bytes in
            unsafe bytes.withMemoryRebound(to: CChar.self) { bytes in
                // No longer than SQLite takes, or it refuses it.
                unsafe tidings_sqlite_bind_text(
                    statement, next, bytes.baseAddress, Int32(clamping: bytes.count))
            }
        }
        note(code)
    }

    mutating func add(_ value: Data) {
        let code = unsafe value.withUnsafeBytes { bytes in
            unsafe tidings_sqlite_bind_bytes(
                statement, next, bytes.baseAddress, Int32(clamping: bytes.count))
        }
        note(code)
    }

    mutating func add(_ value: DatabaseValue) {
        switch value.storage {
        case .null: addNull()
        case .int64(let number): add(number)
        case .double(let number): add(number)
        case .string(let text): add(text)
        case .blob(let bytes): add(bytes)
        }
    }

    /// Gives a value its place by name, with its colon; one that the statement does not name is not needed.
    mutating func set(_ name: String, _ value: Double) {
        if isNext(name) { add(value) }
    }

    mutating func set(_ name: String, _ value: Int) {
        if isNext(name) { add(value) }
    }

    private mutating func isNext(_ name: String) -> Bool {
        next = unsafe sqlite3_bind_parameter_index(statement, name)
        return next > 0
    }

    private mutating func addNull() {
        note(unsafe sqlite3_bind_null(statement, next))
    }

    private mutating func note(_ code: Int32) {
        next += 1
        if self.code == SQLITE_OK { self.code = code }
    }
}

/// The columns of the row at which a statement stands, from 0 on.
struct StatementColumns {
    private let statement: Statement

    fileprivate init(row statement: Statement) {
        self.statement = statement
    }

    /// Nil for NULL.
    func text(_ column: Int32) -> String? {
        let row = unsafe statement.sqliteStatement
        guard let text = unsafe sqlite3_column_text(row, column) else { return nil }
        let bytes = unsafe UnsafeBufferPointer(start: text, count: Int(sqlite3_column_bytes(row, column)))
        return unsafe String(decoding: bytes, as: UTF8.self)
    }

    /// Nil for NULL.
    func bytes(_ column: Int32) -> [UInt8]? {
        let row = unsafe statement.sqliteStatement
        guard !isNull(column) else { return nil }
        let count = Int(unsafe sqlite3_column_bytes(row, column))
        return unsafe Array(UnsafeRawBufferPointer(start: sqlite3_column_blob(row, column), count: count))
    }

    /// Nil for NULL.
    func number(_ column: Int32) -> Int? {
        isNull(column) ? nil : Int(integer(column))
    }

    /// Nil for NULL.
    func real(_ column: Int32) -> Double? {
        isNull(column) ? nil : unsafe sqlite3_column_double(statement.sqliteStatement, column)
    }

    /// 0 for NULL.
    func integer(_ column: Int32) -> Int64 {
        unsafe sqlite3_column_int64(statement.sqliteStatement, column)
    }

    /// False for NULL.
    func flag(_ column: Int32) -> Bool {
        integer(column) != 0
    }

    func isNull(_ column: Int32) -> Bool {
        unsafe sqlite3_column_type(statement.sqliteStatement, column) == SQLITE_NULL
    }

    func isText(_ column: Int32) -> Bool {
        unsafe sqlite3_column_type(statement.sqliteStatement, column) == SQLITE_TEXT
    }
}
