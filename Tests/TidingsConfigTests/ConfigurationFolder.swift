import FeedModel
import FoundationEssentials
import TidingsConfig

/// A folder of its own for one test, with a configuration in it; gone when the test is over.
final class ConfigurationFolder: Sendable {
    let path: String

    init() throws {
        path = "\(FileManager.default.temporaryDirectory.path)/tidings-config-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The path of the configuration file, be it there or not.
    var file: String { "\(path)/tidings.toml" }

    /// Writes a file below the folder and returns its path.
    @discardableResult
    func write(_ text: String, as name: String = "tidings.toml") throws -> String {
        try write(Array(text.utf8), as: name)
    }

    @discardableResult
    func write(_ bytes: [UInt8], as name: String) throws -> String {
        let file = "\(path)/\(name)"
        let folder = String(file[..<(file.lastIndex(of: "/") ?? file.endIndex)])
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(filePath: file))
        return file
    }

    /// Reads a configuration with this text.
    func settings(
        _ text: String,
        outlines: (_ contents: [UInt8], _ file: String) throws(ParseFailure) -> [DeclaredSubscription] =
            noOutlines
    ) throws -> Settings {
        try SettingsFile.load(write(text), environment: ["HOME": "/home/reader"], outlines: outlines)
    }

    /// The problems of a configuration with this text; none where it is accepted.
    func problems(
        of text: String,
        outlines: (_ contents: [UInt8], _ file: String) throws(ParseFailure) -> [DeclaredSubscription] =
            noOutlines
    ) throws -> [ConfigProblem] {
        try error(of: text, outlines: outlines)?.problems ?? []
    }

    func error(
        of text: String,
        outlines: (_ contents: [UInt8], _ file: String) throws(ParseFailure) -> [DeclaredSubscription] =
            noOutlines
    ) throws -> ConfigError? {
        do {
            _ = try settings(text, outlines: outlines)
            return nil
        } catch let error as ConfigError {
            return error
        }
    }
}

/// For configurations that name no OPML file.
func noOutlines(_ contents: [UInt8], _ file: String) throws(ParseFailure) -> [DeclaredSubscription] {
    throw .notAFeed(looksLike: "a file that this test did not expect")
}
