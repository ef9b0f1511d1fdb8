/* SPDX-License-Identifier: MIT */
/* Rules about client and provider settings: MSDN ms775272 and ms775889, types after the schema
 * (aa924798). */
#include "grammar/userinfo.h"
#include "grammar/value.h"
#include "profile/values.h"
#include "rules/checks.h"
#include "rules/flag.h"

#include <stdio.h>
#include <string.h>

#define EXAMPLE_PAGE "https://www.contoso.net/"

void rule_client_name_missing(const struct profile *profile, struct rule_context *context)
{
    const struct element *client = profile->element;
    if (lacks_value(client, ATTRIBUTE_name))
        flag(context, at_missing(client, ATTRIBUTE_name),
             .message = is_empty(client, ATTRIBUTE_name)
                            ? "<client> has an empty name: its settings probably apply to any "
                              "application"
                            : "<client> has no name: its settings apply to any application",
             .steps.items = {
                 edit_example(edit_set(at_element(client), ATTRIBUTE_name, "Contoso Phone"))});
}

/* Calls `tell` for each of these attributes whose grammar doesn't take the value. */
static void
each_illegible(const struct element *element, const enum attribute_kind *attributes, size_t count,
               void (*tell)(const struct element *element, enum attribute_kind attribute,
                            struct rule_context *context),
               struct rule_context *context)
{
    for (size_t i = 0; i < count; i++) {
        if (has(element, attributes[i]) && !is_understood(element, attributes[i]))
            tell(element, attributes[i], context);
    }
}

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* What a word says, without the blanks around it: "1" or "0"; NULL: who knows? */
static const char *boolean_meant(struct text value)
{
    static const char *const words[][2] = {{"1", "1"}, {"true", "1"},  {"yes", "1"},
                                           {"0", "0"}, {"false", "0"}, {"no", "0"}};
    struct text trimmed = text_trim(value);
    for (size_t i = 0; i < COUNT(words); i++) {
        if (text_equal_fold(trimmed, text_of(words[i][0])))
            return words[i][1];
    }
    return NULL;
}

static void tell_boolean(const struct element *client, enum attribute_kind attribute,
                         struct rule_context *context)
{
    const char *meant = boolean_meant(written_value(client, attribute));
    flag(context, at_value(client, attribute),
         .message = "{}={} is neither 1 (yes) nor 0 (no): what the client makes of it isn't "
                    "documented",
         .values = {word(attribute_name(attribute)), quoted_value(client, attribute)},
         .help = meant ? "write {}=\"{}\"" : NULL,
         .help_values = {word(attribute_name(attribute)), word(meant ? meant : "")},
         .steps.items = {edit_set(at_element(client), attribute, meant ? meant : "0")});
}

void rule_boolean_invalid(const struct profile *profile, struct rule_context *context)
{
    static const enum attribute_kind attributes[] = {ATTRIBUTE_banner, ATTRIBUTE_updates};
    each_illegible(profile->element, attributes, COUNT(attributes), tell_boolean, context);
}

/* ---- Versions ---- */

/* What is right of a version, from its start: `1.2` of `1.2.3`. Empty when that isn't one, or when
 * it's only the first of too many digits. */
static struct text version_within(struct text value)
{
    size_t point = text_find(value, '.');
    size_t start = point < value.length ? point + 1 : value.length;
    size_t digits = text_leading_digits(text_slice(value, start, value.length));
    size_t end = start + (digits < 4 ? digits : 4);
    int64_t version;
    struct text within = text_slice(value, 0, digits ? end : 0);
    return text_slice(within, 0, fixed_parse(within, &version) ? within.length : 0);
}

/* Is the version in the wrong order with the other attribute's? */
static bool is_out_of_order(const struct element *client, bool is_minimum, struct text version)
{
    int64_t other;
    int64_t own;
    enum attribute_kind attribute = is_minimum ? ATTRIBUTE_curver : ATTRIBUTE_minver;
    return fixed_parse(value_of(client, attribute), &other) && fixed_parse(version, &own) &&
           (is_minimum ? own > other : own < other);
}

