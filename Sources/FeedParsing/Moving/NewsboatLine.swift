/// A line of newsboat's files, taken apart at white space; quotes hold words together, and a `#` ends it.
enum NewsboatLine {
    static func words(in line: String) -> [String] {
        var words: [String] = []
        var rest = line.unicodeScalars[...]
        while true {
            rest = rest.drop { isBlank($0) }
            guard let first = rest.first, first != "#" else { return words }
            if first == "\"" {
                rest = rest.dropFirst()
                words.append(quoted(&rest))
            } else {
                let word = rest.prefix { !isBlank($0) }
                words.append(String(word))
                rest = rest[word.endIndex...]
            }
        }
    }

    /// Up to the closing quote, or to the line's end where it is missing.
    private static func quoted(_ rest: inout String.UnicodeScalarView.SubSequence) -> String {
        var word = String.UnicodeScalarView()
        while let scalar = rest.popFirst(), scalar != "\"" {
            guard scalar == "\\" else {
                word.append(scalar)
                continue
            }
            guard let escaped = rest.popFirst() else { break }
            // Titles and tags are one line, so what breaks lines there is a blank here.
            word.append(["n", "r", "t", "v"].contains(escaped) ? " " : escaped)
        }
        return String(word)
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\t" || scalar == "\r"
    }
}
