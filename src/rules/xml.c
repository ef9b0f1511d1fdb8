/* SPDX-License-Identifier: MIT */
/* Rules about the text itself: XML 1.0 (fifth edition) and Namespaces in XML 1.0, as expat enforces
 * them. */
#include "base/lookalike.h"
#include "rules/checks.h"
#include "rules/end_tag.h"
#include "rules/flag.h"
#include "xml/names.h"

#include <inttypes.h>
#include <stdio.h>

static bool is_xml(const struct profile *profile, enum xml_kind kind)
{
    return profile->xml->kind == kind;
}

static struct token at_xml(const struct profile *profile)
{
    return at_range(profile->xml->at, ELEMENT_UNKNOWN, ATTRIBUTE_UNKNOWN);
}

/* What a message has for its {}. */
enum detail {
    DETAIL_NONE,
    DETAIL_CHARACTER, /* its number */
    DETAIL_LINE,      /* where what isn't closed begins */
    DETAIL_PREFIX,    /* of a name, without what may be a password, as in user:password */
};

/* What is wrong, and what to do about it; `edit` is what the wrong characters are replaced by. */
static const struct {
    const char *message;
    const char *help;
    const char *edit; /* NULL: it's not for a program to do */
    enum detail detail;
    const char *named; /* the message with a {} in front for a name of the schema, or NULL */
} malformations[] = {
    [MALFORMED_OTHER] = {"this isn't well-formed XML" REST, "correct the text here, or just before",
                         NULL, DETAIL_NONE, NULL},

    [MALFORMED_EMPTY] = {"the file has no element in it: a profile is expected",
                         "write <provision …> … </provision>, or delete the file", NULL,
                         DETAIL_NONE, NULL},
    [MALFORMED_UTF_32] = {"the file is saved as UTF-32, which can't be read; nothing in it was "
                          "checked",
                          "save the file as UTF-8", NULL, DETAIL_NONE, NULL},
    [MALFORMED_COMPRESSED] = {"the file is compressed, not XML text; nothing in it was checked",
                              "unpack the file, and check what is in it", NULL, DETAIL_NONE, NULL},
    [MALFORMED_NOT_ENCODED] = {"the bytes here aren't text in the file's encoding" REST,
                               "save the file as UTF-8", NULL, DETAIL_NONE, NULL},
    [MALFORMED_NOT_AS_DECLARED] =
        {"the bytes here aren't text in the encoding that the XML declaration names" REST,
         "save the file as UTF-8, and delete encoding=\"…\"", NULL, DETAIL_NONE, NULL},
    [MALFORMED_ENCODING_CONTRADICTED] =
        {"the file isn't in the encoding that its XML declaration names; it wasn't checked",
         "name the encoding in which the file is saved, or delete encoding=\"…\"", NULL,
         DETAIL_NONE, NULL},
    [MALFORMED_ENCODING_UNKNOWN] =
        {"the XML declaration names an encoding that siplint can't read; the file wasn't checked",
         "save the file as UTF-8, and delete encoding=\"…\"", NULL, DETAIL_NONE, NULL},
    [MALFORMED_CONTROL_CHARACTER] = {"the control character {} isn't allowed in XML" REST,
                                     "delete the character", "", DETAIL_CHARACTER, NULL},

    [MALFORMED_TRUNCATED] = {"the file ends before the profile is complete",
                             "copy the file again; if it's whole, close the tags that are open",
                             NULL, DETAIL_NONE, NULL},
    [MALFORMED_TRUNCATED_COMMENT] =
        {"the file ends inside the comment that begins in line {}, so what follows was ignored",
         "end the comment with -->, or copy the file again", NULL, DETAIL_LINE, NULL},
    [MALFORMED_TRUNCATED_VALUE] =
        {"the file ends inside a value of the tag that begins in line {}: its closing quotation "
         "mark is missing",
         "copy the file again; if it's whole, close the value", NULL, DETAIL_LINE, NULL},
    [MALFORMED_TRUNCATED_SECTION] = {"the file ends inside a CDATA section: its ]]> is missing",
                                     "end the section with ]]>, or copy the file again", NULL,
                                     DETAIL_NONE, NULL},
    [MALFORMED_TRUNCATED_INSTRUCTION] =
        {"the file ends inside the instruction <?…?> that begins in line {}: its ?> is missing",
         "end the instruction with ?>, or copy the file again", NULL, DETAIL_LINE, NULL},
    [MALFORMED_TRUNCATED_DOCTYPE] =
        {"the file ends inside its DOCTYPE, so nothing in it was checked",
         "copy the file again; if it's whole, delete the whole DOCTYPE: a profile has no use for "
         "one",
         NULL, DETAIL_NONE, NULL},
    [MALFORMED_DECLARATION_NOT_CLOSED] = {"the XML declaration has no ?> at its end; the file "
                                          "wasn't checked",
                                          "write ?> in place of >", "?", DETAIL_NONE, NULL},
    [MALFORMED_DECLARATION_ATTRIBUTE] =
        {"the XML declaration can't have this here: it can have version, encoding and standalone, "
         "in this order; the file wasn't checked",
         "write version first, then encoding and standalone if needed, once each", NULL,
         DETAIL_NONE, NULL},

    [MALFORMED_SECOND_MARK] = {"there is a byte order mark (U+FEFF) here; only the file's first "
                               "character can be one",
                               "delete the character U+FEFF, which most editors don't show", "",
                               DETAIL_NONE, NULL},
    [MALFORMED_DECLARATION_LATE] = {"the XML declaration <?xml …?> isn't the first thing in the "
                                    "file" REST,
                                    "delete what is before <?xml, or the declaration itself", "",
                                    DETAIL_NONE, NULL},
    [MALFORMED_TEXT_BEFORE_ROOT] = {"there is text before the first element" REST,
                                    "delete the text before <?xml or <provision>", "", DETAIL_NONE,
                                    NULL},
    [MALFORMED_TEXT_AFTER_ROOT] = {"there is text after the end of the profile" REST,
                                   "delete the text after the last end tag", "", DETAIL_NONE, NULL},
    [MALFORMED_SECOND_ROOT] =
        {"a second document follows the end of the profile, and wasn't checked",
         "put each profile into a file of its own", NULL, DETAIL_NONE, NULL},
    [MALFORMED_END_AFTER_ROOT] = {"this end tag comes after the end of the profile: it closes "
                                  "nothing",
                                  "delete this end tag", "", DETAIL_NONE, NULL},
    [MALFORMED_IN_DOCTYPE] = {"the DOCTYPE isn't well-formed" REST,
                              "delete the whole DOCTYPE: a profile has no use for one", NULL,
                              DETAIL_NONE, NULL},

    [MALFORMED_CONFLICT] = {"a merge conflict was left in the file: this marker isn't XML" REST,
                            "keep one of the two versions, and delete the lines with <<<<<<<, "
                            "======= and >>>>>>>",
                            "", DETAIL_NONE, NULL},
    [MALFORMED_TEMPLATE] = {"the file is a template: this placeholder isn't XML" REST,
                            "check the file that the template is turned into, not the template",
                            NULL, DETAIL_NONE, NULL},
    [MALFORMED_ODD_BLANK] = {"the character {} looks like a blank, but to XML it isn't one" REST,
                             "type an ordinary blank in its place", " ", DETAIL_CHARACTER, NULL},
    [MALFORMED_C_ESCAPE] =
        {"there is a backslash before a quotation mark, as in a program's "
         "source code" REST,
         "delete the backslashes: quotation marks are written plainly in XML", "", DETAIL_NONE,
         "there is a backslash before a quotation mark of {}, as in a program's source code" REST},

    [MALFORMED_BARE_AMPERSAND] = {"a plain & isn't allowed in XML" REST,
                                  "write &amp; in place of &", "&amp;", DETAIL_NONE,
                                  "a plain & isn't allowed in the value of {}" REST},
    [MALFORMED_ENTITY_WITHOUT_SEMICOLON] = {"what begins with & has no ; at its end" REST,
                                            "put a ; here, as in &amp;", ";", DETAIL_NONE, NULL},
    [MALFORMED_UNDEFINED_ENTITY] = {"the name after & isn't one that XML knows: these are amp, lt, "
                                    "gt, quot and apos" REST,
                                    "write &amp; if a plain & is meant, else the character itself",
                                    "&amp;", DETAIL_NONE, NULL},
    [MALFORMED_REFERENCE] = {"the number after &# isn't that of a character that XML allows" REST,
                             "delete it from & to ;, or correct the number", "", DETAIL_NONE, NULL},

    [MALFORMED_CURLY_QUOTE] =
        {"the curly quotation mark {} is used where a straight one is "
         "needed" REST,
         "type {} in its place", NULL, DETAIL_CHARACTER,
         "the value of {} has the curly quotation mark {} where a straight one is needed" REST},
    [MALFORMED_CURLY_QUOTES] =
        {"the value is between curly quotation marks ({}), not straight "
         "ones" REST,
         "type {} in their place", NULL, DETAIL_CHARACTER,
         "the value of {} is between curly quotation marks ({}), not straight ones" REST},
    [MALFORMED_QUOTE_NOT_CLOSED] = {"the value that ends here lacks its closing quotation "
                                    "mark" REST,
                                    "close the value: put {} here", NULL, DETAIL_NONE,
                                    "the value of {} lacks its closing quotation mark" REST},
    [MALFORMED_QUOTE_IN_VALUE] = {"a quotation mark inside the value ends it too early" REST,
                                  "write {} for each quotation mark inside the value", NULL,
                                  DETAIL_NONE,
                                  "a quotation mark inside the value of {} ends it too early" REST},
    [MALFORMED_EXTRA_QUOTE] = {"there is one quotation mark too many" REST,
                               "delete this quotation mark", "", DETAIL_NONE,
                               "there is one quotation mark too many after the value of {}" REST},
    [MALFORMED_LESS_THAN_IN_VALUE] = {"a < isn't allowed within a value" REST,
                                      "write &lt; in place of <", "&lt;", DETAIL_NONE,
                                      "a < isn't allowed within the value of {}" REST},
    [MALFORMED_NOT_QUOTED] = {"the value isn't in quotation marks" REST,
                              "put \" before and after the value", "\"", DETAIL_NONE,
                              "the value of {} isn't in quotation marks" REST},
    [MALFORMED_NO_VALUE] = {"an attribute has no value here" REST,
                            "delete the attribute, or write its value: name=\"value\"", "",
                            DETAIL_NONE, "the attribute {} has no value" REST},

    [MALFORMED_MISSING_BLANK] = {"a blank is missing between two attributes" REST,
                                 "put a blank before this attribute", " ", DETAIL_NONE,
                                 "a blank is missing before the attribute {}" REST},
    [MALFORMED_BLANK_AFTER_NAME] = {"a blank is missing between the name of the element and its "
                                    "first attribute" REST,
                                    "write them apart, as in <provision key=\"…\">", NULL,
                                    DETAIL_NONE, NULL},
    [MALFORMED_MISSING_EQUALS] = {"the = between an attribute's name and its value is "
                                  "missing" REST,
                                  "write = between the two", "=", DETAIL_NONE,
                                  "the = between {} and its value is missing" REST},
    [MALFORMED_SEPARATOR] = {"attributes are separated by blanks, not by commas or "
                             "semicolons" REST,
                             "write a blank in its place", " ", DETAIL_NONE, NULL},
    [MALFORMED_SLASH] = {"there is a / in the middle of a tag" REST, "delete the /", "",
                         DETAIL_NONE, NULL},
    [MALFORMED_BLANK_AFTER_SLASH] = {"there is a blank within the /> that ends a tag" REST,
                                     "delete the blank", "", DETAIL_NONE, NULL},
    [MALFORMED_AFTER_END_NAME] = {"an end tag can have nothing but its name in it" REST,
                                  "delete what is between the name and >", "", DETAIL_NONE, NULL},
    [MALFORMED_STRAY] = {"this character isn't allowed at this place in a tag" REST,
                         "delete the character", "", DETAIL_NONE, NULL},
    [MALFORMED_TAG_NOT_CLOSED] = {"the tag before this < isn't closed: its > is missing" REST,
                                  "put > before the next <", ">", DETAIL_NONE,
                                  "the tag <{}> isn't closed: its > is missing" REST},
    [MALFORMED_EMPTY_TAG_NOT_CLOSED] = {"the tag before this < isn't closed: its /> is "
                                        "missing" REST,
                                        "put /> before the next <", "/>", DETAIL_NONE,
                                        "the tag <{}> isn't closed: its /> is missing" REST},
    [MALFORMED_MISMATCHED_TAG] = {"this end tag doesn't match the element that is open" REST,
                                  "close the elements in the reverse order of their start tags",
                                  NULL, DETAIL_NONE, NULL},
    [MALFORMED_DUPLICATE_ATTRIBUTE] = {"this attribute is in the tag twice" REST,
                                       "delete one of the two", "", DETAIL_NONE,
                                       "the attribute {} is in the tag twice" REST},
    [MALFORMED_PREFIX] = {"a name's prefix, in front of its colon, isn't declared: {}" REST,
                          "write the name without prefix and colon", "", DETAIL_PREFIX, NULL},
    [MALFORMED_PREFIX_DECLARATION] =
        {"this attribute declares a prefix or a namespace in a way that XML doesn't allow" REST,
         "delete this attribute, and its prefix in front of all names", "", DETAIL_PREFIX, NULL},
    [MALFORMED_BLANK_AFTER_LESS_THAN] = {"there is a blank between < and the name of a tag" REST,
                                         "delete the blank", "", DETAIL_NONE, NULL},
    [MALFORMED_EXTRA_LESS_THAN] = {"there is one < too many" REST, "delete this <", "", DETAIL_NONE,
                                   NULL},
    [MALFORMED_BARE_LESS_THAN] = {"a < that begins no tag isn't allowed in XML" REST,
                                  "write &lt; in place of <", "&lt;", DETAIL_NONE, NULL},

    [MALFORMED_COMMENT_IN_TAG] = {"a comment can't be inside a tag" REST,
                                  "delete the comment, or put it before the tag", "", DETAIL_NONE,
                                  NULL},
    [MALFORMED_COMMENT_START] = {"a comment has to begin with <!--" REST,
                                 "write <!-- in place of what is here", "<!-- ", DETAIL_NONE, NULL},
    [MALFORMED_DOUBLE_HYPHEN] = {"two hyphens (--) aren't allowed inside a comment" REST,
                                 "write a single - in place of --", "-", DETAIL_NONE, NULL},
    [MALFORMED_HYPHENS_AT_END] = {"a comment has to end with -->, without further hyphens" REST,
                                  "delete the hyphens before -->", "", DETAIL_NONE, NULL},
    [MALFORMED_NESTED_COMMENT] = {"a comment can't contain another comment" REST,
                                  "delete the inner <!-- and its -->", "", DETAIL_NONE, NULL},
    [MALFORMED_SECTION_END] = {"]]> isn't allowed in text" REST, "write ]]&gt; in its place",
                               "&gt;", DETAIL_NONE, NULL},
};

