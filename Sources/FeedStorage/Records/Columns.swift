import FeedModel
import FoundationEssentials
import GRDB

/// How the values of the ground floor look in a column; see `Schema1`.
extension Date {
    init(column: Double) {
        self.init(timeIntervalSinceReferenceDate: column)
    }

    var column: Double { timeIntervalSinceReferenceDate }
}

extension Duration {
    init(column: Double) {
        self = .seconds(column)
    }

    var column: Double { inSeconds }
}

extension ContentDigest {
    /// Nil where it is of another length, which the schema lets in nowhere: the file is damaged.
    init?(column: Data) {
        self.init(bytes: Array(column))
    }

    var column: Data { Data(bytes) }
}

/// A list of short texts in one column, one a line.
enum Lines {
    static func joined(_ texts: [String]) -> String {
        switch texts.count {
        case 0: ""
        case 1: line(texts[0])
        default: texts.map(line).joined(separator: "\n")
        }
    }

    static func split(_ column: String) -> [String] {
        guard !column.isEmpty else { return [] }
        guard column.utf8.contains(0x0A) else { return [column] }
        return column.utf8.split(separator: 0x0A).map { String($0) ?? "" }
    }

    /// An empty text or a line break would be taken for another number of texts.
    private static func line(_ text: String) -> String {
        guard text.utf8.contains(0x0A) else { return text }
        return text.split(separator: "\n").joined(separator: " ")
    }
}

extension StatementColumns {
    func date(_ column: Int32) -> Date? {
        real(column).map(Date.init(column:))
    }

    func link(_ column: Int32) -> Link? {
        text(column).map { Link($0) }
    }

    /// Nil where it is of another length too.
    func digest(_ column: Int32) -> ContentDigest? {
        bytes(column).flatMap(ContentDigest.init(bytes:))
    }

    func duration(_ column: Int32) -> Duration? {
        real(column).map(Duration.init(column:))
    }

    func lines(_ column: Int32) -> [String] {
        Lines.split(text(column) ?? "")
    }
}

extension Row {
    func date(_ index: Int) -> Date? {
        (self[index] as Double?).map(Date.init(column:))
    }

    func link(_ index: Int) -> Link? {
        (self[index] as String?).map { Link($0) }
    }

    func digest(_ index: Int) -> ContentDigest? {
        (self[index] as Data?).flatMap(ContentDigest.init(column:))
    }

    func duration(_ index: Int) -> Duration? {
        (self[index] as Double?).map(Duration.init(column:))
    }
}
