/// What a character is to a search: how it is folded, and whether words go on across it.
enum SearchLetter {
    /// Neither part of a word nor of anything else that is looked for.
    case separator
    /// Part of a word that adds nothing to it: a combining mark, a soft hyphen.
    case ignored
    /// To be taken for this character of ASCII, whatever that is.
    case ascii(UInt8)
    case word(Unicode.Scalar)
    /// Written as these letters, of which the last may be 0 for none.
    case several(UInt8, UInt8, UInt8)
    /// Of a script without blanks between words.
    case unspaced(Unicode.Scalar)
    /// Voices the kana before it, or half does.
    case voicing(isHalf: Bool)
    /// A picture, which is a word of its own.
    case symbol(Unicode.Scalar)

    /// What a character beyond ASCII is, without its accent.
    ///
    /// Those up to U+1FFF are kept in two tables, since Unicode's properties take long to look up. A command mostly needs the
    /// small one, of Latin letters, and making the other would take a quarter of its time.
    static func folded(_ scalar: Unicode.Scalar) -> SearchLetter {
        switch scalar.value {
        case 0x80..<0x250: latin[Int(scalar.value) - 0x80]
        case 0x250..<0x2000: others[Int(scalar.value) - 0x250]
        default: SearchLetter(scalar)
        }
    }

    private static let latin = table(of: 0x80..<0x250)
    private static let others = table(of: 0x250..<0x2000)

    private static func table(of range: Range<UInt32>) -> [SearchLetter] {
        var accents: [Unicode.Scalar: String] = [:]
        for row in AccentedLetters.rows {
            for letter in row.letters.unicodeScalars { accents[letter] = row.base }
        }
        return range.map { value in
            guard let scalar = Unicode.Scalar(value) else { return .separator }
            guard case .word(let letter) = SearchLetter(scalar), let base = accents[letter] else {
                return SearchLetter(scalar)
            }
            let ascii = Array(base.utf8)
            if ascii.count == 2, ascii[0] < 0x80 { return .several(ascii[0], ascii[1], 0) }
            return .word(base.unicodeScalars.first ?? letter)
        }
    }

    /// A character beyond ASCII, with its accent.
    init(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        // Apostrophes, and letters that are written as such.
        case 0x2018, 0x2019, 0x02BB, 0x02BC: self = .ascii(0x27)
        case 0xFF01...0xFF5E: self = .ascii(UInt8(scalar.value - 0xFEE0))
        case 0x3099, 0xFF9E: self = .voicing(isHalf: false)
        case 0x309A, 0xFF9F: self = .voicing(isHalf: true)
        case 0xFF66...0xFF9D:
            self = .unspaced(Self.wideKatakana[Int(scalar.value - 0xFF66)])
        case 0xFB00: self = .several(0x66, 0x66, 0)
        case 0xFB01: self = .several(0x66, 0x69, 0)
        case 0xFB02: self = .several(0x66, 0x6C, 0)
        case 0xFB03: self = .several(0x66, 0x66, 0x69)
        case 0xFB04: self = .several(0x66, 0x66, 0x6C)
        case 0xFB05, 0xFB06: self = .several(0x73, 0x74, 0)
        default: self = Self.isIdeograph(scalar) ? .unspaced(scalar) : Self.byCategory(scalar)
        }
    }

    /// Half-width katakana, U+FF66 to U+FF9D, in their usual width.
    private static let wideKatakana = Array(
        "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン"
            .unicodeScalars)

    private static func byCategory(_ scalar: Unicode.Scalar) -> SearchLetter {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
            if isUnspaced(scalar) { return .unspaced(scalar) }
            // The Arabic letter that only makes a word longer on paper.
            if scalar.value == 0x0640 { return .ignored }
            return .word(scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar)
        case .nonspacingMark, .spacingMark, .enclosingMark:
            if isUnspaced(scalar) { return .unspaced(scalar) }
            return isLeftOut(scalar) ? .ignored : .word(scalar)
        case .decimalNumber, .letterNumber, .otherNumber:
            return digit(scalar).map(SearchLetter.ascii) ?? .word(scalar)
        case .format:
            return scalar.value == 0x200B ? .separator : .ignored
        case .modifierSymbol:
            return (0x1F3FB...0x1F3FF).contains(scalar.value) ? .ignored : .separator
        case .otherSymbol:
            return isPicture(scalar) ? .symbol(scalar) : .separator
        default:
            return .separator
        }
    }

    private static func digit(_ scalar: Unicode.Scalar) -> UInt8? {
        guard let kind = scalar.properties.numericType, kind == .decimal || kind == .digit,
            let value = scalar.properties.numericValue, value >= 0, value <= 9
        else { return nil }
        return 0x30 + UInt8(value)
    }

    /// Signs such as ® belong to the word that they follow; pictures stand for themselves.
    private static func isPicture(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x1F000 || (0x2600...0x27BF).contains(scalar.value)
            || scalar.properties.isEmojiPresentation
    }

    /// Marks that many texts leave out: accents, the points of Hebrew and Arabic, variants of pictures. The vowels of
    /// Indian scripts are marks too, but nobody leaves them out.
    private static func isLeftOut(_ mark: Unicode.Scalar) -> Bool {
        switch mark.value {
        case 0x0300...0x036F, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xFE20...0xFE2F,
            0x0591...0x05C7, 0x0610...0x061A, 0x064B...0x065F, 0x0670, 0x06D6...0x06ED,
            0xFE00...0xFE0F, 0xE0100...0xE01EF:
            true
        default: false
        }
    }

    /// Han, kana, bopomofo and Hangul.
    private static func isIdeograph(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x2E80...0x2FDF, 0x3005...0x3007, 0x3021...0x3029, 0x3031...0x3035, 0x3038...0x303B,
            0x3041...0x3096, 0x309D...0x309F, 0x30A1...0x30FA, 0x30FC...0x30FF, 0x3105...0x312F,
            0x3131...0x318E, 0x31A0...0x31BF, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
            0xAC00...0xD7A3, 0xF900...0xFAFF, 0x1B000...0x1B16F, 0x20000...0x3FFFD:
            true
        default: false
        }
    }

    /// Thai, Lao, Myanmar and Khmer.
    private static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0xA9E0...0xA9FF, 0xAA60...0xAA7F: true
        default: false
        }
    }
}
