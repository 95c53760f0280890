/// What strangers wrote, made harmless for a terminal, and for the log.
///
/// Left out are control characters (and with them every escape sequence), what turns the direction of writing (Unicode
/// Standard Annex 9), what is nowhere seen and may hide words, and marks that are heaped on one letter.
package enum SafeText {
    /// A text as one line: line ends and tabs become spaces.
    package static func line(_ text: String) -> String {
        cleaned(text, keepsLayout: false)
    }

    /// A text of several lines, which keeps its line ends and tabs.
    package static func lines(_ text: String) -> String {
        cleaned(text, keepsLayout: true)
    }

    /// Marks and joiners that one letter may bear at most: more than any writing needs, and few enough to stay in its line.
    private static let heap = 8

    private static func cleaned(_ text: String, keepsLayout: Bool) -> String {
        if TerminalWidth.isPlain(text) { return text }
        var result = String.UnicodeScalarView()
        var clinging = 0
        var last: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            defer { last = scalar }
            switch role(of: scalar) {
            case .visible:
                clinging = 0
                // Terminals do not agree how wide what is joined to one of these is: only emoji are joined.
                while result.last == "\u{200D}", TerminalWidth.isWide(scalar.value),
                    !scalar.properties.isEmoji
                {
                    result.removeLast()
                }
            case .clinging:
                clinging += 1
                guard clinging <= heap else { continue }
            case .lineEnd:
                clinging = 0
                if last != "\r" || scalar != "\n" { result.append(keepsLayout ? "\n" : " ") }
                continue
            case .tab:
                clinging = 0
                result.append(keepsLayout ? "\t" : " ")
                continue
            case .harmful: continue
            }
            result.append(scalar)
        }
        return String(result)
    }

    /// Whether a character is left out of what a terminal gets, or ends a line there.
    static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch role(of: scalar) {
        case .harmful, .lineEnd, .tab: true
        case .visible, .clinging: false
        }
    }

    private enum Role {
        case visible
        /// Of no width of its own: it changes or joins what stands before it.
        case clinging
        case lineEnd
        case tab
        case harmful
    }

    private static func role(of scalar: Unicode.Scalar) -> Role {
        switch scalar.value {
        case 0x20..<0x7F: .visible
        case 0x0A, 0x0D, 0x2028, 0x2029: .lineEnd
        case 0x09: .tab
        // Controls; soft hyphens, spaces and operators that are not seen; marks, embeddings, overrides and isolates of
        // direction; characters of annotations, of languages (tags) and of shorthand.
        case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, 0x202A...0x202E,
            0x2060...0x206F, 0xFEFF, 0xFFF0...0xFFFB, 0x1BCA0...0x1BCA3, 0xE0000...0xE0FFF,
            // Private use: every font and every pager makes something else of it, of another width.
            0xE000...0xF8FF, 0xF0000...0x10FFFF:
            .harmful
        case ..<0x300: .visible
        default: TerminalWidth.width(of: scalar) == 0 ? .clinging : .visible
        }
    }
}
