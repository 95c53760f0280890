// Writes feeds as publishers send them, the same ones each time: for etc/scripts/bench.
//
//     make-feeds FOLDER FEEDS
//
// Feed N has thirty articles of some three kilobytes, as Atom or as RSS, in words of a made-up language that are as
// unequal as those of a real one. FOLDER/N.xml is the document, FOLDER/N.gz what a server sends of it. Each tenth feed
// publishes three articles more, in place of its oldest: FOLDER/N.new.xml and FOLDER/N.new.gz. Prints how many bytes the
// first documents have, and how many compressed.

#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { items = 30, fresh = 3, vocabulary = 40000, longest_word = 24 };

static char words[vocabulary][longest_word];
static uint64_t state;
static char *text;
static size_t length, room;

// SplitMix64: from 0 up to 1.
static double chance(void) {
    uint64_t mixed = state += 0x9E3779B97F4A7C15u;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
    return (double)((mixed ^ (mixed >> 31)) >> 11) / (double)(1ull << 53);
}

static int below(int limit) {
    return (int)(chance() * limit);
}

static void make_words(void) {
    static const char *openings[] = {"b", "k", "d", "st", "l", "m", "n", "pr", "r", "s", "t", "v", "sch", "", "gl", "h"};
    static const char *middles[] = {"a", "e", "i", "o", "u", "ei", "au", "ou", "a", "e", "i", "o", "e", "a", "e", "ä"};
    static const char *ends[] = {"", "", "n", "r", "s", "l", "t", "nd", "ck"};
    state = 7;
    for (int word = 0; word < vocabulary; word++)
        for (int left = 1 + below(3); left > 0; left--) {
            strcat(words[word], openings[below(sizeof openings / sizeof *openings)]);
            strcat(words[word], middles[below(sizeof middles / sizeof *middles)]);
            strcat(words[word], ends[below(sizeof ends / sizeof *ends)]);
        }
}

// The n-th word comes 1/n as often as the first.
static const char *word(void) {
    return words[(int)exp(chance() * log(vocabulary)) - 1];
}

static void put(const char *format, ...) {
    for (;;) {
        va_list values;
        va_start(values, format);
        size_t count = (size_t)vsnprintf(text + length, room - length, format, values);
        va_end(values);
        if (length + count < room) {
            length += count;
            return;
        }
        text = realloc(text, room = 2 * room + count + 1);
        if (!text) abort();
    }
}

// What HTML is written with: as it is in CDATA, or escaped.
struct marks {
    const char *open, *close;
};

static const struct marks plain = {"<", ">"}, escaped = {"&lt;", "&gt;"};

static void put_words(int count) {
    for (int number = 0; number < count; number++) put(number ? " %s" : "%s", word());
}

static void put_tag(struct marks with, const char *tag) {
    put("%s%s%s", with.open, tag, with.close);
}

static void put_article(struct marks with, int feed, size_t size) {
    size_t start = length;
    for (int paragraph = 0; length - start < size; paragraph++) {
        put_tag(with, "p");
        put_words(20 + below(30));
        if (paragraph % 3 == 1) {
            put(" %sa href=\"https://site%d.example/%s/%s\" rel=\"nofollow\"%s",
                with.open, feed, word(), word(), with.close);
            put_words(3);
            put_tag(with, "/a");
        }
        put(", ");
        put_tag(with, "em");
        put_words(2);
        put_tag(with, "/em");
        put(" %s.", word());
        put_tag(with, "/p");
        put("\n");
        if (paragraph % 4 == 2)
            put("%sfigure class=\"wp-block-image size-large\"%s%simg loading=\"lazy\" decoding=\"async\" width=\"640\" "
                "height=\"480\" src=\"https://site%d.example/uploads/%d.jpg\" alt=\"%s\" /%s%s/figure%s\n",
                with.open, with.close, with.open, feed, below(100000), word(), with.close, with.open, with.close);
    }
}

