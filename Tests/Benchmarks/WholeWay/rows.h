// What `extract` writes of an item and `store` inserts: a number, lengths, and then the texts one after another: the
// fields, and the words of some as they are indexed.

#ifndef TIDINGS_ROWS_H
#define TIDINGS_ROWS_H

enum {
    field_key, field_title, field_link, field_author, field_date, field_updated, field_tag, field_summary, field_body,
    field_count,
    words_title = field_count, words_tag, words_body,
    text_count
};

#endif
