import FeedParsing

/// What a file is called in what is told of it.
struct ImportName {
    let text: String
    /// Whether it is one of several, so that each line must say which.
    let isOneOfMany: Bool

    init(_ file: String, isOneOfMany: Bool) {
        text = file == "-" ? "standard input" : SafeText.line(file)
        self.isOneOfMany = isOneOfMany
    }

    func tell(_ line: String) {
        Terminal.tell(isOneOfMany ? "\(text): \(line)" : line)
    }
}
