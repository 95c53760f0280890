/// Takes comments and the insides of texts out of Swift, and keeps every line end where it is.
///
/// What is interpolated into a text goes with it: this is for finding words, not for compiling.
struct CodeReader {
    private var rest: Substring
    private var code = ""

    static func code(of text: String) -> String {
        var reader = CodeReader(rest: text[...])
        while !reader.rest.isEmpty { reader.step() }
        return reader.code
    }

    private mutating func step() {
        if rest.hasPrefix("//") {
            rest = rest.drop { !$0.isNewline }
        } else if rest.hasPrefix("/*") {
            skipComment()
        } else if let hashes = hashesBeforeQuote() {
            skipText(hashes: hashes)
        } else {
            code.append(rest.removeFirst())
        }
    }

    private func hashesBeforeQuote() -> Int? {
        let hashes = rest.prefix { $0 == "#" }.count
        return rest.dropFirst(hashes).first == "\"" ? hashes : nil
    }

    private mutating func skipComment() {
        var depth = 0
        repeat {
            if rest.hasPrefix("/*") {
                depth += 1
                rest = rest.dropFirst(2)
            } else if rest.hasPrefix("*/") {
                depth -= 1
                rest = rest.dropFirst(2)
            } else {
                skipCharacter()
            }
        } while depth > 0 && !rest.isEmpty
        code.append(" ")
    }

    private mutating func skipText(hashes: Int) {
        rest = rest.dropFirst(hashes)
        let quotes = rest.hasPrefix("\"\"\"") ? "\"\"\"" : "\""
        let marks = String(repeating: "#", count: hashes)
        rest = rest.dropFirst(quotes.count)
        code.append("\"")
        while !rest.isEmpty, !rest.hasPrefix(quotes + marks) {
            if rest.hasPrefix("\\\(marks)(") {
                rest = rest.dropFirst(2 + hashes)
                skipInterpolation()
            } else if rest.hasPrefix("\\\(marks)") {
                rest = rest.dropFirst(1 + hashes)
                skipCharacter()
            } else {
                skipCharacter()
            }
        }
        rest = rest.dropFirst(quotes.count + hashes)
        code.append("\"")
    }

    /// Up to the parenthesis that closes it; it may hold texts of its own.
    private mutating func skipInterpolation() {
        var depth = 1
        while depth > 0, !rest.isEmpty {
            if let hashes = hashesBeforeQuote() {
                skipText(hashes: hashes)
                continue
            }
            if rest.first == "(" { depth += 1 }
            if rest.first == ")" { depth -= 1 }
            skipCharacter()
        }
    }

    private mutating func skipCharacter() {
        guard let character = rest.popFirst() else { return }
        if character.isNewline { code.append("\n") }
    }
}
