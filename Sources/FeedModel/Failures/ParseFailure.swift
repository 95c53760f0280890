/// Why a document could not be read as a feed.
package enum ParseFailure: Error, Hashable, Sendable {
    /// Something else: `looksLike` says what, where that can be told ("a web page", "an empty file").
    case notAFeed(looksLike: String?)
    /// Damaged beyond saving.
    case malformed(line: Int?, reason: String)
    /// It grew, nested or expanded beyond a limit before anything could be saved.
    case limit(reason: String)
}