/* It's to be the same as the other one. */
static void flag_version_as(const struct element *client, enum attribute_kind attribute,
                            enum attribute_kind other, const char *message,
                            struct rule_context *context)
{
    struct argument value = quoted_value(client, other);
    flag(context, at_value(client, attribute), .message = message,
         .values = {word(attribute_name(attribute)), quoted_value(client, attribute)},
         .help = attribute == ATTRIBUTE_minver ? "write minver={} or lower"
                                               : "write curver={} or higher",
         .help_values = {value},
         .steps.items = {edit_set(at_element(client), attribute, text_with(context, "{}", value))});
}

static void tell_version(const struct element *client, enum attribute_kind attribute,
                         struct rule_context *context)
{
    static const char message[] =
        "{}={} isn't a number with at most one point (14 digits before it, "
        "4 after), so the client probably can't compare versions";
    struct text value = written_value(client, attribute);
    struct text within = version_within(value);
    bool is_minimum = attribute == ATTRIBUTE_minver;
    struct text proposed = within.length ? within : text_of(is_minimum ? "1.0" : "2.0");
    if (is_out_of_order(client, is_minimum, proposed)) {
        flag_version_as(client, attribute, is_minimum ? ATTRIBUTE_curver : ATTRIBUTE_minver,
                        message, context);
        return;
    }
    flag(context, at_value(client, attribute), .message = message,
         .values = {word(attribute_name(attribute)), quoted_value(client, attribute)},
         .help = within.length ? "write {}={}"
                 : is_minimum  ? "write digits and at most one point, as in minver=\"1.0\""
                               : "write digits and at most one point, as in curver=\"2.0\"",
         .help_values = {word(attribute_name(attribute)), quoted_part(client, attribute, within)},
         .steps.items = {
             within.length
                 ? edit_part(client, attribute, text_slice(value, within.length, value.length), "")
                 : edit_example(
                       edit_set(at_element(client), attribute, is_minimum ? "1.0" : "2.0"))});
}

void rule_version_invalid(const struct profile *profile, struct rule_context *context)
{
    static const enum attribute_kind attributes[] = {ATTRIBUTE_minver, ATTRIBUTE_curver};
    each_illegible(profile->element, attributes, COUNT(attributes), tell_version, context);
}

void rule_version_order(const struct profile *profile, struct rule_context *context)
{
    const struct element *client = profile->element;
    int64_t lowest;
    int64_t current;
    if (!fixed_parse(value_of(client, ATTRIBUTE_minver), &lowest) ||
        !fixed_parse(value_of(client, ATTRIBUTE_curver), &current) || current >= lowest)
        return;
    struct argument minver = quoted_value(client, ATTRIBUTE_minver);
    flag(context, at_value(client, ATTRIBUTE_curver),
         .message = "curver={} is lower than minver={}: even the current version of your "
                    "application can't be used",
         .values = {quoted_value(client, ATTRIBUTE_curver), minver},
         .help =
             "write your application's current version, {} or higher, as in curver={}; or lower "
             "minver",
         .help_values = {minver, minver},
         .steps.items = {
             edit_set(at_element(client), ATTRIBUTE_curver, text_with(context, "{}", minver))});
}

/* ---- Addresses ---- */

static bool has_scheme(const struct uri *uri, const char *scheme)
{
    return text_equal_fold(uri->scheme, text_of(scheme));
}

/* A user and password, where a web address or what was meant to be one has them. */
static bool has_password(const struct uri *uri, struct text value)
{
    size_t front = scheme_in_front(value).length;
    bool has_slashes =
        value.length - front >= strlen("//") && memcmp(value.bytes + front, "//", 2) == 0;
    return uri->password.length && (front == 0 || has_slashes);
}

/* The client opens them all for the user, except the first. */
static const enum attribute_kind addresses[] = {ATTRIBUTE_updateuri,   ATTRIBUTE_homepage,
                                                ATTRIBUTE_helpdesk,    ATTRIBUTE_personal,
                                                ATTRIBUTE_calldisplay, ATTRIBUTE_idledisplay};

/* A page's scheme is told for itself, whatever else is wrong with the address. */
static bool has_unsafe_scheme(const struct uri *uri, struct text value)
{
    bool is_user = has_password(uri, value) && !scheme_in_front(value).length;
    return uri->scheme.length && !is_user && !has_scheme(uri, "http") &&
           !has_scheme(uri, "https") && !has_scheme(uri, "mailto");
}

