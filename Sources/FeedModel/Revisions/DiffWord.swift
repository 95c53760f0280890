/// A word as two texts are compared by: what stands between white space; in scripts without blanks, one character.
package struct DiffWord: Hashable, Sendable {
    package let text: String
    /// What stands before it.
    package var lead: Lead

    /// How a word follows the one before it.
    package enum Lead: Hashable, Sendable {
        case none
        case blank
        /// It begins a line.
        case line
        /// It begins a paragraph, after an empty line.
        case paragraph

        package var isBreak: Bool { self == .line || self == .paragraph }

        package var text: String {
            switch self {
            case .none: ""
            case .blank: " "
            case .line: "\n"
            case .paragraph: "\n\n"
            }
        }
    }

    package init(_ text: String, lead: Lead) {
        self.text = text
        self.lead = lead
    }

    /// The words of a text in its order; white space but line ends is all the same.
    package static func words(of text: String) -> [DiffWord] {
        var words: [DiffWord] = []
        let scalars = text.unicodeScalars
        var place = scalars.startIndex
        while place < scalars.endIndex {
            var (lines, blanks) = (0, 0)
            while place < scalars.endIndex, isBlank(scalars[place]) {
                if scalars[place] == "\n" { lines += 1 }
                blanks += 1
                scalars.formIndex(after: &place)
            }
            let start = place
            var hasUnspaced = false
            while place < scalars.endIndex, !isBlank(scalars[place]) {
                hasUnspaced = hasUnspaced || isUnspaced(scalars[place])
                scalars.formIndex(after: &place)
            }
            guard start < place else { break }
            let lead: Lead =
                words.isEmpty || blanks == 0 ? .none : lines == 0 ? .blank : lines == 1 ? .line : .paragraph
            append(text[start..<place], lead, hasUnspaced, to: &words)
        }
        return words
    }

    private static func append(
        _ word: Substring, _ lead: Lead, _ hasUnspaced: Bool, to words: inout [DiffWord]
    ) {
        guard hasUnspaced else { return words.append(DiffWord(String(word), lead: lead)) }
        var lead = lead
        var start = word.startIndex
        func take(upTo end: Substring.Index) {
            guard start < end else { return }
            words.append(DiffWord(String(word[start..<end]), lead: lead))
            lead = .none
            start = end
        }
        for place in word.indices where word[place].unicodeScalars.contains(where: isUnspaced) {
            take(upTo: place)
            take(upTo: word.index(after: place))
        }
        take(upTo: word.endIndex)
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x80
            ? scalar.value == 0x20 || (0x09...0x0D).contains(scalar.value) : scalar.properties.isWhitespace
    }

    /// Whether a character belongs to a script that sets no blanks between words: Thai, Lao, Myanmar, Khmer, Han, kana,
    /// bopomofo, and the punctuation among them.
    private static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0x0E00 else { return false }
        return switch scalar.value {
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x2E80...0x2FDF, 0x3000...0x312F,
            0x31A0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0xFF01...0xFF9F,
            0x1AFF0...0x1B16F, 0x20000...0x3FFFF:
            true
        default: false
        }
    }
}
