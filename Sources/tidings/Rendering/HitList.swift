import FeedModel
import FeedParsing
import FoundationEssentials

/// What was found, as text.
struct HitList {
    let hits: [SearchHit]
    let now: Date

    /// For a person: number, age, feed and title on one line, what the text says below.
    func lines(width: Int) -> [String] {
        hits.flatMap { hit in
            let item = hit.summary
            let feeds = ([item.feed] + item.alsoIn).map(\.title).joined(separator: ", ")
            let head: [(text: String, style: Style)] = [
                ("\(item.id.rawValue)", .cyan), (Age.short(of: item.date, at: now), .dim),
                (TerminalWidth.truncated(SafeText.line(feeds), to: Self.widestFeed), .green),
            ]
            let taken = head.reduce(0) { $0 + TerminalWidth.width(of: $1.text) + 2 }
            let title =
                item.title.isEmpty ? FoundText(item.link?.text ?? "(untitled)", []) : hit.title
            let first =
                head.map { $0.style($0.text) }
                + Highlighted(title).lines(columns: max(10, width - taken), atMost: 1)
            let snippet = Highlighted(hit.snippet).lines(columns: max(10, width - 4), atMost: 3)
            return [first.joined(separator: "  ")] + snippet.map { "    \($0)" }
        }
    }

    /// For programs: the columns of `list`, and what the text says.
    func tabSeparatedLines() -> [String] {
        hits.map { TabSeparated.line(ItemFields.fields(of: $0.summary) + [$0.snippet.text]) }
    }

    private static let widestFeed = 20
}

/// A text whose matches stand out on a terminal that has colours.
struct Highlighted {
    /// Characters that are harmless for a terminal, each with whether it was looked for.
    private let characters: [(character: Character, isMatch: Bool)]

    init(_ found: FoundText) {
        var characters: [(Character, Bool)] = []
        var place = found.text.startIndex
        let add = { (range: Range<String.Index>, isMatch: Bool) in
            SafeText.line(String(found.text[range])).map { ($0, isMatch) }
        }
        for match in found.matches {
            characters += add(place..<match.lowerBound, false) + add(match, true)
            place = match.upperBound
        }
        self.characters = characters + add(place..<found.text.endIndex, false)
    }

    /// Broken at blanks where there are any in the latter half of a line; what does not fit ends with an ellipsis.
    func lines(columns: Int, atMost most: Int) -> [String] {
        var lines: [String] = []
        var rest = characters[...]
        while !rest.isEmpty, lines.count < most {
            var end = rest.startIndex
            var width = 0
            while end < rest.endIndex {
                width += TerminalWidth.width(of: rest[end].character)
                if width > columns { break }
                end += 1
            }
            let isCut = end < rest.endIndex && lines.count == most - 1
            if isCut {
                while end > rest.startIndex, Self.width(of: rest[..<end]) >= columns { end -= 1 }
            } else if end < rest.endIndex {
                let half = rest.startIndex + (end - rest.startIndex) / 2
                end = rest[half..<end].lastIndex { $0.character == " " }.map { $0 + 1 } ?? end
            }
            // A character that is wider than the line must not hold it up.
            end = max(end, rest.startIndex + 1)
            lines.append(Self.styled(rest[..<end]) + (isCut ? "…" : ""))
            rest = rest[end...]
        }
        return lines
    }

    private static func width(of part: ArraySlice<(character: Character, isMatch: Bool)>) -> Int {
        part.reduce(0) { $0 + TerminalWidth.width(of: $1.character) }
    }

    private static func styled(_ part: ArraySlice<(character: Character, isMatch: Bool)>) -> String {
        var text = ""
        var run = ""
        var isMatch = false
        for next in part {
            if next.isMatch != isMatch {
                text += isMatch ? Style.bold(run) : run
                (run, isMatch) = ("", next.isMatch)
            }
            run.append(next.character)
        }
        return text + (isMatch ? Style.bold(run) : run)
    }
}