/* `localhost:8080/help`: without a scheme in front, the client takes the host for one. */
static bool begins_with_host(const struct uri *uri, struct text value)
{
    size_t end = uri->scheme.length + 1;
    end += text_leading_digits(text_slice(value, end, value.length));
    bool is_end = end == value.length || text_is_one_of(value.bytes[end], "/?#");
    return uri->valid && is_end && !scheme_in_front(value).length &&
           address_parse(text_slice(value, 0, end)).problem == ADDRESS_OK;
}

static void flag_scheme(const struct element *provider, enum attribute_kind attribute,
                        const struct uri *uri, struct rule_context *context)
{
    struct text value = written_value(provider, attribute);
    bool is_drive = uri->scheme.length == 1;
    bool is_host = !is_drive && begins_with_host(uri, value);
    const char *name = attribute_name(attribute);
    flag(context, at_part(provider, attribute, uri->scheme),
         .message = is_drive ? "{} begins with the drive {}: instead of showing a page, opening it "
                               "can start a program on the user's computer"
                    : is_host ? "{} begins with {} and a colon, which the client takes for a "
                                "scheme, not for a host: opening it can start another program"
                              : "{} has the scheme {}: instead of showing a page, opening it can "
                                "start another program or a script",
         .values = {word(name), quoted_part(provider, attribute, uri->scheme)},
         .help = is_host ? "write https:// in front of the address"
                         : "write a web address, as in {}=\"" EXAMPLE_PAGE "\"",
         .help_values = {word(name)},
         .steps.items = {
             is_host ? edit_part(provider, attribute, text_slice(value, 0, 0), "https://")
                     : edit_example(edit_set(at_element(provider), attribute, EXAMPLE_PAGE))});
}

void rule_page_scheme(const struct profile *profile, struct rule_context *context)
{
    const struct element *provider = profile->element;
    for (size_t i = 1; i < COUNT(addresses); i++) {
        struct text value = written_value(provider, addresses[i]);
        struct uri uri = uri_parse(value);
        if (has_unsafe_scheme(&uri, value))
            flag_scheme(provider, addresses[i], &uri, context);
    }
}

/* From after the slashes, or the start, up to and with the `@`. */
static struct text userinfo_of(const struct uri *uri, struct text value)
{
    size_t front = scheme_in_front(value).length;
    size_t end = (size_t)(uri->password.bytes - value.bytes) + uri->password.length + 1;
    return text_slice(value, front ? front + 2 : 0, end);
}

void rule_uri_password(const struct profile *profile, struct rule_context *context)
{
    const struct element *element = profile->element;
    for (size_t i = 0; i < COUNT(addresses); i++) {
        struct text value = written_value(element, addresses[i]);
        struct uri uri = uri_parse(value);
        if (!has_password(&uri, value))
            continue;
        bool has_front = scheme_in_front(value).length > 0;
        flag(context, at_part(element, addresses[i], uri.password),
             .message = "{} has a user name and password in it: whoever reads this file has them",
             .values = {word(attribute_name(addresses[i]))},
             .help =
                 has_front ? NULL : "write https:// in place of the user name, the password and @",
             .steps.items = {edit_part(element, addresses[i], userinfo_of(&uri, value),
                                       has_front ? "" : "https://")});
    }
}

void rule_update_uri_missing(const struct profile *profile, struct rule_context *context)
{
    const struct element *client = profile->element;
    bool has_updates = is_understood(client, ATTRIBUTE_minver) ||
                       is_understood(client, ATTRIBUTE_curver) ||
                       value_is_true(value_of(client, ATTRIBUTE_updates));
    if (has_updates && lacks(client, ATTRIBUTE_updateuri))
        flag(context, at_element(client),
             .message = "<client> has versions or updates=\"1\", but no updateuri: users aren't "
                        "told where to get an update",
             .steps.items = {edit_example(edit_set(at_element(client), ATTRIBUTE_updateuri,
                                                   "https://www.contoso.net/phone"))});
}

