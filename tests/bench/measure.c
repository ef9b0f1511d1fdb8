/* SPDX-License-Identifier: MIT */
/*
 *     measure REPEATS COMMAND [ARGUMENT…]
 *
 * Runs a command so many times, its output thrown away, and prints the seconds of wall time and of
 * CPU time that one run took, and the greatest resident size in KiB, with `|` between. Ends with
 * the command's status.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double seconds(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static int run(char **command, struct rusage *usage)
{
    int status;
    pid_t child = vfork();
    if (child == 0) {
        int nowhere = open("/dev/null", O_WRONLY);
        if (nowhere >= 0 && dup2(nowhere, 1) >= 0 && dup2(nowhere, 2) >= 0)
            execvp(command[0], command);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, usage) < 0) {
        perror("measure");
        exit(1);
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: measure REPEATS COMMAND [ARGUMENT…]\n");
        return 2;
    }
    int repeats = atoi(argv[1]);
    int status = 0;
    double cpu = 0;
    long resident = 0;
    double start = now();
    for (int i = 0; i < repeats; i++) {
        struct rusage usage;
        status = run(argv + 2, &usage);
        cpu += seconds(usage.ru_utime) + seconds(usage.ru_stime);
        if (usage.ru_maxrss > resident)
            resident = usage.ru_maxrss;
    }
    printf("%.6f|%.6f|%ld\n", (now() - start) / repeats, cpu / repeats, resident);
    return status;
}
