/// Header fields in the order they were written, looked up by name without regard to case.
///
/// HTTP says nothing of the encoding of values, and entity tags must be given back byte for byte. So a value is text
/// with one scalar for each byte (U+0000 to U+00FF), and is sent back the same way: whatever a server wrote survives
/// the way there and back.
package struct HTTPHeaders: Hashable, Sendable {
    /// One header line.
    package struct Field: Hashable, Sendable {
        package let name: String
        package let value: String
    }

    /// All fields, in order.
    package private(set) var fields: [Field] = []

    /// No headers.
    package init() {}

    /// Headers in the given order.
    package init(_ pairs: KeyValuePairs<String, String>) {
        fields = pairs.map { Field(name: $0.key, value: $0.value) }
    }

    /// The value of the first field of that name.
    package subscript(name: String) -> String? {
        fields.first { $0.name.isEqualIgnoringCase(name) }?.value
    }

    /// The values of all fields of that name, in order.
    package func values(of name: String) -> [String] {
        fields.filter { $0.name.isEqualIgnoringCase(name) }.map(\.value)
    }

    /// Makes room for that many fields, where it is known how many come.
    package mutating func reserve(_ count: Int) {
        fields.reserveCapacity(count)
    }

    /// Adds a field at the end, beside others of its name.
    package mutating func add(_ name: String, _ value: String) {
        fields.append(Field(name: name, value: value))
    }

    /// Takes away all fields of that name.
    package mutating func remove(_ name: String) {
        fields.removeAll { $0.name.isEqualIgnoringCase(name) }
    }

    /// Puts one field in the place of all others of its name.
    package mutating func set(_ name: String, _ value: String) {
        remove(name)
        add(name, value)
    }

    /// Adds to the value of the last field: a line that was folded (RFC 9112 §5.2).
    mutating func continueLast(_ text: String) {
        guard let last = fields.popLast() else { return }
        add(last.name, last.value.isEmpty ? text : last.value + " " + text)
    }

    mutating func removeAll() {
        fields.removeAll(keepingCapacity: true)
    }
}

extension HTTPHeaders: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral pairs: (String, String)...) {
        fields = pairs.map { Field(name: $0.0, value: $0.1) }
    }
}

extension String {
    /// The bytes that this text stands for: one for each scalar up to U+00FF, UTF-8 for those beyond.
    var isomorphicBytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(utf8.count)
        for scalar in unicodeScalars {
            if let byte = UInt8(exactly: scalar.value) {
                bytes.append(byte)
            } else {
                bytes.append(contentsOf: String(scalar).utf8)
            }
        }
        return bytes
    }

    /// Whether two names are the same but for the case of ASCII letters.
    func isEqualIgnoringCase(_ other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        let (one, other) = (utf8.span, other.utf8.span)
        for index in one.indices where one[index].asciiLowercased != other[index].asciiLowercased {
            return false
        }
        return true
    }
}

extension UInt8 {
    var asciiLowercased: UInt8 {
        (0x41...0x5A).contains(self) ? self | 0x20 : self
    }
}