void rule_update_uri_insecure(const struct profile *profile, struct rule_context *context)
{
    const struct element *client = profile->element;
    struct uri uri = uri_parse(value_of(client, ATTRIBUTE_updateuri));
    bool is_http = has_scheme(&uri, "http");
    if (!uri.scheme.length || has_scheme(&uri, "https"))
        return;
    flag(context, at_value(client, ATTRIBUTE_updateuri),
         .message = is_http
                        ? "the update is fetched by http, from {}: anyone on the way can replace "
                          "the application that users will run"
                        : "the update isn't fetched by https, but from {}: anyone on the way "
                          "can replace the application that users will run",
         .values = {quoted_value(client, ATTRIBUTE_updateuri)},
         .help = is_http ? "write https in place of http"
                         : "write an https address, as in "
                           "updateuri=\"https://www.contoso.net/phone\"",
         .steps.items = {is_http ? edit_part(client, ATTRIBUTE_updateuri, uri.scheme, "https")
                                 : edit_example(edit_set(at_element(client), ATTRIBUTE_updateuri,
                                                         "https://www.contoso.net/phone"))});
}

static void flag_http(const struct element *element, enum attribute_kind attribute,
                      const char *message, struct rule_context *context)
{
    struct uri uri = uri_parse(value_of(element, attribute));
    if (has_scheme(&uri, "http"))
        flag(context, at_value(element, attribute), .message = message,
             .values = {word(attribute_name(attribute)), quoted_value(element, attribute)},
             .steps.items = {edit_part(element, attribute, uri.scheme, "https")});
}

void rule_account_page_insecure(const struct profile *profile, struct rule_context *context)
{
    flag_http(profile->element, ATTRIBUTE_personal,
              "{}={}, the user's account page, comes by http: anyone on the way can read and "
              "change it, passwords included",
              context);
}

void rule_page_insecure(const struct profile *profile, struct rule_context *context)
{
    for (size_t i = 1; i < COUNT(addresses); i++) {
        if (addresses[i] != ATTRIBUTE_personal)
            flag_http(profile->element, addresses[i],
                      "{}={} comes by http: anyone on the way can change what users see there",
                      context);
    }
}

/* ---- Addresses that aren't valid ---- */

/* What is wrong with an address. */
enum address_fault {
    FAULT_SCHEME,  /* it has none */
    FAULT_NO_HOST, /* after the scheme */
    FAULT_PORT,
    FAULT_IPV6,
    FAULT_BRACKETS, /* an IPv6 address without them */
    FAULT_HOST,     /* a character in the host */
    FAULT_PERCENT,  /* a % that begins no escape */
    FAULT_BLANK,
    FAULT_CHARACTER, /* another one that has to be escaped */
};

/* Is what looks like a host and a port an IPv6 address, or begins so? */
static bool is_bare_ipv6(const struct uri *uri)
{
    const char *end = uri->part.bytes + uri->part.length;
    struct text all = {uri->host.bytes, (size_t)(end - uri->host.bytes)};
    return bare_ipv6_read(all).ip.length > 0;
}

static enum address_fault find_fault(const struct uri *uri, struct text value)
{
    const char *host_end = uri->host.bytes + uri->host.length;
    bool is_in_host = uri->host.length && uri->part.bytes >= uri->host.bytes;
    if (value.length && text_is_blank(value.bytes[0]))
        return FAULT_BLANK;
    if (!uri->scheme.length)
        return FAULT_SCHEME;
    if (uri->part.bytes == value.bytes)
        return FAULT_NO_HOST;
    if (is_in_host && uri->part.bytes == host_end + 1 && *host_end == ':' &&
        !text_is_one_of(uri->part.bytes[0], "/?#"))
        return is_bare_ipv6(uri) ? FAULT_BRACKETS : FAULT_PORT;
    if (is_in_host && uri->part.bytes <= host_end && uri->host.bytes[0] == '[')
        return FAULT_IPV6;
    if (uri->part.bytes[0] == '%')
        return FAULT_PERCENT;
    if (is_in_host && uri->part.bytes < host_end)
        return FAULT_HOST;
    return uri->part.bytes[0] == ' ' ? FAULT_BLANK : FAULT_CHARACTER;
}

