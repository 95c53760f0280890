internal import CLibXML2
internal import Glibc

/// One parse by libxml2: its events fill a `TreeBuilder`.
///
/// libxml2 sees no document type (`Prolog` takes it away), so entities, default attributes and external subsets cannot
/// hurt; should it meet one all the same, it is stopped.
@safe struct SAXEvents {
    /// Why a parse ended before its end.
    enum Stop {
        case fault
        /// A limit on one tag or on depth, which mending keeps.
        case limit(String)
        /// A limit on the whole, after which there is no more to be had.
        case fullness(String)
        case documentType
    }

    fileprivate(set) var builder: TreeBuilder
    fileprivate(set) var names = NameTable()
    /// Faults that stop nothing: undeclared prefixes.
    fileprivate(set) var faults: [XMLFault] = []
    /// The default namespace that the document element declares.
    fileprivate(set) var defaultNamespace: String?
    /// The first complaint about the syntax.
    fileprivate(set) var complaint: XMLFault?
    fileprivate(set) var stop: Stop?
    fileprivate var complaints = 0
    fileprivate var comparisons = 0
    /// The prefixes that were declared anywhere, by the addresses of libxml2's one copy of each.
    fileprivate var declaredPrefixes: Set<Int> = []
    fileprivate var isComplaintAboutWhatFollows = false
    fileprivate let isLenient: Bool
    fileprivate var context: xmlParserCtxtPtr?

    /// Reads UTF-8 by the push parser, in pieces.
    ///
    /// - Parameters:
    ///   - skipping: a range that the parser is given as empty lines.
    ///   - isLenient: whether to go on after an error in the syntax.
    static func reading(_ bytes: [UInt8], from start: Int, skipping: Range<Int>?, isLenient: Bool)
        -> SAXEvents
    {
        var events = SAXEvents(expecting: bytes.count, isLenient: isLenient)
        guard let library else {
            events.stop = .limit("libxml2.so.2 cannot be loaded")
            return events
        }
        unsafe withUnsafeMutablePointer(to: &events) { pointer in
            var handler = unsafe handler()
            guard let context = unsafe xmlLibraryCreatePushParserCtxt(library, &handler, pointer) else {
                unsafe pointer.pointee.stop = .limit("out of memory")
                return
            }
            defer { unsafe xmlLibraryFreeParserCtxt(library, context) }
            let recover = isLenient ? Int32(bitPattern: XML_PARSE_RECOVER.rawValue) : 0
            unsafe xmlLibraryCtxtUseOptions(
                library, context,
                Int32(bitPattern: XML_PARSE_NONET.rawValue | XML_PARSE_IGNORE_ENC.rawValue) | recover)
            unsafe pointer.pointee.context = context
            unsafe context.pointee.input?.pointee.line += Int32(clamping: bytes[..<start].lines)
            unsafe bytes.withUnsafeBufferPointer { buffer in
                let feed = unsafe PushFeed(
                    library: library, context: context, events: pointer, bytes: buffer, count: bytes.count)
                feed.run(from: start, skipping: skipping)
            }
            unsafe pointer.pointee.context = nil
        }
        return events
    }

    private init(expecting bytes: Int, isLenient: Bool) {
        builder = TreeBuilder(expecting: bytes)
        self.isLenient = isLenient
    }

    /// Nil where libxml2 is not installed.
    private static let library: XMLLibrary? = {
        var library = XMLLibrary()
        return unsafe xmlLibraryLoad(&library) == 0 ? nil : library
    }()

    /// Notes why the parse must end, and ends it.
    fileprivate mutating func halt(_ stop: Stop) {
        guard self.stop == nil else { return }
        self.stop = stop
        if let library = Self.library { unsafe xmlLibraryStopParser(library, context) }
    }
}