_Static_assert(sizeof malformations / sizeof *malformations == MALFORMED_COUNT, "a text for each");

/* What has to be written, where that depends on the quotation mark. */
static const char *edit_of(const struct malformed *malformed)
{
    bool is_single = malformed->character == '\'' || lookalike_quote(malformed->character) == '\'';
    if (malformed->cause == MALFORMED_QUOTE_IN_VALUE)
        return is_single ? "&apos;" : "&quot;";
    if (malformed->cause == MALFORMED_CURLY_QUOTE || malformed->cause == MALFORMED_CURLY_QUOTES ||
        malformed->cause == MALFORMED_QUOTE_NOT_CLOSED)
        return is_single ? "'" : "\"";
    return malformations[malformed->cause].edit;
}

/* Replaces each of the places by the text; none, where that's NULL. */
static struct steps steps_to_replace(const struct malformed *malformed, const char *text)
{
    struct steps steps = {0};
    for (size_t i = 0; text && i < MALFORMED_EDITS && malformed->edits[i].start.line; i++)
        steps_add(&steps, (struct edit){EDIT_REPLACE, malformed->edits[i], NULL, text, false});
    return steps;
}

/* The name in the schema's spelling; NULL if it hasn't one so. What isn't well-formed may have any
 * text for a name, a password too. */
