/// A value of JSON (RFC 8259), as it was read or is to be written.
package enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    /// A number in JSON's own notation, as the document writes it.
    case number(String)
    case string(String)
    case array([JSONValue])
    /// Members in order; names may repeat in what was read, and then the last counts.
    case object([Member])

    /// A name and its value in an object.
    package struct Member: Hashable, Sendable {
        package let name: String
        package let value: JSONValue

        package init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    package static func integer(_ value: some BinaryInteger) -> JSONValue {
        .number(String(value))
    }

    /// A number; whole ones are written without a fraction, and what JSON cannot say (infinity) is `null`.
    package static func number(_ value: Double) -> JSONValue {
        guard value.isFinite else { return .null }
        if let whole = Int64(exactly: value) { return .integer(whole) }
        return .number(value.description)
    }

    /// The value of a member of an object; nil where there is none, or this is no object.
    package subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.name == name }?.value
    }
}
