import FeedModel
import Testing

/// Feeds whose publisher says that nothing will follow.
@Suite struct CompleteFeedTests {
    @Test(arguments: [
        ("Yes", true), ("yes", true), (" YES\n", true), ("No", false), ("true", false), ("", false),
    ])
    func `B43 · a podcast that says it is complete has ended`(_ word: String, _ isExpired: Bool) {
        let read = feed(
            """
            <rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel>
            <title>Ten evenings</title><itunes:complete>\(word)</itunes:complete>
            <item><guid>1</guid><title>one</title></item></channel></rss>
            """)
        #expect(read.isExpired == isExpired)
    }

    @Test func `B43 · a complete episode does not end its podcast`() {
        let read = feed(
            """
            <rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel>
            <title>Ten evenings</title><item><guid>1</guid><itunes:complete>Yes</itunes:complete></item>
            </channel></rss>
            """)
        #expect(!read.isExpired)
    }
}
