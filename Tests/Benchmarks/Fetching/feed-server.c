// A web of feeds on loopback, for etc/scripts/bench-fetch and bench: one process, one thread, every address of 127.0.0.0/8.
//
//     feed-server PORT ITEMS [near] [FOLDER]
//
// GET /N is an Atom document of ITEMS entries, or "not modified" where the request has its entity tag; the answer comes
// after 50 to 200 ms, the same for each N, or at once if the server is near. With FOLDER, /N is what lies there as N.gz,
// and is sent compressed; after GET /publish it is N.new.gz, under another entity tag, where there is such a file. GET
// /count tells how many answers of each kind there were, how many different N, and how many bytes of documents, and begins
// counting anew.

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { most_connections = 1 << 16, most_feeds = 1 << 20, most_files = 1 << 14, slots = 4096, request_size = 4096 };

struct connection {
    int socket;
    int feed;            // of the request at hand; -1: /count
    int knows;           // which entity tag the request has; 0: none
    int closes;          // whether the client wants no other request
    size_t received;
    char request[request_size];
    char *answer;        // what is to be sent, once the answer is due
    size_t length, sent;
    const char *file;    // what is to be sent after it
    size_t file_length;
    struct connection *next; // in the same slot of time
};

static struct connection *connections[most_connections];
static struct connection *due[slots]; // by the millisecond, around and around
static unsigned char seen[most_feeds];
static long documents, unmodified, distinct, document_bytes;
static int poller, items, is_near, has_published;
static const char *folder;

// What is sent of a feed, mapped when it is first asked for.
static struct file {
    const char *bytes;
    size_t length;
    int version;
} files[most_files];

static long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000L + time.tv_nsec / 1000000L;
}

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static void watch(struct connection *connection, unsigned events, int operation) {
    struct epoll_event event = {.events = events, .data.fd = connection->socket};
    epoll_ctl(poller, operation, connection->socket, &event);
}

static void drop(struct connection *connection) {
    connections[connection->socket] = NULL;
    close(connection->socket);
    free(connection->answer);
    free(connection);
}

static size_t write_document(char *text, size_t size, int feed) {
    size_t length = (size_t)snprintf(text, size,
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n"
        "<id>urn:example:%d</id><title>Feed %d</title><updated>2026-11-01T00:00:00Z</updated>\n", feed, feed);
    for (int item = 0; item < items && length < size; item++)
        length += (size_t)snprintf(text + length, size - length,
            "<entry><id>urn:example:%d:%d</id><title>Item %d of feed %d</title>"
            "<link href=\"http://feed.example/%d/%d\"/><updated>2026-10-%02dT12:00:00Z</updated>"
            "<content type=\"html\">&lt;p&gt;What there is to say of it: a &lt;em&gt;paragraph&lt;/em&gt; of the usual "
            "length, with a &lt;a href=\"http://feed.example/%d/more\"&gt;link&lt;/a&gt; and little else. It goes on a "
            "while, since articles do, and then it ends.&lt;/p&gt;</content></entry>\n",
            feed, item, item, feed, feed, item, 1 + item % 28, feed);
    length += (size_t)snprintf(text + length, size - length, "</feed>\n");
    return length;
}

static int map_file(struct file *file, int feed, const char *end) {
    char path[4096];
    struct stat facts;
    snprintf(path, sizeof path, "%s/%d%s", folder, feed, end);
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return 0;
    if (fstat(descriptor, &facts)) fail(path);
    file->length = (size_t)facts.st_size;
    file->bytes = mmap(NULL, file->length, PROT_READ, MAP_SHARED | MAP_POPULATE, descriptor, 0);
    if (file->bytes == MAP_FAILED) fail(path);
    close(descriptor);
    return 1;
}

static struct file *file_of(int feed) {
    if (feed >= most_files) fail("feed-server");
    struct file *file = &files[feed];
    if (!file->version) {
        if (!map_file(file, feed, ".gz")) fail(folder);
        file->version = 1;
    }
    if (has_published && file->version == 1) file->version = map_file(file, feed, ".new.gz") ? 3 : 2;
    return file;
}

// The number in a feed's entity tag. After publishing a file is of version 3 where it is another, else of 2.
static int tag_of(int feed) {
    return folder && file_of(feed)->version == 3 ? 2 : 1;
}

