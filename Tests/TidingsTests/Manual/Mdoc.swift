/// Text and lines of mdoc(7), the language of manual pages.
enum Mdoc {
    /// A page: its head, and then its sections.
    static func page(_ title: String, section: Int, about: String, _ body: [String]) -> String {
        let name = title.lowercased()
        return
            ([
                ".\\\" Written by ManualTests: TIDINGS_RECORD=1 swift test --filter ManualTests",
                ".Dd November 26, 2026", ".Dt \(escaped(title.uppercased())) \(section)", ".Os", ".Sh NAME",
                ".Nm \(escaped(name))", ".Nd \(escaped(about))",
            ] + body).joined(separator: "\n") + "\n"
    }

    /// A part of a line of text: backslashes are letters, and what begins with a dash can be copied into a shell.
    static func escaped(_ text: String) -> String {
        var result = ""
        var previous: Character = " "
        for letter in text {
            switch letter {
            case "\\": result += "\\e"
            case "-": result += previous.isLetter || previous.isNumber ? "-" : "\\-"
            case "`": result += "\\(ga"
            case "'": result += "\\(aq"
            case "~": result += "\\(ti"
            case "^": result += "\\(ha"
            default:
                if letter.isASCII {
                    result.append(letter)
                } else {
                    for scalar in letter.unicodeScalars { result += "\\[u\(hexadecimal(scalar))]" }
                }
            }
            previous = letter
        }
        return result
    }

    /// What is typed, where every dash is one.
    static func literal(_ text: String) -> String {
        escaped(text).split(separator: "\\-", omittingEmptySubsequences: false).joined(separator: "-")
            .split(separator: "-", omittingEmptySubsequences: false).joined(separator: "\\-")
    }

    /// An argument of a macro, as one word that is no macro itself.
    static func argument(_ text: String) -> String {
        let escaped = literal(text).replacing("\"", with: "\\(dq")
        return escaped.contains(" ") ? "\"\(escaped)\"" : "\\&\(escaped)"
    }

    /// Running text: a line a sentence, so that the space behind it is right.
    static func prose(_ text: String) -> [String] {
        var lines: [String] = []
        for paragraph in paragraphs(of: text) {
            if !lines.isEmpty { lines.append(".Pp") }
            lines += sentences(of: paragraph).map {
                guarded($0.split(separator: " ").map(word).joined(separator: " "))
            }
        }
        return lines
    }

    /// Lines that are typed or printed, as they are.
    static func display(_ lines: [String]) -> [String] {
        [".Bd -literal -offset indent"] + lines.map { guarded(literal($0)) } + [".Ed"]
    }

    /// A list in which each thing has its explanation below it.
    static func list(_ items: [(head: String, text: [String])], width: String = "Ds") -> [String] {
        [".Bl -tag -width \(width)"] + items.flatMap { [".It \($0.head)"] + $0.text } + [".El"]
    }

    /// A word of running text; what is no word of a language is not broken at the end of a line, so that it can be copied.
    private static func word(_ text: Substring) -> String {
        let isWhole = text.contains { "/_{}=$".contains($0) } || text.hasPrefix("--")
        return (isWhole ? "\\%" : "") + escaped(String(text))
    }

    /// A line that begins with a dot or an apostrophe would be a request.
    private static func guarded(_ line: String) -> String {
        line.hasPrefix(".") || line.hasPrefix("'") ? "\\&\(line)" : line
    }

    private static func paragraphs(of text: String) -> [String] {
        var paragraphs = [""]
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.isEmpty {
                paragraphs.append("")
            } else {
                paragraphs[paragraphs.count - 1] +=
                    (paragraphs[paragraphs.count - 1].isEmpty ? "" : " ") + line
            }
        }
        return paragraphs.filter { !$0.isEmpty }
    }

    private static func sentences(of paragraph: String) -> [String] {
        var sentences = [""]
        for word in paragraph.split(separator: " ") {
            let last = sentences.count - 1
            sentences[last] += (sentences[last].isEmpty ? "" : " ") + word
            if word.hasSuffix(".") || word.hasSuffix("?") { sentences.append("") }
        }
        return sentences.filter { !$0.isEmpty }
    }

    private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
