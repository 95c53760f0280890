package import FeedModel
internal import XMLReading

/// Reads OPML, well-formed or not.
///
/// Names of elements and attributes are compared without regard to letter case, as other programs write them in all
/// ways. Outlines that are commented out (`isComment="true"`) are left out with what is in them.
package enum OPMLReader {
    /// The subscriptions that a file declares, each address once.
    ///
    /// - Parameter file: the path of the file, which becomes their origin.
    package static func declarations(
        in bytes: [UInt8], file: String
    ) throws(ParseFailure) -> [DeclaredSubscription] {
        try document(in: bytes).subscriptions(from: .declared(file: file))
    }

    /// The outline in a file.
    ///
    /// - Throws: `notAFeed` if it is something else than OPML.
    package static func document(in bytes: [UInt8]) throws(ParseFailure) -> OPMLDocument {
        let document: XMLDocument
        do throws(XMLFault) {
            document = try XMLDocument(reading: bytes, charset: nil) { $0.name.local.lowercased() == "opml" }
        } catch {
            throw .notAFeed(looksLike: bytes.isEmpty ? "an empty file" : nil)
        }
        let root = document.root
        guard root.name.local.lowercased() == "opml" else {
            throw .notAFeed(looksLike: "an XML document with the element “\(root.name.local.prefix(40))”")
        }
        let reading = OPMLReading(names: document.names)
        return OPMLDocument(
            title: reading.title(of: root), outlines: reading.outlines(in: root), isMended: document.isMended)
    }
}

/// The names of a document in lower case, and what is read by them.
private struct OPMLReading {
    private let names: [String]

    init(names: [XMLName]) { self.names = names.map { $0.local.lowercased() } }

    func title(of root: XMLElement) -> String? {
        let head = root.children.first { names[$0.nameIndex] == "head" }
        let title = head?.children.first { names[$0.nameIndex] == "title" }
        return title.flatMap { nonempty(PlainSpace.collapsed($0.deepText)) }
    }

    /// The outlines in an element; what else stands there, such as a `body`, is looked through.
    func outlines(in element: XMLElement) -> [OPMLOutline] {
        element.children.flatMap { child -> [OPMLOutline] in
            switch names[child.nameIndex] {
            case "outline": outline(child).map { [$0] } ?? []
            case "head": []
            default: outlines(in: child)
            }
        }
    }

    private func outline(_ element: XMLElement) -> OPMLOutline? {
        var values: [String: String] = [:]
        for attribute in element.attributes where values[names[attribute.nameIndex]] == nil {
            values[names[attribute.nameIndex]] = attribute.value
        }
        guard values["iscomment"]?.lowercased() != "true" else { return nil }
        let title = [values["title"], values["text"]].lazy.compactMap { $0 }.map { PlainSpace.collapsed($0) }
        let categories = (values["category"] ?? "").split(separator: ",").map { category in
            PlainSpace.collapsed(String(category.drop { $0 == " " || $0 == "/" }))
        }
        return OPMLOutline(
            title: title.first { !$0.isEmpty }, address: address(values),
            categories: categories.filter { !$0.isEmpty },
            line: element.line, children: outlines(in: element))
    }

    /// `xmlUrl`; or `url`, where the type says that a feed is meant.
    private func address(_ values: [String: String]) -> FeedAddress? {
        if let text = values["xmlurl"], let address = nonempty(ASCII.trimmed(text)) {
            return FeedAddress(address)
        }
        guard ["rss", "atom", "feed"].contains(values["type"]?.lowercased()), let text = values["url"] else {
            return nil
        }
        return nonempty(ASCII.trimmed(text)).map { FeedAddress($0) }
    }

    private func nonempty(_ text: String) -> String? { text.isEmpty ? nil : text }
}