static void put_item(int feed, int number) {
    // Far from each other, and not by a multiple of the step by which chance goes on: no two items are alike.
    state = ((uint64_t)feed << 20 | (uint64_t)number) * 0xD1342543DE82EF95u;
    size_t size = (size_t)(430 * exp(chance() * log(20)));
    const char *author = words[100 + feed % 100];
    int day = 1 + number % 28, hour = feed % 24, is_atom = feed % 3 == 0;
    put(is_atom ? "<entry><title>" : "<item>\n<title>");
    put_words(4 + below(6));
    put("</title>\n");
    if (is_atom) {
        put("<link href=\"https://site%d.example/articles/%d-%s\"/>\n", feed, number, word());
        put("<id>tag:site%d.example,2024:%d</id>\n<published>2024-%02d-%02dT%02d:07:00Z</published>\n"
            "<updated>2024-%02d-%02dT%02d:09:00Z</updated>\n<author><name>%s</name></author>\n<category term=\"%s\"/>\n",
            feed, number, number / 28, day, hour, number / 28, day, hour, author, word());
        put("<content type=\"html\">");
        put_article(escaped, feed, size);
        put("</content></entry>\n");
        return;
    }
    static const char *months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun"};
    put("<link>https://site%d.example/articles/%d-%s</link>\n", feed, number, word());
    put("<dc:creator><![CDATA[%s]]></dc:creator>\n<pubDate>%02d %s 2024 %02d:07:00 +0000</pubDate>\n"
        "<category><![CDATA[%s]]></category>\n<guid isPermaLink=\"false\">https://site%d.example/?p=%d</guid>\n",
        author, day, months[number / 28 % 6], hour, word(), feed, number);
    if (feed % 3 == 1) {
        put("<description><![CDATA[<p>");
        put_words(40);
        put(" [&#8230;]</p>]]></description>\n<content:encoded><![CDATA[");
        put_article(plain, feed, size);
        put("]]></content:encoded>\n</item>\n");
    } else {
        put("<description>");
        put_article(escaped, feed, size);
        put("</description>\n</item>\n");
    }
}

static void put_document(int feed, int newest) {
    const char *title = words[200 + feed % 1000];
    length = 0;
    if (feed % 3 == 0)
        put("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>%s %d</title>\n"
            "<link href=\"https://site%d.example/\"/><id>tag:site%d.example,2024:feed</id>"
            "<updated>2024-06-01T00:00:00Z</updated>\n", title, feed, feed, feed);
    else
        put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" "
            "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
            "<channel><title>%s %d</title><link>https://site%d.example/</link><description>%s</description>\n",
            title, feed, feed, title);
    for (int number = newest; number > newest - items; number--) put_item(feed, number);
    put(feed % 3 == 0 ? "</feed>\n" : "</channel></rss>\n");
}

static void write_file(const char *folder, int feed, const char *end, const void *bytes, size_t count) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%d%s", folder, feed, end);
    FILE *file = fopen(path, "w");
    if (!file || fwrite(bytes, 1, count, file) != count || fclose(file)) {
        perror(path);
        exit(1);
    }
}

// Returns how many bytes a server sends.
static size_t compress_text(unsigned char **packed) {
    z_stream stream = {0};
    // 16: with the head and the end of gzip.
    if (deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) abort();
    uLong bound = deflateBound(&stream, length);
    *packed = realloc(*packed, bound);
    if (!*packed) abort();
    stream.next_in = (unsigned char *)text;
    stream.avail_in = (unsigned)length;
    stream.next_out = *packed;
    stream.avail_out = (unsigned)bound;
    if (deflate(&stream, Z_FINISH) != Z_STREAM_END) abort();
    size_t count = stream.total_out;
    deflateEnd(&stream);
    return count;
}

int main(int count, char **arguments) {
    if (count != 3) return fputs("usage: make-feeds FOLDER FEEDS\n", stderr), 64;
    const char *folder = arguments[1];
    int feeds = atoi(arguments[2]);
    size_t all = 0, sent = 0;
    unsigned char *packed = NULL;
    text = malloc(room = 1 << 20);
    if (!text) abort();
    make_words();
    for (int feed = 0; feed < feeds; feed++)
        for (int is_new = 0; is_new <= (feed % 10 == 0); is_new++) {
            put_document(feed, 60 + is_new * fresh);
            size_t size = compress_text(&packed);
            write_file(folder, feed, is_new ? ".new.xml" : ".xml", text, length);
            write_file(folder, feed, is_new ? ".new.gz" : ".gz", packed, size);
            if (!is_new) all += length, sent += size;
        }
    printf("%zu %zu\n", all, sent);
    return 0;
}
