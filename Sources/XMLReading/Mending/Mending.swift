/// Rewrites a broken document as a well-formed one: bytes to bytes, line for line.
///
/// Elements are closed where they must be, values quoted, bare ampersands and less-than signs escaped, named
/// references written as the characters they mean, forbidden characters dropped, and the document type taken away
/// after its entities were put where they belong. Comments and instructions, which no reader wants, go too. Line feeds
/// stay, so that a line of the result is the same line of the input.
package struct Mending {
    /// What came of it.
    package struct Mended: Sendable {
        /// UTF-8, well-formed but for prefixes without declaration; empty if there was no element.
        package let bytes: [UInt8]
        /// What was mended, each kind of repair once, with the line where it was first needed.
        package let faults: [XMLFault]
    }

    /// Mends valid UTF-8 from an offset on.
    package static func mended(_ bytes: [UInt8], from start: Int = 0) -> Mended {
        var mending = Mending(bytes, from: start)
        mending.run()
        return Mended(bytes: mending.output, faults: mending.faults)
    }

    var input: [UInt8]
    var place: Int
    var end: Int
    var output: [UInt8] = []
    var open: [OpenTag] = []
    /// Tags inside the deepest level that is kept, which are left out.
    var levelsLeftOut = 0
    var namespacesInScope = 0
    var isFinished = false
    var entities: [[UInt8]: [UInt8]] = [:]
    var expandedBytes = 0
    var entityDepth = 0
    private(set) var faults: [XMLFault] = []
    private var repairs: UInt64 = 0
    private var undefined: Set<String> = []
    /// Marks that were looked for and do not come any more in the input at hand.
    var missingMarks: Set<Mark> = []
    var hasDocumentType = false
    /// Where the first byte stands that is no white space.
    let firstWord: Int
    /// How many more open tags, and letters of them, may be looked at to find what an end tag ends.
    var searchesLeft = 20_000_000

    private var countedPlace = 0
    private var countedLine = 1

    /// A tag that waits for its end: where its name lies in `output`, and what it declared.
    struct OpenTag {
        var name: Range<Int>
        var namespaces: Int
    }

    /// What ends a piece of markup.
    enum Mark {
        case tagEnd, commentEnd, instructionEnd, sectionEnd

        var text: StaticString {
            switch self {
            case .tagEnd: ">"
            case .commentEnd: "-->"
            case .instructionEnd: "?>"
            case .sectionEnd: "]]>"
            }
        }
    }

    private init(_ bytes: [UInt8], from start: Int) {
        input = bytes
        place = start
        end = bytes.count
        firstWord = bytes.firstIndex { !isSpace($0) } ?? bytes.count
        output.reserveCapacity(bytes.count + 64)
        for byte in bytes[..<start] where byte == 0x0A { output.append(byte) }
    }

    private mutating func run() {
        readContent()
        if !open.isEmpty {
            note(.unclosedDocument)
            while !open.isEmpty { closeTop() }
        }
    }

    /// Reads text and markup to the end of the input at hand.
    mutating func readContent() {
        while place < end, !isFinished {
            if output.count > Limits.mendedBytes {
                note(.cutLength)
                isFinished = true
                return
            }
            switch input[place] {
            case 0x3C: readMarkup()
            case 0x26: readReference(quote: nil)
            default: readText()
            }
        }
    }

    /// Notes a repair at the place that has been reached; of each kind, the first.
    mutating func note(_ repair: Repair) {
        let mark: UInt64 = 1 << UInt64(repair.rawValue)
        guard repairs & mark == 0 else { return }
        repairs |= mark
        let kind: XMLFault.Kind =
            repair.isLimit ? .limitExceeded : repair.isCut ? .cutShort : .notWellFormed
        faults.append(XMLFault(kind, line: line, message: repair.words))
    }

    /// Notes a reference to an entity that is not declared; of each name, the first.
    mutating func noteUndefined(_ name: String) {
        guard undefined.count < Limits.faults, undefined.insert(name).inserted else { return }
        faults.append(XMLFault(.undefinedEntity, line: line, message: "entity “\(name)” is not declared"))
    }

    private var line: Int {
        mutating get {
            if entityDepth == 0, place > countedPlace {
                countedLine += input[countedPlace..<min(place, input.count)].lines
                countedPlace = place
            }
            return countedLine
        }
    }

    mutating func closeTop() {
        guard let top = open.popLast() else { return }
        output.append(contentsOf: [0x3C, 0x2F])
        // Byte by byte: a slice of what is appended to would have all of it copied.
        for index in top.name { output.append(output[index]) }
        output.append(0x3E)
        namespacesInScope -= top.namespaces
        if open.isEmpty { isFinished = true }
    }

    /// Leaves out a range, but for its line feeds.
    mutating func leaveOut(_ range: Range<Int>) {
        guard entityDepth == 0 else { return }
        for index in range where input[index] == 0x0A { output.append(0x0A) }
    }
}
