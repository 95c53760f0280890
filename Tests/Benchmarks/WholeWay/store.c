// The least that stores a round of polls: prepared inserts into a database of tidings' own schema, a thousand items a
// transaction. For etc/scripts/bench.
//
//     store DATABASE ROWS
//
// DATABASE has feeds 1 to N and nothing of them; ROWS is what `extract` wrote. Prints how many items were stored. Digests
// are zeros, and dates made up.

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "baselines.h"
#include "rows.h"

enum { group = 1000, page = 4096 };

static const double now = 800000000;

// A hash that tells apart as well as any: FNV-1a.
static int64_t hash(struct bytes text) {
    uint64_t sum = 14695981039346656037u;
    for (size_t index = 0; index < text.count; index++) sum = (sum ^ (unsigned char)text.start[index]) * 1099511628211u;
    return (int64_t)sum;
}

// Links of one site are neighbours in their index, as tidings has them.
static int64_t link_number(struct bytes link) {
    size_t end = 0;
    for (int slashes = 0; end < link.count && (slashes += link.start[end] == '/') < 3; end++) {
    }
    uint64_t site = (uint64_t)hash((struct bytes){.start = link.start, .count = end});
    return (int64_t)((site ^ site >> 32) << 44 | ((uint64_t)hash(link) & (((uint64_t)1 << 44) - 1)));
}

static const char *store_item(insert_baseline *baseline, const char *row, int number) {
    uint32_t head[1 + text_count];
    struct bytes texts[text_count];
    memcpy(head, row, sizeof head);
    const char *place = row + sizeof head;
    for (int text = 0; text < text_count; text++) {
        texts[text] = (struct bytes){.start = place, .count = head[1 + text]};
        place += head[1 + text];
    }
    struct item_row item = {.feed = head[0] + 1, .key = texts[field_key], .title = texts[field_title],
        .link = texts[field_link], .author = texts[field_author], .tags = texts[field_tag],
        .summary = texts[field_summary].count ? texts[field_summary] : (struct bytes){0}, .body = texts[field_body],
        .title_words = texts[words_title], .author_words = texts[field_author], .tag_words = texts[words_tag],
        .body_words = texts[words_body],
        .link_hash = link_number(texts[field_link]), .title_hash = hash(texts[field_title]),
        .published = now - 60 * (number * 7919 % 500000), .received = now};
    if (!insert_baseline_item(baseline, &item)) return NULL;
    return row + (place - row + 3) / 4 * 4;
}

int main(int count, char **arguments) {
    struct stat facts;
    if (count != 3) return fputs("usage: store DATABASE ROWS\n", stderr), 64;
    int file = open(arguments[2], O_RDONLY);
    insert_baseline *baseline = insert_baseline_open(arguments[1]);
    if (file < 0 || fstat(file, &facts) || !baseline) return perror("store"), 1;
    const char *start = mmap(NULL, (size_t)facts.st_size, PROT_READ, MAP_SHARED, file, 0), *row = start;
    if (start == MAP_FAILED) return perror("store"), 1;
    const char *end = start + facts.st_size;
    int stored = 0, of_feed = 0, is_held = 1;
    while (is_held && row && row < end) {
        if (stored % group == 0) is_held = insert_baseline_begin(baseline);
        int64_t feed = *(const uint32_t *)row + 1;
        is_held = is_held && (row = store_item(baseline, row, stored)) != NULL;
        stored++;
        of_feed++;
        if (is_held && (row >= end || *(const uint32_t *)row + 1 != feed)) {
            is_held = insert_baseline_poll(baseline, feed, of_feed, now);
            of_feed = 0;
        }
        if (is_held && (stored % group == 0 || row >= end)) {
            is_held = insert_baseline_commit(baseline);
            // What was read of the file is no memory that inserting takes.
            madvise((void *)start, (size_t)(row - start) / page * page, MADV_DONTNEED);
        }
    }
    insert_baseline_close(baseline);
    if (!is_held) return fputs("store: SQLite fails\n", stderr), 1;
    printf("%d\n", stored);
    return 0;
}
