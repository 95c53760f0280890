extension Mending {
    /// Copies character data up to the next markup or reference; outside the document element it is left out.
    mutating func readText() {
        let start = place
        guard !open.isEmpty else {
            while place < end, input[place] != 0x3C { place += 1 }
            return leaveOut(start..<place)
        }
        while place < end, input[place] != 0x3C, input[place] != 0x26 { copyCharacter(escaping: 0) }
    }

    /// Copies one character, or as many as need no thought; drops it if XML forbids it.
    mutating func copyCharacter(escaping quote: UInt8) {
        let start = place
        while place < end, isOrdinary(input[place]), input[place] != quote { place += 1 }
        if place > start {
            // A slice of a few bytes costs more than the bytes.
            if place - start < 8 {
                for index in start..<place { output.append(input[index]) }
            } else {
                output.append(contentsOf: input[start..<place])
            }
            return
        }
        copyOddCharacter(escaping: quote)
    }

    /// A byte that may be copied whatever stands around it.
    @inline(__always)
    private func isOrdinary(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x3C, 0x26, 0x5D, 0xC2, 0xEF: false
        case 0x00...0x1F: byte == 0x0A || byte == 0x09 || byte == 0x0D
        default: true
        }
    }

    private mutating func copyOddCharacter(escaping quote: UInt8) {
        let byte = input[place]
        if (byte == quote && quote != 0) || byte == 0x3C {
            appendEscaped(UInt32(byte))
            place += 1
        } else if byte < 0x20 {
            note(.controlCharacter)
            place += 1
        } else if byte == 0xEF, place + 2 < end, input[place + 1] == 0xBF, input[place + 2] >= 0xBE {
            note(.forbiddenCharacter)
            place += 3
        } else if byte == 0xC2, place + 1 < end, input[place + 1] < 0xA0 {
            C1.append(input[place + 1], to: &output)
            place += 2
        } else if quote == 0, input.hasASCII("]]>", at: place), place + 3 <= end {
            note(.strayCDATAEnd)
            output.append(contentsOf: "]]&#62;".utf8)
            place += 3
        } else {
            output.append(byte)
            place += 1
        }
    }

    // Arrays, since they may come by the million: a literal is read byte by byte.
    private static let ampersand = Array("&#38;".utf8)
    private static let lessThan = Array("&#60;".utf8)

    /// Appends a character so that it is nothing but itself.
    mutating func appendEscaped(_ value: UInt32) {
        switch value {
        case 0x22: output.append(contentsOf: "&#34;".utf8)
        case 0x26: output.append(contentsOf: Self.ampersand)
        case 0x27: output.append(contentsOf: "&#39;".utf8)
        case 0x3C: output.append(contentsOf: Self.lessThan)
        case 0x3E: output.append(contentsOf: "&#62;".utf8)
        case 0x09, 0x0A, 0x0D: output.append(contentsOf: "&#\(value);".utf8)
        default: output.appendUTF8(value)
        }
    }

    /// Reads what begins with `&`: a reference, or just an ampersand.
    ///
    /// - Parameter quote: in the value of an attribute, what it is quoted with.
    mutating func readReference(quote: UInt8?) {
        guard !open.isEmpty || quote != nil else {
            place += 1
            return
        }
        if place + 1 < end, input[place + 1] == 0x23 {
            readNumber()
        } else {
            readName(quote: quote)
        }
    }

    private mutating func readNumber() {
        guard let reference = CharacterReference(in: input, at: place, before: end) else {
            return bareAmpersand()
        }
        if let value = reference.value {
            appendEscaped(value)
            place = reference.end
            return
        }
        if (0xD800...0xDBFF).contains(reference.number), input.hasASCII("&#", at: reference.end),
            let low = CharacterReference(in: input, at: reference.end, before: end),
            (0xDC00...0xDFFF).contains(low.number)
        {
            note(.surrogates)
            output.appendUTF8(0x1_0000 + (reference.number - 0xD800) << 10 + (low.number - 0xDC00))
            place = low.end
            return
        }
        note(.forbiddenReference)
        place = reference.end
    }

    private mutating func bareAmpersand() {
        note(.bareAmpersand)
        appendEscaped(0x26)
        place += 1
    }

    private mutating func readName(quote: UInt8?) {
        var last = place + 1
        let limit = min(end, place + 65)
        while last < limit, isNameByte(input[last]) { last += 1 }
        guard last > place + 1, last < limit, input[last] == 0x3B, isNameStart(input[place + 1]) else {
            return bareAmpersand()
        }
        if entities.isEmpty, let length = lengthOfPredefined(last + 1 - place) {
            output.append(contentsOf: input[place..<(place + length)])
            place += length
            return
        }
        let name = Array(input[(place + 1)..<last])
        if let text = entities[name] {
            place = last + 1
            return expand(text, quote: quote)
        }
        let word = String(decoding: name, as: UTF8.self)
        if let characters = Self.predefined[word] {
            appendEscaped(characters)
        } else if let characters = NamedCharacters.characters(named: word) {
            noteUndefined(word)
            for scalar in characters.unicodeScalars { appendEscaped(scalar.value) }
        } else {
            noteUndefined(word)
            appendEscaped(0x26)
            output.append(contentsOf: name)
            output.append(0x3B)
        }
        place = last + 1
    }

    /// The length of a reference that may stay as it is; `nil` if this one may not.
    private func lengthOfPredefined(_ length: Int) -> Int? {
        switch length {
        case 4: input.hasASCII("&lt;", at: place) || input.hasASCII("&gt;", at: place) ? 4 : nil
        case 5: input.hasASCII("&amp;", at: place) ? 5 : nil
        case 6: input.hasASCII("&quot;", at: place) || input.hasASCII("&apos;", at: place) ? 6 : nil
        default: nil
        }
    }

    private static let predefined: [String: UInt32] = [
        "amp": 0x26, "apos": 0x27, "gt": 0x3E, "lt": 0x3C, "quot": 0x22,
    ]

    /// Puts the replacement text of an entity in its place, within the limits.
    private mutating func expand(_ text: [UInt8], quote: UInt8?) {
        expandedBytes += text.count + 1
        guard expandedBytes <= Limits.expansion, entityDepth < Limits.entityDepth else {
            if expandedBytes <= 2 * Limits.expansion { note(.cutExpansion) }
            return
        }
        let outer = (input, place, end, missingMarks)
        (input, place, end, missingMarks) = (text.map { $0 == 0x0A ? 0x20 : $0 }, 0, text.count, [])
        entityDepth += 1
        if let quote { readValue(upTo: text.count, quote: quote) } else { readContent() }
        entityDepth -= 1
        (input, place, end, missingMarks) = outer
    }

    /// Copies the value of an attribute up to a place.
    mutating func readValue(upTo limit: Int, quote: UInt8) {
        let outerEnd = end
        end = limit
        while place < limit {
            if input[place] == 0x26 { readReference(quote: quote) } else { copyCharacter(escaping: quote) }
        }
        end = outerEnd
    }
}

/// Whether a byte can be part of a name; those beyond ASCII are let through.
@inline(__always)
func isNameByte(_ byte: UInt8) -> Bool {
    isNameStart(byte) || (byte >= 0x30 && byte <= 0x39) || byte == 0x2D || byte == 0x2E
}
