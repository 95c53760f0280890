import FeedParsing

/// Prints values as one JSON array or as an object a line.
enum ListingJSON {
    static func print(_ values: [JSONValue], asLines: Bool) {
        if asLines {
            for value in values { Terminal.print(text(of: value, isPretty: false)) }
        } else {
            Terminal.print(text(of: .array(values), isPretty: true))
        }
    }

    static func print(_ value: JSONValue) {
        Terminal.print(text(of: value, isPretty: true))
    }

    private static func text(of value: JSONValue, isPretty: Bool) -> String {
        String(decoding: JSONOutput.bytes(of: value, isPretty: isPretty), as: UTF8.self)
    }
}

extension JSONValue {
    /// An object of those members that have a value: absent ones are left out, never null.
    static func object(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
        .object(members.compactMap { name, value in value.map { Member(name, $0) } })
    }

    /// A list, or nothing where it is empty.
    static func list(_ texts: [String]) -> JSONValue {
        .array(texts.map(JSONValue.string))
    }
}
