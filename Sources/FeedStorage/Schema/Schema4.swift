import FeedModel
import GRDB

/// The fourth schema: by what items are recognised, whatever their feeds call them.
enum Schema4 {
    @Sendable static func change(_ db: Database) throws {
        db.add(function: titleHash)
        defer { db.remove(function: titleHash) }
        try db.execute(sql: titles)
        try db.execute(sql: keys)
        try db.execute(sql: twins)
    }

    /// `itemTitleHash(title)`: the number for a title as it is compared.
    private static let titleHash = DatabaseFunction("itemTitleHash", argumentCount: 1, pure: true) { values in
        String.fromDatabaseValue(values[0]).flatMap(ItemTraits.title)
    }

    /// Links are looked up within a feed too. `date` is the time of publication but where that lay in the future.
    private static let titles = """
        ALTER TABLE item ADD COLUMN titleHash INTEGER;
        UPDATE item SET titleHash = itemTitleHash(title);
        CREATE INDEX itemOfFeedByTitle ON item(feedID, titleHash) WHERE titleHash IS NOT NULL;
        CREATE INDEX itemOfFeedByFutureTime ON item(feedID, published) WHERE published > date;
        DROP INDEX itemByLink;
        CREATE INDEX itemByLink ON item(linkHash, feedID) WHERE linkHash IS NOT NULL;
        """

    /// `itemAlias` holds the keys that an item bears beside its first, and why; `formerTrait` what an item once bore,
    /// which singles out no other item of its feed; `purgedItem`, under each of its keys, what is left of an item that
    /// its feed may still carry.
    private static let keys = """
        CREATE TABLE itemAlias (
            feedID INTEGER NOT NULL REFERENCES feed(id) ON DELETE CASCADE,
            itemKey TEXT NOT NULL,
            itemID INTEGER NOT NULL REFERENCES item(id) ON DELETE CASCADE,
            learnedAt REAL NOT NULL,
            evidence TEXT NOT NULL,
            PRIMARY KEY (feedID, itemKey)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX itemAliasOfItem ON itemAlias(itemID);

        CREATE TABLE formerTrait (
            feedID INTEGER NOT NULL REFERENCES feed(id) ON DELETE CASCADE,
            kind TEXT NOT NULL CHECK (kind IN ('title', 'link', 'time')),
            value ANY NOT NULL,
            itemID INTEGER NOT NULL REFERENCES item(id) ON DELETE CASCADE,
            PRIMARY KEY (feedID, kind, value, itemID)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX formerTraitOfItem ON formerTrait(itemID);

        CREATE TABLE purgedItem (
            feedID INTEGER NOT NULL REFERENCES feed(id) ON DELETE CASCADE,
            itemKey TEXT NOT NULL,
            itemID INTEGER NOT NULL,
            titleHash INTEGER,
            linkHash INTEGER,
            pathHash INTEGER,
            wordsHash INTEGER,
            published REAL,
            PRIMARY KEY (feedID, itemKey)
        ) STRICT, WITHOUT ROWID;
        """

    /// Items of several feeds that are one article; `story` is the number of the one that was there first.
    /// Lists show the one whose link belongs to its feed's own site, else the first.
    private static let twins = """
        CREATE TABLE twin (
            itemID INTEGER PRIMARY KEY REFERENCES item(id) ON DELETE CASCADE,
            story INTEGER NOT NULL,
            isOfOwnSite INTEGER NOT NULL CHECK (isOfOwnSite IN (0, 1))
        ) STRICT;
        CREATE INDEX twinOfStory ON twin(story);
        """
}
