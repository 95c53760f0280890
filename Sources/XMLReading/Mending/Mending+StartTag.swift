extension Mending {
    /// Reads a start tag, and writes it with each attribute once and quoted.
    mutating func readStartTag() {
        var last = place + 1
        while last < end, isNameByte(input[last]) { last += 1 }
        guard atTagEnd(last) else { return bareLessThan() }
        let start = place
        let mark = output.count
        let name = (mark + 1)..<(mark + last - start)
        output.append(contentsOf: input[start..<last])
        place = last
        var tag = StartTag()
        guard readAttributes(of: &tag) else {
            note(.unclosedTag)
            output.removeSubrange(mark...)
            place = end
            return
        }
        let newlines = input[start..<place].lines - output[mark...].lines
        if entityDepth == 0, newlines > 0 { output.append(contentsOf: repeatElement(0x0A, count: newlines)) }
        finish(tag, name: name, mark: mark)
    }

    /// What is known of a start tag while it is read.
    struct StartTag {
        var isEmpty = false
        var attributes: [UInt64] = []
        var namespaces = 0
    }

    private mutating func finish(_ tag: StartTag, name: Range<Int>, mark: Int) {
        if open.count >= Limits.depth {
            if levelsLeftOut == 0 { note(.cutDepth) }
            let newlines = output[mark...].lines
            output.removeSubrange(mark...)
            output.append(contentsOf: repeatElement(0x0A, count: newlines))
            if !tag.isEmpty { levelsLeftOut += 1 }
        } else if tag.isEmpty {
            output.append(contentsOf: [0x2F, 0x3E])
            if open.isEmpty { isFinished = true }
        } else if isHTMLVoid(output[name]) {
            note(.htmlVoid)
            output.append(contentsOf: [0x2F, 0x3E])
            skipEndTag(of: name)
        } else {
            output.append(0x3E)
            open.append(OpenTag(name: name, namespaces: tag.namespaces))
            namespacesInScope += tag.namespaces
        }
    }

    /// Elements of HTML without content, none of which is an element of a feed.
    private func isHTMLVoid(_ name: ArraySlice<UInt8>) -> Bool {
        guard name.count <= 3, !open.isEmpty else { return false }
        let letters = name.reduce(into: 0) { letters, byte in letters = letters << 8 | Int(byte | 0x20) }
        return letters == 0x6272 || letters == 0x6872 || letters == 0x69_6D67 || letters == 0x77_6272
    }

    /// Passes over `</br>` right behind `<br>`.
    private mutating func skipEndTag(of name: Range<Int>) {
        let tag = Array("</".utf8) + output[name] + [0x3E]
        if input[place..<end].starts(with: tag) { place += tag.count }
    }

    /// Reads to the end of the tag; `false` if the input ends before.
    private mutating func readAttributes(of tag: inout StartTag) -> Bool {
        while true {
            while place < end, isSpace(input[place]) { place += 1 }
            guard place < end else { return false }
            switch input[place] {
            case 0x3E:
                place += 1
                return true
            case 0x2F where place + 1 < end && input[place + 1] == 0x3E:
                place += 2
                tag.isEmpty = true
                return true
            case 0x3C:
                note(.openStartTag)
                return true
            case 0x22, 0x27, 0x2F, 0x3D:
                note(.strayCharacter)
                place += 1
            default:
                guard readAttribute(of: &tag) else { return false }
            }
        }
    }

    private mutating func readAttribute(of tag: inout StartTag) -> Bool {
        let start = place
        while place < end, !atTagEnd(place), !endsName(input[place]) { place += 1 }
        let name = start..<place
        let mark = output.count
        output.append(0x20)
        output.append(contentsOf: input[name])
        output.append(contentsOf: [0x3D, 0x22])
        while place < end, isSpace(input[place]) { place += 1 }
        guard place < end else { return false }
        if input[place] == 0x3D {
            place += 1
            while place < end, isSpace(input[place]) { place += 1 }
            guard place < end, let value = extentOfValue() else { return false }
            place = value.range.lowerBound
            readValue(upTo: value.range.upperBound, quote: 0x22)
            place = value.next
        } else {
            note(.missingValue)
            output.append(contentsOf: input[name].filter { isNameByte($0) })
        }
        output.append(0x22)
        if output.count - mark > Limits.tagBytes {
            note(.cutValue)
            output.removeSubrange(mark...)
        } else if !isWanted(name, in: &tag) {
            output.removeSubrange(mark...)
        }
        return true
    }

    private func endsName(_ byte: UInt8) -> Bool {
        byte == 0x22 || byte == 0x27 || byte == 0x3C || byte == 0x3D
    }

    /// Where the value at this place lies, and where reading goes on; `nil` if the input ends before it does.
    private mutating func extentOfValue() -> (range: Range<Int>, next: Int)? {
        let quote = input[place]
        guard quote == 0x22 || quote == 0x27 else {
            note(.bareValue)
            var last = place
            while last < end, !isSpace(input[last]), input[last] != 0x3E { last += 1 }
            if last < end, input[last] == 0x3E, last > place, input[last - 1] == 0x2F { last -= 1 }
            return (place..<last, last)
        }
        return extentOfQuoted(quote)
    }

    private mutating func extentOfQuoted(_ quote: UInt8) -> (range: Range<Int>, next: Int)? {
        let start = place + 1
        var last = start
        var tagEnd: Int?
        var hasLessThan = false
        while last < end, input[last] != quote {
            if input[last] == 0x3E, tagEnd == nil { tagEnd = last }
            if input[last] == 0x3C {
                // The quote was forgotten: what follows is another tag.
                if let tagEnd {
                    note(.unclosedValue)
                    return (start..<tagEnd, tagEnd)
                }
                hasLessThan = true
            }
            last += 1
        }
        guard last < end else {
            note(.unclosedValue)
            return tagEnd.map { (start..<$0, $0) }
        }
        if hasLessThan { note(.lessThanInValue) }
        if last + 1 < end, !atTagEnd(last + 1) {
            note(.crowdedAttributes)
        }
        return (start..<last, last + 1)
    }

    /// Whether an attribute that was read belongs to its tag: it has a proper name, is the first of that name, and no
    /// limit forbids it.
    private mutating func isWanted(_ name: Range<Int>, in tag: inout StartTag) -> Bool {
        let bytes = input[name]
        guard let first = bytes.first, isNameStart(first), bytes.allSatisfy({ isNameByte($0) }) else {
            note(.impossibleName)
            return false
        }
        let hash = bytes.reduce(into: 0xCBF2_9CE4_8422_2325) { hash, byte in
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        let isNamespace = bytes.starts(with: "xmlns".utf8)
        let isTooMuch = isNamespace && namespacesInScope + tag.namespaces >= Limits.namespacesInScope
        guard tag.attributes.count < Limits.attributesInTag, !isTooMuch else {
            note(.cutAttributes)
            return false
        }
        guard !tag.attributes.contains(hash) else {
            note(.repeatedAttribute)
            return false
        }
        tag.attributes.append(hash)
        if isNamespace { tag.namespaces += 1 }
        return true
    }
}
