import ArgumentParser

/// Where in a command line the cursor stands: what was said before it, and so what may follow.
struct CompletionPlace {
    /// What may stand at the cursor.
    enum Wanted {
        /// The commands of a group, or all.
        case commands(of: any ParsableCommand.Type)
        /// The value of an option, or an argument.
        case value(CommandShape.Value)
        /// Nothing that we know.
        case nothing
    }

    private(set) var command: any ParsableCommand.Type
    private(set) var shape: CommandShape
    private(set) var wanted: Wanted = .nothing
    /// What `--config` says.
    private(set) var configuration: String?
    /// The arguments before the cursor.
    private(set) var arguments: [String] = []
    /// The options before the cursor, by name.
    private(set) var optionsGiven: Set<String> = []
    /// Whether all that follows are arguments, dash or not.
    private(set) var hasEndedOptions = false

    /// Whether the cursor stands where an option wants its value.
    var isWaiting: Bool { waiting != nil }

    private let root: any ParsableCommand.Type
    private var waiting: CommandShape.Option?
    private var isHelp = false

    /// - Parameters:
    ///   - words: those before the cursor, without the program's name.
    ///   - bare: the command that a line without any command is for.
    init(after words: [String], in root: any ParsableCommand.Type, bare: any ParsableCommand.Type) {
        self.root = root
        command = root
        shape = CommandShape(of: bare)
        for word in words where !take(word) { return }
        wanted = whatIsWanted
    }

    /// Whether the line has no command yet.
    var isBare: Bool { command == root && !isHelp }

    /// What follows an option; nil where there is none of this name, or nothing follows it.
    func value(ofOption name: String) -> CommandShape.Value? {
        shape.option(named: name)?.value
    }

    /// Reads one word; false where it makes no sense, and so nothing that follows does.
    private mutating func take(_ word: String) -> Bool {
        if let option = waiting {
            waiting = nil
            note(word, for: option)
            return true
        }
        if !hasEndedOptions, word == "--" {
            hasEndedOptions = true
            return true
        }
        if !hasEndedOptions, word.hasPrefix("-"), word != "-", !QueryWords.isNegation(word) {
            takeOption(word)
            return true
        }
        if isHelp || command == root || !command.configuration.subcommands.isEmpty {
            return takeCommand(word)
        }
        arguments.append(word)
        return true
    }

    private mutating func takeOption(_ word: String) {
        let name = String(word.prefix { $0 != "=" })
        if let option = shape.option(named: name) {
            optionsGiven.formUnion(option.names)
            if name != word {
                note(String(word.dropFirst(name.count + 1)), for: option)
            } else if option.value != nil {
                waiting = option
            }
        } else if let option = shape.option(named: String(word.prefix(2))) {
            optionsGiven.formUnion(option.names)
        }
    }

    private mutating func note(_ value: String, for option: CommandShape.Option) {
        if option.names.contains("--config") { configuration = value }
    }

    private mutating func takeCommand(_ word: String) -> Bool {
        // Before a command stands nothing but --config FILE.
        guard command != root || optionsGiven.isSubset(of: ["--config"]) else { return false }
        if word == "help", command == root {
            isHelp = true
            return true
        }
        guard let inner = command.configuration.subcommands.first(where: { $0._commandName == word }) else {
            return false
        }
        command = inner
        shape = CommandShape(of: inner)
        return true
    }

    private var whatIsWanted: Wanted {
        if let value = waiting?.value { return .value(value) }
        if isHelp || command == root || !command.configuration.subcommands.isEmpty {
            let isTooLate = command == root && !optionsGiven.isSubset(of: ["--config"])
            return isTooLate || command.configuration.subcommands.isEmpty ? .nothing : .commands(of: command)
        }
        if arguments.count < shape.arguments.count { return .value(shape.arguments[arguments.count]) }
        guard let last = shape.arguments.last, last.isRepeating else { return .nothing }
        return .value(last)
    }
}