static void write_answer(struct connection *connection) {
    size_t room = 4096 + (size_t)items * 1024;
    char *body = malloc(room), *answer = malloc(room + 512);
    if (!body || !answer) fail("feed-server");
    const char *end = connection->closes ? "Connection: close\r\n" : "";
    size_t length;
    if (connection->feed < 0) {
        length = (size_t)snprintf(body, room, "%ld %ld %ld %ld\n", documents, unmodified, distinct, document_bytes);
        documents = unmodified = distinct = document_bytes = 0;
        memset(seen, 0, sizeof seen);
        connection->length = (size_t)sprintf(answer, "HTTP/1.1 200 OK\r\nContent-Length: %zu\r\n%s\r\n", length, end);
    } else if (connection->knows && connection->knows == tag_of(connection->feed)) {
        unmodified++;
        length = 0;
        connection->length = (size_t)sprintf(
            answer, "HTTP/1.1 304 Not Modified\r\nETag: \"v%d\"\r\n%s\r\n", connection->knows, end);
    } else if (folder) {
        struct file *file = file_of(connection->feed);
        documents++;
        length = 0;
        connection->file = file->bytes;
        connection->file_length = file->length;
        document_bytes += (long)file->length;
        connection->length = (size_t)sprintf(answer,
            "HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nETag: \"v%d\"\r\nContent-Encoding: gzip\r\n"
            "Vary: Accept-Encoding\r\nContent-Length: %zu\r\n%s\r\n",
            tag_of(connection->feed), file->length, end);
    } else {
        documents++;
        length = write_document(body, room, connection->feed);
        document_bytes += (long)length;
        connection->length = (size_t)sprintf(answer,
            "HTTP/1.1 200 OK\r\nContent-Type: application/atom+xml\r\nETag: \"v1\"\r\nContent-Length: %zu\r\n%s\r\n",
            length, end);
    }
    if (connection->feed >= 0 && !seen[connection->feed]) {
        seen[connection->feed] = 1;
        distinct++;
    }
    memcpy(answer + connection->length, body, length);
    connection->length += length;
    connection->sent = 0;
    connection->answer = answer;
    free(body);
}

static void send_answer(struct connection *connection) {
    while (connection->sent < connection->length + connection->file_length) {
        int is_head = connection->sent < connection->length;
        const char *rest =
            is_head ? connection->answer + connection->sent : connection->file + (connection->sent - connection->length);
        size_t left = connection->length + (is_head ? 0 : connection->file_length) - connection->sent;
        int more = is_head && connection->file_length ? MSG_MORE : 0;
        ssize_t count = send(connection->socket, rest, left, MSG_NOSIGNAL | more);
        if (count < 0 && errno == EAGAIN) return watch(connection, EPOLLOUT, EPOLL_CTL_MOD);
        if (count < 0) return drop(connection);
        connection->sent += (size_t)count;
    }
    free(connection->answer);
    connection->answer = NULL;
    connection->file_length = 0;
    if (connection->closes) return drop(connection);
    watch(connection, EPOLLIN, EPOLL_CTL_MOD);
}

// Puts the connection aside until its answer is due.
static void take_request(struct connection *connection) {
    int feed = -1;
    if (sscanf(connection->request, "GET /%d ", &feed) == 1 && feed >= 0 && feed < most_feeds) {
        connection->feed = feed;
    } else {
        connection->feed = -1;
    }
    if (!strncmp(connection->request, "GET /publish ", 13)) has_published = 1;
    const char *tag = strstr(connection->request, "If-None-Match: \"v");
    connection->knows = tag ? atoi(tag + strlen("If-None-Match: \"v")) : 0;
    connection->closes = strstr(connection->request, "Connection: close") != NULL;
    connection->received = 0;
    long delay = is_near ? 0 : connection->feed < 0 ? 1 : 50 + (long)((unsigned)feed * 2654435761u >> 8) % 151;
    struct connection **slot = &due[(now() + delay) % slots];
    if (delay == 0) {
        write_answer(connection);
        return send_answer(connection);
    }
    watch(connection, 0, EPOLL_CTL_MOD);
    connection->next = *slot;
    *slot = connection;
}

static void receive(struct connection *connection) {
    ssize_t count = recv(connection->socket, connection->request + connection->received,
        request_size - 1 - connection->received, 0);
    if (count < 0 && errno == EAGAIN) return;
    if (count <= 0) return drop(connection);
    connection->received += (size_t)count;
    connection->request[connection->received] = 0;
    if (strstr(connection->request, "\r\n\r\n")) return take_request(connection);
    if (connection->received == request_size - 1) drop(connection);
}

static void accept_all(int listener) {
    for (;;) {
        int socket = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (socket < 0) return;
        struct connection *connection = socket < most_connections ? calloc(1, sizeof *connection) : NULL;
        if (!connection) {
            close(socket);
            continue;
        }
        int yes = 1;
        setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        connection->socket = socket;
        connections[socket] = connection;
        watch(connection, EPOLLIN, EPOLL_CTL_ADD);
    }
}

static int listen_at(int port) {
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), yes = 1;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 4096)) fail("feed-server");
    return listener;
}

int main(int count, char **arguments) {
    if (count < 3) return fputs("usage: feed-server PORT ITEMS [near] [FOLDER]\n", stderr), 64;
    items = atoi(arguments[2]);
    is_near = count > 3 && !strcmp(arguments[3], "near");
    if (count > 3 + is_near) folder = arguments[3 + is_near];
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    int listener = listen_at(atoi(arguments[1]));
    poller = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = listener}, events[256];
    epoll_ctl(poller, EPOLL_CTL_ADD, listener, &event);
    for (long done = now();;) {
        int ready = epoll_wait(poller, events, 256, 1);
        for (int index = 0; index < ready; index++) {
            int socket = events[index].data.fd;
            struct connection *connection = socket == listener ? NULL : connections[socket];
            if (socket == listener) accept_all(listener);
            else if (connection && connection->answer) send_answer(connection);
            else if (connection && events[index].events & EPOLLIN) receive(connection);
            // A client that leaves while its answer is on the way is found out by sending it.
        }
        for (long time = now(); done < time; done++) {
            struct connection *first = due[(done + 1) % slots];
            due[(done + 1) % slots] = NULL;
            for (struct connection *next; first; first = next) {
                next = first->next;
                write_answer(first);
                send_answer(first);
            }
        }
    }
}
