/* SPDX-License-Identifier: MIT */
/* Rules about sessions: session settings (MSDN ms775986) and the values of RTC_SESSION_TYPE
 * (ms775955, aa923365). */
#include "rules/flag.h"
#include "rules/rules.h"

static const struct element *session_of(const struct profile *profile)
{
    return profile->session->element;
}

void rule_missing_party(const struct profile *profile, struct rule_context *context)
{
    flag_missing(session_of(profile), ATTRIBUTE_party, "first", context);
}

void rule_party_unknown(const struct profile *profile, struct rule_context *context)
{
    if (is_illegible(session_of(profile), ATTRIBUTE_party))
        flag_unknown(session_of(profile), ATTRIBUTE_party,
                     "the party {} isn't \"first\" or \"third\"", context);
}

void rule_missing_session_type(const struct profile *profile, struct rule_context *context)
{
    flag_missing(session_of(profile), ATTRIBUTE_type, "pc2pc", context);
}

void rule_session_type_unknown(const struct profile *profile, struct rule_context *context)
{
    if (is_illegible(session_of(profile), ATTRIBUTE_type))
        flag_unknown(session_of(profile), ATTRIBUTE_type,
                     "the session type {} isn't pc2pc, pc2ph, ph2ph or im", context);
}

void rule_session_type_unsupported(const struct profile *profile, struct rule_context *context)
{
    const struct session *session = profile->session;
    if (session->type == TYPE_PC2PH || session->type == TYPE_PH2PH)
        flag(context, at_value(session->element, ATTRIBUTE_type),
             .message = "the pages of Windows CE list pc2pc and im alone; the target is {}",
             .values = {word(target_names[profile->settings->target])},
             .edits = {edit_set(at_element(session->element), ATTRIBUTE_type, "pc2pc"),
                       edit_set(at_element(session->element), ATTRIBUTE_party, "first")});
}

void rule_ph2ph_first_party(const struct profile *profile, struct rule_context *context)
{
    const struct session *session = profile->session;
    if (session->type == TYPE_PH2PH && session->party == PARTY_FIRST)
        flag(context, at_value(session->element, ATTRIBUTE_party),
             .message = "a phone-to-phone session is started by a third party, not by the client",
             .edits = {edit_set(at_element(session->element), ATTRIBUTE_party, "third")});
}

void rule_third_party_type(const struct profile *profile, struct rule_context *context)
{
    const struct session *session = profile->session;
    if (session->party == PARTY_THIRD && session->type && session->type != TYPE_PH2PH)
        flag(context, at_value(session->element, ATTRIBUTE_party),
             .message = "a third party starts ph2ph sessions alone, and the type here is {}",
             .values = {word(value_spelling(ATTRIBUTE_type, (int)session->type))},
             .edits = {edit_set(at_element(session->element), ATTRIBUTE_party, "first")});
}

void rule_duplicate_session(const struct profile *profile, struct rule_context *context)
{
    if (profile->session->is_repeated)
        flag(context, at_element(session_of(profile)),
             .message = "the same party and type as an earlier session of this server",
             .edits = {edit_element(EDIT_REMOVE_ELEMENT, at_element(session_of(profile)), "")});
}

void rule_registrar_with_session(const struct profile *profile, struct rule_context *context)
{
    if (profile->server->role == ROLE_REGISTRAR)
        flag(context, at_element(session_of(profile)),
             .message = "a session stands on the registrar; in every published sample sessions "
                        "stand on the proxy",
             .edits = {edit_element(EDIT_REMOVE_ELEMENT, at_element(session_of(profile)), "")});
}
