import ArgumentParser
import CMalloc
import FeedModel
import FeedParsing
import FeedStorage
import Glibc
import TidingsConfig

/// The command a person types.
@main
struct Tidings: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tidings",
        abstract: "Lists, shows and marks what your feeds publish.",
        discussion: """
            Without a command, tidings lists unread items and takes the options of list.

            Exit statuses: 0 done, 1 not there, 2 some feeds failed, 64 usage, 65 bad data, 66 unreadable file, \
            69 no daemon or no database, 74 input/output, 75 busy, 77 permission, 78 configuration.

            Examples:
              tidings add https://example.org/feed.xml
              tidings list tag:news
            """,
        version: "tidings \(Version.current)",
        subcommands: [
            List.self, Show.self, Next.self, Open.self, Read.self, Unread.self, Star.self, Unstar.self,
            Undo.self, History.self, Count.self, Search.self, Watch.self, Add.self, Remove.self, Edit.self,
            Pause.self, Resume.self, Feeds.self, Refresh.self, Why.self, Diff.self, Status.self,
            DatabaseCommands.self, ConfigCommands.self, Import.self, Export.self, Parse.self, Complete.self,
        ]
    )

    static func main() async {
        StandardFiles.hold()
        // Before there are threads: a heap of each of theirs is made in a hundred calls.
        _ = mallopt(M_ARENA_MAX, 1)
        Terminal.silencesRuntime()
        Terminal.diesQuietlyByClosedPipe()
        let typed = configurationLast(Array(CommandLine.arguments.dropFirst()))
        do {
            if let plain = PlainLine(typed) {
                try await plain.run()
                Terminal.leave(ExitStatus.done.rawValue)
            }
            var command = try command(for: typed)
            if var waiting = command as? any AsyncParsableCommand {
                try await waiting.run()
            } else {
                try command.run()
            }
        } catch {
            leave(with: error, typed: typed)
        }
        Terminal.leave(ExitStatus.done.rawValue)
    }

    /// The command that was typed. A bare `tidings` takes list's options and no query, so that a mistyped command is a
    /// mistake, not a search.
    private static func command(for words: [String]) throws -> any ParsableCommand {
        guard let first = words.first, first != "-" else {
            return try BareList.parse(words)
        }
        if first.hasPrefix("-") {
            if ["-h", "--help", "--version", "--generate-completion-script", "--experimental-dump-help"]
                .contains(where: { first.hasPrefix($0) })
            {
                return try parseAsRoot(words)
            }
            return try BareList.parse(words)
        }
        if first == "help", words.count > 1, !words[1].hasPrefix("-") {
            try require(words[1], among: configuration.subcommands, of: [])
        }
        // What it is given is no line of its own, but the beginning of one.
        if first == Complete._commandName { return try parseAsRoot(words) }
        // Each command says its name: to make one of a type's, Swift looks through all that the program conforms to.
        try require(first, among: configuration.subcommands, of: [])
        if let group = configuration.subcommands.first(where: { $0._commandName == first }), words.count > 1,
            !group.configuration.subcommands.isEmpty, !words[1].hasPrefix("-")
        {
            try require(words[1], among: group.configuration.subcommands, of: [first])
        }
        return try read(words)
    }

    /// Help begins at the root, so that it tells the whole line to type. Everything else is read by its command alone, for
    /// which ArgumentParser has half as many types to look up.
    private static func read(_ words: [String]) throws -> any ParsableCommand {
        guard !words.contains(where: { ["-h", "--help", "help", "--version"].contains($0) }) else {
            return try parseAsRoot(words)
        }
        var type: any ParsableCommand.Type = Self.self
        var rest = words[...]
        while let name = rest.first,
            let inner = type.configuration.subcommands.first(where: { $0._commandName == name })
        {
            type = inner
            rest.removeFirst()
        }
        try refuseNegativeNumbers(in: rest, of: type)
        return try type.parseAsRoot(QueryWords.settingAsideNegations(in: Array(rest), of: type))
    }

    /// `-1` is no option that anybody means where items are numbered.
    private static func refuseNegativeNumbers(
        in words: ArraySlice<String>, of command: any ParsableCommand.Type
    ) throws(CommandFailure) {
        let number = words.first { word in
            word.hasPrefix("-") && word.count > 1 && word.dropFirst().allSatisfy { $0.isASCII && $0.isNumber }
        }
        guard let number, !["-n", "--limit"].contains(words.prefix { $0 != number }.last ?? "") else {
            return
        }
        let takers = ["id", "id-or-query", "feed-or-id"]
        guard CommandShape(of: command).arguments.contains(where: { takers.contains($0.name) }) else {
            return
        }
        throw CommandFailure(
            .usage, "\(number) is no item number, range or link",
            hint: "write 410, 410-415 or 410 415; tidings list shows the numbers")
    }

    /// Throws 64 with the nearest name where no command bears this one.
    private static func require(
        _ name: String, among commands: [any ParsableCommand.Type], of group: [String]
    ) throws(CommandFailure) {
        let names = commands.filter { $0.configuration.shouldDisplay }.map { $0._commandName } + ["help"]
        guard !names.contains(name) else { return }
        let way = group.map { $0 + " " }.joined()
        let nearest = NearestWord.to(name, among: names)
        throw CommandFailure(
            .usage, "there is no command \(way)\(SafeText.line(name))",
            hint: nearest.map { "did you mean tidings \(way)\($0)?" } ?? "tidings \(way)--help lists them")
    }

    /// `tidings --config FILE list` is `tidings list --config FILE`.
    private static func configurationLast(_ words: [String]) -> [String] {
        guard let first = words.first else { return words }
        let length = first == "--config" ? 2 : first.hasPrefix("--config=") ? 1 : 0
        guard length > 0, words.count > length, !words[length].hasPrefix("-") else { return words }
        let command = configuration.subcommands.first { $0._commandName == words[length] }
        let isGroup = command.map { !$0.configuration.subcommands.isEmpty } ?? false
        let end = min(words.count, length + (isGroup ? 2 : 1))
        return Array(words[length..<end] + words[..<length] + words[end...])
    }

    private static func leave(with error: any Error, typed: [String]) -> Never {
        switch error {
        case let failure as CommandFailure:
            Terminal.tell(failure.line)
            Terminal.leave(failure.status.rawValue)
        case let error as StoreError:
            Terminal.tell(OpenStore.failure(of: error).line)
            Terminal.leave(error.exitStatus.rawValue)
        case let mistake as QueryMistake:
            Terminal.tell(QueryWords.pointing(at: mistake))
            Terminal.leave(ExitStatus.usage.rawValue)
        default:
            // Help and the version come as errors too; they are the only ones that end well.
            guard exitCode(for: error) == .validationFailure else {
                guard exitCode(for: error) == .success else { exit(withError: error) }
                Terminal.print(fullMessage(for: error))
                Terminal.leave(ExitStatus.done.rawValue)
            }
            Terminal.tell(UsageLine.failure(saying: message(for: error), typed: typed).line)
            Terminal.leave(ExitStatus.usage.rawValue)
        }
    }
}
