/// A document type declaration, read for the general entities in its internal subset and for nothing else.
///
/// External entities are known by name, so that they expand to nothing; parameter entities are never looked at.
struct DocumentType {
    /// Where the declaration ends.
    private(set) var end: Int
    private(set) var hasSubset = false
    /// Whether it ends with a `>` of its own.
    private(set) var isClosed = false
    /// The replacement text of each entity, character references in it decoded; empty for an external one.
    private(set) var entities: [[UInt8]: [UInt8]] = [:]
    /// Whether there were more entities than are kept.
    private(set) var isCut = false

    init(reading bytes: [UInt8], at start: Int) {
        end = start + 9
        read(bytes, from: start)
    }

    private mutating func read(_ bytes: [UInt8], from start: Int) {
        var place = start + 9
        while place < bytes.count {
            switch bytes[place] {
            case 0x22, 0x27:
                guard let close = bytes[(place + 1)...].firstIndex(of: bytes[place]) else {
                    return giveUp(bytes, start)
                }
                place = close + 1
            case 0x5B:
                hasSubset = true
                guard let close = readSubset(bytes, from: place + 1) else { return giveUp(bytes, start) }
                place = close
            case 0x3E:
                end = place + 1
                isClosed = true
                return
            case 0x3C:
                end = place
                return
            default:
                place += 1
            }
        }
        giveUp(bytes, start)
    }

    private mutating func giveUp(_ bytes: [UInt8], _ start: Int) {
        end = bytes[start...].firstIndex(of: 0x3E).map { $0 + 1 } ?? bytes.count
    }

    /// Reads up to the `]`, and gives the place after it.
    private mutating func readSubset(_ bytes: [UInt8], from start: Int) -> Int? {
        var place = start
        while place < bytes.count {
            if bytes[place] == 0x5D { return place + 1 }
            if bytes.hasASCII("<!--", at: place) {
                guard let close = bytes.end(of: "-->", from: place + 4) else { return nil }
                place = close
            } else if bytes.hasASCII("<?", at: place) {
                guard let close = bytes.end(of: "?>", from: place) else { return nil }
                place = close
            } else if bytes.hasASCII("<!", at: place) {
                guard let close = endOfDeclaration(bytes, from: place) else { return nil }
                if bytes.hasASCII("<!ENTITY", at: place) { readEntity(bytes, (place + 8)..<(close - 1)) }
                place = close
            } else {
                place += 1
            }
        }
        return nil
    }

    private func endOfDeclaration(_ bytes: [UInt8], from start: Int) -> Int? {
        var place = start
        while place < bytes.count {
            let byte = bytes[place]
            if byte == 0x3E { return place + 1 }
            if byte == 0x22 || byte == 0x27 {
                guard let close = bytes[(place + 1)...].firstIndex(of: byte) else { return nil }
                place = close
            }
            place += 1
        }
        return nil
    }

    private mutating func readEntity(_ bytes: [UInt8], _ range: Range<Int>) {
        let declaration = bytes[range].drop { isSpace($0) }
        let name = declaration.prefix { !isSpace($0) && $0 != 0x22 && $0 != 0x27 }
        guard !name.isEmpty, name.first != 0x25 else { return }
        guard entities.count < Limits.entities else {
            isCut = true
            return
        }
        let rest = declaration[name.endIndex...].drop { isSpace($0) }
        guard entities[Array(name)] == nil else { return }
        guard let quote = rest.first, quote == 0x22 || quote == 0x27 else {
            entities[Array(name)] = []
            return
        }
        let value = rest.dropFirst().prefix { $0 != quote }
        entities[Array(name)] = CharacterReference.decodingNumbers(in: value)
    }
}
