// Tells how long a program takes from its `main` to its end: loaded into it by LD_PRELOAD, it takes the time when the C
// library calls `main` and when the program exits, and writes the microseconds between to the file PAST_MAIN. For
// etc/scripts/bench; nothing is traced, and nothing else is another than without it.

#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

typedef int main_function(int, char **, char **);
typedef int start_function(main_function *, int, char **, void (*)(void), void (*)(void), void (*)(void), void *);

static main_function *real_main;
static struct timespec start;

static void tell(void) {
    struct timespec end;
    clock_gettime(CLOCK_MONOTONIC, &end);
    const char *path = getenv("PAST_MAIN");
    int file = path ? open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : -1;
    if (file < 0) return;
    dprintf(file, "%.1f\n", (double)(end.tv_sec - start.tv_sec) * 1e6 + (double)(end.tv_nsec - start.tv_nsec) / 1e3);
    close(file);
}

// Of who leaves at once, without what is registered for the end.
void _exit(int status) {
    tell();
    for (;;) syscall(SYS_exit_group, status);
}

static int timed_main(int count, char **arguments, char **environment) {
    // Called last of all that is called at the end.
    atexit(tell);
    clock_gettime(CLOCK_MONOTONIC, &start);
    return real_main(count, arguments, environment);
}

// What the start of every program calls.
int __libc_start_main(
    main_function *given, int count, char **arguments, void (*begin)(void), void (*end)(void), void (*unload)(void),
    void *stack);

int __libc_start_main(
    main_function *given, int count, char **arguments, void (*begin)(void), void (*end)(void), void (*unload)(void),
    void *stack) {
    start_function *next = (start_function *)dlsym(RTLD_NEXT, "__libc_start_main");
    if (!next) abort();
    real_main = given;
    return next(timed_main, count, arguments, begin, end, unload, stack);
}
