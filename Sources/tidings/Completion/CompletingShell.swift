import ArgumentParser

/// The shells whose users are helped to complete what they type; their scripts are in `etc/completions`.
enum CompletingShell: String, ExpressibleByArgument, CaseIterable {
    case bash
    case zsh
    case fish

    /// What a backslash between double quotes takes its meaning from; before anything else it stands for itself.
    var escapedInDoubleQuotes: Set<Character> {
        self == .fish ? ["\"", "$", "\\"] : ["\"", "$", "\\", "`"]
    }
}

/// The quotes in which a cursor may stand.
enum OpenQuote: Character {
    case single = "'"
    case double = "\""
}
