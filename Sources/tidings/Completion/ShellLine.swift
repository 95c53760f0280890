/// A command line up to the cursor, taken apart as its shell takes it apart. Nothing is expanded: what a variable or a
/// command would give is not known.
struct ShellLine: Hashable {
    /// The words before the one at the cursor, the program's name first, without quotes.
    private(set) var words: [String] = []
    /// The word at the cursor, without quotes; empty where none has begun.
    private(set) var word = ""
    /// What of `word` stands before the place from which the shell replaces text.
    private(set) var kept = ""
    /// The quotes in which the cursor stands.
    private(set) var quote: OpenQuote?
    /// Whether the word at the cursor is where input comes from or output goes to.
    private(set) var isRedirection = false

    private var hasBegun = false

    /// - Parameter breaks: the characters at which readline begins a new word, though the shell does not
    ///   (`COMP_WORDBREAKS`). Empty for other shells.
    init(_ line: String, of shell: CompletingShell, breaks: String = "") {
        let breaks = Set(breaks).subtracting(["\"", "'"])
        var rest = line[...]
        while let letter = rest.popFirst() {
            switch quote {
            case .single?: take(letter, inSingleQuotes: &rest, of: shell)
            case .double?: take(letter, inDoubleQuotes: &rest, of: shell)
            case nil: take(letter, from: &rest, of: shell, breaks: breaks)
            }
        }
    }

    private mutating func take(
        _ letter: Character, inSingleQuotes rest: inout Substring, of shell: CompletingShell
    ) {
        if letter == "'" {
            close()
        } else if shell == .fish, letter == "\\", let next = rest.first, next == "'" || next == "\\" {
            word.append(rest.removeFirst())
        } else {
            word.append(letter)
        }
    }

    private mutating func take(
        _ letter: Character, inDoubleQuotes rest: inout Substring, of shell: CompletingShell
    ) {
        if letter == "\"" {
            close()
        } else if letter == "\\", let next = rest.first, shell.escapedInDoubleQuotes.contains(next) {
            word.append(rest.removeFirst())
        } else {
            word.append(letter)
        }
    }

    private mutating func take(
        _ letter: Character, from rest: inout Substring, of shell: CompletingShell, breaks: Set<Character>
    ) {
        switch letter {
        case "'", "\"":
            quote = OpenQuote(rawValue: letter)
            keptBeforeQuote = kept
            kept = word
            hasBegun = true
        case "\\":
            hasBegun = true
            if let next = rest.popFirst() { word.append(next) }
        case " ", "\t":
            finishWord()
        case "<", ">":
            // The number of a descriptor, and all that is written with the sign, is no word of the command.
            if word.allSatisfy(\.isNumber) { dropWord() }
            finishWord()
            isRedirection = true
            while let next = rest.first, "<>&|".contains(next) { rest = rest.dropFirst() }
        case ";", "|", "&", "\n", "\r\n":
            self = ShellLine("", of: shell)
        default:
            word.append(letter)
            hasBegun = true
            if breaks.contains(letter) { kept = word }
        }
    }

    /// What was kept before the quotes began: closed, they are replaced with the rest.
    private var keptBeforeQuote = ""

    private mutating func close() {
        quote = nil
        kept = keptBeforeQuote
    }

    private mutating func finishWord() {
        guard hasBegun else { return }
        if !isRedirection { words.append(word) }
        isRedirection = false
        dropWord()
    }

    private mutating func dropWord() {
        word = ""
        kept = ""
        hasBegun = false
    }
}
