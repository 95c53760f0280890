import CTOML
import Glibc

/// The text of a TOML file as plain values; the one place that knows TOMLKit.
///
/// What TOMLKit 0.6.0 has in Swift frees nothing: of a file with a thousand feeds, a megabyte at each reading would be lost
/// to a daemon that is asked to reload. So its C part is called, and all that is handed over is freed here.
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
        let fault = UnsafeMutablePointer<CTOMLParseError>.allocate(capacity: 1)
        defer { unsafe fault.deallocate() }
        guard let table = unsafe tableCreateFromString(text, fault) else {
            let message = unsafe TOMLDocument.taken(fault.pointee.description)
            throw SyntaxError(line: unsafe Int(fault.pointee.source.begin.line), message: message)
        }
        root = unsafe TOMLDocument.nodes(of: table)
        // Frees all that is in it. For the empty table itself, some hundred bytes, there is no function.
        unsafe tableClear(table)
    }

    /// The text up to a line, which is counted from 1.
    static func lines(above line: Int, in text: String) -> String {
        // By bytes: for a String, the two that end a line on other systems are one character.
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return lines.prefix(line - 1).map { String(Substring($0)) }.joined(separator: "\n")
    }

    private static func nodes(of table: OpaquePointer) -> [String: ConfigNode] {
        let count = unsafe tableSize(table)
        let (names, values) = unsafe (tableGetKeys(table), tableGetValues(table))
        defer {
            unsafe free(UnsafeMutableRawPointer(mutating: names))
            unsafe free(UnsafeMutableRawPointer(mutating: values))
        }
        var nodes: [String: ConfigNode] = [:]
        for index in 0..<count {
            nodes[unsafe taken(names[index])] = unsafe node(values[index])
        }
        return nodes
    }

    private static func node(_ value: OpaquePointer) -> ConfigNode {
        switch unsafe nodeType(value) {
        case CTOMLNodeType.string:
            unsafe nodeAsString(value).map { unsafe .text(taken($0)) } ?? .other("a text")
        case .integer: unsafe nodeAsInt(value).map { unsafe .integer(Int(taken($0))) } ?? .other("a number")
        case .boolean: unsafe nodeAsBool(value).map { unsafe .flag(taken($0)) } ?? .other("true or false")
        case .array: unsafe .list(nodeAsArray(value).map { unsafe members(of: $0) } ?? [])
        case .table: unsafe .table(nodeAsTable(value).map { unsafe nodes(of: $0) } ?? [:])
        case .floatingPoint: .other("a fraction")
        case .date: .other("a date")
        case .timeType: .other("a time of day")
        case .dateTime: .other("a date and time")
        }
    }

    private static func members(of list: OpaquePointer) -> [ConfigNode] {
        let count = unsafe arraySize(list)
        return (0..<count).map { unsafe node(arrayGetNode(list, Int64($0))) }
    }

    /// A text that was handed over.
    private static func taken(_ text: UnsafePointer<CChar>) -> String {
        defer { unsafe free(UnsafeMutableRawPointer(mutating: text)) }
        return unsafe String(cString: text)
    }

    /// A value that was handed over.
    private static func taken<Value>(_ value: UnsafePointer<Value>) -> Value {
        defer { unsafe free(UnsafeMutableRawPointer(mutating: value)) }
        return unsafe value.pointee
    }
}
