extension Mending {
    /// Reads what begins with `<`.
    mutating func readMarkup() {
        let next = place + 1 < end ? input[place + 1] : 0
        switch next {
        case 0x21: readDeclaration()
        case 0x3F: readInstruction()
        case 0x2F: readEndTag()
        case _ where isNameStart(next): readStartTag()
        default: bareLessThan()
        }
    }

    func atTagEnd(_ place: Int) -> Bool {
        place >= end || isSpace(input[place]) || input[place] == 0x3E || input[place] == 0x2F
    }

    mutating func bareLessThan() {
        if !open.isEmpty {
            note(.bareLessThan)
            appendEscaped(0x3C)
        }
        place += 1
    }

    private mutating func readDeclaration() {
        if input.hasASCII("<!--", at: place) {
            leaveOut(upTo: .commentEnd, from: place + 4, or: .unclosedComment)
        } else if input.hasASCII("<![CDATA[", at: place) {
            readCDATA()
        } else if input.hasASCII("<!DOCTYPE", at: place), open.isEmpty, entityDepth == 0, !hasDocumentType {
            readDocumentType()
        } else {
            note(.strayDeclaration)
            leaveOutTag()
        }
    }

    /// Reads the first document type, the only one that XML allows: any other may be as long as all that follows.
    private mutating func readDocumentType() {
        let type = DocumentType(reading: input, at: place)
        if type.isCut { note(.cutEntities) }
        if !type.isClosed { note(.unclosedDocumentType) }
        hasDocumentType = true
        entities = type.entities
        leaveOut(place..<type.end)
        place = type.end
    }

    private mutating func readInstruction() {
        let isDeclaration = input.hasASCII("<?xml", at: place) && place + 5 < end && isSpace(input[place + 5])
        if isDeclaration, hasBegun { note(.lateDeclaration) }
        leaveOut(upTo: .instructionEnd, from: place + 2, or: .unclosedInstruction)
    }

    /// Whether anything but white space stands before this place.
    private var hasBegun: Bool { entityDepth > 0 || !open.isEmpty || place > firstWord }

    private mutating func leaveOut(upTo mark: Mark, from start: Int, or repair: Repair) {
        if let close = find(mark, from: start) {
            leaveOut(place..<close)
            place = close
        } else {
            note(repair)
            leaveOutTag()
        }
    }

    /// Leaves out what goes up to the next `>`.
    private mutating func leaveOutTag() {
        let close = find(.tagEnd, from: place) ?? end
        leaveOut(place..<close)
        place = close
    }

    /// Where a mark ends that comes next. One that was missed once is not looked for again, lest time go with the
    /// square of the length.
    private mutating func find(_ mark: Mark, from start: Int) -> Int? {
        guard !missingMarks.contains(mark) else { return nil }
        let close = input.end(of: mark.text, from: start, before: end)
        if close == nil { missingMarks.insert(mark) }
        return close
    }

    private mutating func readCDATA() {
        let start = place + 9
        let close = find(.sectionEnd, from: start)
        let last = close.map { $0 - 3 } ?? endOfElement(from: start)
        if close == nil { note(.unclosedCDATA) }
        guard !open.isEmpty else {
            leaveOut(place..<last)
            place = close ?? last
            return
        }
        place = start
        if last - start > Limits.sectionBytes {
            while place < last { copyAsText() }
        } else {
            output.append(contentsOf: "<![CDATA[".utf8)
            copyCDATA(upTo: last)
            output.append(contentsOf: "]]>".utf8)
        }
        place = close ?? last
    }

    /// Copies a character of a long CDATA section as text.
    private mutating func copyAsText() {
        if input[place] == 0x26 {
            appendEscaped(0x26)
            place += 1
        } else {
            copyCharacter(escaping: 0)
        }
    }

    private mutating func copyCDATA(upTo last: Int) {
        var run = place
        while place < last {
            let byte = input[place]
            let isForbidden = byte < 0x20 && !isSpace(byte)
            let isNoncharacter =
                byte == 0xEF && place + 2 < last && input[place + 1] == 0xBF && input[place + 2] >= 0xBE
            if isForbidden || isNoncharacter {
                output.append(contentsOf: input[run..<place])
                note(.forbiddenCharacter)
                run = place + (isForbidden ? 1 : 3)
                place = run
            } else {
                place += 1
            }
        }
        if run < last { output.append(contentsOf: input[run..<last]) }
    }

    /// Where the end tag of the innermost element stands; the end of the input if nowhere.
    private func endOfElement(from start: Int) -> Int {
        guard let top = open.last else { return end }
        let name = output[top.name]
        var place = start
        while let found = input.end(of: "</", from: place, before: end) {
            if input[found..<end].starts(with: name) { return found - 2 }
            place = found
        }
        return end
    }

    private mutating func readEndTag() {
        var last = place + 2
        while last < end, isNameByte(input[last]) { last += 1 }
        let name = (place + 2)..<last
        while last < end, input[last] != 0x3E, input[last] != 0x3C { last += 1 }
        let isWhole = last < end && input[last] == 0x3E
        if !isWhole { note(.openEndTag) }
        leaveOut(place..<last)
        if levelsLeftOut > 0 { levelsLeftOut -= 1 } else { close(name) }
        place = isWhole ? last + 1 : last
    }

    /// Closes the innermost open element of a name, and what is open inside it; if there is none, nothing.
    private mutating func close(_ name: Range<Int>) {
        let tag = input[name]
        var level = open.count - 1
        while level >= 0, searchesLeft > 0 {
            let candidate = output[open[level].name]
            // Names may be as long as a document and differ in their last letter.
            searchesLeft -= candidate.count == tag.count ? 1 + tag.count / 8 : 1
            if candidate.count == tag.count, candidate.elementsEqual(tag, by: sameLetter) { break }
            level -= 1
        }
        guard level >= 0, searchesLeft > 0, !tag.isEmpty else {
            return note(.strayEndTag)
        }
        if level < open.count - 1 || !output[open[level].name].elementsEqual(tag) {
            note(.crossedElements)
        }
        while open.count > level { closeTop() }
    }

    private func sameLetter(_ left: UInt8, _ right: UInt8) -> Bool {
        left == right || (left ^ right == 0x20 && left | 0x20 >= 0x61 && left | 0x20 <= 0x7A)
    }
}
