/// Writes a word so that a shell reads it as it is and runs nothing of it, whatever it holds. Fish does this by itself.
enum ShellQuoting {
    /// The rest of a word, from where the shell replaces text.
    ///
    /// - Parameters:
    ///   - quote: the quotes that are open there.
    ///   - isOpen: whether more is to be typed, so that these quotes stay open.
    static func written(_ text: String, in quote: OpenQuote?, isOpen: Bool) -> String {
        switch quote {
        case nil: escaped(text)
        case .single?: text.replacing("'", with: #"'\''"#) + (isOpen ? "" : "'")
        case .double?: inDoubleQuotes(text) + (isOpen ? "" : "\"")
        }
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for (index, letter) in text.enumerated() {
            if !isPlain(letter) || index == 0 && letter == "=" { result.append("\\") }
            result.append(letter)
        }
        return result
    }

    /// Letters of other scripts than Latin mean nothing to a shell.
    private static func isPlain(_ letter: Character) -> Bool {
        guard letter.isASCII else { return !letter.isWhitespace }
        return letter.isLetter || letter.isNumber || "-_./:,+@%=".contains(letter)
    }

    private static func inDoubleQuotes(_ text: String) -> String {
        var result = ""
        for letter in text {
            switch letter {
            case "\"", "$", "\\", "`": result += "\\\(letter)"
            // Between double quotes nothing keeps it from calling back an old command.
            case "!": result += #""\!""#
            default: result.append(letter)
            }
        }
        return result
    }
}
