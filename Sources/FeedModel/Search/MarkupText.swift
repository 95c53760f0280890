/// Text for a line: of markup what a reader sees, with one blank wherever there is white space or a block ends.
enum MarkupText {
    /// - Parameter limit: how many characters (Unicode scalars) are taken at most.
    static func line(ofMarkup html: String, upTo limit: Int) -> String {
        var writer = LineWriter(limit: limit)
        for piece in MarkupPieces(html) where !writer.isFull {
            switch piece {
            case .text(let text): writer.write(text, hasReferences: true)
            case .tag(let inside): if !MarkupTag(inside).isWithinWords { writer.writeBlank() }
            }
        }
        return String(writer.line)
    }

    static func line(ofPlain text: String, upTo limit: Int) -> String {
        var writer = LineWriter(limit: limit)
        writer.write(text[...], hasReferences: false)
        return String(writer.line)
    }
}

private struct LineWriter {
    private(set) var line = String.UnicodeScalarView()
    private var isBlankPending = false
    private var room: Int

    init(limit: Int) {
        room = limit
    }

    var isFull: Bool { room <= 0 }

    mutating func writeBlank() {
        isBlankPending = !line.isEmpty
    }

    mutating func write(_ text: Substring, hasReferences: Bool) {
        let scalars = text.unicodeScalars
        var place = scalars.startIndex
        while place < scalars.endIndex, !isFull {
            let scalar = scalars[place]
            place = scalars.index(after: place)
            if hasReferences, scalar == "&", let end = scalars[place...].prefix(12).firstIndex(of: ";"),
                let named = Self.character(named: String(scalars[place..<end]))
            {
                write(named)
                place = scalars.index(after: end)
            } else {
                write(scalar)
            }
        }
    }

    private mutating func write(_ scalar: Unicode.Scalar) {
        if scalar.properties.isWhitespace { return writeBlank() }
        if scalar.properties.generalCategory == .control { return }
        if isBlankPending { line.append(" ") }
        isBlankPending = false
        line.append(scalar)
        room -= 1
    }

    private static func character(named name: String) -> Unicode.Scalar? {
        switch name {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        case "nbsp": return " "
        default:
            guard name.hasPrefix("#") else { return nil }
            let digits = name.dropFirst()
            let isHexadecimal = digits.hasPrefix("x") || digits.hasPrefix("X")
            return UInt32(isHexadecimal ? digits.dropFirst() : digits, radix: isHexadecimal ? 16 : 10)
                .flatMap(Unicode.Scalar.init)
        }
    }
}
