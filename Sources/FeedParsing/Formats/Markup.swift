import XMLReading

/// Writes child elements out as the HTML that they are meant to be.
enum Markup {
    /// The content of `element` as HTML: its children as tags, its character data escaped.
    ///
    /// - Parameter isLeftOut: whether an element inside is left out with what is in it.
    static func html(
        of element: XMLElement, without isLeftOut: (XMLElement) -> Bool = { _ in false }
    ) -> ArraySlice<UInt8> {
        var bytes: [UInt8] = []
        write(contentOf: element, without: isLeftOut, into: &bytes)
        return bytes[...]
    }

    // Depth is bounded by XMLReading, which refuses documents that nest deeper than it says.
    private static func write(
        contentOf element: XMLElement, without isLeftOut: (XMLElement) -> Bool, into bytes: inout [UInt8]
    ) {
        guard element.hasChildren else {
            writeEscaped(element.deepTextBytes, into: &bytes)
            return
        }
        for content in element.content {
            switch content {
            case .text(let text): writeEscaped(text, into: &bytes)
            case .element(let child) where isLeftOut(child): continue
            case .element(let child): write(child, without: isLeftOut, into: &bytes)
            }
        }
    }

    private static func write(
        _ element: XMLElement, without isLeftOut: (XMLElement) -> Bool, into bytes: inout [UInt8]
    ) {
        let name = element.name.local.lowercased()
        bytes.append(UInt8(ascii: "<"))
        bytes += name.utf8
        for attribute in element.attributes {
            let name = attribute.name
            guard name.prefix == nil else { continue }
            bytes.append(0x20)
            bytes += name.local.utf8
            bytes += "=\"".utf8
            writeEscaped(attribute.valueBytes, into: &bytes)
            bytes.append(UInt8(ascii: "\""))
        }
        bytes.append(UInt8(ascii: ">"))
        if void.contains(name) { return }
        write(contentOf: element, without: isLeftOut, into: &bytes)
        bytes += "</".utf8
        bytes += name.utf8
        bytes.append(UInt8(ascii: ">"))
    }

    private static func writeEscaped(_ text: ArraySlice<UInt8>, into bytes: inout [UInt8]) {
        for byte in text {
            switch byte {
            case UInt8(ascii: "&"): bytes += "&amp;".utf8
            case UInt8(ascii: "<"): bytes += "&lt;".utf8
            case UInt8(ascii: ">"): bytes += "&gt;".utf8
            case UInt8(ascii: "\""): bytes += "&quot;".utf8
            default: bytes.append(byte)
            }
        }
    }

    private static let void: Set<String> = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
        "track", "wbr",
    ]
}
