// The least that does what a command of tidings does, on the same database, by the same statements, with the same
// durability: for etc/scripts/bench.
//
//     reader list|feed|count|read|read-feed|search DATABASE [WHAT]
//
// "list" prints the newest 50 unread items, "feed" those of the feed WHAT, "count" how many are unread; "read" marks the
// item WHAT, "read-feed" the items of the feed WHAT, with an entry in the journal; "search" prints the 20 newest items that
// have the word WHAT.

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define is_listed \
    "EXISTS (SELECT 1 FROM subscription WHERE subscription.feedID = item.feedID AND endedAt IS NULL AND isShadowed = 0)"
#define columns \
    "item.id, item.feedID, item.title, item.link, item.authors, item.tags, item.published, item.updated, item.received," \
    " item.readAt, item.starredAt, item.isRevised"

static sqlite3 *database;

static void fail(void) {
    fprintf(stderr, "reader: %s\n", sqlite3_errmsg(database));
    exit(1);
}

static void run(const char *sql) {
    if (sqlite3_exec(database, sql, NULL, NULL, NULL) != SQLITE_OK) fail();
}

static sqlite3_stmt *prepare(const char *sql, const char *value) {
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(database, sql, -1, &statement, NULL) != SQLITE_OK) fail();
    if (value) sqlite3_bind_text(statement, 1, value, -1, SQLITE_STATIC);
    return statement;
}

static int step(sqlite3_stmt *statement) {
    int result = sqlite3_step(statement);
    if (result != SQLITE_ROW && result != SQLITE_DONE) fail();
    return result == SQLITE_ROW;
}

static void print_items(const char *sql, const char *value) {
    sqlite3_stmt *items = prepare(sql, value);
    sqlite3_stmt *feed = prepare("SELECT title, address FROM feed WHERE id = ?", NULL);
    while (step(items)) {
        sqlite3_bind_int64(feed, 1, sqlite3_column_int64(items, 1));
        const char *title = step(feed) ? (const char *)sqlite3_column_text(feed, 0) : "";
        printf("%lld\t%.0f\t%s\t%s\n", sqlite3_column_int64(items, 0), sqlite3_column_double(items, 8), title,
            (const char *)sqlite3_column_text(items, 2));
        sqlite3_reset(feed);
    }
}

// Marks what a condition on the item chooses, and writes down what was done.
static void mark(const char *condition, const char *value) {
    char sql[1024];
    run("PRAGMA synchronous = FULL; BEGIN IMMEDIATE;"
        "INSERT INTO operation (at, kind, isAutomatic, subject) VALUES (800000000, 'read', 0, 'item');"
        "INSERT INTO currentOperation VALUES (last_insert_rowid())");
    snprintf(sql, sizeof sql,
        "INSERT INTO itemState (feedID, itemKey, readAt) SELECT feedID, itemKey, 800000000 FROM item"
        " WHERE readAt IS NULL AND %s ON CONFLICT DO UPDATE SET readAt = excluded.readAt", condition);
    step(prepare(sql, value));
    run("UPDATE operation SET changed = (SELECT count(*) FROM operationState WHERE operationID = operation.id)"
        " WHERE id = (SELECT operationID FROM currentOperation); DELETE FROM currentOperation; COMMIT");
}

int main(int count, char **arguments) {
    if (count < 3) return fputs("usage: reader list|feed|count|read|read-feed|search DATABASE [WHAT]\n", stderr), 64;
    const char *what = count > 3 ? arguments[3] : NULL;
    if (sqlite3_open_v2(arguments[2], &database, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK) fail();
    sqlite3_busy_timeout(database, 10000);
    run("PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY");
    if (!strcmp(arguments[1], "list")) {
        print_items(
            "SELECT " columns " FROM item WHERE readAt IS NULL AND " is_listed
            " ORDER BY item.date DESC, item.id DESC LIMIT 50", NULL);
    } else if (!strcmp(arguments[1], "feed")) {
        print_items(
            "SELECT " columns " FROM item WHERE readAt IS NULL AND feedID = (SELECT id FROM feed WHERE address = ?) AND "
            is_listed " ORDER BY item.date DESC, item.id DESC LIMIT 50", what);
    } else if (!strcmp(arguments[1], "search")) {
        print_items(
            "SELECT " columns " FROM (SELECT rowid AS found FROM itemSearch WHERE itemSearch MATCH ? ORDER BY rowid DESC)"
            " CROSS JOIN item ON item.id = found WHERE " is_listed " LIMIT 20", what);
    } else if (!strcmp(arguments[1], "count")) {
        sqlite3_stmt *statement = prepare(
            "SELECT ifnull((SELECT sum(unread) FROM feedCount WHERE feedID IN (SELECT feedID FROM subscription"
            " WHERE endedAt IS NULL AND isShadowed = 0)), 0) - listedUnread FROM hiddenCount", NULL);
        if (step(statement)) printf("%lld\n", sqlite3_column_int64(statement, 0));
    } else if (!strcmp(arguments[1], "read")) {
        mark("id = ?", what);
    } else if (!strcmp(arguments[1], "read-feed")) {
        mark("feedID = (SELECT id FROM feed WHERE address = ?)", what);
    } else {
        return 64;
    }
    fflush(stdout);
    // As tidings does: who closes last would copy the log.
    _exit(0);
}
