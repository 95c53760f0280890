extension Schema5 {
    /// How many rows lists leave out since another shows the same article, so that counts need no counting.
    ///
    /// Of a story's items that a list is about, it shows one. `storyCount` says of each story how many items it has,
    /// and how many of these are of feeds that are subscribed to; `hiddenCount` adds up all but one of each. Triggers
    /// keep them. What happens seldom counts a story's items anew; marking one adds up what is other, since all items of
    /// a story are marked together, and there may be hundreds.
    static let stories = """
        CREATE TABLE storyCount (
            story INTEGER PRIMARY KEY,
            allTotal INTEGER NOT NULL DEFAULT 0,
            allUnread INTEGER NOT NULL DEFAULT 0,
            allRead INTEGER NOT NULL DEFAULT 0,
            allStarred INTEGER NOT NULL DEFAULT 0,
            listedTotal INTEGER NOT NULL DEFAULT 0,
            listedUnread INTEGER NOT NULL DEFAULT 0,
            listedRead INTEGER NOT NULL DEFAULT 0,
            listedStarred INTEGER NOT NULL DEFAULT 0
        ) STRICT;

        CREATE TABLE hiddenCount (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            allTotal INTEGER NOT NULL DEFAULT 0,
            allUnread INTEGER NOT NULL DEFAULT 0,
            allRead INTEGER NOT NULL DEFAULT 0,
            allStarred INTEGER NOT NULL DEFAULT 0,
            listedTotal INTEGER NOT NULL DEFAULT 0,
            listedUnread INTEGER NOT NULL DEFAULT 0,
            listedRead INTEGER NOT NULL DEFAULT 0,
            listedStarred INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        INSERT INTO hiddenCount (id) VALUES (1);

        CREATE TRIGGER storyCounted AFTER UPDATE ON storyCount BEGIN
            UPDATE hiddenCount SET \(storyColumns.map {
                "\($0) = \($0) + max(new.\($0) - 1, 0) - max(old.\($0) - 1, 0)"
            }.joined(separator: ", "));
        END;

        INSERT INTO storyCount (story) SELECT DISTINCT story FROM twin;
        \(counting("SELECT story FROM storyCount"));

        CREATE TRIGGER twinInserted AFTER INSERT ON twin BEGIN
            INSERT OR IGNORE INTO storyCount (story) VALUES (new.story);
            \(counting("new.story"));
        END;

        CREATE TRIGGER twinMoved AFTER UPDATE ON twin BEGIN
            INSERT OR IGNORE INTO storyCount (story) VALUES (new.story);
            \(counting("old.story, new.story"));
            DELETE FROM storyCount WHERE story = old.story AND allTotal = 0;
        END;

        CREATE TRIGGER twinDeleted AFTER DELETE ON twin BEGIN
            \(counting("old.story"));
            DELETE FROM storyCount WHERE story = old.story AND allTotal = 0;
        END;

        CREATE TRIGGER twinMarked AFTER UPDATE OF readAt, starredAt, feedID ON item
        WHEN ((old.readAt IS NULL) <> (new.readAt IS NULL) OR (old.starredAt IS NULL) <> (new.starredAt IS NULL)
            OR old.feedID <> new.feedID)
            AND EXISTS (SELECT 1 FROM twin WHERE itemID = new.id)
        BEGIN
            \(adding);
        END;

        CREATE TRIGGER subscriptionBegun AFTER INSERT ON subscription
        WHEN EXISTS (SELECT 1 FROM storyCount)
        BEGIN
            \(counting(ofFeeds: "new.feedID"));
        END;

        CREATE TRIGGER subscriptionChanged AFTER UPDATE OF feedID, endedAt, isShadowed ON subscription
        WHEN (old.feedID <> new.feedID OR (old.endedAt IS NULL) <> (new.endedAt IS NULL)
            OR old.isShadowed <> new.isShadowed)
            AND EXISTS (SELECT 1 FROM storyCount)
        BEGIN
            \(counting(ofFeeds: "old.feedID, new.feedID"));
        END;

        CREATE TRIGGER subscriptionDeleted AFTER DELETE ON subscription
        WHEN EXISTS (SELECT 1 FROM storyCount)
        BEGIN
            \(counting(ofFeeds: "old.feedID"));
        END;
        """

    static let storyColumns = [
        "allTotal", "allUnread", "allRead", "allStarred", "listedTotal", "listedUnread", "listedRead",
        "listedStarred",
    ]

    /// Adds to a story's counts what an item is now, less what it was.
    private static let adding: String = {
        func listed(_ row: String) -> String {
            """
            EXISTS (SELECT 1 FROM subscription
                WHERE subscription.feedID = \(row).feedID AND endedAt IS NULL AND isShadowed = 0)
            """
        }
        let marks = [
            ("Total", "1"), ("Unread", "(ROW.readAt IS NULL)"), ("Read", "(ROW.readAt IS NOT NULL)"),
            ("Starred", "(ROW.starredAt IS NOT NULL)"),
        ]
        let changes = marks.flatMap { name, mark in
            let now = mark.replacing("ROW", with: "new")
            let former = mark.replacing("ROW", with: "old")
            return [
                "all\(name) = all\(name) + \(now) - \(former)",
                "listed\(name) = listed\(name) + isListed * \(now) - wasListed * \(former)",
            ]
        }
        return """
            UPDATE storyCount SET \(changes.joined(separator: ", "))
            FROM (SELECT \(listed("old")) AS wasListed, \(listed("new")) AS isListed)
            WHERE story = (SELECT story FROM twin WHERE itemID = new.id)
            """
    }()

    /// Counts the items of these stories.
    private static func counting(_ stories: String) -> String {
        """
        UPDATE storyCount SET (\(storyColumns.joined(separator: ", "))) = (
            SELECT count(*), count(*) - count(readAt), count(readAt), count(starredAt), ifnull(sum(isListed), 0),
                ifnull(sum(isListed AND readAt IS NULL), 0), ifnull(sum(isListed AND readAt IS NOT NULL), 0),
                ifnull(sum(isListed AND starredAt IS NOT NULL), 0)
            FROM (
                SELECT readAt, starredAt, EXISTS (
                    SELECT 1 FROM subscription
                    WHERE subscription.feedID = item.feedID AND endedAt IS NULL AND isShadowed = 0) AS isListed
                FROM twin CROSS JOIN item ON item.id = twin.itemID WHERE twin.story = storyCount.story))
        WHERE story IN (\(stories))
        """
    }

    private static func counting(ofFeeds feeds: String) -> String {
        counting(
            """
            SELECT twin.story FROM item CROSS JOIN twin ON twin.itemID = item.id WHERE item.feedID IN (\(feeds))
            """)
    }
}
