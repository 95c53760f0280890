import FeedModel
import XMLReading

/// Microsoft's Channel Definition Format of 1997.
enum CDF {
    static func draft(of document: XMLDocument) -> FeedDraft {
        let meanings = Meanings(of: document.names, home: .rss, own: [nil], isOld: false)
        let reader = ElementReader(meanings: meanings)
        let root = document.root
        let members = reader.members(of: root)
        var draft = FeedDraft(format: .cdf, encoding: document.encoding)
        draft.title = members.first(.rss(.title), where: reader.plain) ?? ""
        draft.homePage = address(of: root, in: reader)
        draft.description = members.first(.rss(.abstract), where: reader.plain)
        draft.icon = members.values(.rss(.logo)) { logo in
            reader.attribute(.href, of: logo).map { reader.reference($0, at: logo) }
        }
        draft.updated = modified(root, in: reader)
        draft.items = ItemDrafts(of: members.all(.rss(.item))) { item(of: $0, in: reader) }
        return draft
    }

    private static func item(of element: XMLElement, in reader: ElementReader) -> ItemDraft {
        let members = reader.members(of: element)
        var item = ItemDraft()
        item.line = element.line
        item.title = members.first(.rss(.title), where: reader.plain) ?? ""
        item.link = address(of: element, in: reader)
        item.body = reader.body(members, [.rss(.abstract)])?.draft
        item.updated = modified(element, in: reader)
        return item
    }

    private static func address(of element: XMLElement, in reader: ElementReader) -> [Reference] {
        reader.attribute(.href, of: element).map { [reader.reference($0, at: element)] } ?? []
    }

    private static func modified(_ element: XMLElement, in reader: ElementReader) -> [DateDraft] {
        reader.attribute(.lastmod, of: element).map { [DateDraft(text: $0, line: element.line)] } ?? []
    }
}
