import TOMLKit

/// The text of a TOML file as plain values; the one place that knows TOMLKit.
struct TOMLDocument {
    let root: [String: ConfigNode]

    /// The first mistake in the syntax; what follows it cannot be told.
    struct SyntaxError: Error, Hashable {
        /// Counted from 1.
        let line: Int
        let message: String
    }

    /// - Parameter lines: the keys of the same text.
    init(reading text: String, lines: KeyLines) throws(SyntaxError) {
        // TOMLKit hands the text to C, for which a NUL is its end.
        if let end = text.utf8.firstIndex(of: 0) {
            let line = text.utf8[..<end].count { $0 == UInt8(ascii: "\n") } + 1
            throw SyntaxError(line: line, message: "the line holds a NUL character")
        }
        // TOMLKit 0.6.0 has toml++ 3.4 with its assertions on, of which some fail for what people may well mistype;
        // that would end the whole process.
        if let trap = lines.trap {
            let above = TOMLDocument.lines(above: trap.line, in: text)
            _ = try TOMLDocument(reading: above, lines: KeyLines(of: above))
            throw trap
        }
        do {
            root = TOMLDocument.table(try TOMLTable(string: text))
        } catch let error as TOMLParseError {
            throw SyntaxError(line: error.source.begin.line, message: error.description)
        } catch {
            throw SyntaxError(line: 1, message: "\(error)")
        }
    }

    /// The text up to a line, which is counted from 1.
    static func lines(above line: Int, in text: String) -> String {
        // By bytes: for a String, the two that end a line on other systems are one character.
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return lines.prefix(line - 1).map { String(Substring($0)) }.joined(separator: "\n")
    }

    private static func table(_ table: TOMLTable) -> [String: ConfigNode] {
        var nodes: [String: ConfigNode] = [:]
        for key in table.keys {
            nodes[key] = table[key].map { node($0.tomlValue) }
        }
        return nodes
    }

    private static func node(_ value: TOMLValue) -> ConfigNode {
        switch value.type {
        case .string: value.string.map { .text($0) } ?? .other("a text")
        case .int: value.int.map { .integer($0) } ?? .other("a number")
        case .bool: value.bool.map { .flag($0) } ?? .other("true or false")
        case .array: .list(value.array.map { array in array.map { node($0.tomlValue) } } ?? [])
        case .table: .table(value.table.map { table($0) } ?? [:])
        case .double: .other("a fraction")
        case .date: .other("a date")
        case .time: .other("a time of day")
        case .dateTime: .other("a date and time")
        }
    }
}
