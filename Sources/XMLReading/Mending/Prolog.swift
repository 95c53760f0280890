/// What stands before the document element.
struct Prolog {
    /// Where the first `<` is; `nil` if there is none.
    private(set) var start: Int?
    /// A document type that declares nothing: it may be skipped.
    private(set) var documentType: Range<Int>?
    /// Whether there are declarations to be read, or damage that reaches beyond them: libxml2 must not see either.
    private(set) var hasDeclarations = false
    /// What stands before the first `<` though it may not.
    private(set) var fault: XMLFault?

    init(of bytes: [UInt8], from origin: Int) {
        guard let start = bytes[origin...].firstIndex(of: 0x3C) else { return }
        self.start = start
        noteJunk(in: bytes, origin..<start)
        guard let place = Self.endOfMiscellany(in: bytes, from: start),
            bytes.hasASCII("<!DOCTYPE", at: place)
        else { return }
        let type = DocumentType(reading: bytes, at: place)
        hasDeclarations = type.hasSubset || !type.isClosed
        documentType = place..<type.end
    }

    /// Where white space, comments and instructions end; `nil` if one of them does not.
    private static func endOfMiscellany(in bytes: [UInt8], from start: Int) -> Int? {
        var place = start
        while place < bytes.count {
            if isSpace(bytes[place]) {
                place += 1
            } else if bytes.hasASCII("<?", at: place) {
                guard let end = bytes.end(of: "?>", from: place) else { return nil }
                place = end
            } else if bytes.hasASCII("<!--", at: place) {
                guard let end = bytes.end(of: "-->", from: place + 4) else { return nil }
                place = end
            } else {
                break
            }
        }
        return place
    }

    private mutating func noteJunk(in bytes: [UInt8], _ junk: Range<Int>) {
        guard !junk.isEmpty else { return }
        let isMark = bytes[junk].allSatisfy { isSpace($0) || [0xEF, 0xBB, 0xBF].contains($0) }
        if !isMark || bytes.hasASCII("<?xml", at: junk.upperBound) {
            fault = XMLFault(.notWellFormed, line: 1, message: "something stands before the document")
        }
    }
}

extension [UInt8] {
    /// Whether these characters stand here, written exactly so.
    @inline(__always)
    func hasASCII(_ text: StaticString, at place: Int) -> Bool {
        let length = text.utf8CodeUnitCount
        guard place + length <= count else { return false }
        return text.withUTF8Buffer { expected in
            for offset in 0..<length where unsafe self[place + offset] != expected[offset] { return false }
            return true
        }
    }

    /// Where the first occurrence of a mark from `start` on ends.
    func end(of mark: StaticString, from start: Int, before limit: Int? = nil) -> Int? {
        let last = (limit ?? count) - mark.utf8CodeUnitCount
        var place = start
        let first = unsafe mark.utf8Start.pointee
        while place <= last {
            if self[place] == first, hasASCII(mark, at: place) { return place + mark.utf8CodeUnitCount }
            place += 1
        }
        return nil
    }
}