static const char *find_known_name(struct text name)
{
    enum element_kind element = element_find(name);
    if (element != ELEMENT_UNKNOWN)
        return element_name(element);
    for (int i = 0; i < ELEMENT_COUNT; i++) {
        enum attribute_kind attribute = attribute_find((enum element_kind)i, name);
        if (attribute != ATTRIBUTE_UNKNOWN)
            return attribute_name(attribute);
    }
    return NULL;
}

/* "&gt in line 3, &lt and &gt in line 4, 5 others in line 6", from the second one on. */
static const char *list_references(const struct malformed_references *references, char *out,
                                   size_t room)
{
    size_t length = 0;
    size_t known =
        references->count < MALFORMED_REFERENCES ? references->count : MALFORMED_REFERENCES;
    for (size_t i = 1, end; i < known; i = end) {
        uint32_t line = references->items[i].line;
        for (end = i + 1; end < known && references->items[end].line == line;)
            end++;
        const char *comma = i > 1 ? ", " : "";
        const char *entity = references->items[i].entity;
        int put = end - i == 1 ? snprintf(out + length, room - length, "%s&%s", comma, entity)
                  : end - i == 2
                      ? snprintf(out + length, room - length, "%s&%s and &%s", comma, entity,
                                 references->items[i + 1].entity)
                      : snprintf(out + length, room - length, "%s%zu others", comma, end - i);
        length += (size_t)put;
        length += (size_t)snprintf(out + length, room - length, " in line %" PRIu32, line);
    }
    if (references->count > known)
        snprintf(out + length, room - length, ", and %zu more", references->count - known);
    return out;
}

