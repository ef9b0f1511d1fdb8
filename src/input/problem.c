/* SPDX-License-Identifier: MIT */
#include "input/problem.h"

#include <string.h>

const char *problem_text(int problem)
{
    switch (problem) {
    case PROBLEM_CHANGED:
        return "it was changed while it was being read";
    case PROBLEM_REPLACED:
        return "something else took its place while siplint ran";
    case PROBLEM_LEADS_OUT:
        return "the symbolic link leads out of the files that are linted; to have the file linted, "
               "name it";
    case PROBLEM_UTF_16:
        return "the list is in UTF-16; write it in UTF-8";
    case PROBLEM_MARKUP:
        return "it isn't a list of file names: a line begins with \"<\", as in XML";
    case PROBLEM_SPECIAL:
        return "it isn't a regular file, and comes from a list; to have it read, name it as an "
               "argument";
    case PROBLEM_QUOTED:
        return "there is no such file; git writes names in quotes like this unless it's told -z, "
               "and then siplint needs --null";
    case PROBLEM_TOO_LARGE:
        return "it's larger than 4 GiB, which is the most that siplint reads";
    default:
        return strerror(problem);
    }
}
