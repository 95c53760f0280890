import FeedModel
import FeedParsing
import FoundationEssentials

/// What `tidings why` says of an item that was purged.
struct PurgedReport {
    let item: PurgedItem
    let now: Date

    func lines() -> [String] {
        var facts = Facts(measure: ArticleText.measure)
        facts.add(
            "purged",
            "the feed may still carry it; its keys are kept, and so are its marks, so that it does not come back"
        )
        if let published = item.published { facts.add("published", Age.moment(published, at: now)) }
        for (index, key) in item.keys.enumerated() {
            facts.add(index == 0 ? "known by" : "and by", ItemReason.key(key))
        }
        let feed = "\(SafeText.line(item.feed.title)) (feed \(item.feed.id.rawValue))"
        return [Style.bold("item \(item.id.rawValue)") + Style.dim(" · \(feed)")] + facts.lines
    }

    var object: JSONValue {
        .object([
            "id": .integer(item.id.rawValue),
            "purged": .bool(true),
            "feed": ItemJSON.object(item.feed),
            "published": item.published.map { .string(Timestamp.text($0)) },
            "keys": .array(item.keys.map(ItemReport.object)),
        ])
    }
}
