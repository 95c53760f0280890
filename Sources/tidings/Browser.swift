import FeedModel
import FeedParsing
import Subprocess
import SystemPackage

/// The reader's browser.
enum Browser {
    /// Opens a link, and waits until the program that opens it has ended.
    ///
    /// It is started without a shell, and has this program's terminal: it may be one that lives there.
    static func open(_ link: Link) async throws {
        for words in commands(for: link.text) {
            guard let program = words.first else { continue }
            let ending: TerminationStatus
            do {
                ending = try await run(
                    .name(program), arguments: Arguments(Array(words.dropFirst())),
                    input: .fileDescriptor(.standardInput, closeAfterSpawningProcess: false),
                    output: .fileDescriptor(.standardOutput, closeAfterSpawningProcess: false),
                    error: .fileDescriptor(.standardError, closeAfterSpawningProcess: false)
                ).terminationStatus
            } catch {
                continue
            }
            guard ending == .exited(0) else {
                throw CommandFailure(
                    .unavailable, "\(program) could not open \(SafeText.line(link.text))",
                    hint: "BROWSER names another browser")
            }
            return
        }
        throw CommandFailure(
            .unavailable, "no browser could be started", hint: "set BROWSER to the name of one")
    }

    /// The command lines to try, in their order.
    private static func commands(for link: String) -> [[String]] {
        let named = Terminal.environment("BROWSER") ?? ""
        let commands = named.split(separator: ":").map { command in
            let words = command.split(separator: " ").map(String.init)
            let filled = words.map { $0.split(separator: "%s", omittingEmptySubsequences: false) }
            return filled.contains { $0.count > 1 }
                ? filled.map { $0.joined(separator: link) } : words + [link]
        }
        return commands.isEmpty ? [["xdg-open", link]] : commands
    }
}
