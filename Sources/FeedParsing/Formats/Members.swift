import XMLReading

/// The known children of one element, found by what their names mean.
///
/// An item is asked for some forty meanings and has ten children, so most questions are answered by a look at which
/// terms occur at all.
struct Members {
    private(set) var meanings: [Meaning] = []
    /// Beside `meanings`, of which each is what its element means.
    private(set) var elements: [XMLElement] = []
    /// A bit for each term that occurs.
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    mutating func add(_ element: XMLElement, _ meaning: Meaning) {
        if meanings.isEmpty {
            meanings.reserveCapacity(16)
            elements.reserveCapacity(16)
        }
        meanings.append(meaning)
        elements.append(element)
        let term = meaning.term.rawValue
        if term < 64 { low |= 1 << UInt64(term) } else { high |= 1 << UInt64(term - 64) }
    }

    /// Each child with its meaning, in document order.
    var all: Zip2Sequence<[Meaning], [XMLElement]> { zip(meanings, elements) }

    @inline(__always)
    private func mayContain(_ term: Term) -> Bool {
        let term = term.rawValue
        return term < 64 ? low & (1 << UInt64(term)) != 0 : high & (1 << UInt64(term - 64)) != 0
    }

    func all(_ meaning: Meaning) -> [XMLElement] {
        guard mayContain(meaning.term) else { return [] }
        return meanings.indices.lazy.filter { meanings[$0] == meaning }.map { elements[$0] }
    }

    func contains(_ vocabulary: Vocabulary) -> Bool {
        meanings.contains { $0.vocabulary.rawValue == vocabulary.rawValue }
    }

    /// The first value that is not nil, by order of `meanings` and then of the document.
    @inline(__always)
    func first<Value>(_ meanings: Meaning..., where value: (XMLElement) -> Value?) -> Value? {
        for meaning in meanings where mayContain(meaning.term) {
            for place in self.meanings.indices where self.meanings[place] == meaning {
                if let value = value(elements[place]) { return value }
            }
        }
        return nil
    }

    /// All values, by order of `meanings` and then of the document.
    @inline(__always)
    func values<Value>(_ meanings: Meaning..., where value: (XMLElement) -> Value?) -> [Value] {
        var values: [Value] = []
        for meaning in meanings where mayContain(meaning.term) {
            for place in self.meanings.indices where self.meanings[place] == meaning {
                if let value = value(elements[place]) { values.append(value) }
            }
        }
        return values
    }
}
