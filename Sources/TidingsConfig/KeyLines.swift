/// On which line of a TOML text each key stands.
///
/// TOMLKit gives a line for a syntax error only. To complain is left to it: where this does not understand, it goes on
/// with the next line.
struct KeyLines {
    /// One step from a table to a value in it, or from a list to a member of it.
    enum Step: Hashable {
        case name(String)
        /// Counted from 0.
        case index(Int)
    }

    /// By path. Of a path as text: Swift is quicker at its first dictionary of texts than at its first of anything else, and
    /// each command begins here.
    private var lines: [String: Int] = [:]
    /// Whether a `[table]` header was met: after it, no key of the top level can follow.
    private(set) var hasHeader = false
    /// The first mistake of those that TOMLKit does not survive.
    private(set) var trap: TOMLDocument.SyntaxError?

    private var arrays: [String: Int] = [:]
    private var current: [Step] = []
    private var cursor: TOMLCursor

    init(of text: String) {
        cursor = TOMLCursor(text)
        readDocument()
    }

    /// The line (counted from 1) on which a key stands, else the nearest table or list around it; nil for a key whose
    /// surroundings do not stand anywhere either.
    subscript(path: [Step]) -> Int? {
        var path = path[...]
        while !path.isEmpty {
            if let line = lines[Self.text(of: path)] { return line }
            path = path.dropLast()
        }
        return nil
    }

    private mutating func readDocument() {
        while cursor.skipToToken() {
            let start = cursor.position
            if cursor.take("[") {
                readHeader()
            } else {
                readPair(in: current)
            }
            // Something that is no TOML: never stand still.
            if cursor.position == start { cursor.skipLine() }
        }
    }

    private mutating func readHeader() {
        hasHeader = true
        let isArray = cursor.take("[")
        let line = cursor.line
        let names = cursor.readKey()
        guard let last = names.last else {
            noteTrap(line, "this table has no name")
            return cursor.skipLine()
        }
        var path: [Step] = []
        for name in names.dropLast() {
            path.append(.name(name))
            note(path, line)
            // Within an array of tables, a name means its newest member.
            if let count = arrays[Self.text(of: path)] { path.append(.index(count - 1)) }
        }
        path.append(.name(last))
        note(path, line)
        if isArray {
            let text = Self.text(of: path)
            let count = arrays[text, default: 0]
            arrays[text] = count + 1
            path.append(.index(count))
            note(path, line)
        }
        current = path
        _ = cursor.take("]")
        if isArray { _ = cursor.take("]") }
    }

    private mutating func readPair(in table: [Step]) {
        let line = cursor.line
        let names = cursor.readKey()
        guard !names.isEmpty else { return }
        var path = table
        for name in names {
            path.append(.name(name))
            note(path, line)
        }
        cursor.skipBlanks()
        guard cursor.take("=") else { return }
        cursor.skipBlanks()
        readValue(at: path)
    }

    private mutating func readValue(at path: [Step]) {
        if cursor.take("[") {
            readList(at: path)
        } else if cursor.take("{") {
            readInlineTable(at: path)
        } else {
            cursor.skipScalar()
        }
    }

    private mutating func readList(at path: [Step]) {
        var index = 0
        while cursor.skipToToken(), !cursor.take("]") {
            if cursor.take(",") { continue }
            guard !cursor.isAt("}"), !cursor.isBeyondASCII else {
                return noteTrap(cursor.line, "this list holds what is no value")
            }
            let start = cursor.position
            let member = path + [.index(index)]
            note(member, cursor.line)
            readValue(at: member)
            index += 1
            if cursor.position == start { return }
        }
    }

    private mutating func readInlineTable(at path: [Step]) {
        while cursor.skipToToken(), !cursor.take("}") {
            if cursor.take(",") { continue }
            let start = cursor.position
            readPair(in: path)
            if cursor.position == start { return }
        }
    }

    private mutating func noteTrap(_ line: Int, _ message: String) {
        if trap == nil { trap = TOMLDocument.SyntaxError(line: line, message: message) }
    }

    private mutating func note(_ path: [Step], _ line: Int) {
        let text = Self.text(of: path)
        if lines[text] == nil { lines[text] = line }
    }

    /// No two paths have the same text, whatever is in their names.
    private static func text(of path: some Sequence<Step>) -> String {
        var text = ""
        for step in path {
            switch step {
            case .name(let name): text += "\(name.utf8.count):\(name)"
            case .index(let index): text += "#\(index)"
            }
        }
        return text
    }
}
