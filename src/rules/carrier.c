/* SPDX-License-Identifier: MIT */
/* Rules about carriers and their settings: MSDN ee499889 for Windows CE, bb737225 for Windows
 * Mobile. What is in a setting is judged as a profile by all other rules. */
#include "rules/checks.h"
#include "rules/flag.h"

static bool is_of_oma(const struct profile *profile)
{
    return element_is_of_oma(profile->carrier->kind);
}

/* ---- The document ---- */

void rule_carrier_encoding(const struct profile *profile, struct rule_context *context)
{
    const struct xml_fact *declared = profile->declared_encoding;
    const struct range *first = &profile->first_character;
    if (!is_of_oma(profile))
        return;
    if (declared && !text_equal_fold(text_of(declared->name), text_of("UTF-8")))
        flag(context, at_range(declared->at, ELEMENT_UNKNOWN, ATTRIBUTE_UNKNOWN),
             .message = "the file declares the encoding {}; Windows Mobile takes UTF-8 only",
             .values = {quoted_xml_name(text_of(declared->name))},
             .help = "save the file as UTF-8 without a byte order mark, and delete encoding={}",
             .help_values = {quoted_xml_name(text_of(declared->name))});
    else if (first->start.line)
        flag(context, at_range(*first, ELEMENT_UNKNOWN, ATTRIBUTE_UNKNOWN),
             .message =
                 first->end.byte == 3
                     ? "the file begins with a byte order mark, which Windows Mobile "
                       "doesn't take"
                     : "the file isn't in UTF-8, the only encoding that Windows Mobile takes",
             .steps.items = {
                 {first->end.byte == 3 ? EDIT_REPLACE : EDIT_NONE, *first, NULL, "", false}});
}

/* ---- Settings ---- */

/* What is missing is the element's own; what is empty is a value that says nothing. */
void rule_setting_incomplete(const struct profile *profile, struct rule_context *context)
{
    const struct element *element = profile->setting->element;
    if (lacks_value(element, ATTRIBUTE_setting))
        flag(context, at_missing(element, ATTRIBUTE_setting),
             .message = "<{}> has no name, so the phone can't know which setting it's about",
             .values = {word(element_name(element->kind))},
             .help = "name the setting, as in name=\"SIPSettings\", or delete the element",
             .steps.items = {edit_element(EDIT_REMOVE_ELEMENT, at_element(element), "")});
    else if (element->kind == ELEMENT_set && lacks(element, ATTRIBUTE_value))
        flag(context, at_element(element), .message = "<set> has no value, so it sets nothing",
             .steps.items = {edit_element(EDIT_REMOVE_ELEMENT, at_element(element), "")},
             .help =
                 "write the value, as in value=\"5555551212\", a profile escaped; or delete the "
                 "element");
}

void rule_setting_unknown(const struct profile *profile, struct rule_context *context)
{
    const struct element *element = profile->setting->element;
    enum setting_kind meant = profile->setting->meant;
    const char *nearest = meant ? carrier_setting_name(meant) : NULL;
    if (is_illegible(element, ATTRIBUTE_setting))
        flag(context, at_value(element, ATTRIBUTE_setting),
             .message = nearest ? "no setting is called {}: the phone will probably ignore or "
                                  "reject it"
                                : "no setting is called {}: the phone will probably ignore or "
                                  "reject it, and what it holds wasn't checked",
             .values = {quoted_value(element, ATTRIBUTE_setting)},
             .written = written_value(element, ATTRIBUTE_setting), .nearest = nearest,
             .help = nearest ? "write name=\"{}\"" : NULL,
             .help_values = {word(nearest ? nearest : "")},
             .steps.items = {nearest ? edit_set(at_element(element), ATTRIBUTE_setting, nearest)
                                     : edit_element(EDIT_REMOVE_ELEMENT, at_element(element), "")});
}

/* The spellings of a setting's name in Microsoft's tables. */
static bool is_documented(const struct profile *profile, struct text name)
{
    const char *usual = carrier_setting_name(profile->setting->kind);
    bool is_small_backup = is_of_oma(profile) && text_equal(name, text_of("BackupSIPsettings"));
    return is_small_backup || text_equal(name, text_of(usual));
}

void rule_setting_name_spelling(const struct profile *profile, struct rule_context *context)
{
    const struct carrier_setting *setting = profile->setting;
    const struct element *element = setting->element;
    if (!setting->kind || is_documented(profile, written_value(element, ATTRIBUTE_setting)))
        return;
    const char *usual = carrier_setting_name(setting->kind);
    flag(context, at_value(element, ATTRIBUTE_setting),
         .message = "{} is documented as \"{}\", and the phone may tell capital from small letters",
         .values = {quoted_value(element, ATTRIBUTE_setting), word(usual)},
         .help = "write name=\"{}\"", .help_values = {word(usual)},
         .steps.items = {edit_set(at_element(element), ATTRIBUTE_setting, usual)});
}

void rule_setting_repeated(const struct profile *profile, struct rule_context *context)
{
    const struct carrier_setting *setting = profile->setting;
    const struct element *element = setting->element;
    if (setting->earlier_line)
        flag_as(is_of_oma(profile) ? SEVERITY_WARNING : SEVERITY_OFF, context,
                at_value(element, ATTRIBUTE_setting),
                .message = is_of_oma(profile)
                               ? "{} is in line {} already; which of the two the phone takes "
                                 "isn't documented"
                               : "there is an operation on {} in line {} already",
                .values = {word(carrier_setting_name(setting->kind)),
                           number(setting->earlier_line)},
                .steps.items = {edit_element(EDIT_REMOVE_ELEMENT, at_element(element), "")});
}

void rule_setting_without_profile(const struct profile *profile, struct rule_context *context)
{
    static const char *const messages[] = {
        [CONTENT_EMPTY] = "{} is empty: it's for a profile",
        [CONTENT_OTHER] = "{} holds no profile, but {}",
        [CONTENT_ESCAPED_TWICE] = "{} is escaped once too often, so that the phone finds no "
                                  "profile in it",
    };
    const struct carrier_setting *setting = profile->setting;
    const struct element *element = setting->element;
    bool is_twice = setting->content == CONTENT_ESCAPED_TWICE;
    if (setting->content == CONTENT_NONE || setting->content == CONTENT_PROFILE)
        return;
    flag(context, at_missing(element, ATTRIBUTE_value), .message = messages[setting->content],
         .values = {word(carrier_setting_name(setting->meant)),
                    quoted_value(element, ATTRIBUTE_value)},
         .help = is_twice ? "write &lt; in place of &amp;lt;, and the like for &amp;gt; and "
                            "&amp;quot;"
                          : NULL);
}

/* ---- Main and backup ---- */

void rule_backup_same_server(const struct profile *profile, struct rule_context *context)
{
    const struct backup_server *server = profile->backup;
    flag(context, at_range(server->at, ELEMENT_sipsrv, ATTRIBUTE_addr),
         .message = "the server {}, port {}, {} is that of SIPSettings, too: when that fails, "
                    "there is no backup",
         .values = {quoted_slice(ATTRIBUTE_addr, server->addr, server->host), number(server->port),
                    word(protocol_word(server->protocol))},
         .steps.items = {edit_example(edit_replace(
             at_range(server->at, ELEMENT_sipsrv, ATTRIBUTE_addr), "sip2.contoso.net"))},
         .help = "name another server here, as in sip2.contoso.net, or delete BackupSIPSettings");
}
