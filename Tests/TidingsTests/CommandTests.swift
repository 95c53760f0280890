import ArgumentParser
import Testing

@testable import tidings

/// What holds for every command.
@Suite struct CommandTests {
    /// The program, its commands and the commands of its groups, with the words by which each is called.
    private static let commands: [(words: [String], type: any ParsableCommand.Type)] = below(
        Tidings.self, called: ["tidings"])

    private static func below(
        _ type: any ParsableCommand.Type, called words: [String]
    ) -> [(words: [String], type: any ParsableCommand.Type)] {
        [(words, type)]
            + type.configuration.subcommands.flatMap { below($0, called: words + [$0._commandName]) }
    }

    @Test func `each says in its help what it does, what it takes, and two examples at least`() {
        #expect(Self.commands.count > 30)
        for (words, type) in Self.commands {
            let name = words.joined(separator: " ")
            let help = type.helpMessage()
            let sentence = type.configuration.abstract
            #expect(sentence.hasSuffix(".") && sentence.first?.isUppercase == true, "\(name): \(sentence)")
            #expect(help.contains("OVERVIEW: \(sentence.prefix(30))"), "\(name)")
            #expect(help.contains("OPTIONS:"), "\(name)")
            #expect(examples(of: type).count >= 2, "\(name)")
        }
    }

    @Test func `each command says its own name, and whatever it takes is explained`() {
        for (words, type) in Self.commands {
            #expect(type.configuration.commandName == words.last, "\(words)")
            for option in CommandShape(of: type).options {
                #expect(!option.summary.isEmpty, "\(words) \(option.names)")
            }
        }
    }

    @Test func `each example is about its command, and can be typed as it stands`() throws {
        for (words, type) in Self.commands {
            let name = words.joined(separator: " ")
            let lines = examples(of: type)
            #expect(lines.contains { $0.contains(name) }, "\(name)")
            for line in lines {
                guard let start = line.firstRange(of: name)?.lowerBound else { continue }
                // Up to what the shell does with it, and without what it puts in.
                let typed = [" | ", " || ", " && ", " > ", "; "].reduce(String(line[start...])) {
                    rest, sign in
                    rest.firstRange(of: sign).map { String(rest[..<$0.lowerBound]) } ?? rest
                }.replacing("$(date +%F)", with: "2026-11-01")
                let typedWords = ShellLine(typed + " ", of: .bash).words.dropFirst()
                #expect(throws: Never.self, "\(line)") {
                    _ = try Tidings.parseAsRoot(
                        QueryWords.settingAsideNegations(in: Array(typedWords), of: type))
                }
            }
        }
    }

    @Test func `the completion knows what every argument and every option takes`() {
        for (words, type) in Self.commands where type != Complete.self {
            let shape = CommandShape(of: type)
            for value in shape.options.compactMap(\.value) + shape.arguments {
                #expect(Completer.kinds[value.name] != nil, "\(words) takes \(value.name)")
            }
        }
    }

    @Test func `the completion knows each key of the query language`() {
        let library = CompletionLibrary()
        for key in ["feed", "tag", "title", "author", "is", "older", "newer", "received-older"] {
            let words = QueryCompletion(library: library).words(for: key)
            #expect(
                words.contains { $0.word.hasPrefix("\(key):") && ($0.isOpen ? !$0.note.isEmpty : true) },
                "\(key)")
        }
    }

    private func examples(of type: any ParsableCommand.Type) -> [String] {
        guard let start = type.configuration.discussion.firstRange(of: "Examples:\n")?.upperBound else {
            return []
        }
        return type.configuration.discussion[start...].split(
            separator: "\n", omittingEmptySubsequences: false
        )
        .prefix { $0.hasPrefix("  ") }.map { String($0.dropFirst(2)) }
    }
}
