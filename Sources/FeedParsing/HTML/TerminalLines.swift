/// Breaks text into lines.
package enum TerminalLines {
    /// The lines of a text whose white space is single spaces. A word wider than a line has one to itself; text without
    /// spaces breaks between East Asian characters.
    package static func wrapped(_ text: String, columns: Int) -> [String] {
        var lines: [String] = []
        var (line, used) = ("", 0)
        var isAfterSpace = false
        for unit in units(of: text) {
            if unit == " " {
                isAfterSpace = true
                continue
            }
            let width = TerminalWidth.width(of: unit)
            let gap = isAfterSpace && !line.isEmpty ? 1 : 0
            if used + gap + width > columns, !line.isEmpty {
                lines.append(line)
                (line, used) = ("", 0)
            } else if gap == 1 {
                line += " "
                used += 1
            }
            line += unit
            used += width
            isAfterSpace = false
        }
        if !line.isEmpty { lines.append(line) }
        return lines
    }

    /// What must not be torn apart: words, spaces, and single East Asian characters with the punctuation that clings to
    /// them.
    private static func units(of text: String) -> [Substring] {
        if TerminalWidth.isPlain(text) { return words(of: text) }
        var units: [Substring] = []
        var start = text.startIndex
        var place = text.startIndex
        var mayBreak = false
        while place < text.endIndex {
            let character = text[place]
            let isWide = TerminalWidth.width(of: character) == 2
            let clings = closing.contains(character)
            if place > start,
                character == " " || (mayBreak || isWide) && !clings && !endsOpening(text[start..<place])
            {
                units.append(text[start..<place])
                start = place
            }
            if character == " " {
                units.append(" ")
                start = text.index(after: place)
            }
            mayBreak = isWide
            text.formIndex(after: &place)
        }
        if start < text.endIndex { units.append(text[start...]) }
        return units
    }

    /// Words and the spaces between them, of a text in ASCII, byte by byte: clusters are not looked for.
    private static func words(of text: String) -> [Substring] {
        var units: [Substring] = []
        var rest = text[...]
        while let space = rest.utf8.firstIndex(of: 0x20) {
            if space > rest.startIndex { units.append(rest[..<space]) }
            units.append(" ")
            rest = rest[rest.utf8.index(after: space)...]
        }
        if !rest.isEmpty { units.append(rest) }
        return units
    }

    private static func endsOpening(_ text: Substring) -> Bool {
        text.last.map { opening.contains($0) } ?? false
    }

    /// Never at the beginning of a line.
    private static let closing: Set<Character> = Set("、。，．：；！？）］｝」』】〉》〕ー々…,.:;!?)]}”’")
    /// Never at the end of a line.
    private static let opening: Set<Character> = Set("（［｛「『【〈《〔([{“‘")
}
