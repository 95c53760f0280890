CREATE TABLE attachment (
    itemID INTEGER NOT NULL REFERENCES item(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    url TEXT NOT NULL,
    mimeType TEXT NOT NULL,
    title TEXT,
    size INTEGER,
    duration REAL,
    PRIMARY KEY (itemID, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE attempt (
    feedID INTEGER PRIMARY KEY REFERENCES feed(id) ON DELETE CASCADE,
    attemptedAt REAL NOT NULL,
    until REAL NOT NULL
) STRICT;

CREATE TABLE author (
    itemID INTEGER NOT NULL REFERENCES item(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT,
    url TEXT,
    email TEXT,
    avatar TEXT,
    PRIMARY KEY (itemID, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE currentOperation (operationID INTEGER NOT NULL) STRICT;

CREATE TABLE feed (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    address TEXT NOT NULL UNIQUE,
    host TEXT NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    homePage TEXT,
    description TEXT,
    language TEXT,
    format TEXT,
    validatorsURL TEXT,
    entityTag TEXT,
    lastModified TEXT,
    digest BLOB CHECK (length(digest) = 32),
    parserVersion INTEGER,
    rateEvents REAL,
    rateAt REAL,
    rateSince REAL,
    ttlMinutes INTEGER,
    skipHours TEXT NOT NULL DEFAULT '',
    skipDays TEXT NOT NULL DEFAULT '',
    updatePeriodMinutes INTEGER,
    lifetime REAL,
    failures INTEGER NOT NULL DEFAULT 0,
    failingSince REAL,
    lastSuccess REAL,
    lastNews REAL,
    documentSize INTEGER NOT NULL DEFAULT 0,
    isExpired INTEGER NOT NULL DEFAULT 0 CHECK (isExpired IN (0, 1)),
    goneSince REAL,
    failureCode TEXT,
    failureMessage TEXT,
    conditionSince REAL,
    polledAt REAL,
    nextPoll REAL,
    nextPollSetAt REAL NOT NULL,
    pause REAL,
    rule TEXT, finalURL TEXT, candidate TEXT, candidateSeen INTEGER NOT NULL DEFAULT 0 CHECK (candidateSeen >= 0), candidateSince REAL, deadSince REAL, acceptsAnything INTEGER NOT NULL DEFAULT 0 CHECK (acceptsAnything IN (0, 1)), credentialsStamp TEXT, silentSince REAL, silentPolls INTEGER NOT NULL DEFAULT 0 CHECK (silentPolls >= 0), expectedPerDay REAL NOT NULL DEFAULT 0, probedAt REAL, isDistrusted INTEGER NOT NULL DEFAULT 0 CHECK (isDistrusted IN (0, 1)), echoes INTEGER NOT NULL DEFAULT 0 CHECK (echoes >= 0), idleDocuments INTEGER NOT NULL DEFAULT 0 CHECK (idleDocuments >= 0), validatorUse TEXT NOT NULL DEFAULT 'both', ownValidatorsURL TEXT, ownEntityTag TEXT, ownLastModified TEXT,
    CHECK ((validatorsURL IS NULL) = (entityTag IS NULL AND lastModified IS NULL)),
    CHECK ((digest IS NULL) = (parserVersion IS NULL)),
    CHECK ((rateEvents IS NULL) = (rateAt IS NULL) AND (rateAt IS NULL) = (rateSince IS NULL)),
    CHECK ((failureCode IS NULL) = (failureMessage IS NULL))
) STRICT;

CREATE INDEX feedByFinalURL ON feed(finalURL) WHERE finalURL IS NOT NULL;

CREATE INDEX feedByHost ON feed(host);

CREATE INDEX feedBySlot ON feed(CAST(nextPoll / 300 AS INTEGER), id, nextPoll);

CREATE INDEX feedThatWantsCredentials ON feed(id) WHERE failureCode = 'credentials-wanted';

CREATE TABLE feedCount (
    feedID INTEGER PRIMARY KEY REFERENCES feed(id) ON DELETE CASCADE,
    total INTEGER NOT NULL DEFAULT 0 CHECK (total >= 0),
    unread INTEGER NOT NULL DEFAULT 0 CHECK (unread >= 0),
    starred INTEGER NOT NULL DEFAULT 0 CHECK (starred >= 0)
) STRICT;

CREATE TABLE formerTrait (
    feedID INTEGER NOT NULL REFERENCES feed(id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('title', 'link', 'time')),
    value ANY NOT NULL,
    itemID INTEGER NOT NULL REFERENCES item(id) ON DELETE CASCADE,
    PRIMARY KEY (feedID, kind, value, itemID)
) STRICT, WITHOUT ROWID;

CREATE INDEX formerTraitOfItem ON formerTrait(itemID);

CREATE TABLE foundLink (
    feedID INTEGER NOT NULL REFERENCES feed(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    url TEXT NOT NULL,
    title TEXT,
    PRIMARY KEY (feedID, position)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE host (
    host TEXT PRIMARY KEY,
    restUntil REAL NOT NULL
, repeats INTEGER NOT NULL DEFAULT 0 CHECK (repeats >= 0)) STRICT, WITHOUT ROWID;

CREATE TABLE item (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    feedID INTEGER NOT NULL REFERENCES feed(id) ON DELETE CASCADE,
    itemKey TEXT NOT NULL,
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    title TEXT NOT NULL,
    link TEXT,
    linkHash INTEGER,
    authors TEXT NOT NULL,
    tags TEXT NOT NULL,
    published REAL,
    updated REAL,
    received REAL NOT NULL,
    date REAL NOT NULL,
    readAt REAL,
    starredAt REAL,
    isRevised INTEGER NOT NULL DEFAULT 0 CHECK (isRevised IN (0, 1)), titleHash INTEGER, leftAt REAL,
    UNIQUE (feedID, itemKey)
) STRICT;

CREATE INDEX itemByDate ON item(date);

CREATE INDEX itemByLink ON item(linkHash, feedID) WHERE linkHash IS NOT NULL;

CREATE INDEX itemCarried ON item(feedID) WHERE leftAt IS NULL;

CREATE INDEX itemOfFeedByDate ON item(feedID, date);

CREATE INDEX itemOfFeedByFutureTime ON item(feedID, published) WHERE published > date;

CREATE INDEX itemOfFeedByTitle ON item(feedID, titleHash) WHERE titleHash IS NOT NULL;

CREATE INDEX readItemOfFeedByDate ON item(feedID, date) WHERE readAt IS NOT NULL AND starredAt IS NULL;

CREATE INDEX revisedItemByDate ON item(date) WHERE isRevised = 1;

CREATE INDEX starredItemByDate ON item(date) WHERE starredAt IS NOT NULL;

CREATE INDEX unreadItemByDate ON item(date) WHERE readAt IS NULL;

CREATE INDEX unreadItemOfFeedByDate ON item(feedID, date) WHERE readAt IS NULL;

CREATE TABLE itemAlias (
    feedID INTEGER NOT NULL REFERENCES feed(id) ON DELETE CASCADE,
    itemKey TEXT NOT NULL,
    itemID INTEGER NOT NULL REFERENCES item(id) ON DELETE CASCADE,
    learnedAt REAL NOT NULL,
    evidence TEXT NOT NULL,
    PRIMARY KEY (feedID, itemKey)
) STRICT, WITHOUT ROWID;

CREATE INDEX itemAliasOfItem ON itemAlias(itemID);

CREATE TABLE "itemContent" (
    itemID INTEGER PRIMARY KEY REFERENCES item(id) ON DELETE CASCADE,
    summary ANY CHECK (typeof(summary) NOT IN ('integer', 'real')),
    html ANY CHECK (typeof(html) NOT IN ('integer', 'real')),
    text ANY CHECK (typeof(text) NOT IN ('integer', 'real')),
    externalLink TEXT,
    image TEXT,
    language TEXT,
    commentsLink TEXT
) STRICT;

CREATE VIRTUAL TABLE itemSearch USING fts5(
    title, author, tag, body, content='', tokenize="ascii tokenchars '+#'");

CREATE TABLE "itemState" (
    id INTEGER PRIMARY KEY,
    feedID INTEGER NOT NULL REFERENCES feed(id),
    itemKey TEXT NOT NULL,
    readAt REAL,
    starredAt REAL,
    UNIQUE (feedID, itemKey)
) STRICT;

CREATE TABLE move (
    id INTEGER PRIMARY KEY,
    feedID INTEGER NOT NULL REFERENCES feed(id) ON DELETE CASCADE,
    movedAt REAL NOT NULL,
    former TEXT NOT NULL,
    address TEXT NOT NULL,
    cause TEXT NOT NULL,
    isMerger INTEGER NOT NULL CHECK (isMerger IN (0, 1))
) STRICT;

CREATE INDEX moveOfFeed ON move(feedID);

CREATE TABLE operation (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at REAL NOT NULL,
    kind TEXT NOT NULL,
    isAutomatic INTEGER NOT NULL CHECK (isAutomatic IN (0, 1)),
    subject TEXT NOT NULL,
    changed INTEGER NOT NULL DEFAULT 0 CHECK (changed >= 0),
    undoes INTEGER CHECK ((undoes IS NOT NULL) = (kind = 'undo')),
    undoneBy INTEGER
) STRICT;

CREATE TABLE operationState (
    operationID INTEGER NOT NULL REFERENCES operation(id) ON DELETE CASCADE,
    stateID INTEGER NOT NULL REFERENCES itemState(id) ON DELETE CASCADE,
    formerReadAt REAL,
    formerStarredAt REAL,
    readAt REAL,
    starredAt REAL,
    PRIMARY KEY (operationID, stateID)
) STRICT, WITHOUT ROWID;

CREATE INDEX operationOfState ON operationState(stateID);

CREATE TABLE operationSubscription (
    operationID INTEGER NOT NULL REFERENCES operation(id) ON DELETE CASCADE,
    subscriptionID INTEGER NOT NULL REFERENCES subscription(id) ON DELETE CASCADE,
    formerEndedAt REAL,
    endedAt REAL,
    PRIMARY KEY (operationID, subscriptionID)
) STRICT, WITHOUT ROWID;

CREATE INDEX operationOfSubscription ON operationSubscription(subscriptionID);

CREATE TABLE pausedFeed (
    feedID INTEGER PRIMARY KEY REFERENCES feed(id) ON DELETE CASCADE,
    pausedAt REAL NOT NULL
) STRICT;

CREATE TABLE poll (
    id INTEGER PRIMARY KEY,
    feedID INTEGER NOT NULL REFERENCES feed(id) ON DELETE CASCADE,
    polledAt REAL NOT NULL,
    outcome TEXT NOT NULL,
    failureCode TEXT,
    message TEXT,
    status INTEGER,
    finalURL TEXT,
    permanentTarget TEXT,
    requests INTEGER NOT NULL,
    wireBytes INTEGER NOT NULL,
    new INTEGER NOT NULL,
    revised INTEGER NOT NULL,
    nextPoll REAL,
    rule TEXT NOT NULL
, pause REAL NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE INDEX pollOfFeed ON poll(feedID);

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

CREATE TABLE "revision" (
    id INTEGER PRIMARY KEY,
    itemID INTEGER NOT NULL REFERENCES item(id) ON DELETE CASCADE,
    replacedAt REAL NOT NULL,
    title TEXT NOT NULL,
    link TEXT,
    authors TEXT NOT NULL,
    tags TEXT NOT NULL,
    published REAL,
    updated REAL,
    summary ANY CHECK (typeof(summary) NOT IN ('integer', 'real')),
    html ANY CHECK (typeof(html) NOT IN ('integer', 'real')),
    text ANY CHECK (typeof(text) NOT IN ('integer', 'real'))
) STRICT;

CREATE INDEX revisionOfItem ON revision(itemID);

CREATE TABLE searchRule (version INTEGER NOT NULL) STRICT;

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

CREATE TABLE subscription (
    id INTEGER PRIMARY KEY,
    feedID INTEGER NOT NULL REFERENCES feed(id),
    address TEXT NOT NULL,
    file TEXT,
    title TEXT,
    tags TEXT NOT NULL,
    interval REAL,
    onlyNew INTEGER NOT NULL CHECK (onlyNew IN (0, 1)),
    revisedTurnsUnread INTEGER NOT NULL CHECK (revisedTurnsUnread IN (0, 1)),
    userAgent TEXT,
    headers TEXT NOT NULL,
    credentialsFile TEXT,
    proxy TEXT,
    sizeLimit INTEGER,
    subscribedAt REAL NOT NULL,
    endedAt REAL,
    isShadowed INTEGER NOT NULL DEFAULT 0 CHECK (isShadowed IN (0, 1)), certificates TEXT NOT NULL DEFAULT 'verified', keepRead ANY CHECK (keepRead = 'forever' OR typeof(keepRead) = 'real'), keepUnread ANY CHECK (keepUnread = 'forever' OR typeof(keepUnread) = 'real'), keepNewest INTEGER CHECK (keepNewest >= 0),
    CHECK (isShadowed = 0 OR file IS NULL)
) STRICT;

CREATE UNIQUE INDEX subscriptionInForce ON subscription(address)
    WHERE endedAt IS NULL AND isShadowed = 0;

CREATE INDEX subscriptionOfFeed ON subscription(feedID, endedAt, isShadowed);

CREATE UNIQUE INDEX subscriptionOfFile ON subscription(address) WHERE file IS NOT NULL;

CREATE UNIQUE INDEX subscriptionOfReader ON subscription(address) WHERE file IS NULL;

CREATE TABLE twin (
    itemID INTEGER PRIMARY KEY REFERENCES item(id) ON DELETE CASCADE,
    story INTEGER NOT NULL,
    isOfOwnSite INTEGER NOT NULL CHECK (isOfOwnSite IN (0, 1))
) STRICT;

CREATE INDEX twinOfStory ON twin(story);

CREATE TABLE wish (
    feedID INTEGER PRIMARY KEY REFERENCES feed(id) ON DELETE CASCADE,
    wishedAt REAL NOT NULL
) STRICT;

CREATE TRIGGER feedInserted AFTER INSERT ON feed BEGIN
    INSERT INTO feedCount (feedID) VALUES (new.id);
END;

CREATE TRIGGER itemDeleted AFTER DELETE ON item BEGIN
    UPDATE feedCount
    SET total = total - 1,
        unread = unread - (old.readAt IS NULL),
        starred = starred - (old.starredAt IS NOT NULL)
    WHERE feedID = old.feedID;
END;

CREATE TRIGGER itemStateChanged AFTER UPDATE OF readAt, starredAt ON item
WHEN (old.readAt IS NULL) <> (new.readAt IS NULL) OR (old.starredAt IS NULL) <> (new.starredAt IS NULL)
BEGIN
    UPDATE feedCount
    SET unread = unread + (new.readAt IS NULL) - (old.readAt IS NULL),
        starred = starred + (new.starredAt IS NOT NULL) - (old.starredAt IS NOT NULL)
    WHERE feedID = new.feedID;
END;

CREATE TRIGGER twinMarked AFTER UPDATE OF readAt, starredAt, feedID ON item
WHEN ((old.readAt IS NULL) <> (new.readAt IS NULL) OR (old.starredAt IS NULL) <> (new.starredAt IS NULL)
    OR old.feedID <> new.feedID)
    AND EXISTS (SELECT 1 FROM twin WHERE itemID = new.id)
BEGIN
    UPDATE storyCount SET allTotal = allTotal + 1 - 1, listedTotal = listedTotal + isListed * 1 - wasListed * 1, allUnread = allUnread + (new.readAt IS NULL) - (old.readAt IS NULL), listedUnread = listedUnread + isListed * (new.readAt IS NULL) - wasListed * (old.readAt IS NULL), allRead = allRead + (new.readAt IS NOT NULL) - (old.readAt IS NOT NULL), listedRead = listedRead + isListed * (new.readAt IS NOT NULL) - wasListed * (old.readAt IS NOT NULL), allStarred = allStarred + (new.starredAt IS NOT NULL) - (old.starredAt IS NOT NULL), listedStarred = listedStarred + isListed * (new.starredAt IS NOT NULL) - wasListed * (old.starredAt IS NOT NULL)
FROM (SELECT EXISTS (SELECT 1 FROM subscription
    WHERE subscription.feedID = old.feedID AND endedAt IS NULL AND isShadowed = 0) AS wasListed, EXISTS (SELECT 1 FROM subscription
    WHERE subscription.feedID = new.feedID AND endedAt IS NULL AND isShadowed = 0) AS isListed)
WHERE story = (SELECT story FROM twin WHERE itemID = new.id);
END;

CREATE TRIGGER stateInserted AFTER INSERT ON itemState BEGIN
    UPDATE item SET readAt = new.readAt, starredAt = new.starredAt
    WHERE feedID = new.feedID AND itemKey = new.itemKey;
END;

CREATE TRIGGER stateInsertedByOperation AFTER INSERT ON itemState
WHEN EXISTS (SELECT 1 FROM currentOperation)
BEGIN
    INSERT INTO operationState (operationID, stateID, readAt, starredAt)
    SELECT operationID, new.id, new.readAt, new.starredAt FROM currentOperation;
END;

CREATE TRIGGER stateUpdated AFTER UPDATE OF feedID, itemKey, readAt, starredAt ON itemState BEGIN
    UPDATE item SET readAt = new.readAt, starredAt = new.starredAt
    WHERE feedID = new.feedID AND itemKey = new.itemKey;
END;

CREATE TRIGGER stateUpdatedByOperation AFTER UPDATE OF readAt, starredAt ON itemState
WHEN EXISTS (SELECT 1 FROM currentOperation)
BEGIN
    INSERT INTO operationState (operationID, stateID, formerReadAt, formerStarredAt, readAt, starredAt)
    SELECT operationID, new.id, old.readAt, old.starredAt, new.readAt, new.starredAt
    FROM currentOperation WHERE 1
    ON CONFLICT DO UPDATE SET readAt = excluded.readAt, starredAt = excluded.starredAt;
END;

CREATE TRIGGER storyCounted AFTER UPDATE ON storyCount BEGIN
    UPDATE hiddenCount SET allTotal = allTotal + max(new.allTotal - 1, 0) - max(old.allTotal - 1, 0), allUnread = allUnread + max(new.allUnread - 1, 0) - max(old.allUnread - 1, 0), allRead = allRead + max(new.allRead - 1, 0) - max(old.allRead - 1, 0), allStarred = allStarred + max(new.allStarred - 1, 0) - max(old.allStarred - 1, 0), listedTotal = listedTotal + max(new.listedTotal - 1, 0) - max(old.listedTotal - 1, 0), listedUnread = listedUnread + max(new.listedUnread - 1, 0) - max(old.listedUnread - 1, 0), listedRead = listedRead + max(new.listedRead - 1, 0) - max(old.listedRead - 1, 0), listedStarred = listedStarred + max(new.listedStarred - 1, 0) - max(old.listedStarred - 1, 0);
END;

CREATE TRIGGER subscriptionBegun AFTER INSERT ON subscription
WHEN EXISTS (SELECT 1 FROM storyCount)
BEGIN
    UPDATE storyCount SET (allTotal, allUnread, allRead, allStarred, listedTotal, listedUnread, listedRead, listedStarred) = (
    SELECT count(*), count(*) - count(readAt), count(readAt), count(starredAt), ifnull(sum(isListed), 0),
        ifnull(sum(isListed AND readAt IS NULL), 0), ifnull(sum(isListed AND readAt IS NOT NULL), 0),
        ifnull(sum(isListed AND starredAt IS NOT NULL), 0)
    FROM (
        SELECT readAt, starredAt, EXISTS (
            SELECT 1 FROM subscription
            WHERE subscription.feedID = item.feedID AND endedAt IS NULL AND isShadowed = 0) AS isListed
        FROM twin CROSS JOIN item ON item.id = twin.itemID WHERE twin.story = storyCount.story))
WHERE story IN (SELECT twin.story FROM item CROSS JOIN twin ON twin.itemID = item.id WHERE item.feedID IN (new.feedID));
END;

CREATE TRIGGER subscriptionChanged AFTER UPDATE OF feedID, endedAt, isShadowed ON subscription
WHEN (old.feedID <> new.feedID OR (old.endedAt IS NULL) <> (new.endedAt IS NULL)
    OR old.isShadowed <> new.isShadowed)
    AND EXISTS (SELECT 1 FROM storyCount)
BEGIN
    UPDATE storyCount SET (allTotal, allUnread, allRead, allStarred, listedTotal, listedUnread, listedRead, listedStarred) = (
    SELECT count(*), count(*) - count(readAt), count(readAt), count(starredAt), ifnull(sum(isListed), 0),
        ifnull(sum(isListed AND readAt IS NULL), 0), ifnull(sum(isListed AND readAt IS NOT NULL), 0),
        ifnull(sum(isListed AND starredAt IS NOT NULL), 0)
    FROM (
        SELECT readAt, starredAt, EXISTS (
            SELECT 1 FROM subscription
            WHERE subscription.feedID = item.feedID AND endedAt IS NULL AND isShadowed = 0) AS isListed
        FROM twin CROSS JOIN item ON item.id = twin.itemID WHERE twin.story = storyCount.story))
WHERE story IN (SELECT twin.story FROM item CROSS JOIN twin ON twin.itemID = item.id WHERE item.feedID IN (old.feedID, new.feedID));
END;

CREATE TRIGGER subscriptionDeleted AFTER DELETE ON subscription
WHEN EXISTS (SELECT 1 FROM storyCount)
BEGIN
    UPDATE storyCount SET (allTotal, allUnread, allRead, allStarred, listedTotal, listedUnread, listedRead, listedStarred) = (
    SELECT count(*), count(*) - count(readAt), count(readAt), count(starredAt), ifnull(sum(isListed), 0),
        ifnull(sum(isListed AND readAt IS NULL), 0), ifnull(sum(isListed AND readAt IS NOT NULL), 0),
        ifnull(sum(isListed AND starredAt IS NOT NULL), 0)
    FROM (
        SELECT readAt, starredAt, EXISTS (
            SELECT 1 FROM subscription
            WHERE subscription.feedID = item.feedID AND endedAt IS NULL AND isShadowed = 0) AS isListed
        FROM twin CROSS JOIN item ON item.id = twin.itemID WHERE twin.story = storyCount.story))
WHERE story IN (SELECT twin.story FROM item CROSS JOIN twin ON twin.itemID = item.id WHERE item.feedID IN (old.feedID));
END;

CREATE TRIGGER subscriptionEndedByOperation AFTER UPDATE OF endedAt ON subscription
WHEN EXISTS (SELECT 1 FROM currentOperation)
BEGIN
    INSERT INTO operationSubscription (operationID, subscriptionID, formerEndedAt, endedAt)
    SELECT operationID, new.id, old.endedAt, new.endedAt FROM currentOperation WHERE 1
    ON CONFLICT DO UPDATE SET endedAt = excluded.endedAt;
END;

CREATE TRIGGER twinDeleted AFTER DELETE ON twin BEGIN
    UPDATE storyCount SET (allTotal, allUnread, allRead, allStarred, listedTotal, listedUnread, listedRead, listedStarred) = (
    SELECT count(*), count(*) - count(readAt), count(readAt), count(starredAt), ifnull(sum(isListed), 0),
        ifnull(sum(isListed AND readAt IS NULL), 0), ifnull(sum(isListed AND readAt IS NOT NULL), 0),
        ifnull(sum(isListed AND starredAt IS NOT NULL), 0)
    FROM (
        SELECT readAt, starredAt, EXISTS (
            SELECT 1 FROM subscription
            WHERE subscription.feedID = item.feedID AND endedAt IS NULL AND isShadowed = 0) AS isListed
        FROM twin CROSS JOIN item ON item.id = twin.itemID WHERE twin.story = storyCount.story))
WHERE story IN (old.story);
    DELETE FROM storyCount WHERE story = old.story AND allTotal = 0;
END;

CREATE TRIGGER twinInserted AFTER INSERT ON twin BEGIN
    INSERT OR IGNORE INTO storyCount (story) VALUES (new.story);
    UPDATE storyCount SET (allTotal, allUnread, allRead, allStarred, listedTotal, listedUnread, listedRead, listedStarred) = (
    SELECT count(*), count(*) - count(readAt), count(readAt), count(starredAt), ifnull(sum(isListed), 0),
        ifnull(sum(isListed AND readAt IS NULL), 0), ifnull(sum(isListed AND readAt IS NOT NULL), 0),
        ifnull(sum(isListed AND starredAt IS NOT NULL), 0)
    FROM (
        SELECT readAt, starredAt, EXISTS (
            SELECT 1 FROM subscription
            WHERE subscription.feedID = item.feedID AND endedAt IS NULL AND isShadowed = 0) AS isListed
        FROM twin CROSS JOIN item ON item.id = twin.itemID WHERE twin.story = storyCount.story))
WHERE story IN (new.story);
END;

CREATE TRIGGER twinMoved AFTER UPDATE ON twin BEGIN
    INSERT OR IGNORE INTO storyCount (story) VALUES (new.story);
    UPDATE storyCount SET (allTotal, allUnread, allRead, allStarred, listedTotal, listedUnread, listedRead, listedStarred) = (
    SELECT count(*), count(*) - count(readAt), count(readAt), count(starredAt), ifnull(sum(isListed), 0),
        ifnull(sum(isListed AND readAt IS NULL), 0), ifnull(sum(isListed AND readAt IS NOT NULL), 0),
        ifnull(sum(isListed AND starredAt IS NOT NULL), 0)
    FROM (
        SELECT readAt, starredAt, EXISTS (
            SELECT 1 FROM subscription
            WHERE subscription.feedID = item.feedID AND endedAt IS NULL AND isShadowed = 0) AS isListed
        FROM twin CROSS JOIN item ON item.id = twin.itemID WHERE twin.story = storyCount.story))
WHERE story IN (old.story, new.story);
    DELETE FROM storyCount WHERE story = old.story AND allTotal = 0;
END;
