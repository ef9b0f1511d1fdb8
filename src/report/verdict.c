/* SPDX-License-Identifier: MIT */
#include "report/verdict.h"
#include "report/phrase.h"

/* "12 of 16 profiles", "none of 16 profiles" */
static void put_part(struct emit *out, size_t part, size_t whole)
{
    phrase_number(out, part);
    emit_literal(out, " of ");
    phrase_count(out, whole, "profile");
}

static void tell_bad(struct emit *out, const struct audit_numbers *numbers)
{
    if (numbers->rejected) {
        emit_literal(out, "The RTC client rejects ");
        put_part(out, numbers->rejected, numbers->profiles);
        if (!numbers->unencrypted) {
            emit_literal(out, "; none sends credentials or signalling unencrypted.");
            return;
        }
        emit_literal(out, ", and ");
        phrase_number(out, numbers->unencrypted);
    } else {
        put_part(out, numbers->unencrypted, numbers->profiles);
    }
    emit_literal(out, numbers->unencrypted == 1 ? " sends" : " send");
    emit_literal(out, " credentials or signalling unencrypted.");
}

static void tell_good(struct emit *out, const struct audit_numbers *numbers)
{
    if (numbers->clean == numbers->profiles) {
        emit_literal(out, "No mistake was found in ");
        phrase_count(out, numbers->profiles, "profile");
    } else if (!numbers->found) {
        emit_literal(out, "Nothing new was found in ");
        phrase_count(out, numbers->profiles, "profile");
    } else {
        emit_literal(out, "No profile was found that the RTC client rejects or that sends "
                          "credentials or signalling unencrypted, but ");
        put_part(out, numbers->found, numbers->profiles);
        emit_literal(out, numbers->found == 1 ? " has" : " have");
        emit_literal(out, " other mistakes");
    }
    emit_literal(out, ".");
}

void verdict_tell(struct emit *out, const struct audit_numbers *numbers)
{
    if (!numbers->profiles)
        emit_literal(out, "Nothing was checked.");
    else if (numbers->rejected || numbers->unencrypted)
        tell_bad(out, numbers);
    else
        tell_good(out, numbers);
}
