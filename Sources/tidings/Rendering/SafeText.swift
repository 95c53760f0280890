/// What a feed wrote, made harmless for a terminal: no control characters (and so no escape sequences), no overrides of
/// the direction of writing, no line ends.
enum SafeText {
    static func line(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isHarmful) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar == "\n" || scalar == "\t" || scalar == "\r" {
                result.append(" ")
            } else if !isHarmful(scalar) {
                result.append(scalar)
            }
        }
        return String(result)
    }

    /// The same for text of several lines, which keeps its line ends.
    static func lines(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line(String($0)) }.joined(
            separator: "\n")
    }

    /// C0 and C1 controls, DEL, the bidirectional embeddings, overrides and isolates (UAX #9), line and paragraph
    /// separators.
    private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0x200E, 0x200F, 0x061C, 0x202A...0x202E, 0x2066...0x2069, 0x2028,
            0x2029:
            true
        default:
            false
        }
    }
}
