/// Reads HTML as a browser with scripting off reads what is inside a `div`.
///
/// It follows the parsing algorithm of the HTML standard but for what cannot matter to a reader: documents' heads and
/// frames. Elements deeper than 400 levels are left out, their contents not.
struct HTMLParser {
    /// Levels of nesting; browsers stop at 512.
    static let depth = 400
    /// Nodes of one text.
    static let nodes = 1_000_000
    /// Formatting elements that are opened again in each new block.
    static let formatting = 48

    enum Mode {
        case body, table, caption, columnGroup, tableBody, row, cell, select
    }

    /// How the tokenizer reads on after a start tag.
    enum Content {
        case data
        /// Text up to an end tag of this name, with references decoded or not.
        case text(until: String, decoded: Bool)
        case plain
    }

    struct Tag {
        var tag: HTMLTag
        /// The place of the name among all names.
        var name: Int32
        var attributes = 0..<0
        var isSelfClosing = false
    }

    let input: [UInt8]
    var place = 0
    var content = Content.data
    var mode = Mode.body
    var tree: HTMLTree
    /// The stack of open elements; the root stays.
    var open = [0]
    /// How many of the open elements are of each tag.
    private var openCounts = [Int](repeating: 0, count: HTMLTag.allCases.count)
    /// The list of active formatting elements; -1 is a marker.
    var active: [Int] = []
    var fosters = false
    var skipsNewline = false
    var hasForm = false

    init(_ input: [UInt8]) {
        self.input = input
        tree = HTMLTree(expecting: input.count)
    }

    static func tree(of input: [UInt8]) -> Tree {
        var parser = HTMLParser(input)
        parser.run()
        return parser.tree.flattened()
    }

    // MARK: The stack

    var current: Int { open[open.count - 1] }
    var currentTag: HTMLTag { tree.nodes[current].tag }

    func tag(_ node: Int) -> HTMLTag { tree.nodes[node].tag }

    /// A tag that the text does not have but implies.
    mutating func implied(_ name: String) -> Tag {
        let entry = tree.names.entry(named: name)
        return Tag(tag: entry.tag, name: entry.index)
    }

    func name(of token: Tag) -> String { tree.names.all[Int(token.name)].local }

    func isHTML(_ node: Int) -> Bool { tree.nodes[node].namespace == .html }

    mutating func push(_ node: Int) {
        open.append(node)
        openCounts[Int(tag(node).rawValue)] += 1
    }

    @discardableResult
    mutating func pop() -> Int {
        guard open.count > 1 else { return 0 }
        let node = open.removeLast()
        openCounts[Int(tag(node).rawValue)] -= 1
        return node
    }

    mutating func removeFromStack(_ node: Int) {
        guard let index = open.lastIndex(of: node), index > 0 else { return }
        open.remove(at: index)
        openCounts[Int(tag(node).rawValue)] -= 1
    }

    mutating func insertIntoStack(_ node: Int, at index: Int) {
        open.insert(node, at: index)
        openCounts[Int(tag(node).rawValue)] += 1
    }

    func isOpen(_ tag: HTMLTag) -> Bool { openCounts[Int(tag.rawValue)] > 0 }

    /// Pops up to and with the innermost element of a tag.
    mutating func popThrough(_ tag: HTMLTag) {
        while open.count > 1 {
            let node = pop()
            if self.tag(node) == tag, isHTML(node) { return }
        }
    }

    enum Scope {
        case usual, list, button, table
    }

    func isInScope(_ tag: HTMLTag, _ scope: Scope = .usual) -> Bool {
        guard isOpen(tag) else { return false }
        for node in open.dropFirst().reversed() {
            if self.tag(node) == tag, isHTML(node) { return true }
            if ends(scope, node) { return false }
        }
        return false
    }

    func ends(_ scope: Scope, _ node: Int) -> Bool {
        let tag = tag(node)
        guard isHTML(node) else { return scope != .table && (isHTMLIntegration(node) || isMathText(node)) }
        switch scope {
        case .table: return tag == .table || tag == .template
        case .list where tag == .ol || tag == .ul: return true
        case .button where tag == .button: return true
        default: return tag.endsScope
        }
    }

    mutating func closeImplied(except tag: HTMLTag? = nil) {
        while open.count > 1, currentTag.hasImpliedEnd, currentTag != tag, isHTML(current) { pop() }
    }

    mutating func closeParagraph() {
        guard isInScope(.p, .button) else { return }
        closeImplied(except: .p)
        popThrough(.p)
    }

    // MARK: Insertion

    /// Where a new node goes: into the current node, or before a table that must not hold it.
    func insertionPlace(in target: Int? = nil) -> HTMLTree.Place {
        let target = target ?? current
        guard fosters, tag(target).fostersText, isHTML(target) else { return HTMLTree.Place(parent: target) }
        let table = open.lastIndex { tag($0) == .table }
        let template = open.lastIndex { tag($0) == .template }
        if let template, template > table ?? -1 { return HTMLTree.Place(parent: open[template]) }
        guard let table else { return HTMLTree.Place(parent: 0) }
        let parent = tree.nodes[open[table]].parent
        if parent >= 0 { return HTMLTree.Place(parent: parent, before: open[table]) }
        return HTMLTree.Place(parent: open[table - 1])
    }

    @discardableResult
    mutating func insert(_ token: Tag, _ namespace: HTMLTree.Namespace = .html) -> Int {
        let place = insertionPlace()
        let node = tree.newElement(token.tag, token.name, token.attributes, namespace)
        tree.insert(node, at: place)
        push(node)
        return node
    }

    mutating func insertVoid(_ token: Tag) {
        insert(token)
        pop()
    }

    /// Makes the mode fit what is open.
    mutating func resetMode() {
        for node in open.dropFirst().reversed() where isHTML(node) {
            switch tag(node) {
            case .select: mode = .select
            case .td, .th: mode = .cell
            case .tr: mode = .row
            case .tbody, .thead, .tfoot: mode = .tableBody
            case .caption: mode = .caption
            case .colgroup: mode = .columnGroup
            case .table: mode = .table
            case .template: mode = .body
            default: continue
            }
            return
        }
        mode = .body
    }
}
