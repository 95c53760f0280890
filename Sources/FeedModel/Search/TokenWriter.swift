/// Writes a text as the tokens that it is found by, in UTF-8, with one blank between any two.
///
/// A word is letters, digits and marks, in lower case and without accents. An apostrophe in it is dropped (don't), but
/// where it parts words ("l'homme"); `c++` and `c#` stay whole. A run of a script without blanks, c1…cn, gives the
/// tokens c1c2, c2c3, … c(n-1)cn, cn, so that each character has a place of its own and any part can be found.
/// It runs for every byte that is stored, so it makes no strings, and no characters.
struct TokenWriter {
    private(set) var bytes: [UInt8] = []

    /// What is being written.
    private enum State {
        case nothing, word, run
    }

    private var state = State.nothing
    /// Where the token that is being written begins, or began that was written last.
    var tokenStart: Int { start }
    private var start = 0
    /// Where an apostrophe was dropped in it; -1 for nowhere.
    private var joint = -1
    /// How many characters the run has so far.
    private var runLength = 0
    private let partsRuns: Bool

    /// How much of a word counts, in bytes: nobody types more, and what is longer is no word.
    private static let longestWord = 96

    /// - Parameters:
    ///   - capacity: how many bytes will probably be written.
    ///   - partsRuns: whether scripts without blanks are written as pairs; else their runs are words.
    init(capacity: Int, partsRuns: Bool = true) {
        self.partsRuns = partsRuns
        bytes.reserveCapacity(capacity)
    }

    /// Whether the word that is being written has so far one letter.
    var isAfterLetter: Bool {
        state == .word && bytes.count - start == 1 && bytes[start] >= 0x61
    }

    /// Whether what was written last ends one pair of a run and begins the next.
    var isWithinRun: Bool { state == .run && runLength > 1 }

    /// Whether a separator was read that ended a word in which an apostrophe parts two: a blank was written for that,
    /// and nothing else.
    var hasJustParted: Bool {
        state == .nothing && (bytes.last.map { $0 >= 0x61 && $0 <= 0x7A || $0 >= 0x80 } ?? false)
            && bytes[start...].contains(0x20)
    }

    /// Takes a letter or digit of ASCII, in lower case.
    @inline(__always)
    mutating func put(_ letter: UInt8) {
        if state != .word { begin(.word) }
        bytes.append(letter)
    }

    /// How much of a text is looked at before the room for its tokens is made: about what lies between two tags.
    private static let lettersAtOnce = 256

    /// Takes letters and digits of ASCII and what parts them, the quick way: nearly all of most texts.
    ///
    /// - Parameters:
    ///   - first: where the text has a letter.
    ///   - classes: of each byte, as `ByteClasses` has them.
    /// - Returns: where it stopped: before what is neither, before a separator that ends more than a plain word or comes
    ///   when `limit` bytes are written, or after some hundred bytes.
    mutating func putLetters(
        of text: Span<UInt8>, from first: Int, _ classes: [UInt8], upTo limit: Int
    ) -> Int {
        if state != .word { begin(.word) }
        let last = min(text.count, first + Self.lettersAtOnce)
        let (written, hasJoint) = (bytes.count, joint >= 0)
        var (place, tokenStart, isInWord) = (first, start, true)
        bytes.append(addingCapacity: last - first) { output in
            while place < last {
                let letter = classes[Int(text[place])]
                if letter > ByteClasses.separator {
                    if !isInWord {
                        output.append(0x20)
                        tokenStart = written + output.count
                        isInWord = true
                    }
                    output.append(letter)
                } else if letter == ByteClasses.separator {
                    let end = written + output.count
                    if isInWord, hasJoint || end - tokenStart > Self.longestWord || end >= limit { break }
                    isInWord = false
                } else {
                    break
                }
                place += 1
            }
        }
        start = tokenStart
        state = isInWord ? .word : .nothing
        return place
    }

    mutating func put(_ scalar: Unicode.Scalar) {
        if scalar.value < 0x80 { return putSpecial(UInt8(scalar.value)) }
        switch SearchLetter.folded(scalar) {
        case .separator: endToken()
        case .ignored: break
        case .ascii(let byte): putSpecial(byte)
        case .word(let letter):
            if state != .word { begin(.word) }
            append(letter)
        case .several(let first, let second, let third):
            put(first)
            put(second)
            if third > 0 { put(third) }
        case .unspaced(let letter): putUnspaced(letter)
        case .voicing(let isHalf): voice(isHalf: isHalf)
        case .symbol(let symbol):
            begin(.word)
            append(symbol)
            endToken()
        }
    }

