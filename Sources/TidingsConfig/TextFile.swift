import Glibc

/// Reads whole files.
enum TextFile {
    enum Outcome {
        case contents([UInt8])
        case missing
        case denied
        case failed(String)
    }

    static func read(_ path: String) -> Outcome {
        // Each command of the reader's begins here, and Foundation's way is ten times as long.
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return failure(errno) }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { return failure(errno) }
        var contents: [UInt8] = []
        // One more than its length, so that its end is seen at once; what is no file tells no length.
        var piece = [UInt8](repeating: 0, count: max(4 << 10, Int(status.st_size) + 1))
        while true {
            let count = unsafe Glibc.read(descriptor, &piece, piece.count)
            if count == 0 { return .contents(contents) }
            if count > 0 {
                contents += piece[..<count]
            } else if errno != EINTR {
                return failure(errno)
            }
        }
    }

    private static func failure(_ number: Int32) -> Outcome {
        switch number {
        case ENOENT, ENOTDIR: .missing
        case EACCES, EPERM: .denied
        case EISDIR: .failed("this is a folder")
        default: .failed("this file cannot be read: \(unsafe String(cString: strerror(number)))")
        }
    }

    static func exists(_ path: String) -> Bool {
        unsafe access(path, F_OK) == 0
    }

    /// Whether there is such a folder, and this user may not reach what is in it.
    static func isClosed(folder: String) -> Bool {
        isFolder(folder) && !isReachable(folder)
    }

    /// The path from the root; a relative one starts at the working directory.
    static func absolute(_ path: String) -> String {
        Places.tidy(path.hasPrefix("/") ? path : "\(workingDirectory)/\(path)")
    }

    /// The root where it has been deleted.
    private static var workingDirectory: String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        return unsafe getcwd(&buffer, buffer.count).map { unsafe String(cString: $0) } ?? "/"
    }

    /// The line (counted from 1) of the first byte that is not UTF-8.
    static func lineOfFirstDamage(in contents: [UInt8]) -> Int {
        var line = 1
        for part in contents.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            if String(validating: part, as: UTF8.self) == nil { break }
            line += 1
        }
        return line
    }

    private static func isReachable(_ folder: String) -> Bool {
        unsafe access(folder, X_OK) == 0
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
