// Prepared inserts into a database that tidings made, with all of its indexes: what SQLite costs with nothing around it.

#include "baselines.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>

struct insert_baseline {
    sqlite3 *database;
    sqlite3_stmt *item;
    sqlite3_stmt *content;
    sqlite3_stmt *search;
    sqlite3_stmt *count;
    sqlite3_stmt *feed;
    sqlite3_stmt *poll;
    ZSTD_CCtx *compressor;
    char *room;
    size_t room_size;
};

static int prepare(struct insert_baseline *baseline) {
    const char *item =
        "INSERT INTO item (feedID, itemKey, digest, title, link, linkHash, authors, published, received, date, titleHash,"
        " tags) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    const char *content = "INSERT INTO itemContent (itemID, html, summary) VALUES (?, ?, ?)";
    const char *search = "INSERT INTO itemSearch (rowid, title, author, tag, body) VALUES (?, ?, ?, ?, ?)";
    const char *count = "UPDATE feedCount SET total = total + ?1, unread = unread + ?1 WHERE feedID = ?2";
    const char *feed =
        "UPDATE feed SET title = ?, format = 'atom10', validatorsURL = address, entityTag = '\"v1\"', lastSuccess = ?2,"
        " polledAt = ?2, nextPoll = ?2 + 3600, nextPollSetAt = ?2, pause = 3600, rule = 'adaptive' WHERE id = ?3";
    const char *poll =
        "INSERT INTO poll (feedID, polledAt, outcome, status, requests, wireBytes, new, revised, nextPoll, rule, pause)"
        " VALUES (?1, ?2, 'changed', 200, 1, 30000, ?3, 0, ?2 + 3600, 'adaptive', 3600)";
    return sqlite3_prepare_v2(baseline->database, item, -1, &baseline->item, NULL) == SQLITE_OK &&
           sqlite3_prepare_v2(baseline->database, content, -1, &baseline->content, NULL) == SQLITE_OK &&
           sqlite3_prepare_v2(baseline->database, search, -1, &baseline->search, NULL) == SQLITE_OK &&
           sqlite3_prepare_v2(baseline->database, count, -1, &baseline->count, NULL) == SQLITE_OK &&
           sqlite3_prepare_v2(baseline->database, feed, -1, &baseline->feed, NULL) == SQLITE_OK &&
           sqlite3_prepare_v2(baseline->database, poll, -1, &baseline->poll, NULL) == SQLITE_OK;
}

insert_baseline *insert_baseline_open(const char *path) {
    insert_baseline *baseline = calloc(1, sizeof *baseline);
    if (baseline == NULL) return NULL;
    baseline->compressor = ZSTD_createCCtx();
    // As the daemon has them.
    const char *settings =
        "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16384; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;"
        "PRAGMA wal_autocheckpoint = 4096;";
    if (sqlite3_open(path, &baseline->database) == SQLITE_OK &&
        sqlite3_exec(baseline->database, settings, NULL, NULL, NULL) == SQLITE_OK && prepare(baseline)) {
        return baseline;
    }
    insert_baseline_close(baseline);
    return NULL;
}

void insert_baseline_close(insert_baseline *baseline) {
    sqlite3_finalize(baseline->item);
    sqlite3_finalize(baseline->content);
    sqlite3_finalize(baseline->search);
    sqlite3_finalize(baseline->count);
    sqlite3_finalize(baseline->feed);
    sqlite3_finalize(baseline->poll);
    sqlite3_close(baseline->database);
    ZSTD_freeCCtx(baseline->compressor);
    free(baseline->room);
    free(baseline);
}

int insert_baseline_begin(insert_baseline *baseline) {
    return sqlite3_exec(baseline->database, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK;
}

int insert_baseline_commit(insert_baseline *baseline) {
    return sqlite3_exec(baseline->database, "COMMIT", NULL, NULL, NULL) == SQLITE_OK;
}

static void bind_text(sqlite3_stmt *statement, int place, struct bytes text) {
    sqlite3_bind_text(statement, place, text.start, (int)text.count, SQLITE_STATIC);
}

static int run(sqlite3_stmt *statement) {
    int result = sqlite3_step(statement);
    sqlite3_reset(statement);
    return result == SQLITE_DONE;
}

// Compresses what is worth it.
static int bind_body(insert_baseline *baseline, int place, struct bytes body) {
    if (body.count < 400) return bind_text(baseline->content, place, body), 1;
    size_t bound = ZSTD_compressBound(body.count);
    if (baseline->room_size < bound) {
        free(baseline->room);
        baseline->room = malloc(bound);
        baseline->room_size = baseline->room ? bound : 0;
        if (!baseline->room) return 0;
    }
    size_t size = ZSTD_compressCCtx(baseline->compressor, baseline->room, bound, body.start, body.count, 1);
    sqlite3_bind_blob(baseline->content, place, baseline->room, (int)size, SQLITE_TRANSIENT);
    return 1;
}

int insert_baseline_poll(insert_baseline *baseline, int64_t feed, int new_items, double now) {
    sqlite3_bind_int(baseline->count, 1, new_items);
    sqlite3_bind_int64(baseline->count, 2, feed);
    sqlite3_bind_text(baseline->feed, 1, "A feed", -1, SQLITE_STATIC);
    sqlite3_bind_double(baseline->feed, 2, now);
    sqlite3_bind_int64(baseline->feed, 3, feed);
    sqlite3_bind_int64(baseline->poll, 1, feed);
    sqlite3_bind_double(baseline->poll, 2, now);
    sqlite3_bind_int(baseline->poll, 3, new_items);
    return run(baseline->count) && run(baseline->feed) && run(baseline->poll);
}

int insert_baseline_item(insert_baseline *baseline, const struct item_row *row) {
    static const char digest[32];
    sqlite3_stmt *item = baseline->item;
    sqlite3_bind_int64(item, 1, row->feed);
    bind_text(item, 2, row->key);
    sqlite3_bind_blob(item, 3, digest, sizeof digest, SQLITE_STATIC);
    bind_text(item, 4, row->title);
    bind_text(item, 5, row->link);
    sqlite3_bind_int64(item, 6, row->link_hash);
    bind_text(item, 7, row->author);
    sqlite3_bind_double(item, 8, row->published);
    sqlite3_bind_double(item, 9, row->received);
    sqlite3_bind_double(item, 10, row->published);
    sqlite3_bind_int64(item, 11, row->title_hash);
    bind_text(item, 12, row->tags);
    if (!run(item)) return 0;
    sqlite3_int64 number = sqlite3_last_insert_rowid(baseline->database);
    sqlite3_bind_int64(baseline->content, 1, number);
    if (!bind_body(baseline, 2, row->body) || !bind_body(baseline, 3, row->summary) || !run(baseline->content)) return 0;
    sqlite3_bind_int64(baseline->search, 1, number);
    bind_text(baseline->search, 2, row->title_words);
    bind_text(baseline->search, 3, row->author_words);
    bind_text(baseline->search, 4, row->tag_words);
    bind_text(baseline->search, 5, row->body_words);
    return run(baseline->search);
}
