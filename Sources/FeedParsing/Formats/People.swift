import FeedModel
import XMLReading

extension ElementReader {
    /// Whom an element names in a line of text, as RSS and its modules do.
    func namedPerson(_ element: XMLElement) -> PersonDraft? {
        plain(element).flatMap(PersonText.person).map { PersonDraft(name: $0.name, email: $0.email) }
    }

    /// Whom an Atom person construct describes (RFC 4287 §3.2).
    ///
    /// `url` and `homepage` are names of Atom 0.3 and of what came before it for `uri`.
    func atomPerson(_ element: XMLElement) -> PersonDraft? {
        var person = PersonDraft()
        for child in element.children {
            guard let meaning = meaning(of: child), [.atom, .none, .rss].contains(meaning.vocabulary) else {
                continue
            }
            switch meaning.term {
            case .name: person.name = person.name ?? verbatim(child)
            case .uri, .url, .homepage: person.url = person.url ?? reference(child)
            case .email: person.email = person.email ?? token(child)
            default: continue
            }
        }
        return person.name == nil && person.url == nil && person.email == nil ? nil : person
    }

    /// The people whom the first kind of element that names any names.
    func people(_ members: Members, _ kinds: [[Meaning]]) -> [PersonDraft] {
        for kind in kinds {
            var people: [PersonDraft] = []
            for (place, meaning) in members.meanings.enumerated() where kind.contains(meaning) {
                let element = members.elements[place]
                let person = meaning.vocabulary == .atom ? atomPerson(element) : namedPerson(element)
                if let person { people.append(person) }
            }
            if !people.isEmpty { return people }
        }
        return []
    }
}
