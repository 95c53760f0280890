/// What changed between two texts, word by word; changes of white space are none.
package struct WordDiff: Hashable, Sendable {
    /// What is the same, was removed and was added, in the order of the texts; of what gave way to something else, first
    /// what was removed.
    package let runs: [Run]

    package struct Run: Hashable, Sendable {
        package let kind: Kind
        /// One at least; what is the same stands as it does in the newer text.
        package let words: [DiffWord]
        /// How the first of them follows what is before it in the older text, where it is there too.
        let formerLead: DiffWord.Lead

        init(_ kind: Kind, _ words: [DiffWord], formerLead: DiffWord.Lead? = nil) {
            self.kind = kind
            self.words = words
            self.formerLead = formerLead ?? words.first?.lead ?? .none
        }

        /// Its words, with what stands between them.
        package var text: String {
            words.enumerated().map { $0 == 0 ? $1.text : $1.lead.text + $1.text }.joined()
        }
    }

    package enum Kind: String, Hashable, Sendable {
        case same
        case removed
        case added
        /// Stands for words that are the same and are left out.
        case omitted
    }

    /// Compares two texts. Takes time and memory with their length, however much they differ: texts that have little in
    /// common are one change.
    package init(from before: String, to now: String) {
        let before = DiffWord.words(of: before)
        let now = DiffWord.words(of: now)
        var numbers: [String: Int32] = [:]
        func numbered(_ words: [DiffWord]) -> [Int32] {
            words.map { word in
                let next = Int32(numbers.count)
                let number = numbers[word.text] ?? next
                if number == next { numbers[word.text] = next }
                return number
            }
        }
        let changes = SequenceDiff.changes(from: numbered(before), to: numbered(now))
        let readable = ReadableChanges(changes, from: before, to: now)
        runs = Self.runs(readable.changes, before, now)
    }

    package var hasChanges: Bool {
        runs.contains { $0.kind != .same }
    }

    private static func runs(
        _ changes: [SequenceDiff.Change], _ before: [DiffWord], _ now: [DiffWord]
    ) -> [Run] {
        var runs: [Run] = []
        var (left, right) = (0, 0)
        func keep(upTo end: Int) {
            guard right < end else { return }
            runs.append(Run(.same, Array(now[right..<end]), formerLead: before[left].lead))
        }
        for change in changes {
            keep(upTo: change.now.lowerBound)
            (left, right) = (change.before.upperBound, change.now.upperBound)
            if !change.before.isEmpty { runs.append(Run(.removed, Array(before[change.before]))) }
            if !change.now.isEmpty { runs.append(Run(.added, Array(now[change.now]))) }
        }
        keep(upTo: now.count)
        return runs
    }
}

extension WordDiff {
    /// The changes with a few of the words around them, to be read in one text: what was added stands where the removed
    /// stood.
    ///
    /// - Parameter context: how many words that are the same stand before and after a change.
    package func excerpt(context: Int) -> [Run] {
        var excerpt: [Run] = []
        for index in runs.indices {
            let run = Self.placed(runs[index], after: index > 0 ? runs[index - 1] : nil)
            guard run.kind == .same else {
                excerpt.append(run)
                continue
            }
            let head = index == 0 ? 0 : context
            let tail = index == runs.count - 1 ? 0 : context
            // To leave out a word or two saves nothing.
            guard run.words.count > head + tail + 2 else {
                excerpt.append(run)
                continue
            }
            excerpt += Self.cut(run.words, head: head, tail: tail)
        }
        return excerpt
    }

    private static func placed(_ run: Run, after last: Run?) -> Run {
        guard let last, last.kind == .removed else { return run }
        var words = run.words
        if run.kind == .same {
            words[0].lead = run.formerLead
        } else if !words[0].lead.isBreak || words[0].lead == last.words[0].lead {
            words[0].lead = .none
        }
        return Run(run.kind, words)
    }

    private static func cut(_ words: [DiffWord], head: Int, tail: Int) -> [Run] {
        let omitted = words[head..<(words.count - tail)]
        let rest = words.suffix(tail)
        var marks = [DiffWord("…", lead: head == 0 ? .none : .blank)]
        // What is left out reached over the end of a paragraph, and so does its mark.
        if head > 0, let next = rest.first, !next.lead.isBreak, omitted.contains(where: \.lead.isBreak) {
            marks.append(DiffWord("…", lead: .paragraph))
        }
        let parts = [
            Run(.same, Array(words.prefix(head))), Run(.omitted, marks), Run(.same, Array(rest)),
        ]
        return parts.filter { !$0.words.isEmpty }
    }
}
