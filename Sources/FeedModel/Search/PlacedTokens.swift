/// The tokens of a plain text, each with where it stands there: for showing what was found in its own letters.
struct PlacedTokens {
    /// The tokens in UTF-8, with one blank between any two.
    let bytes: [UInt8]
    /// Of each token, in their order. The characters of a run of a script without blanks are in two tokens each.
    let places: [Range<String.Index>]

    init(_ text: String) {
        let scalars = text.unicodeScalars
        var writer = TokenWriter(capacity: text.utf8.count)
        var tokens = Gathered()
        var place = scalars.startIndex
        while place < scalars.endIndex {
            let scalar = scalars[place]
            var next = scalars.index(after: place)
            if scalar == "+", writer.isAfterLetter, next < scalars.endIndex, scalars[next] == "+" {
                next = scalars.index(after: next)
                writer.putPlusPlus()
            } else {
                writer.put(scalar)
            }
            tokens.note(
                writer, from: place, to: next, isMark: scalar.properties.generalCategory == .nonspacingMark)
            place = next
        }
        writer.endToken()
        bytes = writer.bytes
        places = tokens.places(in: writer.bytes)
    }

    /// Where each token begins, in bytes written and in the text, and where it ends there.
    private struct Gathered {
        private var found: [(start: Int, place: Range<String.Index>)] = []
        private var written = 0

        mutating func note(
            _ writer: TokenWriter, from place: String.Index, to next: String.Index, isMark: Bool
        ) {
            defer { written = writer.bytes.count }
            guard writer.bytes.count > written, !writer.hasJustParted else {
                if isMark, let last = found.popLast() {
                    found.append((last.start, last.place.lowerBound..<max(last.place.upperBound, next)))
                }
                return
            }
            if let last = found.last, last.start == writer.tokenStart || writer.isWithinRun {
                found[found.count - 1].place = last.place.lowerBound..<next
            }
            if found.last?.start != writer.tokenStart { found.append((writer.tokenStart, place..<next)) }
        }

        /// An apostrophe may have parted what was begun as one token: both are where that was.
        func places(in bytes: [UInt8]) -> [Range<String.Index>] {
            var places: [Range<String.Index>] = []
            var current = 0
            for index in bytes.indices where index == 0 || bytes[index - 1] == 0x20 {
                while current + 1 < found.count, found[current + 1].start <= index { current += 1 }
                places.append(found[current].place)
            }
            return places
        }
    }
}
