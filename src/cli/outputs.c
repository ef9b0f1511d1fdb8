/* SPDX-License-Identifier: MIT */
/*
 * What --output says, and the mistakes that would cost a user a file. Two names are of the same
 * file when the system says so, or when both are to be made in the same place.
 */
#include "cli/outputs.h"
#include "base/file_identity.h"
#include "base/memory.h"
#include "base/path.h"
#include "cli/choices.h"
#include "cli/option_rows.h"
#include "cli/planted.h"
#include "report/formats.h"
#include "report/output_file.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool handle_output(struct parsing *parsing)
{
    struct options *options = parsing->options;
    struct text argument = text_of(parsing->argument);
    size_t colon = text_find(argument, ':');
    struct text name = text_slice(argument, 0, colon);
    const struct format *format = format_find(name);
    if (colon + 1 >= argument.length)
        return complain(parsing, "--output takes FORMAT:FILE, not", parsing->argument, NULL);
    if (!format)
        return complain_of_word(parsing, &choices_format, name);
    const char *path = parsing->argument + colon + 1;
    if (strcmp(path, "-") == 0)
        return complain(parsing,
                        "--output writes files; use --format for standard output, or ./- for a "
                        "file of the name",
                        path, NULL);
    struct report_request *longer =
        memory_resize(options->outputs, options->output_count + 1, sizeof *longer);
    longer[options->output_count++] = (struct report_request){format, path};
    options->outputs = longer;
    return true;
}

static bool is_same_place(const struct stat *a, const struct stat *b)
{
    return file_identity_equal(file_identity_of(a), file_identity_of(b));
}

/* The directory that a file of that name would be made in. */
static bool find_directory(const char *path, struct stat *status)
{
    size_t length = (size_t)(path_last(path) - path);
    char *directory = memory_resize(NULL, length + 2, 1);
    memcpy(directory, path, length);
    memcpy(directory + length, ".", 2);
    bool found = stat(directory, status) == 0;
    memory_free(directory);
    return found;
}

/* Of two that aren't there: links may lead to where both would be made. */
static bool is_same_new_file(const char *a, const char *b)
{
    struct stat of_a;
    struct stat of_b;
    char *to_a = output_file_follow(a);
    char *to_b = output_file_follow(b);
    bool is_same = strcmp(path_last(to_a), path_last(to_b)) == 0 && find_directory(to_a, &of_a) &&
                   find_directory(to_b, &of_b) && is_same_place(&of_a, &of_b);
    memory_free(to_a);
    memory_free(to_b);
    return is_same;
}

static bool is_same_file(const char *a, const char *b)
{
    struct stat of_a;
    struct stat of_b;
    bool a_exists = stat(a, &of_a) == 0;
    bool b_exists = stat(b, &of_b) == 0;
    if (a_exists || b_exists)
        return a_exists && b_exists && is_same_place(&of_a, &of_b);
    return is_same_new_file(a, b);
}

/* Is that what the descriptor was redirected to? A terminal or /dev/null may be input and take
 * several reports; a file would be lost or hold a jumble, and so would a pipe. */
static bool is_redirected(int descriptor, const char *path)
{
    struct stat standard;
    struct stat status;
    return fstat(descriptor, &standard) == 0 && stat(path, &status) == 0 &&
           is_same_place(&standard, &status) && !S_ISCHR(status.st_mode);
}

static bool is_named_input(const char *input, const char *path)
{
    return strcmp(input, "-") == 0 ? is_redirected(STDIN_FILENO, path) : is_same_file(input, path);
}

static bool is_input(const struct options *options, const char *path)
{
    if (options->list && is_named_input(options->list, path))
        return true;
    if (options->secret && is_same_file(options->secret, path))
        return true;
    for (size_t i = 0; i < options->argument_count; i++) {
        const char *argument = options->arguments[i];
        bool is_standard = strcmp(argument, "-") == 0;
        if (is_named_input(argument, path) ||
            (is_standard && is_same_file(options->stdin_name, path)))
            return true;
    }
    return false;
}

/* False after a message when the path goes through a link that may be a trap. */
static bool check_links(const struct parsing *parsing, const char *option, const char *path)
{
    char *link = output_file_is_descriptor(path) ? NULL : planted_link(parsing->options, path);
    if (!link)
        return true;
    struct emit *errors = parsing->errors;
    emit_literal(errors, "siplint: --");
    emit_literal(errors, option);
    emit_literal(errors,
                 " follows no symbolic link in the repository or beside what is linted: \"");
    emit_value(errors, text_of(link));
    emit_literal(errors, "\" is one; name what it leads to\n");
    memory_free(link);
    return false;
}

bool outputs_check(const struct parsing *parsing)
{
    const struct options *options = parsing->options;
    if (options->list && !check_links(parsing, "files-from", options->list))
        return false;
    const char *baseline = options->known.written   ? options->known.written
                           : options->known.updates ? options->known.path
                                                    : NULL;
    if (baseline && is_input(options, baseline))
        return complain(parsing, "the baseline would be written over an input:", baseline, NULL);
    if (baseline && !check_links(parsing, "write-baseline", baseline))
        return false;
    for (size_t i = 0; i < options->output_count; i++) {
        const char *path = options->outputs[i].path;
        if (is_input(options, path))
            return complain(parsing, "--output would write over an input:", path, NULL);
        if (!check_links(parsing, "output", path))
            return false;
        if (is_redirected(STDOUT_FILENO, path))
            return complain(parsing, "--output is what standard output goes to:", path, NULL);
        for (size_t other = 0; other < i; other++)
            if (is_same_file(options->outputs[other].path, path))
                return complain(parsing, "two reports can't be written to", path, NULL);
    }
    return true;
}
