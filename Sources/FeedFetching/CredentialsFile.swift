import FeedModel
import FoundationEssentials
import HTTPTransport

/// Reads a feed's user name and password from the file that the configuration names.
package enum CredentialsFile {
    /// What tells one state of the file from another, and nothing of what it holds: when it was written, and its size.
    /// "missing" where there is none.
    package static func stamp(at path: String) -> String {
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path) else {
            return "missing"
        }
        let date = attributes[.modificationDate] as? Date
        let size = attributes[.size].map { "\($0)" } ?? ""
        return "\(date?.timeIntervalSinceReferenceDate ?? 0)/\(size)"
    }

    /// - Parameter path: a file with one line `name:password`.
    static func credentials(at path: String) throws(FetchFailure) -> BasicCredentials {
        guard let data = FileManager.default.contents(atPath: path), data.count <= 4096 else {
            throw FetchFailure(.other(reason: "the credentials file cannot be read"))
        }
        let line = String(decoding: data, as: UTF8.self).prefix { !$0.isNewline }
        guard let colon = line.firstIndex(of: ":") else {
            throw FetchFailure(.other(reason: "the credentials file does not say name:password"))
        }
        return BasicCredentials(
            user: String(line[..<colon]), password: String(line[line.index(after: colon)...]))
    }
}
