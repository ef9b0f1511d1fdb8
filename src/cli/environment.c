/* SPDX-License-Identifier: MIT */
/* Variables, terminal, clock. */
#include "cli/environment.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct environment environment_read(void)
{
    return (struct environment){
        .output_is_terminal = isatty(STDOUT_FILENO),
        .no_color = getenv("NO_COLOR"),
        .clicolor_force = getenv("CLICOLOR_FORCE"),
        .term = getenv("TERM"),
        .source_date_epoch = getenv("SOURCE_DATE_EPOCH"),
        .home = getenv("HOME"),
        .clock = (int64_t)time(NULL),
    };
}

bool environment_wants_color(const struct environment *environment)
{
    if (environment->no_color && *environment->no_color)
        return false;
    if (environment->clicolor_force && strcmp(environment->clicolor_force, "0") != 0)
        return true;
    return environment->output_is_terminal && environment->term && *environment->term &&
           strcmp(environment->term, "dumb") != 0;
}

void environment_hold_descriptors(void)
{
    /* Opened the wrong way round: reading what can only be written fails with EBADF, and so on. */
    static const int flags[] = {O_WRONLY, O_RDONLY, O_RDONLY};
    for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; descriptor++)
        if (fcntl(descriptor, F_GETFD) < 0 && open("/dev/null", flags[descriptor]) < 0)
            return;
}
