import XMLReading

/// Reads a document written in a test.
func document(_ text: String, charset: String? = nil) throws -> XMLDocument {
    try XMLDocument(reading: Array(text.utf8), charset: charset)
}

/// The tree written out: elements by their local names, text as it is.
func outline(_ element: XMLElement) -> String {
    var written = "<" + element.name.local
    for attribute in element.attributes { written += " \(attribute.name.local)=\(attribute.value)" }
    written += ">"
    for piece in element.content {
        switch piece {
        case .text(let bytes): written += String(decoding: bytes, as: UTF8.self)
        case .element(let child): written += outline(child)
        }
    }
    return written + "</>"
}

func kinds(_ document: XMLDocument) -> Set<XMLFault.Kind> { Set(document.faults.map(\.kind)) }
