import FoundationEssentials

/// Reads whole files.
enum TextFile {
    enum Outcome {
        case contents([UInt8])
        case missing
        case denied
        case failed(String)
    }

    static func read(_ path: String) -> Outcome {
        // Each command of the reader's begins here: the short way costs half of the one that says what went wrong.
        if let contents = FileManager.default.contents(atPath: path) { return .contents([UInt8](contents)) }
        do {
            return .contents([UInt8](try Data(contentsOf: URL(filePath: path))))
        } catch let error as CocoaError {
            switch error.code {
            case .fileReadNoSuchFile, .fileNoSuchFile: return .missing
            case .fileReadNoPermission: return .denied
            default: return .failed(isFolder(path) ? "this is a folder" : "this file cannot be read")
            }
        } catch {
            return .failed("this file cannot be read: \(error)")
        }
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path)
    }

    /// Whether there is such a folder, and this user may not reach what is in it.
    static func isClosed(folder: String) -> Bool {
        isFolder(folder) && !FileManager.default.isExecutableFile(atPath: folder)
    }

    /// The path from the root; a relative one starts at the working directory.
    static func absolute(_ path: String) -> String {
        path.hasPrefix("/")
            ? Places.tidy(path) : Places.tidy("\(FileManager.default.currentDirectoryPath)/\(path)")
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

    private static func isFolder(_ path: String) -> Bool {
        var isFolder = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder
    }
}
