/// Character references as HTML decodes them.
///
/// https://html.spec.whatwg.org/multipage/parsing.html#character-reference-state
enum HTMLCharacters {
    /// Decodes the reference that begins with `&` at `place`, and gives the place after it; `nil` if there is none.
    static func decode(
        _ input: [UInt8], at place: Int, before end: Int, inAttribute: Bool, into output: inout [UInt8]
    ) -> Int? {
        guard place + 1 < end else { return nil }
        if input[place + 1] == 0x23 { return decodeNumber(input, at: place, before: end, into: &output) }
        var last = place + 1
        while last < end, last - place < 34, isAlphanumeric(input[last]) { last += 1 }
        guard last > place + 1 else { return nil }
        if last < end, input[last] == 0x3B {
            let name = String(decoding: input[(place + 1)..<last], as: UTF8.self)
            if let characters = NamedCharacters.characters(named: name) {
                output.append(contentsOf: characters.utf8)
                return last + 1
            }
        }
        guard let found = NamedCharacters.legacyCharacters(beginning: input[(place + 1)..<last]) else {
            return nil
        }
        let next = place + 1 + found.length
        if inAttribute, next < end, input[next] == 0x3D || isAlphanumeric(input[next]) { return nil }
        output.append(contentsOf: found.characters.utf8)
        return next < end && input[next] == 0x3B ? next + 1 : next
    }

    private static func decodeNumber(
        _ input: [UInt8], at place: Int, before end: Int, into output: inout [UInt8]
    ) -> Int? {
        var last = place + 2
        let isHex = last < end && input[last] | 0x20 == 0x78
        if isHex { last += 1 }
        let start = last
        var number: UInt32 = 0
        while last < end, let digit = Character(Unicode.Scalar(input[last])).hexDigitValue,
            isHex || digit < 10
        {
            number = min(number * (isHex ? 16 : 10) + UInt32(digit), 0x11_0000)
            last += 1
        }
        guard last > start else { return nil }
        let isCharacter = number != 0 && number < 0x11_0000 && !(0xD800...0xDFFF).contains(number)
        output.appendUTF8(isCharacter ? C1.meaning(of: number) : 0xFFFD)
        return last < end && input[last] == 0x3B ? last + 1 : last
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (byte >= 0x30 && byte <= 0x39)
    }
}
