import GRDB

/// Since version 4 a subscription may accept any certificate of its server.
enum Schema4 {
    @Sendable static func change(_ db: Database) throws {
        try db.execute(
            sql: """
                ALTER TABLE subscription ADD COLUMN certificates TEXT NOT NULL DEFAULT 'verified';
                """)
    }
}
