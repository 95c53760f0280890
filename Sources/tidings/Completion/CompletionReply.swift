import FeedParsing

/// What the script of a shell is told: first a line that says how to take what follows, then a completion a line.
///
/// `files`: complete the name of a file. `words`: take these. `open` (bash only, which has one such mark for all): take
/// them, and put no blank behind them.
struct CompletionReply {
    let completions: Completions
    let line: ShellLine
    let shell: CompletingShell
    /// Whether bash is about to show the completions, and inserts no more than what they have in common.
    var showsNotes = false

    var lines: [String] {
        guard case .words(let found) = completions else { return ["files"] }
        // What is no plain text can neither be typed nor shown.
        let words = found.filter { SafeText.line($0.word) == $0.word }
        switch shell {
        case .bash:
            let hasNotes = showsNotes && words.count > 1
            return [words.contains(where: \.isOpen) ? "open" : "words"]
                + words.compactMap { word in
                    written(word).map { hasNotes && !word.note.isEmpty ? "\($0)  (\(note(of: word)))" : $0 }
                }
        case .zsh:
            return ["words"]
                + words.compactMap { word in
                    written(word).map { "\(word.isOpen ? "open" : "word")\t\($0)\t\(shown(word))" }
                }
        case .fish: return ["words"] + words.map { "\($0.word)\t\(note(of: $0))" }
        }
    }

    /// What takes the place of the word at the cursor, from where the shell replaces it; nil where what stays there does
    /// not fit.
    private func written(_ completion: Completion) -> String? {
        let kept = line.kept
        guard completion.word.lowercased().hasPrefix(kept.lowercased()) else { return nil }
        // Zsh closes quotes by itself.
        let staysOpen = completion.isOpen || shell == .zsh
        return ShellQuoting.written(
            String(completion.word.dropFirst(kept.count)), in: line.quote, isOpen: staysOpen)
    }

    /// For a list of choices.
    private func shown(_ completion: Completion) -> String {
        completion.note.isEmpty ? completion.word : "\(completion.word)  -- \(note(of: completion))"
    }

    private func note(of completion: Completion) -> String {
        let note = SafeText.line(completion.note)
        return note.count > 60 ? note.prefix(59) + "…" : note
    }
}
