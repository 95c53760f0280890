import XMLReading

/// Decodes the character references of HTML, those alone that end in `;`, and once.
enum CharacterReferences {
    static func decoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var position = bytes.startIndex
        while let ampersand = bytes[position...].firstIndex(of: UInt8(ascii: "&")) {
            result += bytes[position..<ampersand]
            position = ampersand + 1
            // The longest name, CounterClockwiseContourIntegral, has 31 letters.
            if let end = bytes[position...].prefix(33).firstIndex(of: UInt8(ascii: ";")),
                let characters = characters(of: bytes[position..<end])
            {
                result += characters.utf8
                position = end + 1
            } else {
                result.append(UInt8(ascii: "&"))
            }
        }
        return result + bytes[position...]
    }

    /// What stands between `&` and `;` as the characters that it means; nil where it means none.
    private static func characters(of reference: ArraySlice<UInt8>) -> String? {
        guard reference.first == UInt8(ascii: "#") else {
            return NamedCharacters.characters(named: String(decoding: reference, as: UTF8.self))
        }
        let digits = String(decoding: reference.dropFirst(), as: UTF8.self)
        let isHexadecimal = digits.hasPrefix("x") || digits.hasPrefix("X")
        let number = isHexadecimal ? digits.dropFirst() : digits[...]
        guard let first = number.utf8.first, first != UInt8(ascii: "+"), first != UInt8(ascii: "-") else {
            return nil
        }
        guard let value = UInt32(number, radix: isHexadecimal ? 16 : 10), value != 0 else {
            return number.utf8.allSatisfy(ASCII.isDigit) ? "\u{FFFD}" : nil
        }
        return String(Unicode.Scalar(C1.meaning(of: value)) ?? "\u{FFFD}")
    }
}
