import Glibc

/// Files as backups need them: written beside their place, synced, and moved there whole.
enum KeptFile {
    /// The path of a file that does not exist yet, in the folder of `file`.
    static func partBeside(_ file: String) throws(StoreError) -> String {
        let part = "\(file).part-\(getpid())"
        remove(part)
        return part
    }

    /// Whether two paths lead to one file.
    static func isSame(_ file: String, _ other: String) -> Bool {
        var (one, two) = (stat(), stat())
        guard unsafe stat(file, &one) == 0, unsafe stat(other, &two) == 0 else { return false }
        return one.st_dev == two.st_dev && one.st_ino == two.st_ino
    }

    static func exists(_ file: String) -> Bool {
        unsafe access(file, F_OK) == 0
    }

    static func remove(_ file: String) {
        _ = unsafe unlink(file)
    }

    /// Creates an empty file for its owner alone.
    static func create(_ file: String) throws(StoreError) {
        let descriptor = unsafe open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(errno, at: file) }
        _ = close(descriptor)
    }

    /// Moves a file over another in the same folder, and lasts through a power failure.
    static func move(_ file: String, to place: String) throws(StoreError) {
        guard unsafe rename(file, place) == 0 else { throw failure(errno, at: place) }
        let folder = place.lastIndex(of: "/").map { String(place[...$0]) } ?? "."
        try sync(folder)
    }

    /// Waits until a file, or the names in a folder, are on the disk.
    static func sync(_ file: String) throws(StoreError) {
        let descriptor = unsafe open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(errno, at: file) }
        defer { _ = close(descriptor) }
        // Some file systems cannot sync a folder, and say that it is no valid argument.
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw failure(errno, at: file) }
    }

    /// Copies a file, for owner and group to read and write, as a database is.
    static func copy(_ file: String, to place: String) throws(StoreError) {
        let source = unsafe open(file, O_RDONLY | O_CLOEXEC)
        guard source >= 0 else { throw failure(errno, at: file) }
        defer { _ = close(source) }
        let target = unsafe open(place, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o660)
        guard target >= 0 else { throw failure(errno, at: place) }
        defer { _ = close(target) }
        _ = fchmod(target, 0o660)
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = unsafe bytes.withUnsafeMutableBytes { unsafe read(source, $0.baseAddress, $0.count) }
            guard count != 0 else { return }
            guard count > 0 else { throw failure(errno, at: file) }
            try write(bytes[..<count], to: target, at: place)
        }
    }

    private static func write(
        _ bytes: ArraySlice<UInt8>, to descriptor: Int32, at place: String
    ) throws(StoreError) {
        var rest = bytes
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            guard count >= 0 else { throw failure(errno, at: place) }
            rest = rest.dropFirst(count)
        }
    }

    /// Keeps the database at `path`, its log with it, as `path.replaced`, or with a number behind it where there is one
    /// already.
    ///
    /// The log goes first: a new database must not find the log of another beside it, nor what is left where the making
    /// of one was interrupted.
    ///
    /// - Returns: where it is kept; nil where there was none.
    static func setAside(_ path: String) throws(StoreError) -> String? {
        var kept = path + ".replaced"
        var number = 1
        while exists(kept) || exists(kept + "-wal") {
            number += 1
            kept = "\(path).replaced.\(number)"
        }
        _ = unsafe rename(path + "-wal", kept + "-wal")
        for companion in ["-shm", "-journal"] { remove(path + companion) }
        // A second name, so that the first stays until the new database takes it.
        if unsafe link(path, kept) == 0 { return kept }
        guard errno == ENOENT else { throw failure(errno, at: kept) }
        return nil
    }

    private static func failure(_ code: Int32, at file: String) -> StoreError {
        switch code {
        case ENOSPC, EDQUOT: .full(path: file)
        default: .file(path: file, reason: unsafe String(cString: strerror(code)))
        }
    }
}