/* With {} for the attribute, and for what is wrong. */
static const char *const fault_messages[] = {
    [FAULT_SCHEME] = "{}={} has no scheme, such as https:, so the client can't tell how to open it",
    [FAULT_NO_HOST] = "{} has no host after {}, so there's nothing to open",
    [FAULT_PORT] = "{} has {} where the port should be: the client can't connect to that",
    [FAULT_IPV6] = "{} has {} in it, which isn't a valid IPv6 address to connect to",
    [FAULT_BRACKETS] = "{} has {} where the port should be: an IPv6 address needs brackets",
    [FAULT_HOST] = "{} has {} in its host name, which takes ASCII letters, digits and hyphens only",
    [FAULT_PERCENT] =
        "{} has {} in it without two hexadecimal digits after it, so it can't be decoded",
    [FAULT_BLANK] = "{} has a blank in it, {}, at which the client will probably stop",
    [FAULT_CHARACTER] =
        "{} has {} in it, which an address can't have unescaped: the client probably can't open it",
};

/* Places in an address, from the left, that are to be replaced by one text. */
struct repair {
    struct text at[EDIT_STEPS];
    size_t count;
    const char *by;
    const char *help; /* with {} for `by` and what is wrong */
};

static void add_place(struct repair *repair, struct text place)
{
    if (repair->count < EDIT_STEPS)
        repair->at[repair->count] = place;
    repair->count++;
}

static void add_each(struct repair *repair, struct text value, struct text part)
{
    for (size_t at = 0; at + part.length <= value.length; at++) {
        struct text place = text_slice(value, at, at + part.length);
        if (text_equal(place, part))
            add_place(repair, place);
    }
}

static void add_blanks_around(struct repair *repair, struct text value)
{
    struct text trimmed = text_trim(value);
    size_t start = (size_t)(trimmed.bytes - value.bytes);
    size_t end = start + trimmed.length;
    if (start)
        add_place(repair, text_slice(value, 0, start));
    if (end < value.length)
        add_place(repair, text_slice(value, end, value.length));
}

/* Does it make a value right, and nothing that the next rule is about? */
static bool works(const struct repair *repair, enum attribute_kind attribute, struct text value)
{
    char room[2 * HARMLESS_LONGEST];
    size_t length = 0;
    size_t from = 0;
    if (repair->count == 0 || repair->count > EDIT_STEPS || value.length > HARMLESS_LONGEST)
        return false;
    for (size_t i = 0; i < repair->count; i++) {
        size_t to = (size_t)(repair->at[i].bytes - value.bytes);
        memcpy(room + length, value.bytes + from, to - from);
        length += to - from;
        memcpy(room + length, repair->by, strlen(repair->by));
        length += strlen(repair->by);
        from = to + repair->at[i].length;
    }
    memcpy(room + length, value.bytes + from, value.length - from);
    struct text repaired = {room, length + value.length - from};
    struct uri uri = uri_parse(repaired);
    bool is_safe = attribute == ATTRIBUTE_updateuri ? has_scheme(&uri, "https")
                                                    : !has_unsafe_scheme(&uri, repaired);
    return uri.valid && is_safe;
}

/* The bytes of a character as a URI has them: `%C3%BC`. */
static const char *escape(struct rule_context *context, struct text character)
{
    char room[3 * 4 + 1] = "";
    for (size_t at = 0; at < character.length && at < 4; at++)
        snprintf(room + 3 * at, 4, "%%%02X", (unsigned)(unsigned char)character.bytes[at]);
    return text_with(context, "{}", word(room));
}

/* `www.contoso.net`, or a host and a path; but not `index.html`. */
static bool resembles_host(struct text value)
{
    size_t slash = text_find(value, '/');
    struct text host = text_slice(value, 0, slash);
    bool has_www = host.length > 4 && text_equal_fold(text_slice(host, 0, 4), text_of("www."));
    return has_www || (slash < value.length && text_find(host, '.') < host.length);
}

static struct repair find_repair(struct rule_context *context, const struct uri *uri,
                                 struct text value, enum address_fault fault)
{
    struct repair repair = {.by = ""};
    add_blanks_around(&repair, value);
    if (repair.count) {
        repair.help = "delete the blanks around the address";
    } else if (fault == FAULT_SCHEME && resembles_host(value)) {
        repair = (struct repair){.by = "https://", .help = "write {} in front of the address"};
        add_place(&repair, text_slice(value, 0, 0));
    } else if (fault == FAULT_PORT) {
        size_t port = (size_t)(uri->part.bytes - value.bytes);
        repair.help = "leave out the colon and the port, or write the port's number";
        add_place(&repair, text_slice(value, port - 1, port + uri->part.length));
    } else if (fault == FAULT_PERCENT) {
        repair = (struct repair){.by = "%25", .help = "write {} for a percent sign"};
        add_place(&repair, uri->part);
    } else if (fault >= FAULT_BLANK) {
        repair = (struct repair){.by = escape(context, uri->part), .help = "write {} for {}"};
        add_each(&repair, value, uri->part);
    }
    return repair;
}

