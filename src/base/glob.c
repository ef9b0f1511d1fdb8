/* SPDX-License-Identifier: MIT */
/*
 * A matcher without recursion: it goes on greedily from the last `*` and the last `**`, and when
 * something doesn't match lets the innermost of the two take a little more. Earlier stars
 * needn't be tried again: what they took was the shortest that let the next star be reached.
 */
#include "base/glob.h"

#include <string.h>

#define LONGEST_GLOB 4096 /* in a file that somebody else may have written */

struct match {
    const char *glob;
    const char *glob_end;
    const char *text;
    const char *text_end;
};

/* Where to go on when something doesn't match. */
struct retry {
    const char *glob; /* just after the star; NULL: there was none */
    const char *text; /* what the star took ends here */
};

/* Reads one character of a set, which a backslash may quote. */
static const char *read_set_character(const char *at, const char *end, uint32_t *character)
{
    if (*at == '\\' && at + 1 < end)
        at++;
    return at + text_decode(at, end, character);
}

/*
 * Is the character in the set that starts at `*glob`, a `[`? Moves *glob after the set. A `[`
 * that isn't closed stands for itself.
 */
static bool matches_set(const char **glob, const char *end, uint32_t character)
{
    const char *at = *glob + 1;
    bool negated = at < end && (*at == '!' || *at == '^');
    at += negated;
    const char *first = at;
    bool found = false;
    while (at < end && (*at != ']' || at == first)) {
        uint32_t low;
        uint32_t high;
        at = read_set_character(at, end, &low);
        high = low;
        if (end - at >= 2 && *at == '-' && at[1] != ']')
            at = read_set_character(at + 1, end, &high);
        found = found || (character >= low && character <= high && character != TEXT_INVALID);
    }
    if (at >= end) {
        ++*glob;
        return character == '[';
    }
    *glob = at + 1;
    return found != negated;
}

/*
 * Matches one character of the text with one item of the glob that isn't a star; moves past
 * both.
 */
static bool match_one(struct match *match)
{
    if (match->glob == match->glob_end || match->text == match->text_end)
        return false;
    uint32_t character;
    size_t length = text_decode(match->text, match->text_end, &character);
    bool is_slash = *match->text == '/';
    if (*match->glob == '?') {
        match->glob++;
        match->text += length;
        return !is_slash;
    }
    if (*match->glob == '[') {
        match->text += length;
        return matches_set(&match->glob, match->glob_end, character) && !is_slash;
    }
    if (*match->glob == '\\' && match->glob + 1 < match->glob_end)
        match->glob++;
    return *match->glob++ == *match->text++;
}

/* Is this `**` as a whole component? */
static bool is_any_folders(const struct match *match, const char *start)
{
    size_t left = (size_t)(match->glob_end - match->glob);
    return left >= 2 && match->glob[1] == '*' && (match->glob == start || match->glob[-1] == '/') &&
           (left == 2 || match->glob[2] == '/');
}

/* Lets the last star take one character more, or the last `**` one folder more. */
static bool retry_match(struct match *match, struct retry *star, struct retry *folders)
{
    if (star->glob && star->text < match->text_end && *star->text != '/') {
        uint32_t skipped;
        star->text += text_decode(star->text, match->text_end, &skipped);
        match->glob = star->glob;
        match->text = star->text;
        return true;
    }
    if (!folders->glob)
        return false;
    const char *slash = memchr(folders->text, '/', (size_t)(match->text_end - folders->text));
    if (!slash)
        return false;
    folders->text = slash + 1;
    star->glob = NULL;
    match->glob = folders->glob;
    match->text = folders->text;
    return true;
}

bool glob_matches(struct text glob, struct text text)
{
    struct match match = {glob.bytes, glob.bytes + glob.length, text.bytes,
                          text.bytes + text.length};
    struct retry star = {0};
    struct retry folders = {0};
    for (;;) {
        if (match.glob == match.glob_end && match.text == match.text_end)
            return true;
        if (match.glob < match.glob_end && *match.glob == '*') {
            if (is_any_folders(&match, glob.bytes)) {
                match.glob += 2;
                if (match.glob == match.glob_end)
                    return true;
                folders = (struct retry){++match.glob, match.text};
                star.glob = NULL;
            } else {
                star = (struct retry){++match.glob, match.text};
            }
        } else if (!match_one(&match) && !retry_match(&match, &star, &folders)) {
            return false;
        }
    }
}

static struct text last_text(struct text path)
{
    size_t start = path.length;
    while (start && path.bytes[start - 1] != '/')
        start--;
    return text_slice(path, start, path.length);
}

bool glob_selects(struct text glob, struct text path, bool is_directory)
{
    if (glob.length && glob.bytes[glob.length - 1] == '/') {
        if (!is_directory)
            return false;
        glob = text_slice(glob, 0, glob.length - 1);
    }
    if (text_find(glob, '/') == glob.length)
        return glob_matches(glob, last_text(path));
    if (glob.length > 1 && glob.bytes[0] == '.' && glob.bytes[1] == '/')
        glob = text_slice(glob, 1, glob.length);
    if (*glob.bytes == '/')
        glob = text_slice(glob, 1, glob.length);
    return glob_matches(glob, path);
}

/* Is the text at `at` a component `..`? */
static bool is_parent_component(struct text glob, size_t at)
{
    bool starts = at == 0 || glob.bytes[at - 1] == '/';
    size_t left = glob.length - at;
    return starts && left >= 2 && glob.bytes[at] == '.' && glob.bytes[at + 1] == '.' &&
           (left == 2 || glob.bytes[at + 2] == '/');
}

/* Where the set that begins at `at` ends: its `]`, or the glob's length. */
static size_t find_set_end(struct text glob, size_t at)
{
    at++;
    at += at < glob.length && (glob.bytes[at] == '!' || glob.bytes[at] == '^');
    for (size_t first = at; at < glob.length && (glob.bytes[at] != ']' || at == first); at++)
        at += glob.bytes[at] == '\\' && at + 1 < glob.length;
    return at;
}

const char *glob_problem(struct text glob)
{
    if (!glob.length)
        return "it's empty";
    if (glob.length > LONGEST_GLOB)
        return "it's longer than 4,096 bytes";
    for (size_t at = 0; at < glob.length; at++) {
        if (is_parent_component(glob, at))
            return "it has \"..\" in it, and nothing is matched outside of the folder";
        if (glob.bytes[at] == '[')
            at = find_set_end(glob, at);
        else if (glob.bytes[at] == '\\' && ++at == glob.length)
            return "it ends with a backslash, which quotes what follows it";
        if (at >= glob.length)
            return "its [ has no ]";
    }
    return NULL;
}