/* An entity's semicolon is mostly forgotten at all of them: each is named. */
static void flag_references(const struct profile *profile, struct rule_context *context)
{
    const struct malformed_references *references = &profile->xml->malformed.references;
    char room[MALFORMED_REFERENCES * sizeof ", &quot in line 4294967295" + 32];
    flag(context, at_xml(profile),
         .message = references->is_cut
                        ? "the ; is missing after &{} here, after {}, and maybe further on" REST
                        : "the ; is missing after &{} here, and after {}" REST,
         .values = {word(references->items[0].entity),
                    word(list_references(references, room, sizeof room))},
         .help = "put a ; after each of these, as in &lt; and &gt;",
         .steps = steps_to_replace(&profile->xml->malformed, edit_of(&profile->xml->malformed)));
}

/* A name that is wrong may be a password. */
static struct token at_cause(const struct profile *profile)
{
    const struct malformed *malformed = &profile->xml->malformed;
    struct token at = at_xml(profile);
    if (malformations[malformed->cause].detail != DETAIL_PREFIX)
        return at;
    if (!malformed->name[0]) /* it's too long to be known */
        at.range.end = at.range.start;
    return without_length(at, text_of(malformed->name));
}

static void flag_cause(const struct profile *profile, struct rule_context *context)
{
    const struct malformed *malformed = &profile->xml->malformed;
    const char *text = edit_of(malformed);
    bool is_value = strcmp(malformed->name, "value") == 0; /* "the value of value" says nothing */
    const char *name = is_value ? NULL : find_known_name(text_of(malformed->name));
    bool is_named = name && malformations[malformed->cause].named;
    struct argument detail = number(malformed->opened.line);
    if (malformed->references.count > 1) {
        flag_references(profile, context);
        return;
    }
    if (malformations[malformed->cause].detail == DETAIL_CHARACTER)
        detail = code_point(malformed->character);
    if (malformations[malformed->cause].detail == DETAIL_PREFIX)
        detail = malformed->name[0] ? quoted_xml_name(text_of(malformed->name))
                                    : word("it's somewhere in this tag");
    flag(context, at_cause(profile),
         .message = is_named ? malformations[malformed->cause].named
                             : malformations[malformed->cause].message,
         .values = {is_named ? word(name) : detail, detail},
         .help = malformations[malformed->cause].help, .help_values = {word(text ? text : "")},
         .steps = steps_to_replace(malformed, text));
}

