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
    ZSTD_CCtx *compressor;
    char *room;
    size_t room_size;
};

static int prepare(struct insert_baseline *baseline) {
    const char *item =
        "INSERT INTO item (feedID, itemKey, digest, title, link, linkHash, authors, tags, published, received, date,"
        " titleHash) VALUES (?, ?, ?, ?, ?, ?, ?, '', ?, ?, ?, ?)";
    const char *content = "INSERT INTO itemContent (itemID, html) VALUES (?, ?)";
    const char *search = "INSERT INTO itemSearch (rowid, title, author, tag, body) VALUES (?, ?, ?, '', ?)";
    return sqlite3_prepare_v2(baseline->database, item, -1, &baseline->item, NULL) == SQLITE_OK &&
           sqlite3_prepare_v2(baseline->database, content, -1, &baseline->content, NULL) == SQLITE_OK &&
           sqlite3_prepare_v2(baseline->database, search, -1, &baseline->search, NULL) == SQLITE_OK;
}

insert_baseline *insert_baseline_open(const char *path) {
    insert_baseline *baseline = calloc(1, sizeof *baseline);
    if (baseline == NULL) return NULL;
    baseline->compressor = ZSTD_createCCtx();
    const char *settings = "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -8192; PRAGMA foreign_keys = ON;";
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

static void bind_body(insert_baseline *baseline, struct bytes body) {
    if (body.count >= 400) {
        size_t bound = ZSTD_compressBound(body.count);
        if (baseline->room_size < bound) {
            free(baseline->room);
            baseline->room = malloc(bound);
            baseline->room_size = bound;
        }
        size_t size = ZSTD_compressCCtx(baseline->compressor, baseline->room, bound, body.start, body.count, 1);
        sqlite3_bind_blob(baseline->content, 2, baseline->room, (int)size, SQLITE_STATIC);
    } else {
        bind_text(baseline->content, 2, body);
    }
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
    if (!run(item)) return 0;
    sqlite3_int64 number = sqlite3_last_insert_rowid(baseline->database);
    sqlite3_bind_int64(baseline->content, 1, number);
    bind_body(baseline, row->body);
    if (!run(baseline->content)) return 0;
    sqlite3_bind_int64(baseline->search, 1, number);
    bind_text(baseline->search, 2, row->title_words);
    bind_text(baseline->search, 3, row->author_words);
    bind_text(baseline->search, 4, row->body_words);
    return run(baseline->search);
}
