import FoundationEssentials
import GRDB

/// Comparing text without letter case.
enum Folding {
    /// SQLite's `LIKE` knows the letters of ASCII alone; this function, `containsFolded(text, part)`, knows all. Its
    /// second argument is folded already.
    static let contains = DatabaseFunction("containsFolded", argumentCount: 2, pure: true) { values in
        guard let text = String.fromDatabaseValue(values[0]), let part = String.fromDatabaseValue(values[1])
        else { return false }
        return text.lowercased().contains(part)
    }

    /// A condition that a column contains a text, and the value to bind in it.
    struct Match {
        let argument: String
        private let isASCII: Bool

        init(containing part: String) {
            isASCII = part.utf8.allSatisfy { $0 < 0x80 }
            argument = isASCII ? Folding.pattern(containing: part) : part.lowercased()
        }

        func condition(on column: String) -> String {
            isASCII ? "\(column) LIKE ? ESCAPE '\\'" : "containsFolded(\(column), ?)"
        }
    }

    private static func pattern(containing part: String) -> String {
        var pattern = "%"
        for character in part.unicodeScalars {
            if character == "%" || character == "_" || character == "\\" { pattern.append("\\") }
            pattern.unicodeScalars.append(character)
        }
        return pattern + "%"
    }
}