void rule_xml_malformed(const struct profile *profile, struct rule_context *context)
{
    if (!is_xml(profile, XML_MALFORMED))
        return;
    bool in_element = profile->parent != ELEMENT_UNKNOWN;
    if (profile->xml->malformed.cause == MALFORMED_MISMATCHED_TAG && in_element)
        flag_wrong_end_tag(profile, context);
    else
        flag_cause(profile, context);
}

/* ---- What is well-formed ---- */

/* Replaces all of it, as far as that's known. */
static struct edit edit_whole(const struct profile *profile, const char *text)
{
    const struct range *whole = &profile->xml->whole;
    if (!whole->start.line)
        return (struct edit){.kind = EDIT_NONE};
    return (struct edit){EDIT_REPLACE, *whole, NULL, text, false};
}

void rule_xml_doctype(const struct profile *profile, struct rule_context *context)
{
    if (is_xml(profile, XML_DOCTYPE))
        flag(context, at_xml(profile),
             .message =
                 "the file has a DOCTYPE, which no profile needs; siplint doesn't fetch what "
                 "it refers to",
             .steps.items = {edit_whole(profile, "")});
}

void rule_xml_entity(const struct profile *profile, struct rule_context *context)
{
    if (is_xml(profile, XML_ENTITY))
        flag(context, at_xml(profile),
             .message = "an entity is declared, which can hide what a profile says" REST,
             .steps.items = {edit_whole(profile, "")});
}

