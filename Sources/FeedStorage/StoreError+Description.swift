import FeedModel

extension StoreError: CustomStringConvertible {
    /// One line for people: what, and why.
    package var description: String {
        switch self {
        case .missing(let path): "there is no database at \(path)"
        case .permission(let path, let reason): "the database \(path) may not be used: \(reason)"
        case .cannotOpen(let path, let reason): "the database \(path) cannot be opened: \(reason)"
        case .file(let path, let reason), .foreign(let path, let reason): "\(path): \(reason)"
        case .damaged(let path, let reason): "the database \(path) is damaged: \(reason)"
        case .newer(let path, let schema):
            "the database \(path) is newer than this program (schema \(schema), known up to \(Migrations.newest))"
        case .busy(.anotherPoller(let path, let process?)):
            "another poller (process \(process)) is at work on \(path)"
        case .busy(.anotherPoller(let path, nil)): "another poller is at work on \(path)"
        case .busy(.olderSchema(let path)):
            "the database \(path) is of an older version, and another process holds it or is bringing it up to date"
        case .busy(.locked(let path)): "another process is writing to \(path) and did not end in time"
        case .full(let path): "no room is left on the disk for \(path)"
        case .declared(let address, let file): "\(address.redacted) is declared in \(file)"
        case .unknownFeed(let feed): "there is no feed \(feed.rawValue)"
        case .unknownOperation(let operation): "nothing was done under the number \(operation.rawValue)"
        case .undoneAlready(let operation, let undo):
            "\(operation.rawValue) was taken back already, by \(undo.rawValue)"
        case .nothingToUndo: "there is nothing to take back"
        case .other(let reason): "the database refused: \(reason)"
        }
    }

    /// What to type or do next; nil where nothing helps for certain.
    package var hint: String? {
        switch self {
        case .missing: "subscribe to a first feed (tidings add URL), or start tidingsd"
        case .permission(_, "the file system is read-only"): nil
        case .permission:
            "members of the group tidings may: sudo adduser \"$USER\" tidings, then log in again"
        case .cannotOpen, .file, .foreign: nil
        case .damaged: "restore a backup: tidings db restore FILE"
        case .newer: "use the tidings that wrote it, or a newer one"
        case .busy(.anotherPoller): "it polls what is due; ask it for more with tidings refresh"
        case .busy(.olderSchema):
            "try again in a minute; if it stays so, restart the daemon: sudo systemctl restart tidingsd"
        case .busy(.locked): "try again"
        case .full: "make room; a running tidingsd then goes on by itself"
        case .declared(_, let file): "edit \(file), then reload tidingsd"
        case .unknownFeed: "tidings feeds lists them"
        case .unknownOperation, .nothingToUndo: "tidings history lists what was done"
        case .undoneAlready(_, let undo): "tidings undo \(undo.rawValue) does it again"
        case .other: nil
        }
    }
}
