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

    init(reading text: String) throws(SyntaxError) {
        // TOMLKit hands the text to C, for which a NUL is its end.
        if let end = text.utf8.firstIndex(of: 0) {
            let line = text.utf8[..<end].count { $0 == UInt8(ascii: "\n") } + 1
            throw SyntaxError(line: line, message: "the line holds a NUL character")
        }
        do {
            root = TOMLDocument.table(try TOMLTable(string: text))
        } catch let error as TOMLParseError {
            throw SyntaxError(line: error.source.begin.line, message: error.description)
        } catch {
            throw SyntaxError(line: 1, message: "\(error)")
        }
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