/* Anything else could be a password. */
static bool is_plain_version(struct text version)
{
    for (size_t i = 0; i < version.length; i++) {
        if (!text_is_digit(version.bytes[i]) && version.bytes[i] != '.')
            return false;
    }
    return version.length > 0 && version.length <= 4;
}

static void flag_version(const struct profile *profile, struct rule_context *context)
{
    struct text version = text_of(profile->xml->name);
    flag(context, at_xml(profile),
         .message = is_plain_version(version)
                        ? "the XML declaration names version {}, and the RTC client "
                          "reads 1.0 only; the file wasn't checked"
                        : "the XML declaration names another version than 1.0, the "
                          "only one that the RTC client reads; the file wasn't "
                          "checked",
         .values = {quoted(harmless_value(FORM_NUMBER, NULL, version))},
         .steps.items = {edit_whole(profile, "1.0")});
}

void rule_xml_version(const struct profile *profile, struct rule_context *context)
{
    if (!is_xml(profile, XML_VERSION))
        return;
    if (profile->xml->at.start.column > strlen("<?xml "))
        flag_version(profile, context);
    else
        flag(context, at_xml(profile),
             .message =
                 "the XML declaration names no version, which has to be 1.0; the file wasn't "
                 "checked",
             .help = "write <?xml version=\"1.0\"?>",
             .steps.items = {edit_whole(profile, "xml version=\"1.0\"")});
}

