import FeedModel
import FeedParsing

/// Changed words in lines, as `git diff --word-diff` writes them: `[-removed-]{+added+}`; in colours besides, where those
/// are wanted.
struct DiffLines {
    private(set) var lines: [String] = []
    private let columns: Int
    /// The line at hand: what stands in a row and is of one kind.
    private var segments: [(kind: WordDiff.Kind, text: String)] = []
    private var used = 0

    init(_ runs: [WordDiff.Run], columns: Int) {
        self.columns = columns
        for run in runs {
            let (opening, closing) = Self.marks(of: run.kind)
            for (index, word) in run.words.enumerated() {
                let text =
                    (index == 0 ? opening : "") + SafeText.line(word.text)
                    + (index == run.words.count - 1 ? closing : "")
                add(text, run.kind, word.lead)
            }
        }
        endLine()
    }

    /// Two lists, of which what either lacks is marked.
    static func list(from before: [String], to now: [String]) -> String {
        let removed = before.filter { !now.contains($0) }.map { marked($0, .removed) }
        let kept = now.map { before.contains($0) ? SafeText.line($0) : marked($0, .added) }
        return (removed + kept).joined(separator: ", ")
    }

    /// One text in place of another, either of which may be absent.
    static func whole(from before: String?, to now: String?) -> String {
        (before.map { marked($0, .removed) } ?? "") + (now.map { marked($0, .added) } ?? "")
    }

    private static func marked(_ text: String, _ kind: WordDiff.Kind) -> String {
        let (opening, closing) = marks(of: kind)
        return styled(opening + SafeText.line(text) + closing, kind)
    }

    private static func marks(of kind: WordDiff.Kind) -> (String, String) {
        switch kind {
        case .removed: ("[-", "-]")
        case .added: ("{+", "+}")
        case .same, .omitted: ("", "")
        }
    }

    private static func styled(_ text: String, _ kind: WordDiff.Kind) -> String {
        switch kind {
        case .removed: Style.red(text)
        case .added: Style.green(text)
        case .omitted: Style.dim(text)
        case .same: text
        }
    }

    private mutating func add(_ text: String, _ kind: WordDiff.Kind, _ lead: DiffWord.Lead) {
        if lead.isBreak { endLine() }
        if lead == .paragraph, !lines.isEmpty { lines.append("") }
        let width = TerminalWidth.width(of: text)
        var gap = used > 0 && lead == .blank ? " " : ""
        // Between a change and what stands close to it, and between wide characters, a line may end too.
        let mayBreak = lead == .blank || segments.last?.kind != kind || Self.isWide(text)
        if used > 0, mayBreak, used + gap.count + width > columns {
            endLine()
            gap = ""
        }
        if let last = segments.last, last.kind == kind {
            segments[segments.count - 1].text += gap + text
        } else {
            if !gap.isEmpty { segments.append((.same, gap)) }
            segments.append((kind, text))
        }
        used += gap.count + width
    }

    private static func isWide(_ text: String) -> Bool {
        text.first.map { TerminalWidth.width(of: $0) == 2 } ?? false
    }

    private mutating func endLine() {
        guard !segments.isEmpty else { return }
        lines.append(segments.map { Self.styled($0.text, $0.kind) }.joined())
        segments = []
        used = 0
    }
}