static void flag_repair(const struct element *element, enum attribute_kind attribute,
                        const char *message, const struct repair *repair, struct argument part,
                        struct rule_context *context)
{
    struct steps steps = {0};
    for (size_t i = 0; i < repair->count; i++)
        steps_add(&steps, edit_part(element, attribute, repair->at[i], repair->by));
    flag(context, at_value(element, attribute), .message = message,
         .values = {word(attribute_name(attribute)), part}, .help = repair->help,
         .help_values = {word(repair->by), part}, .steps = steps);
}

static void flag_address(const struct element *element, enum attribute_kind attribute,
                         const struct uri *uri, struct rule_context *context)
{
    struct text value = written_value(element, attribute);
    enum address_fault fault = find_fault(uri, value);
    struct argument part = fault == FAULT_SCHEME ? quoted_value(element, attribute)
                                                 : quoted_part(element, attribute, uri->part);
    struct repair repair = find_repair(context, uri, value, fault);
    if (part.shown && works(&repair, attribute, value)) {
        flag_repair(element, attribute, fault_messages[fault], &repair, part, context);
        return;
    }
    uint32_t code_point;
    bool is_foreign = fault == FAULT_HOST && !text_is_ascii(uri->part) &&
                      !text_find_lookalike(uri->part, &code_point);
    struct text written = text_slice(uri->part, 0, fault == FAULT_HOST ? uri->part.length : 0);
    bool is_bare = fault == FAULT_BRACKETS;
    const char *example = is_foreign ? "https://xn--mnchen-3ya.de/"
                          : is_bare  ? "https://[fd00::5]/"
                                     : EXAMPLE_PAGE;
    flag(context, at_value(element, attribute), .message = fault_messages[fault],
         .values = {word(attribute_name(attribute)), part}, .written = written,
         .help = is_foreign
                     ? "write the host name in its ASCII form, which begins with xn--, as in "
                       "{}=\"{}\""
                 : is_bare ? "put the IPv6 address in square brackets, as in {}=\"{}\""
                           : "write the whole address, as in {}=\"{}\"",
         .help_values = {word(attribute_name(attribute)), word(example)},
         .steps.items = {edit_example(edit_set(at_element(element), attribute, example))});
}

/* Is it the user or password that is wrong? These have to go. */
static bool is_in_userinfo(const struct uri *uri, struct text value)
{
    return has_password(uri, value) && uri->part.bytes < uri->password.bytes + uri->password.length;
}

void rule_uri_invalid(const struct profile *profile, struct rule_context *context)
{
    const struct element *element = profile->element;
    for (size_t i = 0; i < COUNT(addresses); i++) {
        struct text value = written_value(element, addresses[i]);
        struct uri uri = uri_parse(value);
        if (is_empty(element, addresses[i]))
            flag(context, at_value(element, addresses[i]),
                 .message = "{} is empty: there's no address to open",
                 .values = {word(attribute_name(addresses[i]))},
                 .help = "delete {}, or write an address",
                 .help_values = {word(attribute_name(addresses[i]))},
                 .steps.items = {edit_remove(at_element(element), addresses[i])});
        else if (is_illegible(element, addresses[i]) && !is_in_userinfo(&uri, value) &&
                 (i == 0 || !has_unsafe_scheme(&uri, value)))
            flag_address(element, addresses[i], &uri, context);
    }
}

void rule_banner_ambiguous(const struct profile *profile, struct rule_context *context)
{
    const struct element *client = profile->element;
    if (is_understood(client, ATTRIBUTE_banner))
        flag(context, at_value(client, ATTRIBUTE_banner),
             .message = "what banner={} does is unclear: one page says that 1 hides the banner, "
                        "another that it shows it",
             .values = {quoted_value(client, ATTRIBUTE_banner)},
             .steps.items = {edit_remove(at_element(client), ATTRIBUTE_banner)});
}
