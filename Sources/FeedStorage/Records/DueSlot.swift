/// The five minutes in which a feed is due, by which the index of deadlines (`feedBySlot`) has them in order; those of one
/// slot are by their number.
///
/// Each poll moves its feed in that index. By the very moment each would go to a page of its own among hundreds, since
/// pauses have a tenth of chance in them. By slots the feeds that a round asks one after another, which have rising numbers,
/// go one behind another to the few slots that are a pause away (decision 24).
enum DueSlot {
    /// The table in the order of slots. SQLite would rather look at all feeds.
    static let feeds = "feed INDEXED BY feedBySlot"
    /// Of a row of `feed`, and NULL for one that is due no more: the very text that the index is made of, or SQLite does not
    /// know it again.
    static let column = of("feed.nextPoll")

    /// Of a moment as it stands in a column.
    static func of(_ moment: String) -> String {
        "CAST(\(moment) / 300 AS INTEGER)"
    }
}
