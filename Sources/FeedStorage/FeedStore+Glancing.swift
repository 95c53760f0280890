import GRDB

extension FeedStore {
    /// Opens the store for a quick look while somebody types: nothing is created, brought up to date or waited for.
    ///
    /// Nil where there is no database, or none that can be read at once as it is.
    package static func glance(at path: String) -> FeedStore? {
        let path = DatabaseFile.real(path)
        guard let head = try? DatabaseFile.head(of: path), head != .empty else { return nil }
        var configuration = Configuration()
        configuration.label = "tidings"
        configuration.readonly = true
        configuration.busyMode = .immediateError
        configuration.prepareDatabase { $0.add(function: Folding.contains) }
        guard let queue = try? DatabaseQueue(path: path, configuration: configuration),
            (try? queue.unsafeRead { try Migrations.isCurrent($0) }) == true
        else { return nil }
        return FeedStore(queue, path: path)
    }
}
