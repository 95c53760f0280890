// The least that takes the fields of a feed's items out of its document: libxml2's push parser with SAX2, one context for
// all documents, each field gathered and then copied once. For etc/scripts/bench.
//
//     extract FOLDER FEEDS END [ROWS [MOST]]
//
// Reads FOLDER/N and END, for each N below FEEDS for which it is there; prints how many items there were. ROWS is a file
// for what `store` inserts: of each item its texts, and the words of its title, tag and article, cut for an index; of each
// feed the first MOST items.

#include <libxml/parser.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rows.h"

struct buffer {
    char *bytes;
    size_t count, room;
};

struct reader {
    xmlParserCtxtPtr context;
    int depth, item_depth;   // of the element at hand, and of the item around it; 0: none
    int field;               // what text belongs to; -1: to nothing
    int field_depth;
    struct buffer now;
    char *texts[field_count];
    size_t counts[field_count];
    long items;
    int feed;
    FILE *rows;
    int rows_left;           // of the feed at hand
};

static void append(struct buffer *buffer, const void *bytes, size_t count) {
    if (buffer->count + count > buffer->room) {
        buffer->room = 2 * (buffer->count + count);
        buffer->bytes = realloc(buffer->bytes, buffer->room);
        if (!buffer->bytes) abort();
    }
    memcpy(buffer->bytes + buffer->count, bytes, count);
    buffer->count += count;
}

static void keep(struct reader *reader, int field, const char *bytes, size_t count) {
    free(reader->texts[field]);
    reader->texts[field] = malloc(count + 1);
    if (!reader->texts[field]) abort();
    memcpy(reader->texts[field], bytes, count);
    reader->counts[field] = count;
}

static int field_of(const char *name) {
    static const struct { const char *name; int field; } names[] = {
        {"title", field_title}, {"link", field_link}, {"guid", field_key}, {"id", field_key}, {"name", field_author},
        {"creator", field_author}, {"pubDate", field_date}, {"published", field_date}, {"updated", field_updated},
        {"category", field_tag}, {"description", field_body}, {"encoded", field_body}, {"content", field_body},
        {"summary", field_summary}};
    for (size_t index = 0; index < sizeof names / sizeof *names; index++)
        if (!strcmp(names[index].name, name)) return names[index].field;
    return -1;
}

static void begin_element(
    void *data, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri, int namespaces,
    const xmlChar **declarations, int attributes, int defaulted, const xmlChar **values) {
    (void)prefix, (void)uri, (void)namespaces, (void)declarations, (void)defaulted;
    struct reader *reader = data;
    const char *name = (const char *)local;
    reader->depth++;
    if (!reader->item_depth) {
        if (!strcmp(name, "item") || !strcmp(name, "entry")) reader->item_depth = reader->depth;
        return;
    }
    if (reader->field >= 0) return;
    int field = field_of(name);
    for (int index = 0; index < attributes && (field == field_link || field == field_tag); index++) {
        const xmlChar **value = values + 5 * index;
        if (strcmp((const char *)value[0], field == field_link ? "href" : "term")) continue;
        keep(reader, field, (const char *)value[3], (size_t)(value[4] - value[3]));
        return;
    }
    reader->field = field;
    reader->field_depth = reader->depth;
    reader->now.count = 0;
}

static void take_text(void *data, const xmlChar *text, int count) {
    struct reader *reader = data;
    if (reader->field >= 0) append(&reader->now, text, (size_t)count);
}

// Words in lower case between blanks, without markup: what an index is given. Is no part of what is measured.
static void cut_words(const char *html, size_t count, struct buffer *words) {
    int is_tag = 0, is_entity = 0;
    words->count = 0;
    for (size_t index = 0; index < count; index++) {
        unsigned char byte = (unsigned char)html[index];
        int is_word = byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
            (byte >= 'A' && byte <= 'Z');
        if (byte == '<') is_tag = 1;
        if (byte == '&') is_entity = 1;
        char out = is_word && !is_tag && !is_entity ? (char)(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte) : ' ';
        if (byte == '>') is_tag = 0;
        if (byte == ';') is_entity = 0;
        if (out != ' ' || (words->count && words->bytes[words->count - 1] != ' ')) append(words, &out, 1);
    }
}

// A tag is one word, which begins with U+E000 and has it for each blank: `SearchText`.
static void cut_tag(const char *tag, size_t count, struct buffer *word) {
    static const char mark[] = "\xEE\x80\x80";
    static struct buffer words;
    cut_words(tag, count, &words);
    word->count = 0;
    if (words.count) append(word, mark, 3);
    for (size_t index = 0; index < words.count; index++) {
        if (words.bytes[index] == ' ') append(word, mark, 3);
        else append(word, words.bytes + index, 1);
    }
}

