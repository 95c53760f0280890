/// A place in the bytes of a date, and the few steps from there that both kinds of date take.
struct DateScanner {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    var isAtEnd: Bool { position == bytes.count }

    /// The byte here; 0 at the end.
    var byte: UInt8 { position < bytes.count ? bytes[position] : 0 }

    var isAtDigit: Bool { ASCII.isDigit(byte) }
    var isAtLetter: Bool { ASCII.isLetter(byte) || byte >= 0x80 }

    mutating func skipSpace() {
        while ASCII.isSpace(byte) { position += 1 }
    }

    /// Skips white space and commas, which RFC 822 dates have in all sorts of places.
    mutating func skipSeparators() {
        while ASCII.isSpace(byte) || byte == UInt8(ascii: ",") { position += 1 }
    }

    /// Steps over `expected` if it is here.
    mutating func take(_ expected: Unicode.Scalar) -> Bool {
        guard byte == UInt8(ascii: expected) else { return false }
        position += 1
        return true
    }

    /// The digits here as a number, with how many there were; nil where there are none or more than eight.
    mutating func number() -> (value: Int, digits: Int)? {
        let start = position
        var value = 0
        while isAtDigit, position - start < 9 {
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
            position += 1
        }
        let digits = position - start
        return digits == 0 || digits > 8 ? nil : (value, digits)
    }

    /// The letters here, and what names of zones have beside them (`Etc/GMT`).
    mutating func word() -> ArraySlice<UInt8> {
        let start = position
        while isAtLetter || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "_") { position += 1 }
        return bytes[start..<position]
    }

    /// Skips digits after a decimal point or comma.
    mutating func skipFraction() -> Bool {
        guard take(".") || take(",") else { return true }
        guard isAtDigit else { return false }
        while isAtDigit { position += 1 }
        return true
    }

    /// Skips comments in parentheses (RFC 5322 §3.2.2), which may repeat the zone by name.
    mutating func skipComment() -> Bool {
        guard take("(") else { return true }
        while !isAtEnd, byte != UInt8(ascii: ")") { position += 1 }
        return take(")")
    }

    /// Reads `hh:mm`, `hh:mm:ss` or, if `isBasic`, `hhmm` and `hhmmss`, with a fraction.
    mutating func time(into fields: inout DateFields, isBasic: Bool = false) -> Bool {
        guard let hour = number() else { return false }
        if isBasic, hour.digits == 4 || hour.digits == 6 {
            let value = hour.digits == 4 ? hour.value * 100 : hour.value
            (fields.hour, fields.minute, fields.second) = (value / 10000, value / 100 % 100, value % 100)
            return skipFraction()
        }
        guard hour.digits <= 2, take(":"), let minute = number(), minute.digits <= 2 else { return false }
        (fields.hour, fields.minute) = (hour.value, minute.value)
        guard take(":") else { return true }
        guard let second = number(), second.digits <= 2, skipFraction() else { return false }
        fields.second = second.value
        return byte != UInt8(ascii: ":")
    }

    /// Reads a zone, if one is here; false where there is something that is none.
    mutating func zone(into fields: inout DateFields) -> Bool {
        skipSpace()
        if isAtLetter {
            let name = word()
            // Half a day is not a zone, and to leave it out would be to guess.
            if ASCII.equalsIgnoringCase(name, "AM") || ASCII.equalsIgnoringCase(name, "PM") { return false }
            fields.offset = TimeZoneNames.offset(of: name)
            guard ASCII.equalsIgnoringCase(name, "GMT") || ASCII.equalsIgnoringCase(name, "UTC") else {
                return true
            }
            skipSpace()
        }
        guard byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") else { return true }
        let isWest = byte == UInt8(ascii: "-")
        position += 1
        guard let first = number() else { return false }
        var minutes: Int
        if first.digits <= 2 {
            minutes = first.value * 60
            if take(":") {
                guard let rest = number(), rest.digits == 2, rest.value < 60 else { return false }
                minutes += rest.value
            }
        } else {
            guard first.digits == 4, first.value % 100 < 60 else { return false }
            minutes = first.value / 100 * 60 + first.value % 100
        }
        guard minutes <= 14 * 60 else { return false }
        fields.offset = isWest ? -minutes : minutes
        return true
    }
}
