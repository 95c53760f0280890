/// A word that may stand at the cursor.
struct Completion: Hashable {
    /// The whole word, as the program is to receive it.
    let word: String
    /// What it is, in a few words; may be empty.
    let note: String
    /// Whether more is typed in the same word, as behind `tag:`.
    let isOpen: Bool

    init(_ word: String, note: String = "", isOpen: Bool = false) {
        self.word = word
        self.note = note
        self.isOpen = isOpen
    }
}

/// All that may stand at the cursor.
enum Completions: Hashable {
    case words([Completion])
    /// The name of a file, which the shell knows best.
    case files
}

extension [Completion] {
    /// Those that begin with what was typed, letter case aside.
    ///
    /// Of several, a shell inserts what they have in common in place of what was typed: so they all begin as that does,
    /// to the letter. One alone is written as it is.
    func beginning(with typed: String) -> [Completion] {
        let wanted = typed.lowercased()
        let begun = filter { $0.word.lowercased().hasPrefix(wanted) }
        guard begun.count > 1 else { return begun }
        return begun.map {
            Completion(typed + $0.word.dropFirst(typed.count), note: $0.note, isOpen: $0.isOpen)
        }
    }
}
