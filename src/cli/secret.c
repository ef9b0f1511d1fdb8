/* SPDX-License-Identifier: MIT */
#include "cli/secret.h"
#include "base/small_file.h"
#include "cli/option_rows.h"

/* In bytes. What is shorter can be found by trying; nobody has a longer one. */
#define SHORTEST 16
#define LONGEST 4096

bool handle_fleet_hash(struct parsing *parsing)
{
    parsing->options->secret = parsing->argument;
    return true;
}

static bool is_json(const struct format *format)
{
    return format == &format_json || format == &format_jsonl;
}

static bool has_json(const struct options *options)
{
    bool has = is_json(options->format);
    for (size_t i = 0; i < options->output_count; i++)
        has |= is_json(options->outputs[i].format);
    return has;
}

/* A line end at the end isn't part of the secret: some editors write one, some don't. */
static struct text without_line_end(struct text text)
{
    if (text.length && text.bytes[text.length - 1] == '\n')
        text.length--;
    if (text.length && text.bytes[text.length - 1] == '\r')
        text.length--;
    return text;
}

static bool take_secret(struct parsing *parsing, struct text secret)
{
    if (secret.length < SHORTEST)
        return complain(parsing,
                        "--fleet-hash takes a file with a secret of at least 16 bytes, and this "
                        "one is shorter",
                        NULL, NULL);
    parsing->options->told_key = hmac_key_of(secret);
    return true;
}

bool secret_settle(struct parsing *parsing)
{
    struct options *options = parsing->options;
    struct text bytes;
    if (!options->secret || options->action == ACTION_LIST_FILES)
        return true;
    if (!has_json(options))
        return complain(parsing, "--fleet-hash is of use with the formats json and jsonl only",
                        NULL, NULL);
    int problem = small_file_read(options->secret, true, LONGEST, &bytes);
    bool is_right = problem ? complain(parsing,
                                       "--fleet-hash takes the name of a file with the secret, and "
                                       "that file can't be read:",
                                       NULL, small_file_problem(problem))
                            : take_secret(parsing, without_line_end(bytes));
    text_free(bytes);
    return is_right;
}
