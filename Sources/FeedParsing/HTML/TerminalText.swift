internal import XMLReading

extension PlainText {
    /// What HTML says, laid out for a terminal: paragraphs, lists, quotes, code and simple tables in lines.
    ///
    /// Links are numbered, and where they lead is listed at the end; images are their alternative text. Characters that
    /// could command a terminal are left out. Nothing to say is no line at all.
    ///
    /// - Parameter columns: how wide lines may be, 20 at least; words and code that are longer than a line stay whole.
    package static func lines(fromHTML html: String, columns: Int) -> [String] {
        lines(fromHTML: html, columns: max(columns, 20), isCompared: false)
    }

    /// The same for comparing: lines are as long as their paragraphs, without margins, and where a link leads stands
    /// behind it, so that a new link renumbers no others.
    package static func paragraphs(fromHTML html: String) -> [String] {
        lines(fromHTML: html, columns: .max, isCompared: true)
    }

    private static func lines(fromHTML html: String, columns: Int, isCompared: Bool) -> [String] {
        let document = HTMLDocument(reading: Array(html.utf8))
        var text = TerminalText(
            columns: columns, isCompared: isCompared,
            roles: document.names.map { TextRole(of: $0.local) })
        text.writeContent(of: document.root)
        text.endBlock()
        text.writeLinks()
        return text.lines
    }
}

/// Lays a tree of HTML out in lines.
struct TerminalText {
    private(set) var lines: [String] = []
    private let columns: Int
    /// Whether the words count and not their places: without margins, padding, and numbers for links.
    private let isCompared: Bool
    private let roles: [TextRole]
    /// What each line begins with: the marks of quotes and the indentation of lists.
    private var margin = ""
    /// What the next line begins with instead, once: the mark of a list item.
    private var mark: String?
    private var paragraph = ""
    private var links: [String] = []
    private var numbers: [String: Int] = [:]
    private var wantsBlankLine = false
    private var listDepth = 0

    init(columns: Int, isCompared: Bool, roles: [TextRole]) {
        self.columns = columns
        self.isCompared = isCompared
        self.roles = roles
    }

    mutating func writeContent(of element: XMLElement) {
        for piece in element.content {
            switch piece {
            case .text(let bytes): paragraph += Self.harmless(String(decoding: bytes, as: UTF8.self))
            case .element(let child): write(child)
            }
        }
    }

    private mutating func write(_ element: XMLElement) {
        guard roles[element.nameIndex] != .hidden else { return }
        let name = element.name.local
        switch name {
        case "br": breakLine()
        case "hr": writeRule()
        case "img": paragraph += Self.harmless(element.attribute("alt") ?? "")
        case "a": writeLink(element)
        case "q":
            paragraph += "“"
            writeContent(of: element)
            paragraph += "”"
        case "pre": writeCode(element)
        case "table": writeTable(element)
        case "ul", "ol": writeList(element)
        case "blockquote": writeApart { $0.indented(by: "> ") { $0.writeContent(of: element) } }
        case "dd": writeBlock { $0.indented(by: "    ") { $0.writeContent(of: element) } }
        case "p", "h1", "h2", "h3", "h4", "h5", "h6", "figure", "dl", "details":
            writeApart { $0.writeContent(of: element) }
        case _ where roles[element.nameIndex] == .separator: writeBlock { $0.writeContent(of: element) }
        default: writeContent(of: element)
        }
    }

    // MARK: Blocks

    private mutating func writeBlock(_ body: (inout TerminalText) -> Void) {
        endBlock()
        body(&self)
        endBlock()
    }

    /// Writes a block with a blank line before and after it.
    private mutating func writeApart(_ body: (inout TerminalText) -> Void) {
        endBlock()
        wantsBlankLine = true
        body(&self)
        endBlock()
        wantsBlankLine = true
    }

    private mutating func indented(by prefix: String, _ body: (inout TerminalText) -> Void) {
        let outer = margin
        // A margin that leaves no room for words grows no more.
        if !isCompared, TerminalWidth.width(of: margin) + 20 < columns { margin += prefix }
        body(&self)
        endBlock()
        margin = outer
    }

    /// Ends the line at hand, if there is something in it.
    mutating func endBlock() {
        let words = PlainSpace.collapsed(paragraph)
        paragraph = ""
        guard !words.isEmpty else { return }
        for line in TerminalLines.wrapped(words, columns: max(10, columns - TerminalWidth.width(of: margin)))
        {
            add(line)
        }
    }

    private mutating func breakLine() {
        if PlainSpace.collapsed(paragraph).isEmpty { wantsBlankLine = wantsBlankLine || !lines.isEmpty }
        endBlock()
    }

    private mutating func add(_ line: String) {
        if wantsBlankLine, !lines.isEmpty, mark == nil || listDepth <= 1 {
            lines.append(Self.trimmedEnd(margin))
        }
        wantsBlankLine = false
        lines.append(Self.trimmedEnd((mark ?? margin) + line))
        mark = nil
    }

    private mutating func writeRule() {
        writeApart { text in text.add(String(repeating: "─", count: min(20, text.columns))) }
    }

    private mutating func writeList(_ list: XMLElement) {
        endBlock()
        if listDepth == 0 { wantsBlankLine = true }
        listDepth += 1
        var number = list.attribute("start").flatMap { Int($0) } ?? 1
        let isOrdered = list.name.local == "ol"
        for item in list.children {
            guard item.name.local == "li" else {
                write(item)
                continue
            }
            let bullet = isOrdered ? "\(number). " : "• "
            number &+= 1
            writeItem(item, bullet)
        }
        listDepth -= 1
        if listDepth == 0 { wantsBlankLine = true }
    }

