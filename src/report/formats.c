/* SPDX-License-Identifier: MIT */
#include "report/formats.h"

const struct format *const formats[] = {
#define FORMAT(name) &format_##name,
#include "report/formats.def"
#undef FORMAT
    NULL,
};

const struct format *format_find(struct text name)
{
    for (size_t i = 0; formats[i]; i++)
        if (text_equal(text_of(formats[i]->name), name))
            return formats[i];
    return NULL;
}
