// The least that fetches a list of addresses with libcurl, for etc/scripts/bench-fetch and bench: no queue by host, no
// limits, no parsing, nothing kept.
//
//     bare-client socket|once|poll[-lean] WIDTH [ENTITY-TAG] < LIST
//
// "socket" drives libcurl by curl_multi_socket_action and epoll, "poll" by curl_multi_perform and curl_multi_poll. "once"
// is "socket" for a list in which no host comes twice: no connection is kept, and so none is looked for. With "-lean"
// libcurl remembers no hosts: whatever it remembers it looks through at the end of each transfer.
// Prints how many answers came (200 and 304), and how many requests failed.

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <time.h>

struct transfer {
    CURL *easy;
    char *body;
    size_t length, room;
};

static CURLM *multi;
static struct curl_slist *headers;
static char *line;
static size_t line_room;
static long answered, failed;
static int poller;
static long keeps_none, is_lean;
static long deadline = -1; // in milliseconds; -1: none

static long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000L + time.tv_nsec / 1000000L;
}

static size_t receive(char *bytes, size_t size, size_t count, void *context) {
    struct transfer *transfer = context;
    if (transfer->length + size * count > transfer->room) {
        transfer->room = 2 * (transfer->length + size * count);
        transfer->body = realloc(transfer->body, transfer->room);
        if (!transfer->body) return 0;
    }
    memcpy(transfer->body + transfer->length, bytes, size * count);
    transfer->length += size * count;
    return size * count;
}

// Says whether there was another address.
static int begin(struct transfer *transfer) {
    ssize_t length = getline(&line, &line_room, stdin);
    if (length <= 0) return 0;
    if (line[length - 1] == '\n') line[length - 1] = 0;
    transfer->length = 0;
    curl_easy_setopt(transfer->easy, CURLOPT_URL, line);
    curl_multi_add_handle(multi, transfer->easy);
    return 1;
}

// Takes what has ended, and begins others in its place; returns how many more or fewer are under way.
static int turn_over(void) {
    int left, change = 0;
    for (CURLMsg *message; (message = curl_multi_info_read(multi, &left));) {
        if (message->msg != CURLMSG_DONE) continue;
        struct transfer *transfer;
        long status = 0;
        CURL *easy = message->easy_handle;
        CURLcode result = message->data.result;
        curl_easy_getinfo(easy, CURLINFO_PRIVATE, &transfer);
        curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
        if (result == CURLE_OK && (status == 200 || status == 304)) answered++;
        else failed++;
        curl_multi_remove_handle(multi, easy);
        if (!begin(transfer)) change--;
    }
    return change;
}

static int watch(CURL *easy, curl_socket_t socket, int what, void *context, void *known) {
    (void)easy, (void)context;
    struct epoll_event event = {
        .events = (what & CURL_POLL_IN ? EPOLLIN : 0u) | (what & CURL_POLL_OUT ? EPOLLOUT : 0u), .data.fd = socket};
    if (what == CURL_POLL_REMOVE) return epoll_ctl(poller, EPOLL_CTL_DEL, socket, &event), 0;
    epoll_ctl(poller, known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, socket, &event);
    curl_multi_assign(multi, socket, &poller);
    return 0;
}

static int set_deadline(CURLM *handle, long milliseconds, void *context) {
    (void)handle, (void)context;
    deadline = milliseconds < 0 ? -1 : now() + milliseconds;
    return 0;
}

static void run_by_socket(int under_way) {
    struct epoll_event events[64];
    int running;
    while (under_way > 0) {
        long left = deadline < 0 ? -1 : deadline - now();
        int ready = epoll_wait(poller, events, 64, deadline < 0 ? -1 : left < 0 ? 0 : (int)left);
        for (int index = 0; index < ready; index++) {
            unsigned seen = events[index].events;
            int what = (seen & EPOLLIN ? CURL_CSELECT_IN : 0) | (seen & EPOLLOUT ? CURL_CSELECT_OUT : 0) |
                (seen & (EPOLLERR | EPOLLHUP) ? CURL_CSELECT_ERR : 0);
            curl_multi_socket_action(multi, events[index].data.fd, what, &running);
        }
        if (deadline >= 0 && deadline <= now()) {
            deadline = -1;
            curl_multi_socket_action(multi, CURL_SOCKET_TIMEOUT, 0, &running);
        }
        under_way += turn_over();
    }
}

static void run_by_poll(int under_way) {
    int running;
    while (under_way > 0) {
        curl_multi_perform(multi, &running);
        int change = turn_over();
        under_way += change;
        if (under_way > 0) curl_multi_poll(multi, NULL, 0, 1000, NULL);
    }
}

static void prepare(struct transfer *transfer) {
    transfer->easy = curl_easy_init();
    curl_easy_setopt(transfer->easy, CURLOPT_PRIVATE, transfer);
    curl_easy_setopt(transfer->easy, CURLOPT_WRITEFUNCTION, receive);
    curl_easy_setopt(transfer->easy, CURLOPT_WRITEDATA, transfer);
    curl_easy_setopt(transfer->easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(transfer->easy, CURLOPT_PROXY, "");
    curl_easy_setopt(transfer->easy, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(transfer->easy, CURLOPT_USERAGENT, "bare-client");
    curl_easy_setopt(transfer->easy, CURLOPT_HTTPHEADER, headers);
    if (is_lean) curl_easy_setopt(transfer->easy, CURLOPT_DNS_CACHE_TIMEOUT, 0L);
    curl_easy_setopt(transfer->easy, CURLOPT_FORBID_REUSE, keeps_none);
}

int main(int count, char **arguments) {
    if (count < 3) return fputs("usage: bare-client socket|once|poll[-lean] WIDTH [ENTITY-TAG] < LIST\n", stderr), 64;
    char *ending = strstr(arguments[1], "-lean");
    if ((is_lean = ending != NULL)) *ending = 0;
    keeps_none = !strcmp(arguments[1], "once");
    int by_socket = keeps_none || !strcmp(arguments[1], "socket"), width = atoi(arguments[2]);
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    curl_global_init(CURL_GLOBAL_DEFAULT);
    multi = curl_multi_init();
    if (count > 3) {
        char header[256];
        snprintf(header, sizeof header, "If-None-Match: %s", arguments[3]);
        headers = curl_slist_append(NULL, header);
    }
    if (by_socket) {
        poller = epoll_create1(EPOLL_CLOEXEC);
        curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, watch);
        curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, set_deadline);
    }
    struct transfer *transfers = calloc((size_t)width, sizeof *transfers);
    int under_way = 0;
    while (under_way < width) {
        prepare(&transfers[under_way]);
        if (!begin(&transfers[under_way])) break;
        under_way++;
    }
    if (by_socket) run_by_socket(under_way);
    else run_by_poll(under_way);
    printf("%ld %ld\n", answered, failed);
    return failed > 0;
}
