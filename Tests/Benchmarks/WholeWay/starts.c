// Runs two programs by turns, and tells what each start took: for etc/scripts/bench.
//
//     starts RUNS PRELOADED PROGRAM [ARGUMENT ...] -- PROGRAM [ARGUMENT ...]
//
// Prints a line for each program: medians of milliseconds from start to end, of processor time, and, measured in other
// runs by the library PRELOADED (past-main.c), from `main` to the end. {N} in an argument is N in the first run, N + 1 in
// the next, and so on. What is printed goes nowhere; a program that fails ends this one.

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { programs = 2, figures = 3, most_arguments = 64, longest_argument = 256 };

extern char **environ;

struct program {
    char *arguments[most_arguments];
    double *taken[figures];
};

static double milliseconds(struct timeval time) {
    return (double)time.tv_sec * 1e3 + (double)time.tv_usec / 1e3;
}

static int compare(const void *one, const void *other) {
    double first = *(const double *)one, second = *(const double *)other;
    return (first > second) - (first < second);
}

static void start(struct program *program, int run, double *wall, double *cpu) {
    char *arguments[most_arguments] = {0}, numbered[most_arguments][longest_argument];
    for (int index = 0; program->arguments[index]; index++) {
        char *given = arguments[index] = program->arguments[index], *place = strchr(given, '{'), *end;
        if (!place) continue;
        long number = strtol(place + 1, &end, 10);
        if (*end != '}') continue;
        snprintf(numbered[index], sizeof *numbered, "%.*s%ld%s", (int)(place - given), given, number + run, end + 1);
        arguments[index] = numbered[index];
    }
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    struct timespec begun, ended;
    struct rusage usage;
    pid_t child;
    int status;
    clock_gettime(CLOCK_MONOTONIC, &begun);
    if (posix_spawn(&child, arguments[0], &actions, NULL, arguments, environ) || wait4(child, &status, 0, &usage) < 0) {
        perror(arguments[0]);
        exit(1);
    }
    clock_gettime(CLOCK_MONOTONIC, &ended);
    posix_spawn_file_actions_destroy(&actions);
    if (status) {
        fprintf(stderr, "starts: %s %s fails\n", arguments[0], arguments[1] ? arguments[1] : "");
        exit(1);
    }
    *wall = (double)(ended.tv_sec - begun.tv_sec) * 1e3 + (double)(ended.tv_nsec - begun.tv_nsec) / 1e6;
    *cpu = milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime);
}

static double start_preloaded(struct program *program, int run, const char *library) {
    char path[] = "/tmp/past-main-XXXXXX";
    double wall, cpu, taken = 0;
    close(mkstemp(path));
    setenv("LD_PRELOAD", library, 1);
    setenv("PAST_MAIN", path, 1);
    start(program, run, &wall, &cpu);
    unsetenv("LD_PRELOAD");
    FILE *file = fopen(path, "r");
    if (!file || fscanf(file, "%lf", &taken) != 1) {
        fprintf(stderr, "starts: %s does not tell when it ended\n", program->arguments[0]);
        exit(1);
    }
    fclose(file);
    unlink(path);
    return taken / 1e3;
}

int main(int count, char **words) {
    if (count < 4) return fputs("usage: starts RUNS PRELOADED PROGRAM ... -- PROGRAM ...\n", stderr), 64;
    static struct program all[programs];
    int runs = atoi(words[1]), program = 0, length = 0;
    for (int index = 3; index < count && program < programs && length < most_arguments - 1; index++) {
        if (strcmp(words[index], "--")) {
            all[program].arguments[length++] = words[index];
        } else {
            program++;
            length = 0;
        }
    }
    for (program = 0; program < programs; program++)
        for (int figure = 0; figure < figures; figure++)
            if (!(all[program].taken[figure] = calloc((size_t)runs, sizeof(double)))) abort();
    // The first finds nothing in the caches, and does not count.
    for (int run = -1; run < runs; run++)
        for (program = 0; program < programs; program++) {
            double first[2], **taken = all[program].taken;
            if (run < 0) start(&all[program], 0, &first[0], &first[1]);
            else start(&all[program], 1 + run, &taken[0][run], &taken[1][run]);
        }
    for (int run = 0; run < runs; run++)
        for (program = 0; program < programs; program++)
            all[program].taken[2][run] = start_preloaded(&all[program], 1 + runs + run, words[2]);
    for (program = 0; program < programs; program++) {
        for (int figure = 0; figure < figures; figure++) {
            qsort(all[program].taken[figure], (size_t)runs, sizeof(double), compare);
            printf("%.3f%c", all[program].taken[figure][runs / 2], figure < figures - 1 ? ' ' : '\n');
        }
    }
    return 0;
}
