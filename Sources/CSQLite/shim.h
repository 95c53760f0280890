#pragma once

#include <sqlite3.h>

// Has SQLite count no memory that it takes, each piece of it under a lock, for figures that nobody asks for. To be called
// before it is first used; sqlite3_config takes what it is given as "...", which Swift does not call.
static inline int tidings_sqlite_count_no_memory(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

// Bind a text and bytes that SQLite copies: the pointer that says so is a cast which Swift does not import.
static inline int tidings_sqlite_bind_text(sqlite3_stmt *statement, int place, const char *text, int length) {
    return sqlite3_bind_text(statement, place, text, length, SQLITE_TRANSIENT);
}

static inline int tidings_sqlite_bind_bytes(sqlite3_stmt *statement, int place, const void *bytes, int length) {
    // No bytes at all are no NULL.
    return length ? sqlite3_bind_blob(statement, place, bytes, length, SQLITE_TRANSIENT)
                  : sqlite3_bind_zeroblob(statement, place, 0);
}
