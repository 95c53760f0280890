/// An XML document as a tree, read strictly where it is well-formed and mended where it is not.
///
/// No document type is obeyed but for entities that stand in the document itself, and nothing outside the bytes is
/// ever read. Depth, elements, attributes and expansion are bounded (`Limits`): what is too much is left out and said
/// in `faults`. A value that may be used from any thread.
package struct XMLDocument: Sendable {
    /// The document element.
    package var root: XMLElement { XMLElement(tree: tree, index: 0) }
    /// Each distinct name of elements and attributes once; `XMLElement.nameIndex` is a place in it.
    package var names: [XMLName] { tree.names }
    /// The WHATWG name, in lower case, of the encoding that was used.
    package let encoding: String
    /// What was wrong, decoding first; empty for a good document, and some fifty at most.
    package let faults: [XMLFault]
    /// Whether the syntax had to be mended before it could be read.
    package let isMended: Bool

    private let tree: Tree

    /// Reads a document.
    ///
    /// - Parameters:
    ///   - charset: the `charset` parameter of the `Content-Type` it came with, if any.
    ///   - isWanted: whether a document element is of a kind that was hoped for. If not, and an XML declaration stands
    ///     further down, as it does under a server's warnings, the document is read again from there.
    /// - Throws: `XMLFault` of the kind `noElement` if there is no tag at all.
    package init(
        reading bytes: [UInt8], charset: String?, wanted isWanted: (XMLElement) -> Bool = { _ in true }
    ) throws(XMLFault) {
        let decoded = TextDecoding.decoded(bytes, charset: charset, isXML: true)
        // Here and once: libxml2's push parser leaves those in CDATA sections as they are.
        let bytes = LineEnds.normalised(decoded.bytes)
        var reading = Reading(of: bytes, from: 0)
        if let root = reading.root, isWanted(root) == false,
            let later = Self.laterDeclaration(in: bytes)
        {
            let again = Reading(of: bytes, from: later)
            if let root = again.root, isWanted(root) {
                let junk = XMLFault(.notWellFormed, line: 1, message: "something stands before the document")
                reading = Reading(tree: again.tree, faults: [junk] + again.faults, isMended: true)
            }
        }
        guard reading.root != nil else { throw XMLFault(.noElement, message: "there is no element") }
        tree = reading.tree
        encoding = decoded.encoding
        faults = decoded.faults + reading.faults
        isMended = reading.isMended
    }

    /// Where the first XML declaration stands that is not at the beginning.
    private static func laterDeclaration(in bytes: [UInt8]) -> Int? {
        guard let first = bytes.firstIndex(of: 0x3C) else { return nil }
        return bytes.end(of: "<?xml", from: first + 1).map { $0 - 5 }
    }
}

/// One attempt to read UTF-8 as XML.
private struct Reading {
    var tree: Tree
    var faults: [XMLFault]
    var isMended: Bool

    var root: XMLElement? { tree.nodes.isEmpty ? nil : XMLElement(tree: tree, index: 0) }

    init(tree: Tree, faults: [XMLFault], isMended: Bool) {
        self.tree = tree
        self.faults = faults
        self.isMended = isMended
    }

    init(of bytes: [UInt8], from origin: Int) {
        let prolog = Prolog(of: bytes, from: origin)
        guard let start = prolog.start else {
            self.init(tree: TreeBuilder(expecting: 0).tree(names: []), faults: [], isMended: false)
            return
        }
        let before = prolog.fault.map { [$0] } ?? []
        var complaint: XMLFault?
        if !prolog.hasDeclarations {
            let events = SAXEvents.reading(
                bytes, from: start, skipping: prolog.documentType, isLenient: false)
            if events.isWhole {
                let faults = before + events.allFaults + (events.complaint.map { [$0] } ?? [])
                self.init(tree: events.tree(), faults: faults, isMended: !before.isEmpty)
                return
            }
            complaint = events.complaint
        }
        self.init(mending: bytes, from: start, before: before, complaint: complaint)
    }

    private init(mending bytes: [UInt8], from start: Int, before: [XMLFault], complaint: XMLFault?) {
        let mended = Mending.mended(bytes, from: start)
        let events = SAXEvents.reading(mended.bytes, from: 0, skipping: nil, isLenient: true)
        var faults = before + mended.faults + events.allFaults + (events.complaint.map { [$0] } ?? [])
        // A piece of markup too long for libxml2 alone, such as a comment, is no fault of the document.
        let isBroken = complaint?.kind == .notWellFormed
        if let complaint, isBroken, faults.isEmpty { faults = [complaint] }
        let isMended = isBroken || !before.isEmpty || !mended.faults.isEmpty
        self.init(tree: events.tree(), faults: faults, isMended: isMended)
    }
}
