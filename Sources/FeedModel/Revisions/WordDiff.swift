/// What changed between two texts, word by word; changes of white space are none.
package struct WordDiff: Hashable, Sendable {
    /// What is the same, was removed and was added, in the order of the texts; of what gave way to something else, first
    /// what was removed.
    package let runs: [Run]

    package struct Run: Hashable, Sendable {
        package let kind: Kind
        package let words: [DiffWord]

        package init(_ kind: Kind, _ words: [DiffWord]) {
            self.kind = kind
            self.words = words
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
        var place = 0
        // Where words were only taken out, what follows them stands as it stood behind them.
        var lead: DiffWord.Lead?
        func keep(upTo end: Int) {
            guard place < end else { return }
            var words = Array(now[place..<end])
            if let lead { words[0].lead = lead }
            runs.append(Run(.same, words))
        }
        for change in changes {
            keep(upTo: change.now.lowerBound)
            place = change.now.upperBound
            lead = nil
            if !change.before.isEmpty { runs.append(Run(.removed, Array(before[change.before]))) }
            if change.now.isEmpty {
                lead = change.before.upperBound < before.count ? before[change.before.upperBound].lead : nil
                continue
            }
            var added = Array(now[change.now])
            if let removed = change.before.first.map({ before[$0].lead }),
                !added[0].lead.isBreak || added[0].lead == removed
            {
                added[0].lead = .none
            }
            runs.append(Run(.added, added))
        }
        keep(upTo: now.count)
        return runs
    }
}

extension WordDiff {
    /// The changes with a few of the words around them.
    ///
    /// - Parameter context: how many words that are the same stand before and after a change.
    package func excerpt(context: Int) -> [Run] {
        var excerpt: [Run] = []
        for (index, run) in runs.enumerated() {
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

    private static func cut(_ words: [DiffWord], head: Int, tail: Int) -> [Run] {
        let omitted = words[head..<(words.count - tail)]
        let rest = words.suffix(tail)
        var marks = [DiffWord("…", lead: head == 0 ? .none : .blank)]
        // What is left out reached over the end of a paragraph, and so does its mark.
        if head > 0, let next = rest.first, !next.lead.isBreak, omitted.contains(where: \.lead.isBreak) {
            marks.append(DiffWord("…", lead: .paragraph))
        }
        return [Run(.same, Array(words.prefix(head))), Run(.omitted, marks), Run(.same, Array(rest))]
            .filter { !$0.words.isEmpty }
    }
}
