import GRDB

/// The third schema: how far each server's validators can be trusted, how often a host asked for rest, and whose
/// certificates are accepted.
enum Schema3 {
    @Sendable static func change(_ db: Database) throws {
        try db.execute(
            sql: """
                ALTER TABLE feed ADD COLUMN silentSince REAL;
                ALTER TABLE feed ADD COLUMN silentPolls INTEGER NOT NULL DEFAULT 0 CHECK (silentPolls >= 0);
                ALTER TABLE feed ADD COLUMN expectedPerDay REAL NOT NULL DEFAULT 0;
                ALTER TABLE feed ADD COLUMN probedAt REAL;
                ALTER TABLE feed ADD COLUMN isDistrusted INTEGER NOT NULL DEFAULT 0 CHECK (isDistrusted IN (0, 1));
                ALTER TABLE feed ADD COLUMN echoes INTEGER NOT NULL DEFAULT 0 CHECK (echoes >= 0);
                ALTER TABLE feed ADD COLUMN idleDocuments INTEGER NOT NULL DEFAULT 0 CHECK (idleDocuments >= 0);
                ALTER TABLE feed ADD COLUMN validatorUse TEXT NOT NULL DEFAULT 'both';
                ALTER TABLE subscription ADD COLUMN certificates TEXT NOT NULL DEFAULT 'verified';
                ALTER TABLE host ADD COLUMN repeats INTEGER NOT NULL DEFAULT 0 CHECK (repeats >= 0);
                ALTER TABLE feed ADD COLUMN ownValidatorsURL TEXT;
                ALTER TABLE feed ADD COLUMN ownEntityTag TEXT;
                ALTER TABLE feed ADD COLUMN ownLastModified TEXT;
                """)
    }
}
