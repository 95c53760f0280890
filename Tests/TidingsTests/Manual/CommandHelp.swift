import Foundation

/// What ArgumentParser tells of a command, as its dump of all help has it.
struct CommandHelp: Decodable {
    let commandName: String
    let superCommands: [String]?
    let shouldDisplay: Bool
    let abstract: String?
    let discussion: String?
    let subcommands: [CommandHelp]?
    let arguments: [Argument]?

    /// A flag, an option or an argument.
    struct Argument: Decodable {
        enum Kind: String, Decodable {
            case flag, option, positional
        }

        struct Name: Decodable {
            let kind: String
            let name: String

            /// With its dashes.
            var written: String { (kind == "long" ? "--" : "-") + name }
        }

        let kind: Kind
        let shouldDisplay: Bool
        let isOptional: Bool
        let isRepeating: Bool
        let names: [Name]?
        let valueName: String?
        let abstract: String?
        let allValues: [String]?
    }

    private struct Tool: Decodable {
        let command: CommandHelp
    }

    /// - Parameter dump: what `_dumpHelp()` gives.
    static func read(_ dump: String) throws -> CommandHelp {
        try JSONDecoder().decode(Tool.self, from: Data(dump.utf8)).command
    }

    /// The commands that do something: those of groups in place of the groups, in the order of help.
    var commands: [CommandHelp] {
        (subcommands ?? []).filter { $0.shouldDisplay && $0.commandName != "help" }
            .flatMap { ($0.subcommands ?? []).isEmpty ? [$0] : $0.commands }
    }

    /// The words by which it is called, without the program's name.
    var words: String {
        ((superCommands ?? []).dropFirst() + [commandName]).joined(separator: " ")
    }

    /// The examples in its discussion.
    var examples: [String] {
        guard let discussion, let start = discussion.firstRange(of: "Examples:\n")?.upperBound else {
            return []
        }
        return discussion[start...].split(separator: "\n", omittingEmptySubsequences: false)
            .prefix { $0.hasPrefix("  ") }.map { String($0.dropFirst(2)) }
    }

    /// Its discussion without the examples.
    var prose: String {
        (discussion ?? "").split(separator: "\n", omittingEmptySubsequences: false)
            .filter { $0 != "Examples:" && !$0.hasPrefix("  ") }.joined(separator: "\n")
    }

    /// Flags and options, but for those with one of these names.
    func options(but names: Set<String> = []) -> [Argument] {
        (arguments ?? []).filter { argument in
            argument.kind != .positional && argument.shouldDisplay
                && names.isDisjoint(with: (argument.names ?? []).map(\.written))
        }
    }

    /// What stands behind the options.
    var operands: [Argument] {
        (arguments ?? []).filter { $0.kind == .positional && $0.shouldDisplay }
    }
}
