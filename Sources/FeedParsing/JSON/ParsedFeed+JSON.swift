package import FeedModel
import FoundationEssentials

extension ParsedFeed {
    /// The feed as the JSON Feed 1.1 object that `tidings parse --json` prints (`parse-json.md` §2).
    ///
    /// A member without a value is left out.
    package var json: JSONValue { .object(members(items: items.map(\.json))) }

    /// The members of that object, with `items` in place of the feed's own.
    func members(items: [JSONValue]) -> [JSONValue.Member] {
        var members = JSONMembers()
        members.add("version", .string("https://jsonfeed.org/version/1.1"))
        members.add("title", .string(title))
        members.add("home_page_url", homePage)
        members.add("feed_url", feedLink)
        members.add("next_url", nextLink)
        members.add("description", description)
        members.add("user_comment", userComment)
        members.add("icon", icon)
        members.add("favicon", favicon)
        members.add("authors", authors.map(\.json))
        members.add("language", language)
        if isExpired { members.add("expired", .bool(true)) }
        members.add("hubs", hubs.map(\.json))
        members.add("items", .array(items))
        members.add("_tidings", extensionJSON)
        return members.list
    }

    private var extensionJSON: JSONValue {
        var members = JSONMembers()
        members.add("format", .string(format.rawValue))
        members.add("encoding", .string(encoding))
        members.add("id", id)
        members.add("date_published", published)
        members.add("date_modified", updated)
        members.add("rights", rights)
        members.add("generator", generator?.json)
        members.add("contributors", contributors.map(\.json))
        members.add("categories", categories.map(\.json))
        members.add("ttl_minutes", hints.ttlMinutes)
        members.add("skip_hours", hints.skipHours.map { JSONValue.integer($0) })
        members.add("skip_days", hints.skipDays.map { JSONValue.string($0) })
        members.add("update_period_minutes", hints.updatePeriodMinutes)
        members.add("links", links.map(\.json))
        members.add("problems", .array(problems.map(\.json)))
        return members.object
    }
}

extension ParsedItem {
    var json: JSONValue {
        var members = JSONMembers()
        members.add("id", .string(id))
        members.add("url", content.link)
        members.add("external_url", content.externalLink)
        members.add("title", content.title)
        members.add("summary", content.summary)
        members.add("content_html", content.html)
        if content.html == nil { members.add("content_text", .string(content.text ?? "")) }
        if content.html != nil { members.add("content_text", content.text) }
        members.add("image", content.image)
        members.add("banner_image", bannerImage)
        members.add("date_published", published)
        members.add("date_modified", updated)
        members.add("authors", content.authors.map(\.json))
        members.add("tags", content.tags.map { JSONValue.string($0) })
        members.add("language", content.language)
        members.add("attachments", content.attachments.map(\.json))
        members.add("_tidings", extensionJSON)
        return members.object
    }

    private var extensionJSON: JSONValue? {
        var members = JSONMembers()
        if let idIsPermalink { members.add("id_is_permalink", .bool(idIsPermalink)) }
        members.add("comments_url", content.commentsLink)
        members.add("comments_feed_url", commentsFeed)
        members.add("comment_count", commentCount)
        members.add("rights", rights)
        members.add("contributors", contributors.map(\.json))
        members.add("categories", categories.map(\.json))
        members.add("source", source?.json)
        members.add("links", links.map(\.json))
        return members.isEmpty ? nil : members.object
    }
}

extension ParsedItem.Source {
    fileprivate var json: JSONValue {
        var members = JSONMembers()
        members.add("id", id)
        members.add("title", title)
        members.add("url", url)
        members.add("feed_url", feedURL)
        members.add("date_modified", updated)
        members.add("authors", authors.map(\.json))
        members.add("rights", rights)
        return members.object
    }
}

extension ParsedFeed.Hub {
    fileprivate var json: JSONValue {
        .object([JSONValue.Member("type", .string(type)), JSONValue.Member("url", .string(url.text))])
    }
}

extension ParsedFeed.Generator {
    fileprivate var json: JSONValue {
        var members = JSONMembers()
        members.add("name", name)
        members.add("url", url)
        members.add("version", version)
        return members.object
    }
}

extension Person {
    fileprivate var json: JSONValue {
        var members = JSONMembers()
        members.add("name", name)
        members.add("url", url)
        members.add("avatar", avatar)
        if let email { members.add("_tidings", .object([JSONValue.Member("email", .string(email))])) }
        return members.object
    }
}

extension FeedModel.Category {
    fileprivate var json: JSONValue {
        var members = JSONMembers()
        members.add("term", term)
        members.add("scheme", scheme)
        members.add("label", label)
        return members.object
    }
}

extension RelatedLink {
    fileprivate var json: JSONValue {
        var members = JSONMembers()
        members.add("rel", rel)
        members.add("url", url)
        members.add("type", type)
        members.add("title", title)
        members.add("language", language)
        members.add("length", length)
        return members.object
    }
}

extension Attachment {
    fileprivate var json: JSONValue {
        var members = JSONMembers()
        members.add("url", url)
        members.add("mime_type", mimeType)
        members.add("title", title)
        members.add("size_in_bytes", size)
        if let duration { members.add("duration_in_seconds", .number(duration)) }
        return members.object
    }
}

extension ParseProblem {
    fileprivate var json: JSONValue {
        var members = JSONMembers()
        members.add("code", code.rawValue)
        members.add("line", line)
        members.add("message", message)
        return members.object
    }
}

/// Members of an object as they come together; those without a value are left out.
private struct JSONMembers {
    private(set) var list: [JSONValue.Member] = []

    var isEmpty: Bool { list.isEmpty }
    var object: JSONValue { .object(list) }

    mutating func add(_ name: String, _ value: JSONValue?) {
        if let value { list.append(JSONValue.Member(name, value)) }
    }

    mutating func add(_ name: String, _ text: String?) {
        if let text, !text.isEmpty { add(name, .string(text)) }
    }

    mutating func add(_ name: String, _ link: Link?) {
        add(name, link?.text)
    }

    mutating func add(_ name: String, _ number: (some BinaryInteger)?) {
        if let number { add(name, .integer(number)) }
    }

    mutating func add(_ name: String, _ values: [JSONValue]) {
        if !values.isEmpty { add(name, .array(values)) }
    }

    mutating func add(_ name: String, _ date: Date?) {
        if let date { add(name, .string(FeedDate.text(of: date))) }
    }
}
