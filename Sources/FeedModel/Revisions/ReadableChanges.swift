/// Changes as a person would mark them: of the many that lead from one text to another as shortly, or nearly so.
struct ReadableChanges {
    private(set) var changes: [SequenceDiff.Change]

    private let before: [DiffWord]
    private let now: [DiffWord]

    init(_ changes: [SequenceDiff.Change], from before: [DiffWord], to now: [DiffWord]) {
        self.before = before
        self.now = now
        self.changes = []
        for change in changes { add(change) }
        for index in self.changes.indices { slide(index) }
    }

    /// Few words that stay between stretches that were written anew are there by chance, and are part of the change.
    private mutating func add(_ change: SequenceDiff.Change) {
        guard let last = changes.last, Self.isRewriting(last), Self.isRewriting(change),
            2 * (change.now.lowerBound - last.now.upperBound) <= min(Self.size(last), Self.size(change))
        else { return changes.append(change) }
        changes[changes.count - 1] = SequenceDiff.Change(
            before: last.before.lowerBound..<change.before.upperBound,
            now: last.now.lowerBound..<change.now.upperBound)
    }

    private static func isRewriting(_ change: SequenceDiff.Change) -> Bool {
        !change.before.isEmpty && !change.now.isEmpty
    }

    private static func size(_ change: SequenceDiff.Change) -> Int {
        max(change.before.count, change.now.count)
    }

    /// Words that were only added or only removed may as well be others, where what is before them ends as they do:
    /// then they are those that begin a paragraph, a line or a sentence.
    private mutating func slide(_ index: Int) {
        let change = changes[index]
        guard !Self.isRewriting(change) else { return }
        let isAddition = change.before.isEmpty
        let words = isAddition ? now : before
        let range = isAddition ? change.now : change.before
        let least =
            index == 0
            ? 0 : isAddition ? changes[index - 1].now.upperBound : changes[index - 1].before.upperBound
        var best = (shift: 0, rank: Self.rank(of: range.lowerBound, in: words))
        var shift = 0
        while range.lowerBound - shift > least,
            words[range.lowerBound - shift - 1].text == words[range.upperBound - shift - 1].text
        {
            shift += 1
            let rank = Self.rank(of: range.lowerBound - shift, in: words)
            if rank > best.rank { best = (shift, rank) }
        }
        func moved(_ range: Range<Int>) -> Range<Int> {
            (range.lowerBound - best.shift)..<(range.upperBound - best.shift)
        }
        changes[index] = SequenceDiff.Change(before: moved(change.before), now: moved(change.now))
    }

    /// How well a change begins at a word.
    private static func rank(of place: Int, in words: [DiffWord]) -> Int {
        switch words[place].lead {
        case .paragraph: return 3
        case .line: return 2
        default: break
        }
        guard place > 0 else { return 3 }
        return words[place - 1].text.last.map { ".!?…。！？".contains($0) } ?? false ? 1 : 0
    }
}
