import ArgumentParser
import FeedModel
import FeedParsing

/// What is wrong with the words of a command line, as one line: what ArgumentParser says in a paragraph, with what would
/// be right.
enum UsageLine {
    /// - Parameters:
    ///   - message: ArgumentParser's own, without the usage that it puts below.
    ///   - typed: the words of the command line.
    static func failure(saying message: String, typed: [String]) -> CommandFailure {
        let (said, offered) = parts(of: message)
        let mistake =
            said.first.map { $0.lowercased() + said.dropFirst() } ?? "this is no command line of tidings"
        if let choices = offered {
            let wrong = quoted(in: said).first ?? ""
            let nearest = NearestWord.to(wrong, among: choices)
            return CommandFailure(
                .usage, mistake,
                hint: nearest.map { "did you mean \($0)?" } ?? "it takes \(choices.joined(separator: ", "))")
        }
        let isAnswered = mistake.contains("; ") || mistake.contains("did you mean")
        let command = (["tidings"] + names(in: typed)).joined(separator: " ")
        return CommandFailure(
            .usage, mistake, hint: isAnswered ? nil : "\(command) --help tells what it takes")
    }

    /// The names of the command, and of the one within it, that the words begin with.
    static func names(in typed: [String]) -> [String] {
        guard let first = typed.first,
            let command = Tidings.configuration.subcommands.first(where: { $0._commandName == first })
        else { return [] }
        let inner = command.configuration.subcommands.map { $0._commandName }
        guard typed.count > 1, inner.contains(typed[1]) else { return [first] }
        return [first, typed[1]]
    }

    /// What is wrong, on one line, and the values that are offered instead, if it says so.
    private static func parts(of message: String) -> (said: String, offered: [String]?) {
        let lines = message.split(whereSeparator: \.isNewline).map { $0.trimmingBlanks }
        let line = SafeText.line(lines.joined(separator: " "))
        if let (said, values) = halves(of: line, at: ". Please provide one of the following:") {
            return (said, values.split(separator: " ").filter { $0 != "-" }.map(String.init))
        }
        if let (said, values) = halves(of: line, at: ". Please provide one of ") {
            return (said, quoted(in: values))
        }
        if let (said, question) = halves(of: line, at: ". Did you mean ") {
            return ("\(said); did you mean \(question)", nil)
        }
        return (withoutStop(line), nil)
    }

    private static func halves(of text: String, at marker: String) -> (String, String)? {
        guard let start = text.indices.first(where: { text[$0...].hasPrefix(marker) }) else { return nil }
        return (String(text[..<start]), String(text[start...].dropFirst(marker.count)))
    }

    private static func withoutStop(_ line: String) -> String {
        line.hasSuffix(".") ? String(line.dropLast()) : line
    }

    /// What stands in single quotes.
    private static func quoted(in text: String) -> [String] {
        let pieces = text.split(separator: "'", omittingEmptySubsequences: false)
        return stride(from: 1, to: pieces.count - 1, by: 2).map { String(pieces[$0]) }
    }
}
