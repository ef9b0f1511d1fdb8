/* SPDX-License-Identifier: MIT */
#include "rules/embedded_text.h"
#include "base/memory.h"

#include <string.h>

#define LONGEST_FORM (sizeof "&quot;" - 1)

static const char *form_of(char character, char quote)
{
    if (character == quote)
        return quote == '"' ? "&quot;" : "&apos;";
    return character == '&'   ? "&amp;"
           : character == '<' ? "&lt;"
           : character == '>' ? "&gt;"
                              : NULL;
}

/* Is it a mark by itself that the help speaks of, as in `type " in its place`? */
static bool is_by_itself(const char *help, const char *at)
{
    return (at == help || at[-1] == ' ') && (at[1] == '\0' || at[1] == ' ');
}

/* An apostrophe, as in `isn't`. */
static bool is_within_word(const char *help, const char *at)
{
    return at > help && text_is_letter(at[-1]) && text_is_letter(at[1]);
}

const char *embedded_text(struct arena *arena, const char *text, char quote)
{
    char *room = memory_resize(NULL, strlen(text) + 1, LONGEST_FORM);
    size_t length = 0;
    for (const char *at = text; *at; at++) {
        const char *form = form_of(*at, quote);
        bool is_quote = *at == quote && !is_by_itself(text, at);
        if (is_quote)
            room[length++] = is_within_word(text, at) ? quote : quote == '"' ? '\'' : '"';
        else if (!form)
            room[length++] = *at;
        for (; form && !is_quote && *form; form++)
            room[length++] = *form;
    }
    const char *kept = arena_string(arena, (struct text){room, length});
    memory_free(room);
    return kept;
}
