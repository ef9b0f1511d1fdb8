/* SPDX-License-Identifier: MIT */
#include "xml/names.h"

enum names_state names_add(struct names *names, struct text name)
{
    if (hash_set_add(&names->set, hash_text(&names->key, name)))
        names->length += name.length;
    if (names->set.table.count > NAMES_LIMIT)
        return NAMES_TOO_MANY;
    return names->length > NAMES_LENGTH_LIMIT ? NAMES_TOO_LONG : NAMES_OK;
}

void names_reset(struct names *names)
{
    hash_set_clear(&names->set);
    names->length = 0;
}

void names_free(struct names *names)
{
    hash_set_free(&names->set);
}
