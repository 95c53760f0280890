// Bare C programs that figures are compared with: what the machine and the libraries can do with nothing around them.

#ifndef TIDINGS_BASELINES_H
#define TIDINGS_BASELINES_H

#include <stddef.h>
#include <stdint.h>

// A push parser of libxml2 with empty callbacks, used again for each document.
typedef struct sax_baseline sax_baseline;

// NULL where there is no memory.
sax_baseline *sax_baseline_create(void);

// Reads one document in pieces of 64 KiB. Returns the number of callbacks, or 0 if the document is not well-formed.
size_t sax_baseline_read(sax_baseline *baseline, const char *bytes, size_t count);

void sax_baseline_free(sax_baseline *baseline);

// Prepared inserts into a database that tidings made.
typedef struct insert_baseline insert_baseline;

struct bytes {
    const char *start;
    size_t count;
};

// What is stored of an item. Its words for the index are cut beforehand; its body is compressed here.
struct item_row {
    int64_t feed;
    struct bytes key, title, link, author, tags, summary, body;
    struct bytes title_words, author_words, tag_words, body_words;
    int64_t link_hash, title_hash;
    double published, received;
};

// NULL where the database cannot be opened. All that follow return 0 where SQLite fails.
insert_baseline *insert_baseline_open(const char *path);
int insert_baseline_begin(insert_baseline *baseline);
int insert_baseline_item(insert_baseline *baseline, const struct item_row *row);
// What is stored of a feed and of its poll at first contact, after so many new items; the feed is there beforehand.
int insert_baseline_poll(insert_baseline *baseline, int64_t feed, int new_items, double now);
int insert_baseline_commit(insert_baseline *baseline);
void insert_baseline_close(insert_baseline *baseline);

// Gives free memory back to the kernel, so that a peak measured next begins at what is really held.
void give_back_memory(void);

#endif
