import FoundationEssentials

/// The files of this project, as they lie on disk.
enum SourceTree {
    /// The top of the tree.
    static let root = #filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined()

    /// What lies on the top level and is not ignored, dotfiles left out.
    static func topLevel() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root)
            .filter { !$0.hasPrefix(".") && $0 != "Package.resolved" && !$0.hasSuffix(".xcodeproj") }
            .sorted()
    }

    /// The files below a folder, as paths from the root.
    static func files(below folder: String, endingIn suffix: String = "") throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: "\(root)/\(folder)")
            .filter { $0.hasSuffix(suffix) && !isFolder("\(folder)/\($0)") }
            .map { "\(folder)/\($0)" }
            .sorted()
    }

    /// All files that we wrote.
    static func shipped() throws -> [String] {
        let folders = [".ci", "Sources", "Tests", "etc", "systemd"].filter(isFolder)
        let single =
            try topLevel().filter { !isFolder($0) } + [".editorconfig", ".gitignore", ".swift-format"]
        return try single + folders.flatMap { try files(below: $0) }
    }

    /// Every file of Swift; they are read once for all tests.
    static func swiftFiles() throws -> [SourceFile] {
        try read.get()
    }

    private static let read = Result {
        try ["Sources", "Tests"].flatMap { try files(below: $0, endingIn: ".swift") }
            .map { SourceFile(path: $0, text: try text(of: $0)) }
    }

    /// The text of a file; bytes that are no UTF-8 are replaced.
    static func text(of path: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: "\(root)/\(path)")), as: UTF8.self)
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: "\(root)/\(path)")
    }

    static func isFolder(_ path: String) -> Bool {
        var isFolder = false
        return FileManager.default.fileExists(atPath: "\(root)/\(path)", isDirectory: &isFolder) && isFolder
    }
}
