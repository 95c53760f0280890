internal import FeedModel
internal import XMLReading

/// Writes what is allowed of a tree.
struct SanitizedMarkup {
    private(set) var output: [UInt8] = []
    /// Whether the result may be read otherwise: an element was taken out whose presence had shaped the tree, or one
    /// stands inside another where a parser would not leave it.
    private(set) var isRearranged = false

    /// What is open around the place that is written.
    private struct Surroundings {
        var isInLink = false
        var isInParagraph = false
        var isRightInHeading = false
        var isInListItem = false
        var isInTerm = false
    }

    private var around = Surroundings()
    /// Where the contents of the last `pre` begin; -1 before there is one.
    private var startOfPreformatted = -1

    private let rules: [SanitizerRule]
    private let names: [XMLName]
    private(set) var base: AddressBase
    private var uses: [Int: SanitizerRule.Use?] = [:]

    init(names: [XMLName], base: AddressBase) {
        self.names = names
        self.base = base
        rules = names.map { SanitizerRule(for: $0.local) }
    }

    mutating func writeContent(of element: XMLElement) {
        for piece in element.content {
            switch piece {
            case .text(let bytes):
                // The first line end in a `pre` is no part of it, so what is one must be written twice.
                if output.count == startOfPreformatted, bytes.first == 0x0A { output.append(0x0A) }
                appendEscaped(bytes)
            case .element(let child): write(child)
            }
        }
    }

    private mutating func write(_ element: XMLElement) {
        let rule = rules[element.nameIndex]
        switch rule.treatment {
        case .remove: return
        case .unwrap:
            if rule.shapesTree { isRearranged = true }
            writeContent(of: element)
        case .keep:
            let outer = around
            enter(rule)
            defer { around = outer }
            let mark = output.count
            output.append(0x3C)
            output.append(contentsOf: names[element.nameIndex].local.utf8)
            let hasSource = writeAttributes(of: element, rule)
            output.append(0x3E)
            if rule.needsSource, !hasSource {
                output.removeSubrange(mark...)
                return
            }
            guard !rule.isVoid else { return }
            if rule.isPreformatted { startOfPreformatted = output.count }
            writeContent(of: element)
            output.append(contentsOf: [0x3C, 0x2F])
            output.append(contentsOf: names[element.nameIndex].local.utf8)
            output.append(0x3E)
        }
    }

    /// Notes what an element is to those inside it, and whether a parser would leave it where it is.
    private mutating func enter(_ rule: SanitizerRule) {
        let outer = around
        around.isRightInHeading = rule.nesting == .heading
        if rule.endsListItem { (around.isInListItem, around.isInTerm) = (false, false) }
        let isMisplaced: Bool
        switch rule.nesting {
        case .free: isMisplaced = false
        case .link:
            isMisplaced = outer.isInLink
            around.isInLink = true
        case .block: isMisplaced = outer.isInParagraph
        case .heading: isMisplaced = outer.isInParagraph || outer.isRightInHeading
        case .paragraph:
            isMisplaced = outer.isInParagraph
            around.isInParagraph = true
        case .listItem:
            isMisplaced = outer.isInParagraph || outer.isInListItem
            around.isInListItem = true
        case .term:
            isMisplaced = outer.isInParagraph || outer.isInTerm
            around.isInTerm = true
        case .table:
            isMisplaced = false
            around.isInParagraph = false
        case .cell:
            isMisplaced = false
            (around.isInLink, around.isInParagraph) = (false, false)
        }
        if isMisplaced { isRearranged = true }
    }

    /// Writes the attributes that are allowed, and says whether one of them gives an element something to show.
    private mutating func writeAttributes(of element: XMLElement, _ rule: SanitizerRule) -> Bool {
        var hasSource = false
        for attribute in element.attributes {
            guard let use = use(of: attribute.nameIndex, element.nameIndex, rule) else { continue }
            let value: ArraySlice<UInt8>?
            switch use {
            case .plain: value = attribute.valueBytes
            case .address where SanitizedAddress.isPlainlyWeb(attribute.valueBytes):
                value = attribute.valueBytes
            case .address(let kind):
                value = SanitizedAddress.address(attribute.value, kind, base: &base).map {
                    Array($0.utf8)[...]
                }
            case .candidates:
                value = SanitizedAddress.candidates(attribute.value, base: &base).map { Array($0.utf8)[...] }
            }
            guard let value else { continue }
            let name = names[attribute.nameIndex].local
            if name == "src" || name == "srcset" { hasSource = true }
            output.append(0x20)
            output.append(contentsOf: name.utf8)
            output.append(contentsOf: [0x3D, 0x22])
            appendEscaped(value)
            output.append(0x22)
        }
        return hasSource
    }

    /// How an attribute of an element is judged; `nil` if it is not allowed. Each pair of names is looked up once.
    private mutating func use(of attribute: Int, _ element: Int, _ rule: SanitizerRule) -> SanitizerRule.Use?
    {
        let key = element << 32 | attribute
        if let known = uses[key] { return known }
        let name = names[attribute].local
        let use = rule.attributes[name] ?? SanitizerRule.commonAttributes[name]
        uses[key] = .some(use)
        return use
    }

    private mutating func appendEscaped(_ bytes: ArraySlice<UInt8>) {
        var run = bytes.startIndex
        for index in bytes.indices {
            let escape: String
            switch bytes[index] {
            case 0x26: escape = "&amp;"
            case 0x3C: escape = "&lt;"
            case 0x3E: escape = "&gt;"
            case 0x22: escape = "&quot;"
            default: continue
            }
            output.append(contentsOf: bytes[run..<index])
            output.append(contentsOf: escape.utf8)
            run = index + 1
        }
        output.append(contentsOf: bytes[run...])
    }
}
