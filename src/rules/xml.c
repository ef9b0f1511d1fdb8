/* SPDX-License-Identifier: MIT */
/* Rules about the text itself: XML 1.0 (fifth edition) and Namespaces in XML 1.0, as expat enforces
 * them. */
#include "rules/flag.h"
#include "rules/rules.h"
#include "xml/names.h"

static bool is_xml(const struct profile *profile, enum xml_kind kind)
{
    return profile->xml->kind == kind;
}

static struct token at_xml(const struct profile *profile)
{
    return at_range(profile->xml->at, ELEMENT_UNKNOWN, ATTRIBUTE_UNKNOWN);
}

/* What is wrong, and what to do about it. */
static const struct {
    const char *message;
    const char *help;
} malformations[] = {
    [MALFORMED_OTHER] = {"this isn't well-formed XML", "correct the text from here on"},
    [MALFORMED_EMPTY] = {"the file holds no element: a profile is expected",
                         "write <provision …> … </provision>"},
    [MALFORMED_TRUNCATED] = {"the file ends before the profile is complete",
                             "complete the tags that are still open, or fetch the file again"},
    [MALFORMED_MISSING_BLANK] = {"a blank is missing between two attributes",
                                 "put a blank before this attribute"},
    [MALFORMED_QUOTE_NOT_CLOSED] = {"the value before this place lacks its closing quotation mark",
                                    "put the missing mark behind the value of the attribute "
                                    "before"},
    [MALFORMED_BARE_AMPERSAND] = {"a bare & isn't allowed", "write &amp; for each &"},
    [MALFORMED_ENTITY_WITHOUT_SEMICOLON] =
        {"the reference that begins with & has no ; behind it",
         "end the reference with ; or write &amp; for a plain &"},
    [MALFORMED_UNDEFINED_ENTITY] = {"this reference names nothing that XML knows",
                                    "use one of &amp; &lt; &gt; &quot; &apos; or write the "
                                    "character itself"},
    [MALFORMED_LESS_THAN_IN_VALUE] = {"a < isn't allowed within a value",
                                      "write &lt; or close the value with a quotation mark before"},
    [MALFORMED_NOT_QUOTED] = {"the value of an attribute must stand in quotation marks",
                              "write name=\"value\""},
    [MALFORMED_TEXT_BEFORE_DECLARATION] = {"something stands before <?xml, which must come first",
                                           "delete the lines and blanks before <?xml"},
    [MALFORMED_MISMATCHED_TAG] = {"this end tag doesn't belong to the element that is open",
                                  "close the elements in the reverse order of their start tags"},
    [MALFORMED_DUPLICATE_ATTRIBUTE] = {"this attribute stands in the tag twice",
                                       "keep one of the two"},
    [MALFORMED_AFTER_ROOT] = {"something follows the end of the profile",
                              "end the file behind </provision>: one profile a file"},
    [MALFORMED_TEXT_BEFORE_ROOT] = {"text stands where the first element is expected",
                                    "begin the file with <?xml …?> or <provision …>"},
    [MALFORMED_C_ESCAPE] = {"a backslash stands here, left over from the source code of a program",
                            "write plain quotation marks, without backslashes"},
    [MALFORMED_CONTROL_CHARACTER] = {"this control character isn't allowed in XML",
                                     "delete the character"},
    [MALFORMED_NOT_ENCODED] = {"these bytes aren't valid in the file's encoding",
                               "save the file as UTF-8, or as UTF-16 with a byte order mark"},
    [MALFORMED_ENCODING_CONTRADICTED] = {"the file isn't in the encoding that it declares",
                                         "declare the encoding in which the file is saved, or "
                                         "leave the declaration out"},
    [MALFORMED_ENCODING_UNKNOWN] = {"the declared encoding isn't known",
                                    "save the file as UTF-8 or UTF-16, and declare that"},
    [MALFORMED_PREFIX] = {"this name has a prefix that isn't declared, or mustn't be",
                          "write the name without prefix"},
    [MALFORMED_REFERENCE] = {"this reference names no character that XML allows",
                             "write &#number; with the number of an allowed character"},
};

