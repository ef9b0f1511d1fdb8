/* SPDX-License-Identifier: MIT */
/* Rules about sessions: session settings (MSDN ms775986) and the values of RTC_SESSION_TYPE
 * (ms775955, aa923365). */
#include "rules/advice.h"
#include "rules/checks.h"
#include "rules/flag.h"

static const struct element *session_of(const struct profile *profile)
{
    return profile->session->element;
}

static const char *type_spelling(enum session_type type)
{
    return value_spelling(ATTRIBUTE_type, (int)type);
}

/* What goes with the session's other attribute: phone-to-phone sessions are a third party's. */
static const char *usual_party(const struct profile *profile)
{
    return profile->session->type == TYPE_PH2PH ? "third" : "first";
}

static const char *usual_type(const struct profile *profile)
{
    return profile->session->party == PARTY_THIRD ? "ph2ph" : "pc2pc";
}

void rule_missing_party(const struct profile *profile, struct rule_context *context)
{
    flag_missing(session_of(profile), ATTRIBUTE_party, usual_party(profile), context);
}

void rule_party_unknown(const struct profile *profile, struct rule_context *context)
{
    if (is_illegible(session_of(profile), ATTRIBUTE_party))
        flag_unknown(session_of(profile), ATTRIBUTE_party,
                     "the party {} isn't \"first\" or \"third\"", usual_party(profile), context);
}

void rule_missing_session_type(const struct profile *profile, struct rule_context *context)
{
    flag_missing(session_of(profile), ATTRIBUTE_type, usual_type(profile), context);
}

void rule_session_type_unknown(const struct profile *profile, struct rule_context *context)
{
    if (is_illegible(session_of(profile), ATTRIBUTE_type))
        flag_unknown(session_of(profile), ATTRIBUTE_type,
                     "the session type {} isn't pc2pc, pc2ph, ph2ph or im", usual_type(profile),
                     context);
}

/* Does the target have sessions of that type? */
static bool is_supported(const struct profile *profile, enum session_type type)
{
    unsigned limited = rules[RULE_session_type_unsupported].targets;
    bool is_to_phone = type == TYPE_PC2PH || type == TYPE_PH2PH;
    return !is_to_phone || !(limited >> profile->settings->target & 1);
}

/* The current session is to have this party and type, or has to go where the server lists one that
 * has. `help` says what to write. */
static struct advice advice_for_session(const struct profile *profile, enum party party,
                                        enum session_type type, const char *help)
{
    const struct session *session = profile->session;
    const struct token at = at_element(session->element);
    uint32_t line = server_session_line(profile->server, party, type);
    if (line)
        return (struct advice){
            .help = "delete this <session>: line {} lists what it should be",
            .steps.items = {edit_element(EDIT_REMOVE_ELEMENT, at, "")},
            .values = {number(line)},
        };
    struct advice advice = {.help = help};
    if (session->type != type)
        steps_add(&advice.steps, edit_set(at, ATTRIBUTE_type, type_spelling(type)));
    if (session->party && session->party != party)
        steps_add(&advice.steps,
                  edit_set(at, ATTRIBUTE_party, value_spelling(ATTRIBUTE_party, (int)party)));
    return advice;
}

void rule_session_type_unsupported(const struct profile *profile, struct rule_context *context)
{
    const struct session *session = profile->session;
    if (is_supported(profile, session->type))
        return;
    flag(context, at_value(session->element, ATTRIBUTE_type),
         .message =
             "{} won't work on the target {}: the pages of Windows CE list only pc2pc and im",
         .values = {word(type_spelling(session->type)),
                    word(target_names[profile->settings->target])},
         .advice = advice_for_session(
             profile, PARTY_FIRST, TYPE_PC2PC,
             session->party == PARTY_THIRD
                 ? "write party=\"first\" and type=\"pc2pc\" or \"im\", whichever the server "
                   "doesn't list yet; if it lists both, delete this <session>"
                 : NULL));
}

void rule_ph2ph_first_party(const struct profile *profile, struct rule_context *context)
{
    const struct session *session = profile->session;
    if (session->type == TYPE_PH2PH && session->party == PARTY_FIRST)
        flag(context, at_value(session->element, ATTRIBUTE_party),
             .message = "a third party starts phone-to-phone (ph2ph) sessions; this one has "
                        "party=\"first\" and will probably fail",
             .advice = advice_for_session(profile, PARTY_THIRD, TYPE_PH2PH, NULL));
}

void rule_third_party_type(const struct profile *profile, struct rule_context *context)
{
    const struct session *session = profile->session;
    if (session->party != PARTY_THIRD || !session->type || session->type == TYPE_PH2PH)
        return;
    flag(context, at_value(session->element, ATTRIBUTE_party),
         .message =
             "party=\"third\" works for phone-to-phone (ph2ph) sessions only; this session is "
             "{} and will probably fail",
         .values = {word(type_spelling(session->type))},
         .advice = advice_for_session(profile, PARTY_FIRST, session->type,
                                      is_supported(profile, TYPE_PH2PH)
                                          ? NULL
                                          : "write party=\"first\", or delete this <session> if "
                                            "the server lists that one, too"));
}

void rule_duplicate_session(const struct profile *profile, struct rule_context *context)
{
    const struct session *session = profile->session;
    if (session->earlier_line)
        flag(context, at_element(session->element),
             .message =
                 "this <session> repeats the one in line {}: party=\"{}\", type=\"{}\"; the second "
                 "adds nothing",
             .values = {number(session->earlier_line),
                        word(value_spelling(ATTRIBUTE_party, (int)session->party)),
                        word(type_spelling(session->type))},
             .steps.items = {edit_element(EDIT_REMOVE_ELEMENT, at_element(session->element), "")});
}

void rule_registrar_with_session(const struct profile *profile, struct rule_context *context)
{
    if (profile->server->role == ROLE_REGISTRAR)
        flag(context, at_element(session_of(profile)),
             .message =
                 "this <session> is in the registrar, where no published profile of Microsoft's "
                 "has one: what the client does with it isn't documented",
             .steps.items = {
                 edit_element(EDIT_REMOVE_ELEMENT, at_element(session_of(profile)), "")});
}