/// Gives libxml2 a document piece by piece, with an eye on tags that grow too large.
@safe private struct PushFeed {
    let library: XMLLibrary
    let context: xmlParserCtxtPtr
    let events: UnsafeMutablePointer<SAXEvents>
    let bytes: UnsafeBufferPointer<UInt8>
    let count: Int

    private static let pieceSize = 64 << 10

    func run(from start: Int, skipping: Range<Int>?) {
        if let skipping {
            push(start..<skipping.lowerBound)
            pushLines(of: skipping)
            push(skipping.upperBound..<count)
        } else {
            push(start..<count)
        }
        if unsafe events.pointee.stop == nil { unsafe xmlLibraryParseChunk(library, context, nil, 0, 1) }
    }

    private func push(_ range: Range<Int>) {
        var place = range.lowerBound
        while place < range.upperBound, unsafe events.pointee.stop == nil {
            let text = unsafe LongText.next(in: bytes, within: place..<range.upperBound)
            let end = text?.outer.lowerBound ?? range.upperBound
            while place < end, unsafe events.pointee.stop == nil { place = pushPiece(place..<end) }
            guard let text, unsafe events.pointee.stop == nil else { continue }
            if isInContent, take(text) {
                place = text.outer.upperBound
            } else {
                // It was something else, such as a comment, and may be for longer.
                place = pushPiece(place..<range.upperBound)
            }
        }
    }

    /// Gives libxml2 the next piece, and gives back where it ended.
    private func pushPiece(_ range: Range<Int>) -> Int {
        guard let base = unsafe UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
        else { return range.upperBound }
        // As much as is waiting, so that what libxml2 looks through again and again grows by doubling.
        let size = min(max(Self.pieceSize, waiting), range.count)
        unsafe xmlLibraryParseChunk(library, context, base + range.lowerBound, Int32(size), 0)
        let place = range.lowerBound + size
        let pending = waiting
        if pending > Self.pieceSize { lookAtTag(at: place - pending) }
        return place
    }

    /// Whether libxml2 has read all that it was given, and now expects text or a tag.
    private var isInContent: Bool {
        unsafe waiting == 0 && context.pointee.instate == XML_PARSER_CONTENT
    }

    /// Reads text beside libxml2; false if it is not as plain as that.
    private func take(_ text: LongText) -> Bool {
        guard let lines = unsafe events.pointee.builder.add(text, from: bytes) else { return false }
        unsafe context.pointee.input?.pointee.line += Int32(clamping: lines)
        return true
    }

    private func pushLines(of range: Range<Int>) {
        let lines = unsafe UnsafeBufferPointer(rebasing: bytes[range]).lines
        let feeds = [CChar](repeating: 0x0A, count: lines + 1)
        unsafe xmlLibraryParseChunk(library, context, feeds, Int32(lines), 0)
    }

    /// How many bytes libxml2 was given and has not read.
    private var waiting: Int {
        guard let input = unsafe context.pointee.input else { return 0 }
        return unsafe input.pointee.end - input.pointee.cur
    }

    /// Stops the parse if a start tag begins here that is too large for libxml2's quadratic comparisons.
    private func lookAtTag(at place: Int) {
        guard place >= 0, place + 1 < count, unsafe bytes[place] == 0x3C, isNameStart(unsafe bytes[place + 1])
        else {
            return
        }
        var quote: UInt8 = 0
        var attributes = 0
        for index in place..<min(count, place + Limits.tagBytes) {
            let byte = unsafe bytes[index]
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == 0x22 || byte == 0x27 {
                quote = byte
                attributes += 1
            } else if byte == 0x3E {
                if attributes > Limits.attributesInTag { break }
                return
            }
        }
        unsafe events.pointee.halt(.limit("a start tag is too large"))
    }
}

extension Collection<UInt8> {
    /// The number of line feeds.
    var lines: Int { reduce(into: 0) { count, byte in if byte == 0x0A { count += 1 } } }
}

