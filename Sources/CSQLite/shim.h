#pragma once

#include <sqlite3.h>

// Has SQLite count no memory that it takes, each piece of it under a lock, for figures that nobody asks for. To be called
// before it is first used; sqlite3_config takes what it is given as "...", which Swift does not call.
static inline int tidings_sqlite_count_no_memory(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
