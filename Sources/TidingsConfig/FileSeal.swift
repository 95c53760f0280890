import Glibc

/// Tells whether files are still those that were read once, without reading them again: a line for each, of its device,
/// number, length, times of change, and path.
struct FileSeal: Hashable, Sendable {
    /// Nil where a file was not to be found, or bears a name that does not fit on a line.
    private(set) var text: String? = ""

    init(of file: String) {
        add(file)
    }

    /// Adds a file as it is now; to be called before it is read, so that a change meanwhile breaks the seal.
    mutating func add(_ path: String) {
        guard let lines = text, let line = Self.line(for: path) else { return text = nil }
        text = lines + line + "\n"
    }

    /// Whether every file of a seal is as it was, and this one is among them.
    static func holds(_ text: String, on file: String) -> Bool {
        let lines = text.split(separator: "\n")
        let paths = lines.map {
            String($0.split(separator: " ", maxSplits: 5, omittingEmptySubsequences: false).last ?? "")
        }
        return paths.contains(file) && zip(lines, paths).allSatisfy { line(for: $1) == String($0) }
    }

    private static func line(for path: String) -> String? {
        var status = stat()
        guard !path.utf8.contains(UInt8(ascii: "\n")), unsafe stat(path, &status) == 0 else { return nil }
        let (modified, changed) = (status.st_mtim, status.st_ctim)
        return """
            \(status.st_dev) \(status.st_ino) \(status.st_size) \(modified.tv_sec).\(modified.tv_nsec) \
            \(changed.tv_sec).\(changed.tv_nsec) \(path)
            """
    }
}
