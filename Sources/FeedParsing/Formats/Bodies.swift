import FeedModel
import XMLReading

/// The body that was chosen for an item, and the element that it came from.
struct ChosenBody {
    let draft: BodyDraft
    let element: XMLElement
}

extension ElementReader {
    /// The first body that is not empty, by order of `kinds` and then of the document.
    func body(_ members: Members, _ kinds: [Meaning]) -> ChosenBody? {
        for kind in kinds {
            let body = members.first(kind) { element in
                self.body(of: element, kind).map { ChosenBody(draft: $0, element: element) }
            }
            if let body { return body }
        }
        return nil
    }

    /// The first summary that is not empty and is not the body, unless it says the same as the body.
    func summary(_ members: Members, _ kinds: [Meaning], beside body: ChosenBody?) -> String? {
        for kind in kinds {
            for element in members.all(kind) where element != body?.element {
                guard let draft = self.body(of: element, kind) else { continue }
                if let body, draft.isSame(as: body.draft) { return nil }
                let plain = kind == .iTunes(.subtitle) ? self.plain(element) ?? "" : draft.plain
                return plain.isEmpty || body?.draft.isSaying(plain) == true ? nil : plain
            }
        }
        return nil
    }

    private func body(of element: XMLElement, _ meaning: Meaning) -> BodyDraft? {
        switch (meaning.vocabulary, meaning.term) {
        case (.atom, let term):
            // Content out of line is an attachment.
            if term == .content, attribute(.src, of: element) != nil { return nil }
            switch AtomText(element, in: self, isContent: term == .content) {
            case .text(let text): return .text(text)
            case .html(let html, let place): return .html(html, bases: bases(at: place))
            case nil: return nil
            }
        case (.xhtml, _):
            let html = Markup.html(of: element)
            return ASCII.trimmed(html).isEmpty ? nil : .html(html, bases: bases(at: element))
        default:
            return html(element).map { .html($0, bases: bases(at: element)) }
        }
    }
}

extension BodyDraft {
    /// The text of the body on one line.
    var plain: String {
        switch self {
        case .html(let html, _): PlainText.collapsed(fromHTML: html)
        case .text(let text): PlainSpace.collapsed(text)
        }
    }

    /// Whether `plain` is the text of the body on one line.
    func isSaying(_ plain: String) -> Bool {
        switch self {
        case .html(let html, _): PlainText.isSaid(plain, inHTML: html)
        case .text(let text): PlainSpace.collapsed(text) == plain
        }
    }

    /// Whether two bodies are written alike, and so must have the same text.
    func isSame(as other: BodyDraft) -> Bool {
        switch (self, other) {
        case (.html(let left, _), .html(let right, _)): left == right
        case (.text(let left), .text(let right)): left == right
        default: false
        }
    }
}
