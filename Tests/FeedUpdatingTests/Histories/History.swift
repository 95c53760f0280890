import FeedModel
import FoundationEssentials
import Testing

/// What happened to one feed or two over time, and what a reader must find unread after each step.
struct History: Sendable, CustomTestStringConvertible {
    let name: String
    var steps: [Step]

    init(_ name: String, _ steps: Step...) {
        self.name = name
        self.steps = steps
    }

    var testDescription: String { name }

    /// A feed of a history.
    enum Source: String, Sendable {
        case a, b

        var address: String { "https://\(rawValue).example/feed" }
    }

    enum Step: Sendable {
        /// The feed shows these posts; afterwards the posts with these titles are unread, each as often as it is named.
        case shows([Post], unread: [String], in: Source = .a, home: String = "https://example.org/")
        /// The reader marks everything read.
        case read
        /// The reader marks the posts with this title unread again.
        case unread(String)
        /// The reader stars the posts with this title.
        case star(String)
        /// Everything that was read is purged.
        case purge
        /// What was read and has left its feed for a day is purged.
        case purgeLeft
        /// Feed a moves to the address of feed b for good, and these posts are unread then.
        case merges(unread: [String])
        /// So many items are starred, whatever their names.
        case starred(Int)
        /// So many items are listed as revised.
        case revised(Int)
        /// So many items are stored.
        case stored(Int)
        /// So many items bear a tag.
        case tagged(String, Int)
    }
}

/// One post, as a document shows it.
struct Post: Sendable {
    var title: String
    var id: String?
    var link: String?
    /// Days after the history's beginning; nil: without a date.
    var day: Double?
    var body: String
    /// Further elements, as they are written.
    var further = ""

    func with(
        title: String? = nil, id: String?? = .none, link: String?? = .none, day: Double?? = .none,
        body: String? = nil, further: String? = nil
    ) -> Post {
        var post = self
        if let title { post.title = title }
        if let id { post.id = id }
        if let link { post.link = link }
        if let day { post.day = day }
        if let body { post.body = body }
        if let further { post.further = further }
        return post
    }

    /// When histories begin: 14:13:20 UTC.
    static let beginning = Date(timeIntervalSince1970: 1_790_000_000)

    /// The midnight that begins a day, counted like `day`.
    static func midnight(_ day: Int) -> Double { Double(day) - 51_200 / 86_400 }

    /// The item as RSS writes it.
    var markup: String {
        var parts: [String] = []
        if !title.isEmpty { parts.append("<title>\(Self.escaped(title))</title>") }
        if let id { parts.append("<guid isPermaLink=\"false\">\(Self.escaped(id))</guid>") }
        if let link { parts.append("<link>\(Self.escaped(link))</link>") }
        if let day {
            let date = Post.beginning.addingTimeInterval((day * 86_400).rounded())
            parts.append("<dc:date>\(date.ISO8601Format())</dc:date>")
        }
        if !body.isEmpty { parts.append("<description>\(Self.escaped(body))</description>") }
        return "<item>\(parts.joined())\(further)</item>"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}

/// A post with all that a usual one has: an id, a link and a time of its own, and a body of its own.
func post(_ title: String, id: String? = nil, day: Double? = nil) -> Post {
    let slug = title.lowercased().replacing(" ", with: "-")
    return Post(
        title: title, id: id ?? "id-\(slug)", link: "https://example.org/\(slug)", day: day,
        body: "<p>What there is to say of \(title) in a few words</p>")
}

extension [Post] {
    /// The same posts, each changed in the same way.
    func each(_ change: (Post) -> Post) -> [Post] { map(change) }

    /// The same posts under ids that were never seen before.
    func reissued(_ name: String = "new") -> [Post] {
        map { $0.with(id: "\(name)-\($0.title.count)-\($0.title)") }
    }

    /// The same posts with links that begin otherwise.
    func linked(_ start: String) -> [Post] {
        map { post in
            post.with(link: post.link?.replacing("https://example.org/", with: start))
        }
    }

    var titles: [String] { map(\.title) }
}

/// Posts that differ in all they say.
func posts(_ titles: String..., from day: Double? = nil) -> [Post] {
    titles.enumerated().map { index, title in
        post(title, day: day.map { $0 + Double(index) * 0.013 })
    }
}
