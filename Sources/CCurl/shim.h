/*
 * libcurl as Swift can call it, and what its transfer thread needs of Linux.
 *
 * Swift cannot call variadic functions, it does not import macros that cast or compute, and its Glibc module lacks
 * epoll, eventfd and GNU's additions to threads. Each wrapper below gives one of those a type of its own. There is no
 * logic here.
 */

#ifndef TIDINGS_CCURL_SHIM_H
#define TIDINGS_CCURL_SHIM_H

#include <curl/curl.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

static inline CURLcode tidings_easy_set_long(CURL *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode tidings_easy_set_string(CURL *easy, CURLoption option, const char *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode tidings_easy_set_pointer(CURL *easy, CURLoption option, void *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode tidings_easy_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(easy, option, value);
}

/* CURLOPT_WRITEFUNCTION and CURLOPT_HEADERFUNCTION */
typedef size_t (*tidings_data_callback)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode tidings_easy_set_data_callback(
    CURL *easy, CURLoption option, tidings_data_callback callback) {
    return curl_easy_setopt(easy, option, callback);
}

static inline CURLcode tidings_easy_set_progress_callback(CURL *easy, curl_xferinfo_callback callback) {
    return curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, callback);
}

static inline CURLcode tidings_easy_set_socket_opener(CURL *easy, curl_opensocket_callback callback) {
    return curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, callback);
}

static inline CURLcode tidings_easy_get_long(CURL *easy, CURLINFO info, long *value) {
    return curl_easy_getinfo(easy, info, value);
}

static inline CURLcode tidings_easy_get_offset(CURL *easy, CURLINFO info, curl_off_t *value) {
    return curl_easy_getinfo(easy, info, value);
}

static inline CURLcode tidings_easy_get_string(CURL *easy, CURLINFO info, char **value) {
    return curl_easy_getinfo(easy, info, value);
}

static inline CURLcode tidings_easy_get_pointer(CURL *easy, CURLINFO info, void **value) {
    return curl_easy_getinfo(easy, info, value);
}

static inline CURLMcode tidings_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}

static inline CURLMcode tidings_multi_set_pointer(CURLM *multi, CURLMoption option, void *value) {
    return curl_multi_setopt(multi, option, value);
}

static inline CURLMcode tidings_multi_set_socket_callback(CURLM *multi, curl_socket_callback callback) {
    return curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, callback);
}

static inline CURLMcode tidings_multi_set_timer_callback(CURLM *multi, curl_multi_timer_callback callback) {
    return curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, callback);
}

/* The easy handle whose transfer has ended, and how; NULL for messages of any other kind. */
static inline CURL *tidings_message_easy(const CURLMsg *message) {
    return message->msg == CURLMSG_DONE ? message->easy_handle : NULL;
}

static inline CURLcode tidings_message_result(const CURLMsg *message) {
    return message->data.result;
}

/* An address that libcurl is about to open a socket for, as the kernel takes it. */
static inline const struct sockaddr *tidings_socket_address(const struct curl_sockaddr *address) {
    return &address->addr;
}

static const curl_socket_t tidings_socket_refused = CURL_SOCKET_BAD;
static const curl_socket_t tidings_socket_timeout = CURL_SOCKET_TIMEOUT;
static const long tidings_global_default = CURL_GLOBAL_DEFAULT;
static const unsigned long tidings_auth_basic = CURLAUTH_BASIC;


static const int tidings_eventfd_nonblocking = EFD_CLOEXEC | EFD_NONBLOCK;
static const int tidings_eventfd_semaphore = EFD_CLOEXEC | EFD_SEMAPHORE;
static const int tidings_epoll_flags = EPOLL_CLOEXEC;
static const unsigned int tidings_epoll_in = EPOLLIN;
static const unsigned int tidings_epoll_out = EPOLLOUT;
static const unsigned int tidings_epoll_broken = EPOLLERR | EPOLLHUP;

/* Declared by pthread.h for GNU sources only. */
extern int pthread_setname_np(unsigned long thread, const char *name);
extern int pthread_timedjoin_np(unsigned long thread, void **result, const struct timespec *deadline);

#endif
