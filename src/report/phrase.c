/* SPDX-License-Identifier: MIT */
#include "report/phrase.h"

#include <string.h>

void phrase_number(struct emit *out, size_t number)
{
    size_t thousand = 1;
    while (number / thousand >= 1000)
        thousand *= 1000;
    emit_number(out, number / thousand);
    while (thousand >= 1000) {
        number %= thousand;
        thousand /= 1000;
        size_t group = number / thousand;
        emit_literal(out, ",");
        emit_repeat(out, '0', group < 10 ? 2 : group < 100);
        emit_number(out, group);
    }
}

void phrase_count(struct emit *out, size_t count, const char *noun)
{
    phrase_number(out, count);
    emit_literal(out, " ");
    emit_literal(out, noun);
    emit_literal(out, count == 1 ? "" : "s");
}

void phrase_more(struct emit *out, size_t count, const char *noun)
{
    phrase_number(out, count);
    emit_literal(out, " more ");
    emit_literal(out, noun);
    emit_literal(out, count == 1 ? "" : "s");
}

void phrase_heading(struct emit *out, const char *summary, report_put *put)
{
    static const char *const starts[][2] = {{"a ", "A "},
                                            {"an ", "An "},
                                            {"the ", "The "},
                                            {"another ", "Another "}};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        size_t length = strlen(starts[i][0]);
        if (strncmp(summary, starts[i][0], length) != 0)
            continue;
        emit_literal(out, starts[i][1]);
        summary += length;
        break;
    }
    put(out, text_of(summary));
}
