extension Schema5 {
    /// The feeds that the reader wants no polls of for a while. A pause is tied to the feed, not to a subscription, so that
    /// no change of the configuration ends it.
    static let pausing = """
        CREATE TABLE pausedFeed (
            feedID INTEGER PRIMARY KEY REFERENCES feed(id) ON DELETE CASCADE,
            pausedAt REAL NOT NULL
        ) STRICT;
        """
}
