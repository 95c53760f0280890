import GRDB

extension DatabaseError {
    /// What a sound database cannot hold was found in this one: `StoreError.damaged`.
    static func damage(_ finding: String) -> DatabaseError {
        DatabaseError(resultCode: .SQLITE_CORRUPT, message: finding)
    }
}

extension StoreError {
    /// Translates what GRDB throws, once, at the edge.
    init(_ error: any Error, at path: String) {
        if let error = error as? StoreError {
            self = error
            return
        }
        guard let error = error as? DatabaseError else {
            self = .other(reason: "\(error)")
            return
        }
        let reason = error.message ?? "SQLite's code \(error.extendedResultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            self = .damaged(path: path, reason: reason)
        case .SQLITE_FULL:
            self = .full(path: path)
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self = .busy(.locked(path: path))
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
            self = .permission(path: path, reason: reason)
        case .SQLITE_CANTOPEN:
            self = DatabaseFile.openingFailure(at: path, reason: reason)
        case .SQLITE_IOERR:
            self =
                DatabaseFile.hasFullDisk(at: path)
                ? .full(path: path) : .cannotOpen(path: path, reason: reason)
        default:
            self = .other(reason: reason)
        }
    }
}
