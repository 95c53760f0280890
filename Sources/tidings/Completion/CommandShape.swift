import ArgumentParser
import FeedParsing

/// What a command takes, as ArgumentParser knows it: there is no second list to keep.
struct CommandShape {
    /// A flag or an option.
    struct Option {
        /// With their dashes: `-n`, `--limit`.
        let names: [String]
        let summary: String
        let isRepeating: Bool
        /// What follows it; nil for a flag.
        let value: Value?
    }

    /// What stands for an argument, or follows an option.
    struct Value {
        /// As help calls it: `feed`, `id`.
        let name: String
        /// All that it may be, where these are few.
        let words: [String]
        /// Whether it may be given several times.
        let isRepeating: Bool
    }

    let options: [Option]
    let arguments: [Value]

    /// The shape of a command; empty where ArgumentParser does not tell it as we know it.
    init(of command: any ParsableCommand.Type) {
        let dump = try? JSONText.value(of: Array(command._dumpHelp().utf8))
        guard case .array(let arguments)? = dump?["command"]?["arguments"] else {
            (options, self.arguments) = ([], [])
            return
        }
        let shown = arguments.filter { $0["shouldDisplay"] != .bool(false) }
        options = shown.compactMap { Self.option($0) }
        self.arguments = shown.filter { $0["kind"] == .string("positional") }.map { Self.value($0) }
    }

    /// The option that bears this name.
    func option(named name: String) -> Option? {
        options.first { $0.names.contains(name) }
    }

    private static func option(_ argument: JSONValue) -> Option? {
        guard case .array(let names)? = argument["names"] else { return nil }
        let isFlag = argument["kind"] == .string("flag")
        return Option(
            names: names.map {
                text($0["kind"]) == "long" ? "--\(text($0["name"]))" : "-\(text($0["name"]))"
            },
            summary: text(argument["abstract"]), isRepeating: argument["isRepeating"] == .bool(true),
            value: isFlag ? nil : value(argument))
    }

    private static func value(_ argument: JSONValue) -> Value {
        var words: [String] = []
        if case .array(let values)? = argument["allValues"] { words = values.map { text($0) } }
        return Value(
            name: text(argument["valueName"]), words: words,
            isRepeating: argument["isRepeating"] == .bool(true))
    }

    private static func text(_ value: JSONValue?) -> String {
        if case .string(let text)? = value { text } else { "" }
    }
}
