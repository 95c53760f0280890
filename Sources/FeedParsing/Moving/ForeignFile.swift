/// What a file is that somebody wants to import, told by what is in it, whatever it is called.
package enum ForeignFile: Hashable, Sendable {
    /// OPML, or other XML.
    case outline
    /// A database of SQLite; newsboat's cache is one.
    case database
    /// newsboat's file `urls`.
    case newsboatURLs
    /// rss2email's `rss2email.cfg`.
    case rss2emailConfiguration
    /// rss2email's `rss2email.json`.
    case rss2emailData
    /// What rss2email kept before version 3: objects of Python, which may do anything when they are read.
    case pickle
    /// None of these.
    case unknown

    /// - Parameter bytes: the whole file; of a database, the first 16 bytes do.
    package init(of bytes: [UInt8]) {
        if Self.isDatabase(bytes) {
            self = .database
        } else if Self.isPickle(bytes) {
            self = .pickle
        } else if Self.isMarkup(bytes) {
            self = .outline
        } else if bytes.contains(0) {
            self = .unknown
        } else if Rss2EmailData.isMeant(by: bytes) {
            self = .rss2emailData
        } else if Rss2EmailConfiguration.isMeant(by: bytes) {
            self = .rss2emailConfiguration
        } else if NewsboatURLs.isMeant(by: bytes) {
            self = .newsboatURLs
        } else {
            self = .unknown
        }
    }

    /// Whether bytes begin as every database of SQLite does (https://www.sqlite.org/fileformat2.html).
    package static func isDatabase(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: "SQLite format 3\0".utf8)
    }

    /// In Python's binary protocols, or as the list of objects that the oldest one writes in letters.
    private static func isPickle(_ bytes: [UInt8]) -> Bool {
        (bytes.count > 1 && bytes[0] == 0x80 && (1...5).contains(bytes[1])) || bytes.starts(with: "(lp".utf8)
    }

    /// In UTF-16 too, whose marks begin no text of the other kinds.
    private static func isMarkup(_ bytes: [UInt8]) -> Bool {
        if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) { return true }
        let text = bytes.starts(with: "\u{FEFF}".utf8) ? bytes.dropFirst(3) : bytes[...]
        return text.first { !ASCII.isSpace($0) && $0 != 0 } == UInt8(ascii: "<")
    }
}

/// Why a file of another reader is of no use.
package struct ForeignFileFault: Error, Hashable, Sendable {
    /// In words that follow the file's name and a colon.
    package let reason: String
}
