/* SPDX-License-Identifier: MIT */
/* Each list comes from where its words are at home; none is written a second time. */
#include "cli/choices.h"
#include "base/memory.h"
#include "catalogue/rules.h"
#include "profile/target.h"
#include "report/formats.h"

#include <string.h>

/* More words than this aren't listed in a message. */
#define LISTED_LIMIT 20

/* A start of fewer letters says nothing about what was meant. */
#define SHORTEST_START 3

static const char *format_word(int index)
{
    return formats[index] ? formats[index]->name : NULL;
}

static const char *color_word(int index)
{
    static const char *const words[] = {"auto", "always", "never", NULL};
    return words[index];
}

static const char *level_word(int index)
{
    return index < SEVERITY_ERROR ? severity_name((enum severity)(SEVERITY_ERROR - index)) : NULL;
}

static const char *fail_level_word(int index)
{
    return index == SEVERITY_ERROR ? "never" : index < SEVERITY_ERROR ? level_word(index) : NULL;
}

static const char *rule_level_word(int index)
{
    return index == SEVERITY_ERROR  ? severity_name(SEVERITY_OFF)
           : index < SEVERITY_ERROR ? level_word(index)
                                    : NULL;
}

static const char *target_word(int index)
{
    return target_names[index];
}

static const char *fleet_word(int index)
{
    return index == 0 ? "enabled" : NULL;
}

static const char *rule_word(int index)
{
    if (index < CATEGORY_COUNT)
        return category_name((enum category)index);
    index -= CATEGORY_COUNT;
    return index < RULE_COUNT ? rules[index].id : NULL;
}

static const char *explain_word(int index)
{
    return index == 0 ? "all" : rule_word(index - 1);
}

const struct choices choices_format = {"format", false, format_word};
const struct choices choices_color = {"color setting", true, color_word};
const struct choices choices_level = {"severity", true, level_word};
const struct choices choices_fail_level = {"fail level", true, fail_level_word};
const struct choices choices_rule_level = {"severity", true, rule_level_word};
const struct choices choices_target = {"target", true, target_word};
const struct choices choices_fleet = {"fleet setting", true, fleet_word};
const struct choices choices_rules = {"rule or category", false, rule_word};
const struct choices choices_severities = {"rule or category", false, rule_word};
const struct choices choices_explain = {"rule or category", true, explain_word};

int choices_count(const struct choices *choices)
{
    int count = 0;
    while (choices->word(count))
        count++;
    return count;
}

int choices_find(const struct choices *choices, struct text word)
{
    const char *candidate;
    for (int i = 0; (candidate = choices->word(i)); i++)
        if (text_equal(text_of(candidate), word))
            return i;
    return -1;
}

const char *choices_guess(struct text word, const char *const *words)
{
    const char *nearest = text_nearest(word, words);
    for (; !nearest && *words && word.length >= SHORTEST_START; words++)
        if (strncmp(*words, word.bytes, word.length) == 0)
            nearest = *words;
    return nearest;
}

static const char *find_nearest_choice(const struct choices *choices, struct text word)
{
    size_t count = (size_t)choices_count(choices);
    const char **words = memory_resize(NULL, count + 1, sizeof *words);
    for (size_t i = 0; i <= count; i++)
        words[i] = choices->word((int)i);
    const char *nearest = choices_guess(word, words);
    memory_free(words);
    return nearest;
}

static void list_words(const struct choices *choices, struct emit *errors)
{
    int count = choices_count(choices);
    emit_literal(errors, count == 1 ? "; known is " : "; known are ");
    for (int i = 0; i < count; i++) {
        const char *comma = i + 1 < count ? ", " : " and ";
        emit_literal(errors, i ? comma : "");
        emit_literal(errors, choices->word(i));
    }
}

void choices_complain(const struct choices *choices, struct text word, struct emit *errors)
{
    const char *nearest = find_nearest_choice(choices, word);
    emit_literal(errors, "unknown ");
    emit_literal(errors, choices->noun);
    emit_literal(errors, " \"");
    emit_value(errors, word);
    emit_literal(errors, "\"");
    if (nearest) {
        emit_literal(errors, "; did you mean \"");
        emit_literal(errors, nearest);
        emit_literal(errors, "\"?");
    } else if (choices_count(choices) <= LISTED_LIMIT) {
        list_words(choices, errors);
    } else {
        emit_literal(errors, "; see siplint --list-rules");
    }
    emit_literal(errors, "\n");
}
