/// Commands, options and arguments as mdoc.
enum CommandSections {
    /// What is told once for all commands.
    private static let common: Set<String> = ["--config", "--help", "--version", "--no-pager"]

    /// A command with all that it takes, what it does, and how it is used.
    static func section(_ command: CommandHelp) -> [String] {
        let options = command.options(but: common)
        var lines = [".It Xo", ".Cm \(command.words)"]
        lines += options.map { ".Op \(head(of: $0, allNames: false))" }
        lines += command.operands.map(synopsis) + [".Xc"]
        lines += Mdoc.prose(command.abstract ?? "")
        if !command.prose.isEmpty { lines += [".Pp"] + Mdoc.prose(command.prose) }
        let explained = command.operands.map(item) + options.map(item)
        if !explained.isEmpty { lines += Mdoc.list(explained) }
        if !command.examples.isEmpty { lines += Mdoc.display(command.examples) }
        return lines
    }

    /// An option or an argument with its explanation.
    static func item(_ argument: CommandHelp.Argument) -> (head: String, text: [String]) {
        let said = argument.abstract ?? ""
        let untold = (argument.allValues ?? []).filter { !said.contains($0) }
        let text =
            untold.isEmpty ? said : "\(said) One of \((argument.allValues ?? []).joined(separator: ", "))."
        return (head(of: argument, allNames: true), Mdoc.prose(text))
    }

    /// `Fl n Ar count`, or with all names; `Ar query` for an argument.
    private static func head(of argument: CommandHelp.Argument, allNames: Bool) -> String {
        let names = argument.names ?? []
        let flags = (allNames ? names : Array(names.prefix(1)))
            .map { "Fl \(Mdoc.literal(String($0.written.dropFirst())))" }.joined(separator: " , ")
        let value = argument.kind == .flag ? "" : "Ar \(Mdoc.argument(argument.valueName ?? "value"))"
        return [flags, value].filter { !$0.isEmpty }.joined(separator: " ")
    }

    private static func synopsis(_ operand: CommandHelp.Argument) -> String {
        let argument = head(of: operand, allNames: false) + (operand.isRepeating ? " ..." : "")
        return operand.isOptional ? ".Op \(argument)" : ".\(argument)"
    }
}
