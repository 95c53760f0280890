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

/// What a document says by its names of elements and attributes.
private struct OPMLReading {
    /// What each name of the document means: there are few, and of lists of ten thousand feeds each line has several.
    private let meanings: [Meaning?]

    /// Names in lower case.
    fileprivate enum Meaning: String {
        case head, outline
        case title, text, type, url, category
        case feedAddress = "xmlurl"
        case isComment = "iscomment"
    }

    init(names: [XMLName]) { meanings = names.map { Meaning(rawValue: $0.local.lowercased()) } }

    func title(of root: XMLElement) -> String? {
        let head = root.children.first { meanings[$0.nameIndex] == .head }
        let title = head?.children.first { meanings[$0.nameIndex] == .title }
        return title.flatMap { line($0.deepTextBytes) }
    }

    /// The outlines in an element; what else stands there, such as a `body`, is looked through.
    func outlines(in element: XMLElement) -> [OPMLOutline] {
        guard element.hasChildren else { return [] }
        var outlines: [OPMLOutline] = []
        addOutlines(in: element, to: &outlines)
        return outlines
    }

    private func addOutlines(in element: XMLElement, to outlines: inout [OPMLOutline]) {
        for child in element.children {
            switch meanings[child.nameIndex] {
            case .outline: if let outline = outline(child) { outlines.append(outline) }
            case .head: continue
            default: addOutlines(in: child, to: &outlines)
            }
        }
    }

    private func outline(_ element: XMLElement) -> OPMLOutline? {
        let attributes = element.attributes
        let places = OutlinePlaces(in: attributes, meanings)
        func value(_ place: Int?) -> ArraySlice<UInt8>? { place.map { attributes[$0].valueBytes } }
        if let mark = value(places.isComment), ASCII.equalsIgnoringCase(mark, "true") { return nil }
        // `url` alone is an address only where the type says that a feed is meant.
        let feed =
            value(places.feedAddress).flatMap(address)
            ?? (value(places.type).map(isFeed) == true ? value(places.url).flatMap(address) : nil)
        return OPMLOutline(
            title: value(places.title).flatMap(line) ?? value(places.text).flatMap(line), address: feed,
            categories: value(places.category).map(categories) ?? [],
            line: element.line, children: outlines(in: element))
    }

    private func line(_ bytes: ArraySlice<UInt8>) -> String? {
        let text = PlainSpace.collapsed(bytes)
        return text.isEmpty ? nil : text
    }

    private func categories(_ bytes: ArraySlice<UInt8>) -> [String] {
        String(decoding: bytes, as: UTF8.self).split(separator: ",").compactMap { category in
            let text = PlainSpace.collapsed(String(category.drop { $0 == " " || $0 == "/" }))
            return text.isEmpty ? nil : text
        }
    }

    private func isFeed(_ type: ArraySlice<UInt8>) -> Bool {
        ["rss", "atom", "feed"].contains { ASCII.equalsIgnoringCase(type, $0) }
    }

    private func address(_ bytes: ArraySlice<UInt8>) -> FeedAddress? {
        let text = PlainSpace.trimmed(bytes)
        return text.isEmpty ? nil : FeedAddress(text)
    }
}

/// Where the values of an outline stand among its attributes, of each name the first.
private struct OutlinePlaces {
    private(set) var title: Int?
    private(set) var text: Int?
    private(set) var type: Int?
    private(set) var url: Int?
    private(set) var category: Int?
    private(set) var feedAddress: Int?
    private(set) var isComment: Int?

    init(in attributes: XMLElement.Attributes, _ meanings: [OPMLReading.Meaning?]) {
        for place in attributes.indices {
            switch meanings[attributes[place].nameIndex] {
            case .title: title = title ?? place
            case .text: text = text ?? place
            case .type: type = type ?? place
            case .url: url = url ?? place
            case .category: category = category ?? place
            case .feedAddress: feedAddress = feedAddress ?? place
            case .isComment: isComment = isComment ?? place
            case .head, .outline, nil: continue
            }
        }
    }
}
