import FeedModel
import XMLReading

extension ElementReader {
    /// The categories of a feed or an item in document order, all kinds but those of Media RSS.
    func categories(_ members: Members) -> [Category] {
        var categories: [Category] = []
        for (place, meaning) in members.meanings.enumerated() where Self.isCategory(meaning.term) {
            let element = members.elements[place]
            switch (meaning.vocabulary, meaning.term) {
            case (.rss, .category):
                if let term = plain(element) {
                    let scheme = attribute(.domain, of: element).map { PlainSpace.collapsed($0) }
                    categories.append(Category(term: term, scheme: scheme))
                }
            case (.dublinCore, .subject):
                if let term = plain(element) { categories.append(Category(term: term)) }
            case (.atom, .category):
                if let category = atomCategory(element) { categories.append(category) }
            case (.iTunes, .category):
                addITunesCategories(in: element, to: &categories)
            case (.iTunes, .keywords):
                for part in (plain(element) ?? "").split(
                    separator: ",", maxSplits: ItemLimits.membersRead
                ).prefix(ItemLimits.membersRead) {
                    let term = PlainSpace.collapsed(String(part))
                    if !term.isEmpty { categories.append(Category(term: term)) }
                }
            default: continue
            }
        }
        return categories
    }

    private static func isCategory(_ term: Term) -> Bool {
        switch term {
        case .category, .subject, .keywords: true
        default: false
        }
    }

    private func atomCategory(_ element: XMLElement) -> Category? {
        let label = attribute(.label, of: element).map { PlainSpace.collapsed($0) }
        let term =
            attribute(.term, of: element).map { PlainSpace.collapsed($0) } ?? verbatim(element) ?? label
        guard let term else { return nil }
        return Category(term: term, scheme: attribute(.scheme, of: element), label: label)
    }

    private func addITunesCategories(in element: XMLElement, to categories: inout [Category]) {
        if let text = attribute(.text, of: element) {
            let term = RSSText.plain(Array(text.utf8)[...])
            if !term.isEmpty { categories.append(Category(term: term, scheme: "http://www.itunes.com/")) }
        }
        for child in element.children where meaning(of: child) == .iTunes(.category) {
            addITunesCategories(in: child, to: &categories)
        }
    }
}