    private mutating func writeItem(_ item: XMLElement, _ bullet: String) {
        endBlock()
        let before = wantsBlankLine
        mark = (mark ?? margin) + bullet
        let indent = String(repeating: " ", count: TerminalWidth.width(of: bullet))
        indented(by: indent) { text in
            text.writeContent(of: item)
            text.endBlock()
        }
        mark = nil
        wantsBlankLine = lines.isEmpty ? before : false
    }

    private mutating func writeCode(_ element: XMLElement) {
        writeApart { text in
            text.indented(by: "    ") { text in
                var code = Self.harmless(element.deepText, keepsLines: true).split(
                    separator: "\n", omittingEmptySubsequences: false)
                while code.last?.allSatisfy({ $0 == " " }) == true { code.removeLast() }
                for line in code { text.add(String(line)) }
            }
        }
    }

    // MARK: Links

    private mutating func writeLink(_ element: XMLElement) {
        writeContent(of: element)
        guard let address = element.attribute("href"), !address.isEmpty, !address.hasPrefix("#") else {
            return
        }
        // An address that was not sanitized may hold line ends.
        let harmless = PlainSpace.collapsed(Self.harmless(address))
        guard !says(element, harmless) else { return }
        // The mark belongs to the last word, not to the space behind it.
        let isSpaced = paragraph.last == " "
        if isSpaced { paragraph.removeLast() }
        let mark = isCompared ? " <\(harmless)>" : "[\(number(of: harmless))]"
        paragraph += mark + (isSpaced ? " " : "")
    }

    private mutating func number(of link: String) -> Int {
        if let known = numbers[link] { return known }
        links.append(link)
        numbers[link] = links.count
        return links.count
    }

    /// Whether an element's text is an address. Much longer text is not looked at: links may be nested by way of tables,
    /// each around all that follows.
    private func says(_ element: XMLElement, _ address: String) -> Bool {
        element.deepTextBytes.count <= 2 * address.utf8.count + 256
            && PlainSpace.collapsed(Self.harmless(element.deepText)) == address
    }

    mutating func writeLinks() {
        guard !links.isEmpty else { return }
        wantsBlankLine = true
        for (index, link) in links.enumerated() { add("[\(index + 1)] \(link)") }
    }

    // MARK: Tables

    private mutating func writeTable(_ table: XMLElement) {
        let room = columns - TerminalWidth.width(of: margin)
        guard let rows = simpleRows(of: table, columns: room), let widths = widths(of: rows, columns: room)
        else {
            return writeApart { $0.writeContent(of: table) }
        }
        writeApart { text in
            for row in rows {
                let cells = row.enumerated().map {
                    TerminalWidth.padded($1, to: text.isCompared ? 0 : widths[$0])
                }
                text.add(cells.joined(separator: " │ "))
            }
        }
    }

    /// The cells of a table as lines of text; `nil` if it is not simple: there for layout, with blocks or links in its
    /// cells, or with more cells side by side than there are columns.
    private func simpleRows(of table: XMLElement, columns: Int) -> [[String]]? {
        // All elements are looked at before any text: tables for layout are nested, each around all that follows.
        var rows: [XMLElement] = []
        guard collectRows(of: table, into: &rows, columns: columns) else { return nil }
        return rows.map { row in row.children.map { PlainSpace.collapsed(Self.harmless($0.deepText)) } }
    }

    /// Finds the rows of a table; `false` if it is not simple.
    private func collectRows(of element: XMLElement, into rows: inout [XMLElement], columns: Int) -> Bool {
        for child in element.children {
            switch child.name.local {
            case "thead", "tbody", "tfoot":
                guard collectRows(of: child, into: &rows, columns: columns) else { return false }
            case "tr":
                guard isSimple(child, columns: columns) else { return false }
                rows.append(child)
            case "caption": return false
            default: continue
            }
        }
        return true
    }

    private func isSimple(_ row: XMLElement, columns: Int) -> Bool {
        var count = 0
        for cell in row.children {
            count += 1
            guard count <= columns, cell.children.allSatisfy({ isPhrase($0) }) else { return false }
        }
        return true
    }

    /// The width of each column; `nil` if there are less than two, or no room for them beside one another.
    private func widths(of rows: [[String]], columns: Int) -> [Int]? {
        let count = rows.map(\.count).max() ?? 0
        guard count > 1 else { return nil }
        var widths = [Int](repeating: 0, count: count)
        for row in rows {
            for (column, cell) in row.enumerated() {
                widths[column] = max(widths[column], TerminalWidth.width(of: cell))
            }
        }
        return widths.reduce(3 * (count - 1), +) <= columns ? widths : nil
    }

    private func isPhrase(_ element: XMLElement) -> Bool {
        roles[element.nameIndex] == .inline && element.name.local != "a" && element.name.local != "img"
            && element.children.allSatisfy { isPhrase($0) }
    }

    // MARK: Characters

    /// A text without what could command a terminal; its line ends stay, tabs too where `keepsLines`, as four spaces.
    private static func harmless(_ text: String, keepsLines: Bool = false) -> String {
        let safe = SafeText.lines(text)
        guard keepsLines, safe.utf8.contains(UInt8(ascii: "\t")) else { return safe }
        // By scalars: a mark may cling to a tab.
        return safe.unicodeScalars.split(separator: "\t", omittingEmptySubsequences: false)
            .map { String($0) }.joined(separator: "    ")
    }

    private static func trimmedEnd(_ line: String) -> String {
        var line = line[...]
        while line.last == " " { line.removeLast() }
        return String(line)
    }
}