void rule_xml_encoding_declared(const struct profile *profile, struct rule_context *context)
{
    if (!is_xml(profile, XML_ENCODING))
        return;
    bool is_utf_8 = profile->xml->whole.start.line;
    flag(context, at_xml(profile),
         .message = "the XML declaration names the encoding {}; the RTC client takes UTF-16 text, "
                    "and can refuse any other",
         .values = {quoted_xml_name(text_of(profile->xml->name))},
         .help = is_utf_8 ? "delete encoding={} from the XML declaration; the file itself can stay "
                            "as it is"
                          : "save the file as UTF-8 or UTF-16, and delete encoding={}",
         .help_values = {quoted_xml_name(text_of(profile->xml->name))},
         .steps.items = {edit_whole(profile, "")});
}

#define LIMIT ", siplint's limit" REST

void rule_limit_exceeded(const struct profile *profile, struct rule_context *context)
{
    static const struct {
        const char *message;
        uint64_t limit;
    } limits[] = {
        [XML_TOO_DEEP] = {"elements are nested more than {} deep" LIMIT, SCAN_DEPTH_LIMIT},
        [XML_TAG_TOO_LONG] = {"a tag, a comment or the like is longer than {} bytes" LIMIT,
                              SCAN_TOKEN_LIMIT},
        [XML_TOO_MANY_ATTRIBUTES] = {"a tag has more than {} attributes" LIMIT,
                                     SCAN_ATTRIBUTE_LIMIT},
        [XML_NAMESPACE_TOO_LONG] = {"the name of a namespace is longer than {} bytes" LIMIT,
                                    SCAN_NAMESPACE_LIMIT},
        [XML_TOO_MANY_DECLARED] = {"the DOCTYPE declares more than {} attributes" LIMIT,
                                   SCAN_ATTRIBUTE_LIMIT},
        [XML_TOO_MANY_NAMES] = {"the file has more than {} different names" LIMIT, NAMES_LIMIT},
        [XML_NAMES_TOO_LONG] = {"the different names in the file take more than {} bytes" LIMIT,
                                NAMES_LENGTH_LIMIT},
        [XML_TOO_LARGE] = {"the XML parser can't hold what begins here" REST, 0},
    };
    enum xml_kind kind = profile->xml->kind;
    if (kind < sizeof limits / sizeof *limits && limits[kind].message)
        flag(context, at_xml(profile), .message = limits[kind].message,
             .values = {number(limits[kind].limit)});
}

/* Only `xmlns` itself can just be deleted: a prefix is also in front of names. */
void rule_xml_namespace(const struct profile *profile, struct rule_context *context)
{
    const struct namespace_declaration *declaration = profile->namespace_declaration;
    const struct range *at = &declaration->at;
    enum element_kind named = declaration->named->kind;
    bool is_default = at->end.column - at->start.column == strlen("xmlns");
    const struct edit edit = {EDIT_REMOVE_ATTRIBUTE, *at, "xmlns", "", false};
    const struct edit none = {.kind = EDIT_NONE};
    flag(context, at_range(*at, declaration->element->kind, ATTRIBUTE_UNKNOWN),
         .message = "this attribute puts <{}> into a namespace, and {} looks for names without one",
         .values = {word(element_name(named)), reader_of(declaration->named)},
         .help = is_default ? "delete xmlns=\"…\""
                            : "delete xmlns:…=\"…\", and its prefix in front of all names",
         .steps.items = {is_default ? edit : none},
         .code = named == ELEMENT_provision ? "RTC_E_PROFILE_NO_PROVISION" : NULL, .likely = true);
}
