package import FeedModel
internal import FeedParsing

/// What holds of the readers of documents, whatever they are given.
///
/// Each function reads `bytes` in one way and says in words what did not hold; an empty list is as it should be. The
/// fuzzers look for documents for which something does not hold, and the tests keep those that were found.
package enum ReaderInvariants {
    /// Feeds of any format: what was read is written as JSON that reads the same, and its markup is clean.
    package static func violations(inFeed document: FeedDocument) -> [String] {
        var violations: [String] = []
        for limits in [ItemLimits.polled, .whole] {
            guard let feed = try? FeedParser.parse(document, within: limits) else { continue }
            violations += ofWriting(feed.json)
            for item in feed.items {
                if item.id.isEmpty { violations.append("an item has no id") }
                violations += ofCleanMarkup(item.content.html ?? "")
            }
        }
        return violations
    }

    /// JSON: what was read is written, on one line or many, as what reads the same.
    package static func violations(inJSON bytes: [UInt8]) -> [String] {
        guard let value = try? JSONText.value(of: bytes) else { return [] }
        return ofWriting(value)
    }

    /// Dates: a date that was read is written as what reads as the same moment.
    package static func violations(inDate text: String) -> [String] {
        guard let date = FeedDate.date(in: text) else { return [] }
        let written = FeedDate.text(of: date)
        return FeedDate.date(in: written) == date ? [] : ["a date is written as \(written), which is another"]
    }

    static func ofWriting(_ value: JSONValue) -> [String] {
        [true, false].compactMap { isPretty in
            let bytes = JSONOutput.bytes(of: value, isPretty: isPretty)
            return (try? JSONText.value(of: bytes)) == value ? nil : "JSON is written that reads otherwise"
        }
    }
}
