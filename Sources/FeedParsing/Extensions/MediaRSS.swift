import FeedModel
import XMLReading

/// What Media RSS says about an item: in its children, then in its groups, then in its contents.
struct MediaRSS {
    private let reader: ElementReader
    /// The item's own members, then those of each `media:group`, then those of each `media:content`.
    private let places: [Members]
    /// Every `media:content` of the item and of its groups, in document order.
    private let contents: [XMLElement]

    /// nil where an item has nothing of Media RSS.
    init?(of members: Members, in reader: ElementReader) {
        guard members.contains(.media) else { return nil }
        self.reader = reader
        var groups: [Members] = []
        var contents: [XMLElement] = []
        for (meaning, element) in members.all {
            if meaning == .media(.content) { contents.append(element) }
            guard meaning == .media(.group) else { continue }
            let group = reader.members(of: element)
            groups.append(group)
            contents += group.all(.media(.content))
        }
        self.contents = contents
        places = [members] + groups + contents.map { reader.members(of: $0) }
    }

    var title: String? {
        first { $0.first(.media(.title), where: reader.plain) }
    }

    /// The description as a body: text, unless it says that it is HTML.
    var description: BodyDraft? {
        first { place in
            place.first(.media(.description)) { element in
                guard let html = reader.html(element) else { return nil }
                let type = reader.attribute(.type, of: element)?.lowercased()
                if type == "html" || type == "text/html" {
                    return .html(html, bases: reader.bases(at: element))
                }
                return .text(element.deepText)
            }
        }
    }

    var thumbnails: [Reference] {
        places.flatMap { $0.values(.media(.thumbnail), where: url(of:)) }
    }

    var images: [Reference] {
        contents.filter(isImage).compactMap(url(of:))
    }

    var categories: [Category] {
        places.flatMap { place in
            place.values(.media(.category)) { element in
                guard let term = reader.plain(element) else { return nil }
                let label = reader.attribute(.label, of: element).map { RSSText.plain(Array($0.utf8)[...]) }
                return Category(term: term, scheme: reader.attribute(.scheme, of: element), label: label)
            }
        }
    }

    var attachments: [AttachmentDraft] {
        contents.compactMap { content in
            guard let url = url(of: content) else { return nil }
            let size = reader.attribute(.fileSize, of: content).flatMap(ASCII.wholeNumber)
            return AttachmentDraft(
                url: url, mimeType: reader.attribute(.type, of: content),
                title: reader.members(of: content).first(.media(.title), where: reader.plain),
                size: size.flatMap { $0 > 0 ? $0 : nil },
                duration: reader.attribute(.duration, of: content).flatMap(PlayingTime.seconds(in:)),
                isImage: isImage(content))
        }
    }

    private func first<Value>(_ value: (Members) -> Value?) -> Value? {
        for place in places {
            if let value = value(place) { return value }
        }
        return nil
    }

    private func url(of element: XMLElement) -> Reference? {
        reader.attribute(.url, of: element).map { reader.reference($0, at: element) }
    }

    private func isImage(_ content: XMLElement) -> Bool {
        reader.attribute(.medium, of: content)?.lowercased() == "image"
            || reader.attribute(.type, of: content)?.lowercased().hasPrefix("image/") == true
    }
}
