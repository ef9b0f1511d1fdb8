/* SPDX-License-Identifier: MIT */
/* Rules about carriers and their settings: MSDN ee499889 for Windows CE, bb737225 for Windows
 * Mobile. What is in a setting is judged as a profile by all other rules. */
#include "rules/advice.h"
#include "rules/checks.h"
#include "rules/example.h"
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

#define PUT_PROFILE                                                               \
    "put the profile into the value, escaped: value=\"&lt;provision ...&gt; ... " \
    "&lt;/provision&gt;\""

/* The usual spelling of a setting's name in Microsoft's table for such a document. */
static const char *documented_name(const struct profile *profile, enum setting_kind kind)
{
    bool is_small = is_of_oma(profile) && kind == SETTING_BACKUP;
    return is_small ? "BackupSIPsettings" : carrier_setting_name(kind);
}

/* Is there another setting so far that makes the document a carrier? */
static bool has_other_profile(const struct profile *profile, int than)
{
    for (int kind = 1; kind <= SETTINGS_WITH_PROFILE; kind++) {
        if (profile->setting_line[kind] && kind != than)
            return true;
    }
    return false;
}

static void flag_nameless(const struct profile *profile, struct rule_context *context)
{
    const struct element *element = profile->element;
    const char *example = example_value(profile, element, ATTRIBUTE_setting, context);
    flag(context, at_missing(element, ATTRIBUTE_setting),
         .message = "<{}> has no name, so the phone can't know which setting it's about",
         .values = {word(element_name(element->kind))},
         .help = example ? "name the setting, as in name=\"{}\" if no other element has that, or "
                           "delete the element"
                         : "delete the element: there is one for each setting",
         .help_values = {word(example ? example : "")},
         .steps.items = {edit_element(EDIT_REMOVE_ELEMENT, at_element(element), "")});
}

static void flag_valueless(const struct profile *profile, struct rule_context *context)
{
    const struct element *element = profile->element;
    const char *example = example_value(profile, element, ATTRIBUTE_value, context);
    const struct edit none = {.kind = EDIT_NONE};
    bool has_content = profile->setting_has_content;
    bool can_go = has_other_profile(profile, meaning_of(element, ATTRIBUTE_setting));
    flag(context, at_element(element),
         .message = has_content
                        ? "<set> has no value, and the phone doesn't look for one between its tags"
                        : "<set> has no value, so it sets nothing",
         .help = example       ? "write the value, as in value=\"{}\", or delete the element"
                 : has_content ? PUT_PROFILE ", and leave nothing between the tags"
                 : can_go      ? PUT_PROFILE ", or delete the element"
                               : PUT_PROFILE,
         .help_values = {word(example ? example : "")},
         .steps.items = {example ? edit_element(EDIT_REMOVE_ELEMENT, at_element(element), "")
                                 : none});
}

/* What is missing is the element's own; what is empty is a value that says nothing. */
void rule_setting_incomplete(const struct profile *profile, struct rule_context *context)
{
    const struct element *element = profile->element;
    if (!profile->carrier)
        return;
    if (lacks_value(element, ATTRIBUTE_setting))
        flag_nameless(profile, context);
    else if (element->kind == ELEMENT_set && lacks(element, ATTRIBUTE_value))
        flag_valueless(profile, context);
}

#define UNLESS_THERE ", or delete this element if another one has that name"

static void flag_unknown_setting(const struct profile *profile, const char *nearest,
                                 struct rule_context *context)
{
    const struct element *element = profile->setting->element;
    const struct token at = at_element(element);
    uint32_t line = profile->setting_line[profile->setting->meant];
    flag(context, at_value(element, ATTRIBUTE_setting),
         .message = nearest ? "no setting is called {}: the phone will probably ignore or "
                              "reject it"
                            : "no setting is called {}: the phone will probably ignore or "
                              "reject it, and what it holds wasn't checked",
         .values = {quoted_value(element, ATTRIBUTE_setting)},
         .written = written_value(element, ATTRIBUTE_setting), .nearest = nearest,
         .help = line      ? "delete this element: {} is in line {} already"
                 : nearest ? "write name=\"{}\"" UNLESS_THERE
                           : NULL,
         .help_values = {word(nearest ? nearest : ""), number(line)},
         .steps.items = {nearest && !line ? edit_set(at, ATTRIBUTE_setting, nearest)
                                          : edit_element(EDIT_REMOVE_ELEMENT, at, "")});
}

void rule_setting_unknown(const struct profile *profile, struct rule_context *context)
{
    enum setting_kind meant = profile->setting->meant;
    if (is_illegible(profile->setting->element, ATTRIBUTE_setting))
        flag_unknown_setting(profile, meant ? documented_name(profile, meant) : NULL, context);
}