void rule_xml_malformed(const struct profile *profile, struct rule_context *context)
{
    if (!is_xml(profile, XML_MALFORMED))
        return;
    enum malformation malformation = profile->xml->malformation;
    bool in_element = profile->parent != ELEMENT_UNKNOWN;
    if (malformation == MALFORMED_MISMATCHED_TAG && in_element)
        flag(context, at_xml(profile), .message = "this end tag doesn't match <{}>, which is open",
             .values = {word(element_name(profile->parent))},
             .help = "close <{}> first: write </{}>",
             .help_values = {word(element_name(profile->parent)),
                             word(element_name(profile->parent))});
    else
        flag(context, at_xml(profile), .message = malformations[malformation].message,
             .help = malformations[malformation].help);
}

void rule_xml_doctype(const struct profile *profile, struct rule_context *context)
{
    if (is_xml(profile, XML_DOCTYPE))
        flag(context, at_xml(profile),
             .message = "a DOCTYPE has no use in a profile; nothing that it names is fetched");
}

void rule_xml_entity(const struct profile *profile, struct rule_context *context)
{
    if (is_xml(profile, XML_ENTITY))
        flag(context, at_xml(profile),
             .message = "an entity is declared: nothing is expanded, and the file is judged no "
                        "further");
}

void rule_xml_version(const struct profile *profile, struct rule_context *context)
{
    if (is_xml(profile, XML_VERSION))
        flag(context, at_xml(profile),
             .message = "the XML declaration doesn't name version 1.0, the only one that the "
                        "client can read; the file wasn't checked");
}

void rule_xml_encoding_declared(const struct profile *profile, struct rule_context *context)
{
    if (is_xml(profile, XML_ENCODING))
        flag(context, at_xml(profile),
             .message = "the encoding {} is declared; the client takes 16-bit text and can refuse "
                        "any declaration but UTF-16",
             .values = {quoted_xml_name(text_of(profile->xml->encoding))});
}

void rule_limit_exceeded(const struct profile *profile, struct rule_context *context)
{
    static const struct {
        const char *message;
        uint64_t limit;
    } limits[] = {
        [XML_TOO_DEEP] = {"elements are nested more than {} deep", SCAN_DEPTH_LIMIT},
        [XML_TAG_TOO_LONG] = {"a single tag, comment or the like is longer than {} bytes",
                              SCAN_TOKEN_LIMIT},
        [XML_TOO_MANY_ATTRIBUTES] = {"a tag has more than {} attributes", SCAN_ATTRIBUTE_LIMIT},
        [XML_NAMESPACE_TOO_LONG] = {"the name of a namespace is longer than {} bytes",
                                    SCAN_NAMESPACE_LIMIT},
        [XML_TOO_MANY_DECLARED] = {"the DTD declares more than {} attributes",
                                   SCAN_ATTRIBUTE_LIMIT},
        [XML_TOO_MANY_NAMES] = {"the file has more than {} different names", NAMES_LIMIT},
        [XML_NAMES_TOO_LONG] = {"the different names in the file take more than {} bytes",
                                NAMES_LENGTH_LIMIT},
        [XML_TOO_LARGE] = {"what stands here grows too large for the XML parser", 0},
    };
    enum xml_kind kind = profile->xml->kind;
    if (kind < sizeof limits / sizeof *limits && limits[kind].message)
        flag(context, at_xml(profile), .message = limits[kind].message,
             .values = {number(limits[kind].limit)});
}

void rule_xml_namespace(const struct profile *profile, struct rule_context *context)
{
    const struct declaration *declaration = profile->declaration;
    enum element_kind named = declaration->named->kind;
    flag(context, at_range(declaration->at, declaration->element->kind, ATTRIBUTE_UNKNOWN),
         .message = "this puts <{}> into a namespace; the client looks for plain names",
         .values = {word(element_name(named))},
         .code = named == ELEMENT_provision ? "RTC_E_PROFILE_NO_PROVISION" : NULL, .likely = true);
}
