import FeedModel
import FeedParsing
import FoundationEssentials

/// A line for each item as a person wants it: `{id} {title}`; `\t` and `\n` as a shell's `printf` has them, `{{` and `}}`
/// for the braces themselves.
struct ItemTemplate {
    private enum Part {
        case text(String)
        case field(Field)
    }

    /// What may stand in braces.
    enum Field: String, CaseIterable {
        case id, date, age, state, star, feed, title, url
        case feedID = "feed_id"
        case feedURL = "feed_url"
        case authors, tags, published, updated, received
    }

    private let parts: [Part]

    /// - Throws: a mistake of usage that names what is wrong, and the nearest right name.
    init(_ text: String) throws(CommandFailure) {
        var parts: [Part] = []
        var plain = ""
        var rest = text[...]
        while let next = rest.popFirst() {
            switch (next, rest.first) {
            case ("{", "{"), ("}", "}"):
                plain.append(next)
                rest.removeFirst()
            case ("{", _):
                guard let end = rest.firstIndex(of: "}") else {
                    throw CommandFailure(.usage, "--format: a { has no }", hint: "write {{ for a brace")
                }
                parts += [.text(plain), .field(try Self.field(String(rest[..<end])))]
                plain = ""
                rest = rest[rest.index(after: end)...]
            case ("}", _):
                throw CommandFailure(.usage, "--format: a } has no {", hint: "write }} for a brace")
            case ("\\", let letter?):
                plain.append(Self.escapes[letter] ?? "\\\(letter)")
                rest.removeFirst()
            default: plain.append(next)
            }
        }
        self.parts = parts + [.text(plain)]
    }

    private static let escapes: [Character: String] = ["t": "\t", "n": "\n", "\\": "\\"]

    /// The text for an item, without a line end of its own; what comes from feeds is harmless for a terminal.
    func text(of item: ItemSummary, at now: Date) -> String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .field(let field): SafeText.line(Self.value(of: field, in: item, at: now))
            }
        }.joined()
    }

    private static func field(_ name: String) throws(CommandFailure) -> Field {
        if let field = Field(rawValue: name) { return field }
        let names = Field.allCases.map(\.rawValue)
        throw CommandFailure(
            .usage, "--format: there is no {\(SafeText.line(name))}",
            hint: NearestWord.to(name, among: names).map { "did you mean {\($0)}?" }
                ?? "there are {\(names.joined(separator: "}, {"))}")
    }

    private static func value(of field: Field, in item: ItemSummary, at now: Date) -> String {
        switch field {
        case .id: "\(item.id.rawValue)"
        case .date: Timestamp.text(item.date)
        case .age: Age.short(of: item.date, at: now)
        case .state: item.state.isRead ? "read" : "unread"
        case .star: item.state.isStarred ? "*" : ""
        case .feed: item.feed.title
        case .title: item.title
        case .url: item.link?.text ?? ""
        case .feedID: "\(item.feed.id.rawValue)"
        case .feedURL: item.feed.address.shown
        case .authors: item.authors.joined(separator: ", ")
        case .tags: item.tags.joined(separator: ", ")
        case .published: item.published.map(Timestamp.text) ?? ""
        case .updated: item.updated.map(Timestamp.text) ?? ""
        case .received: Timestamp.text(item.received)
        }
    }
}
