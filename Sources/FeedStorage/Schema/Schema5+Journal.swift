extension Schema5 {
    /// What was done to the reader's facts, and how it was before: by the reader, or by the poller of itself.
    ///
    /// While `currentOperation` holds a number, triggers write down what becomes of states and subscriptions, whoever
    /// changes them: of each the first former value and the last new one. Operations that are older than others may be
    /// forgotten before them, so the numbers of those that undo and were undone are no references.
    static let journal = """
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

        CREATE TABLE currentOperation (operationID INTEGER NOT NULL) STRICT;

        CREATE TRIGGER stateInsertedByOperation AFTER INSERT ON itemState
        WHEN EXISTS (SELECT 1 FROM currentOperation)
        BEGIN
            INSERT INTO operationState (operationID, stateID, readAt, starredAt)
            SELECT operationID, new.id, new.readAt, new.starredAt FROM currentOperation;
        END;

        CREATE TRIGGER stateUpdatedByOperation AFTER UPDATE OF readAt, starredAt ON itemState
        WHEN EXISTS (SELECT 1 FROM currentOperation)
        BEGIN
            INSERT INTO operationState (operationID, stateID, formerReadAt, formerStarredAt, readAt, starredAt)
            SELECT operationID, new.id, old.readAt, old.starredAt, new.readAt, new.starredAt
            FROM currentOperation WHERE 1
            ON CONFLICT DO UPDATE SET readAt = excluded.readAt, starredAt = excluded.starredAt;
        END;

        CREATE TRIGGER subscriptionEndedByOperation AFTER UPDATE OF endedAt ON subscription
        WHEN EXISTS (SELECT 1 FROM currentOperation)
        BEGIN
            INSERT INTO operationSubscription (operationID, subscriptionID, formerEndedAt, endedAt)
            SELECT operationID, new.id, old.endedAt, new.endedAt FROM currentOperation WHERE 1
            ON CONFLICT DO UPDATE SET endedAt = excluded.endedAt;
        END;
        """
}