/* For Windows Mobile both spellings of one name are. */
static bool is_documented(const struct profile *profile, struct text name)
{
    enum setting_kind kind = profile->setting->kind;
    return text_equal(name, text_of(documented_name(profile, kind))) ||
           text_equal(name, text_of(carrier_setting_name(kind)));
}

void rule_setting_name_spelling(const struct profile *profile, struct rule_context *context)
{
    const struct carrier_setting *setting = profile->setting;
    const struct element *element = setting->element;
    if (!setting->kind || is_documented(profile, written_value(element, ATTRIBUTE_setting)))
        return;
    const char *usual = documented_name(profile, setting->kind);
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

/* Is it a telephone number? */
static bool is_number(struct text value)
{
    bool has_digit = false;
    for (size_t i = 0; i < value.length; i++) {
        bool is_digit = text_is_digit(value.bytes[i]);
        if (!is_digit && !text_is_one_of(value.bytes[i], "+-(). /*#"))
            return false;
        has_digit |= is_digit;
    }
    return has_digit;
}

/* VoicemailSettings has the number that is for VoicemailNumber, as in one of Microsoft's examples.
 */
static struct advice advice_for_voicemail(const struct profile *profile)
{
    const struct token at = at_element(profile->setting->element);
    uint32_t line = profile->setting_line[SETTING_NUMBER];
    if (!has_other_profile(profile, SETTING_VOICEMAIL))
        return (struct advice){.help = PUT_PROFILE "; a voice mail number belongs in "
                                                   "VoicemailNumber"};
    if (line)
        return (struct advice){
            .help = "delete this element: a voice mail number belongs in VoicemailNumber, which is "
                    "in line {}",
            .steps.items = {edit_element(EDIT_REMOVE_ELEMENT, at, "")},
            .values = {number(line)},
        };
    return (struct advice){
        .help = "for a voice mail number write name=\"VoicemailNumber\"" UNLESS_THERE,
        .steps.items = {edit_set(at, ATTRIBUTE_setting, "VoicemailNumber")},
    };
}

static struct advice advice_for_content(const struct profile *profile)
{
    const struct carrier_setting *setting = profile->setting;
    const struct element *element = setting->element;
    if (setting->content == CONTENT_ESCAPED_TWICE)
        return (struct advice){.help = "write &lt; in place of &amp;lt;, and the like for &amp;gt; "
                                       "and &amp;quot;"};
    if (element->kind == ELEMENT_query)
        return (
            struct advice){.help =
                               "delete the value: a query has none, but in a phone's answer to it",
                           .steps.items = {edit_remove(at_element(element), ATTRIBUTE_value)}};
    if (setting->meant == SETTING_VOICEMAIL && is_number(written_value(element, ATTRIBUTE_value)))
        return advice_for_voicemail(profile);
    return (struct advice){.help = NULL};
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
    if (setting->content == CONTENT_NONE || setting->content == CONTENT_PROFILE)
        return;
    struct advice advice = advice_for_content(profile);
    flag(context, at_missing(element, ATTRIBUTE_value), .message = messages[setting->content],
         .values = {word(carrier_setting_name(setting->meant)),
                    quoted_value(element, ATTRIBUTE_value)},
         .advice = advice);
}

/* ---- Main and backup ---- */

/* A host name that is no longer has room for a label more: RFC 1035 section 2.3.4. */
#define LONGEST_EXTENSIBLE 240

/* A host in the domain of the one that is to go, so that it's another one in any profile. */
static const char *other_host(struct rule_context *context, struct argument host)
{
    const struct address address = address_parse(host.text);
    bool is_name = address.host_kind == HOST_NAME && host.text.length < LONGEST_EXTENSIBLE;
    const char *other = is_name ? text_with(context, "backup.{}", host) : NULL;
    return other ? other : "backup.contoso.net";
}

void rule_backup_same_server(const struct profile *profile, struct rule_context *context)
{
    const struct backup_server *server = profile->backup;
    const struct token at = at_range(server->at, ELEMENT_sipsrv, ATTRIBUTE_addr);
    const struct argument host = quoted_slice(ATTRIBUTE_addr, server->addr, server->host);
    const char *other = other_host(context, host);
    flag(context, at,
         .message = "the server {}, port {}, {} is that of SIPSettings, too: when that fails, "
                    "there is no backup",
         .values = {host, number(server->port), word(protocol_word(server->protocol))},
         .steps.items = {edit_example(edit_replace(at, other))},
         .help = "name another server here, as in {}, or delete BackupSIPSettings",
         .help_values = {word(other)});
}