// The words of the article, and those of the summary unless it begins with them.
static void cut_body(struct reader *reader, struct buffer *words) {
    static struct buffer summary;
    cut_words(reader->texts[field_body], reader->counts[field_body], words);
    cut_words(reader->texts[field_summary], reader->counts[field_summary], &summary);
    size_t count = summary.count;
    if (!count || (count <= words->count && !memcmp(words->bytes, summary.bytes, count))) return;
    append(words, " ", 1);
    append(words, summary.bytes, count);
}

static void write_row(struct reader *reader) {
    static struct buffer words[text_count - field_count];
    cut_words(reader->texts[field_title], reader->counts[field_title], &words[words_title - field_count]);
    cut_tag(reader->texts[field_tag], reader->counts[field_tag], &words[words_tag - field_count]);
    cut_body(reader, &words[words_body - field_count]);
    uint32_t head[1 + text_count] = {(uint32_t)reader->feed};
    for (int field = 0; field < field_count; field++) head[1 + field] = (uint32_t)reader->counts[field];
    for (int text = field_count; text < text_count; text++)
        head[1 + text] = (uint32_t)words[text - field_count].count;
    fwrite(head, sizeof head, 1, reader->rows);
    for (int field = 0; field < field_count; field++)
        fwrite(reader->texts[field], 1, reader->counts[field], reader->rows);
    for (int text = field_count; text < text_count; text++)
        fwrite(words[text - field_count].bytes, 1, words[text - field_count].count, reader->rows);
    // Numbers stay where they are read quickest.
    while (ftell(reader->rows) % 4) fputc(0, reader->rows);
}

static void end_element(void *data, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri) {
    (void)local, (void)prefix, (void)uri;
    struct reader *reader = data;
    if (reader->field >= 0 && reader->depth == reader->field_depth) {
        // A feed that has a description and an article too: the first is the summary of the second.
        if (reader->field == field_body && reader->texts[field_body])
            keep(reader, field_summary, reader->texts[field_body], reader->counts[field_body]);
        keep(reader, reader->field, reader->now.bytes, reader->now.count);
        reader->field = -1;
    }
    if (reader->depth == reader->item_depth) {
        reader->item_depth = 0;
        reader->items++;
        if (reader->rows && reader->rows_left-- > 0) write_row(reader);
        for (int field = 0; field < field_count; field++) {
            free(reader->texts[field]);
            reader->texts[field] = NULL;
            reader->counts[field] = 0;
        }
    }
    reader->depth--;
}

static void read_document(struct reader *reader, const char *bytes, size_t count) {
    const size_t piece = 64 << 10;
    reader->depth = reader->item_depth = 0;
    reader->field = -1;
    int failure = xmlCtxtResetPush(reader->context, NULL, 0, NULL, "UTF-8");
    xmlCtxtUseOptions(reader->context, XML_PARSE_NONET | XML_PARSE_HUGE);
    for (size_t place = 0; place < count && !failure; place += piece)
        failure = xmlParseChunk(reader->context, bytes + place, (int)(count - place < piece ? count - place : piece), 0);
    if (failure || xmlParseChunk(reader->context, NULL, 0, 1)) {
        fprintf(stderr, "extract: feed %d is not well-formed\n", reader->feed);
        exit(1);
    }
}

int main(int count, char **arguments) {
    if (count < 4) return fputs("usage: extract FOLDER FEEDS END [ROWS [MOST]]\n", stderr), 64;
    xmlSAXHandler handler = {.initialized = XML_SAX2_MAGIC, .startElementNs = begin_element,
        .endElementNs = end_element, .characters = take_text, .ignorableWhitespace = take_text, .cdataBlock = take_text};
    static struct reader reader;
    struct buffer document = {0};
    reader.context = xmlCreatePushParserCtxt(&handler, &reader, NULL, 0, NULL);
    if (!reader.context || (count > 4 && !(reader.rows = fopen(arguments[4], "w")))) return perror("extract"), 1;
    for (reader.feed = 0; reader.feed < atoi(arguments[2]); reader.feed++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%d%s", arguments[1], reader.feed, arguments[3]);
        FILE *file = fopen(path, "r");
        if (!file) continue;
        setvbuf(file, NULL, _IONBF, 0);
        if (!document.room) document.bytes = malloc(document.room = 4 << 20);
        if (!document.bytes) abort();
        document.count = fread(document.bytes, 1, document.room, file);
        fclose(file);
        reader.rows_left = count > 5 ? atoi(arguments[5]) : INT_MAX;
        read_document(&reader, document.bytes, document.count);
    }
    if (reader.rows && fclose(reader.rows)) return perror("extract"), 1;
    printf("%ld\n", reader.items);
    return 0;
}
