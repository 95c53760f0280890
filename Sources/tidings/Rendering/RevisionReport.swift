import FeedModel
import FeedParsing
import FoundationEssentials

/// What `tidings diff` says of an item.
struct RevisionReport {
    let item: ItemSummary
    /// Those that are told, newest first.
    let revisions: [ItemRevision]
    let now: Date

    /// How many words that are the same stand around a change.
    private static let context = 8

    /// For a person.
    func lines() -> [String] {
        let title = SafeText.line(item.title.isEmpty ? "(untitled)" : item.title)
        var lines = TerminalLines.wrapped(title, columns: ArticleText.measure).map { Style.bold($0) }
        lines.append(Style.dim("\(SafeText.line(item.feed.title)) · item \(item.id.rawValue)"))
        for revision in revisions { lines += self.lines(of: revision) }
        return lines
    }

    var object: JSONValue {
        .object([
            "id": .integer(item.id.rawValue),
            "feed": ItemJSON.object(item.feed),
            "title": .string(item.title),
            "url": item.link.map { .string($0.text) },
            "revisions": .array(revisions.map(object)),
        ])
    }

    private func lines(of revision: ItemRevision) -> [String] {
        let parts = revision.parts
        var facts = Facts(measure: ArticleText.measure)
        let (before, now) = (revision.before, revision.now)
        let columns = ArticleText.measure - Facts.nameWidth
        func words(_ name: String, _ diff: WordDiff) {
            facts.add(name, DiffLines(diff.excerpt(context: Self.context), columns: columns).lines)
        }
        if parts.contains(.title) { words("title", WordDiff(from: before.title, to: now.title)) }
        if parts.contains(.link) {
            facts.add("link", [DiffLines.whole(from: before.link?.text, to: now.link?.text)])
        }
        if parts.contains(.authors) {
            facts.add("authors", [DiffLines.list(from: before.authors, to: now.authors)])
        }
        if parts.contains(.tags) { facts.add("tags", [DiffLines.list(from: before.tags, to: now.tags)]) }
        if parts.contains(.summary) {
            words("summary", WordDiff(from: before.summary ?? "", to: now.summary ?? ""))
        }
        var body = text(of: revision)
        if body.isEmpty, parts.contains(.targets) { body = [Style.dim("(other links or pictures)")] }
        if body.isEmpty, facts.lines.isEmpty { body = [Style.dim("(no other words)")] }
        return ["", Style.yellow("revised \(Age.moment(revision.at, at: self.now))")] + facts.lines
            + (body.isEmpty ? [] : [""] + body)
    }

    private func text(of revision: ItemRevision) -> [String] {
        let diff = bodyDiff(of: revision)
        guard diff.hasChanges else { return [] }
        return DiffLines(diff.excerpt(context: Self.context), columns: ArticleText.measure).lines
    }

    private func bodyDiff(of revision: ItemRevision) -> WordDiff {
        WordDiff(from: Self.body(revision.before), to: Self.body(revision.now))
    }

    private static func body(_ version: ItemVersion) -> String {
        if let html = version.html { return PlainText.paragraphs(fromHTML: html).joined(separator: "\n") }
        return (version.hasBody ? version.text : version.summary) ?? ""
    }
}

/// For programs.
extension RevisionReport {
    private func object(_ revision: ItemRevision) -> JSONValue {
        let (before, now, parts) = (revision.before, revision.now, revision.parts)
        let body = bodyDiff(of: revision)
        func pair(_ part: ItemRevision.Part, _ from: JSONValue?, _ to: JSONValue?) -> JSONValue? {
            parts.contains(part) ? .object(["from": from, "to": to]) : nil
        }
        return .object([
            "at": .string(Timestamp.text(revision.at)),
            "changed": ItemReport.list(parts),
            "title": pair(.title, .string(before.title), .string(now.title)),
            "url": pair(
                .link, before.link.map { .string($0.text) }, now.link.map { .string($0.text) }),
            "authors": pair(.authors, .list(before.authors), .list(now.authors)),
            "tags": pair(.tags, .list(before.tags), .list(now.tags)),
            "summary": pair(
                .summary, before.summary.map(JSONValue.string), now.summary.map(JSONValue.string)),
            "text": body.hasChanges ? .array(body.runs.map(object)) : nil,
        ])
    }

    /// What is the same and what was added make up the newer text; what is the same and what was removed the older one,
    /// but for its white space.
    private func object(_ run: WordDiff.Run) -> JSONValue {
        let lead = run.words.first?.lead.text ?? ""
        return .object(["op": .string(run.kind.rawValue), "text": .string(lead + run.text)])
    }
}