    /// Takes a character of ASCII that is not known to be a letter.
    mutating func putSpecial(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): put(byte)
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): put(byte + 32)
        case UInt8(ascii: "'"):
            guard state == .word else { break }
            settleJoint()
            joint = bytes.count
        case UInt8(ascii: "#") where isAfterLetter:
            bytes.append(byte)
            endToken()
        default: endToken()
        }
    }

    /// Ends a word of one letter with two plus signs.
    mutating func putPlusPlus() {
        bytes.append(UInt8(ascii: "+"))
        bytes.append(UInt8(ascii: "+"))
        endToken()
    }

    @inline(__always)
    mutating func endToken() {
        if state == .word { endWord() }
        state = .nothing
    }

    /// Takes back the token that is being written.
    mutating func dropToken() {
        bytes.removeSubrange(max(0, start - 1)...)
        state = .nothing
    }

    private mutating func begin(_ next: State) {
        endToken()
        if !bytes.isEmpty { bytes.append(0x20) }
        start = bytes.count
        state = next
    }

    @inline(__always)
    private mutating func endWord() {
        if joint >= 0 { settleJoint() }
        if bytes.count - start > Self.longestWord { cutWord() }
    }

    private mutating func cutWord() {
        var end = start + Self.longestWord
        while bytes[end] & 0xC0 == 0x80 { end -= 1 }
        bytes.removeSubrange(end...)
    }

    /// In "don't" and "they're" an apostrophe stands for letters, in "l'homme" and "O'Reilly" between words; in
    /// Ukrainian it is a letter.
    private mutating func settleJoint() {
        if joint >= 0, bytes.count - joint > 2, bytes[joint] < 0x80 { bytes.insert(0x20, at: joint) }
        joint = -1
    }

    private mutating func putUnspaced(_ letter: Unicode.Scalar) {
        guard partsRuns else {
            if state != .word { begin(.word) }
            return append(letter)
        }
        if state == .run {
            append(letter)
            bytes.append(0x20)
            start = bytes.count
            runLength += 1
        } else {
            begin(.run)
            runLength = 1
        }
        append(letter)
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        let value = scalar.value
        if value < 0x80 {
            bytes.append(UInt8(value))
        } else if value < 0x800 {
            bytes.append(UInt8(0xC0 | value >> 6))
            bytes.append(UInt8(0x80 | value & 0x3F))
        } else {
            if value < 0x10000 {
                bytes.append(UInt8(0xE0 | value >> 12))
            } else {
                bytes.append(UInt8(0xF0 | value >> 18))
                bytes.append(UInt8(0x80 | value >> 12 & 0x3F))
            }
            bytes.append(UInt8(0x80 | value >> 6 & 0x3F))
            bytes.append(UInt8(0x80 | value & 0x3F))
        }
    }

    /// Makes か and a voicing mark が. Kana are three bytes each; the last one was written twice where it is not the
    /// run's first.
    private mutating func voice(isHalf: Bool) {
        let end = bytes.count
        guard state != .nothing, end - start >= 3, bytes[end - 3] == 0xE3 else { return }
        let kana = 0x3000 | UInt32(bytes[end - 2] & 0x3F) << 6 | UInt32(bytes[end - 1] & 0x3F)
        guard let voiced = Self.voiced(kana, isHalf: isHalf) else { return }
        bytes.removeLast(3)
        append(voiced)
        guard state == .run, runLength > 1 else { return }
        (bytes[end - 7], bytes[end - 6], bytes[end - 5]) = (bytes[end - 3], bytes[end - 2], bytes[end - 1])
    }

    private static func voiced(_ kana: UInt32, isHalf: Bool) -> Unicode.Scalar? {
        // Katakana stand in the order of hiragana.
        switch kana >= 0x30A0 ? kana - 0x60 : kana {
        case 0x3046 where !isHalf: Unicode.Scalar(kana + 0x4E)
        case let place where (0x304B...0x3061).contains(place) && place % 2 == 1 && !isHalf:
            Unicode.Scalar(kana + 1)
        case 0x3064, 0x3066, 0x3068: isHalf ? nil : Unicode.Scalar(kana + 1)
        case 0x306F, 0x3072, 0x3075, 0x3078, 0x307B: Unicode.Scalar(kana + (isHalf ? 2 : 1))
        default: nil
        }
    }
}
