extension HTMLParser {
    /// Reads tokens to the end.
    mutating func run() {
        while place < input.count, tree.nodes.count < Self.nodes {
            switch content {
            case .data: readData()
            case .text(let name, let isDecoded): readText(until: name, isDecoded: isDecoded)
            case .plain:
                characters(from: place, to: input.count, isDecoded: false)
                place = input.count
            }
        }
    }

    private mutating func readData() {
        let start = place
        while place < input.count, !(input[place] == 0x3C && beginsMarkup(at: place)) { place += 1 }
        if place > start { characters(from: start, to: place, isDecoded: true) }
        guard place < input.count else { return }
        switch input[place + 1] {
        case 0x21: readDeclaration()
        case 0x3F: skipBogusComment(from: place + 1)
        case 0x2F: readEndTag()
        default: readStartTag()
        }
    }

    private func beginsMarkup(at place: Int) -> Bool {
        guard place + 1 < input.count else { return false }
        let next = input[place + 1]
        return next == 0x21 || next == 0x3F || isLetter(next) || (next == 0x2F && place + 2 < input.count)
    }

    private func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }

    private func isHTMLSpace(_ byte: UInt8) -> Bool { isSpace(byte) || byte == 0x0C }

    // MARK: Characters

    private mutating func characters(from start: Int, to end: Int, isDecoded: Bool) {
        var next = start
        if skipsNewline, next < end, input[next] == 0x0D { next += 1 }
        if skipsNewline, next < end, input[next] == 0x0A { next += 1 }
        skipsNewline = false
        var run = next
        while next < end, !isOdd(input[next], isDecoded) { next += 1 }
        guard next < end else {
            if run < end { insertCharacters(input[run..<end]) }
            return
        }
        var decoded: [UInt8] = []
        decoded.reserveCapacity(end - start)
        while next < end {
            let byte = input[next]
            guard isOdd(byte, isDecoded) else {
                next += 1
                continue
            }
            decoded += input[run..<next]
            if byte == 0x26 {
                let after = HTMLCharacters.decode(
                    input, at: next, before: end, inAttribute: false, into: &decoded)
                if after == nil { decoded.append(byte) }
                next = after ?? next + 1
            } else {
                if byte == 0x0D, next + 1 >= input.count || input[next + 1] != 0x0A { decoded.append(0x0A) }
                next += 1
            }
            run = next
        }
        decoded += input[run..<end]
        if !decoded.isEmpty { insertCharacters(decoded[...]) }
    }

    /// A byte of text that does not simply stand for itself.
    @inline(__always)
    private func isOdd(_ byte: UInt8, _ isDecoded: Bool) -> Bool {
        byte == 0x26 && isDecoded || byte == 0x0D || byte == 0
    }

    /// Reads the contents of an element that is text and nothing else.
    private mutating func readText(until name: String, isDecoded: Bool) {
        let start = place
        let isScript = name == "script"
        var isEscaped = false
        var isDoublyEscaped = false
        while place < input.count {
            if isScript, !isEscaped, input.hasASCII("<!--", at: place) { isEscaped = true }
            if isScript, isEscaped, input.hasASCII("-->", at: place) {
                isEscaped = false
                isDoublyEscaped = false
            }
            if input[place] == 0x3C {
                if isScript, isEscaped, hasTagName("script", at: place + 1) { isDoublyEscaped = true }
                if place + 1 < input.count, input[place + 1] == 0x2F, hasTagName(name, at: place + 2) {
                    if !isDoublyEscaped { break }
                    isDoublyEscaped = false
                }
            }
            place += 1
        }
        content = .data
        if place > start { characters(from: start, to: place, isDecoded: isDecoded) }
        skipsNewline = false
    }

    private func hasTagName(_ name: String, at start: Int) -> Bool {
        let end = start + name.utf8.count
        guard end < input.count, zip(name.utf8, input[start..<end]).allSatisfy({ $0 == $1 | 0x20 }) else {
            return false
        }
        return isHTMLSpace(input[end]) || input[end] == 0x2F || input[end] == 0x3E
    }

    // MARK: Comments

    private mutating func readDeclaration() {
        if input.hasASCII("<!--", at: place) {
            place = endOfComment(from: place + 4)
        } else if input.hasASCII("<![CDATA[", at: place), !isHTML(current) {
            let start = place + 9
            let end = input.end(of: "]]>", from: start)
            let last = end.map { $0 - 3 } ?? input.count
            place = end ?? input.count
            characters(from: start, to: last, isDecoded: false)
        } else {
            skipBogusComment(from: place + 2)
        }
    }

    private func endOfComment(from start: Int) -> Int {
        if start < input.count, input[start] == 0x3E { return start + 1 }
        if input.hasASCII("->", at: start) { return start + 2 }
        var next = start
        while next < input.count {
            if input[next] == 0x2D {
                if input.hasASCII("-->", at: next) { return next + 3 }
                if input.hasASCII("--!>", at: next) { return next + 4 }
            }
            next += 1
        }
        return input.count
    }

    private mutating func skipBogusComment(from start: Int) {
        place = input[min(start, input.count)...].firstIndex(of: 0x3E).map { $0 + 1 } ?? input.count
    }

    // MARK: Tags

    private mutating func readStartTag() {
        place += 1
        let name = readTagName()
        guard let (attributes, isSelfClosing) = readAttributes() else { return }
        skipsNewline = false
        start(
            Tag(tag: name.tag, name: name.index, attributes: attributes, isSelfClosing: isSelfClosing))
    }

    private mutating func readEndTag() {
        guard isLetter(input[place + 2]) else {
            if input[place + 2] == 0x3E { place += 3 } else { skipBogusComment(from: place + 2) }
            return
        }
        place += 2
        let name = readTagName()
        guard readAttributes() != nil else { return }
        skipsNewline = false
        end(Tag(tag: name.tag, name: name.index))
    }

    private mutating func readTagName() -> HTMLNames.Entry {
        let start = place
        while place < input.count, !isHTMLSpace(input[place]), input[place] != 0x2F, input[place] != 0x3E {
            place += 1
        }
        return tree.names.entry(for: input[start..<place])
    }

    /// Reads to the end of the tag; `nil` if the input ends before.
    private mutating func readAttributes() -> (attributes: Range<Int>, isSelfClosing: Bool)? {
        let first = tree.attributes.count
        while true {
            while place < input.count, isHTMLSpace(input[place]) { place += 1 }
            guard place < input.count else { return nil }
            if input[place] == 0x3E {
                place += 1
                return (first..<tree.attributes.count, false)
            }
            if input[place] == 0x2F {
                place += 1
                if place < input.count, input[place] == 0x3E {
                    place += 1
                    return (first..<tree.attributes.count, true)
                }
                continue
            }
            let attribute = readAttribute()
            let known = tree.attributes[first...]
            if known.count < 100, !known.contains(where: { $0.name == attribute.name }) {
                tree.attributes.append(attribute)
            }
        }
    }

    private mutating func readAttribute() -> HTMLTree.Attribute {
        let start = place
        place += 1
        while place < input.count, !isHTMLSpace(input[place]), input[place] != 0x2F, input[place] != 0x3E,
            input[place] != 0x3D
        { place += 1 }
        let name = tree.names.entry(for: input[start..<place]).index
        let none = HTMLTree.Attribute(name: name, value: 0..<0)
        var next = place
        while next < input.count, isHTMLSpace(input[next]) { next += 1 }
        guard next < input.count, input[next] == 0x3D else { return none }
        next += 1
        while next < input.count, isHTMLSpace(input[next]) { next += 1 }
        place = next
        guard place < input.count, input[place] != 0x3E else { return none }
        let quote = input[place]
        let isQuoted = quote == 0x22 || quote == 0x27
        if isQuoted { place += 1 }
        let valueStart = place
        while place < input.count {
            let byte = input[place]
            if isQuoted ? byte == quote : isHTMLSpace(byte) || byte == 0x3E { break }
            place += 1
        }
        let value = appendValue(valueStart..<place)
        if isQuoted, place < input.count { place += 1 }
        return HTMLTree.Attribute(name: name, value: value)
    }

    /// Decodes a value, and says where it lies among all values.
    private mutating func appendValue(_ range: Range<Int>) -> Range<Int> {
        let start = tree.values.count
        guard input[range].contains(where: { $0 == 0x26 || $0 == 0 }) else {
            tree.values += input[range]
            return start..<tree.values.count
        }
        var next = range.lowerBound
        while next < range.upperBound {
            let byte = input[next]
            if byte == 0x26,
                let after = HTMLCharacters.decode(
                    input, at: next, before: range.upperBound, inAttribute: true, into: &tree.values)
            {
                next = after
                continue
            }
            if byte == 0 { tree.values.appendUTF8(0xFFFD) } else { tree.values.append(byte) }
            next += 1
        }
        return start..<tree.values.count
    }
}