func isNameStart(_ byte: UInt8) -> Bool {
    (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || byte == 0x5F || byte == 0x3A || byte >= 0x80
}

// MARK: What libxml2 calls

private func handler() -> xmlSAXHandler {
    var handler = unsafe xmlSAXHandler()
    unsafe handler.initialized = XML_SAX2_MAGIC
    unsafe handler.startElementNs = startElement
    unsafe handler.endElementNs = { data, _, _, _ in
        unsafe data?.assumingMemoryBound(to: SAXEvents.self).pointee.builder.end()
    }
    unsafe handler.characters = characters
    // The same function: then libxml2 does not ask itself which white space may be ignored.
    unsafe handler.ignorableWhitespace = characters
    unsafe handler.cdataBlock = characters
    unsafe handler.internalSubset = { data, _, _, _ in
        unsafe data?.assumingMemoryBound(to: SAXEvents.self).pointee.halt(.documentType)
    }
    unsafe handler.serror = complain
    return unsafe handler
}

private let characters: charactersSAXFunc = { data, characters, count in
    guard let data = unsafe data, let characters = unsafe characters else { return }
    let bytes = unsafe UnsafeBufferPointer(start: characters, count: Int(count))
    unsafe data.assumingMemoryBound(to: SAXEvents.self).pointee.builder.characters(bytes)
}

private let startElement: startElementNsSAX2Func = {
    data, local, prefix, namespace, namespaceCount, namespaces, attributeCount, _, attributes in
    guard let data = unsafe data, let local = unsafe local else { return }
    let events = unsafe data.assumingMemoryBound(to: SAXEvents.self)
    if namespaceCount > 0 { unsafe events.pointee.noteDeclarations(namespaces, count: Int(namespaceCount)) }
    if unsafe events.pointee.builder.elementCount == 0 {
        unsafe events.pointee.noteDefaultNamespace(in: namespaces, count: Int(namespaceCount))
    }
    unsafe events.pointee.startElement(
        local, prefix, namespace, namespaceCount: namespaceCount, attributes,
        attributeCount: Int(attributeCount))
}

private let complain: xmlStructuredErrorFunc = { data, error in
    guard let data = unsafe data, let error = unsafe error else { return }
    let events = unsafe data.assumingMemoryBound(to: SAXEvents.self)
    unsafe events.pointee.note(error.pointee)
}

extension SAXEvents {
    @inline(__always)
    fileprivate mutating func startElement(
        _ local: UnsafePointer<UInt8>, _ prefix: UnsafePointer<UInt8>?, _ namespace: UnsafePointer<UInt8>?,
        namespaceCount: Int32, _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, attributeCount: Int
    ) {
        guard stop == nil else { return }
        let line = unsafe UInt32(truncatingIfNeeded: context?.pointee.input?.pointee.line ?? 0)
        let name = unsafe index(local, prefix, namespace, line: line)
        builder.start(name, line: line, namespaces: namespaceCount)
        if attributeCount > 0, let attributes = unsafe attributes {
            for number in 0..<attributeCount {
                let fields = unsafe attributes + 5 * number
                guard let local = unsafe fields[0], let start = unsafe fields[3], let end = unsafe fields[4]
                else {
                    continue
                }
                let name = unsafe index(local, fields[1], fields[2], line: line)
                unsafe builder.attribute(
                    name, libxmlValue: UnsafeBufferPointer(start: start, count: end - start))
            }
        }
        keepLimits(attributeCount + Int(namespaceCount))
    }

    /// Counts distinct prefixes: libxml2's dictionary gets slow where there are too many.
    fileprivate mutating func noteDeclarations(
        _ declarations: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, count: Int
    ) {
        guard let declarations = unsafe declarations else { return }
        for number in 0..<count { unsafe declaredPrefixes.insert(Int(bitPattern: declarations[2 * number])) }
    }

    /// Of the document element's declarations, pairs of prefix and namespace, the one without a prefix.
    fileprivate mutating func noteDefaultNamespace(
        in declarations: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, count: Int
    ) {
        guard let declarations = unsafe declarations else { return }
        for number in 0..<count where unsafe declarations[2 * number] == nil {
            defaultNamespace = unsafe declarations[2 * number + 1].map { unsafe String(cString: $0) }
        }
    }

    @inline(__always)
    private mutating func keepLimits(_ attributesInTag: Int) {
        comparisons += attributesInTag * attributesInTag
        if builder.depth > Limits.depth {
            halt(.limit("elements are nested too deep"))
        } else if attributesInTag > Limits.attributesInTag {
            halt(.limit("too many attributes in one tag"))
        } else if builder.namespacesInScope > Limits.namespacesInScope {
            halt(.limit("too many namespace declarations"))
        } else if builder.elementCount >= Limits.elements || builder.attributeCount >= Limits.attributes {
            halt(.fullness("too many elements"))
        } else if names.names.count > Limits.names {
            halt(.fullness("too many distinct names"))
        } else if declaredPrefixes.count > Limits.names {
            halt(.fullness("too many namespace prefixes"))
        } else if comparisons > Limits.comparisons {
            halt(.fullness("too many attributes"))
        }
    }

    @inline(__always)
    private mutating func index(
        _ local: UnsafePointer<UInt8>, _ prefix: UnsafePointer<UInt8>?, _ namespace: UnsafePointer<UInt8>?,
        line: UInt32
    ) -> Int32 {
        let (index, isNew) = unsafe names.index(local: local, prefix: prefix, namespace: namespace)
        if isNew { noteUndeclared(names.names[Int(index)], line: line) }
        return index
    }

    private mutating func noteUndeclared(_ name: XMLName, line: UInt32) {
        guard name.isUndeclared, let prefix = name.prefix, faults.count < Limits.faults else { return }
        let message = "prefix “\(prefix.prefix(40))” is not declared"
        guard !faults.contains(where: { $0.message == message }) else { return }
        faults.append(XMLFault(.undeclaredPrefix, line: Int(line), message: message))
    }

    fileprivate mutating func note(_ error: xmlError) {
        complaints += 1
        if complaints > Limits.complaints { halt(.fullness("too many faults")) }
        guard unsafe error.level == XML_ERR_FATAL else { return }
        if complaint == nil {
            isComplaintAboutWhatFollows =
                unsafe error.code == Int32(bitPattern: XML_ERR_DOCUMENT_END.rawValue)
            let words = unsafe error.message.map { unsafe String(cString: $0) } ?? "syntax error"
            let message = String(words.prefix { $0 != "\n" }.prefix(200))
            // What libxml2 calls an internal error is its own limit of 10 MB for one piece of markup.
            let isLimit = unsafe error.code == Int32(bitPattern: XML_ERR_INTERNAL_ERROR.rawValue)
            complaint = unsafe XMLFault(
                isLimit ? .limitExceeded : .notWellFormed, line: max(1, Int(error.line)), message: message)
        }
        if !isLenient { stop = stop ?? .fault }
    }
}

extension SAXEvents {
    /// Whether the document element was read to its end without a fault; what comes after it does not matter.
    var isWhole: Bool {
        if case .fullness = stop { return true }
        guard builder.elementCount > 0, builder.depth == 0 else { return false }
        switch stop {
        case nil: return complaint == nil
        case .fault: return isComplaintAboutWhatFollows
        case .limit, .fullness, .documentType: return false
        }
    }

    /// What was wrong beside the syntax.
    var allFaults: [XMLFault] {
        let cut = builder.isTextCut ? [XMLFault(.limitExceeded, message: "a text is too long")] : []
        return switch stop {
        case .limit(let message), .fullness(let message):
            faults + cut + [XMLFault(.limitExceeded, message: message)]
        default: faults + cut
        }
    }

    /// The tree, what is open in it ended.
    func tree() -> Tree { builder.tree(names: names.names, defaultNamespace: defaultNamespace) }
}
