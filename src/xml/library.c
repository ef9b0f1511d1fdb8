/* SPDX-License-Identifier: MIT */
#include "xml/library.h"

#include <expat.h>
#include <string.h>

const char *library_compiled(void)
{
#define STRING(number) #number
#define VERSION(major, minor, micro) STRING(major) "." STRING(minor) "." STRING(micro)
    return VERSION(XML_MAJOR_VERSION, XML_MINOR_VERSION, XML_MICRO_VERSION);
}

const char *library_running(void)
{
    const char *version = XML_ExpatVersion(); /* "expat_2.5.0" */
    const char *number = strchr(version, '_');
    return number ? number + 1 : version;
}

enum malformation library_malformation(int error)
{
    static const enum malformation malformations[] = {
        [XML_ERROR_UNCLOSED_TOKEN] = MALFORMED_TRUNCATED,
        [XML_ERROR_PARTIAL_CHAR] = MALFORMED_TRUNCATED,
        [XML_ERROR_UNCLOSED_CDATA_SECTION] = MALFORMED_TRUNCATED,
        [XML_ERROR_NO_ELEMENTS] = MALFORMED_EMPTY,
        [XML_ERROR_TAG_MISMATCH] = MALFORMED_MISMATCHED_TAG,
        [XML_ERROR_DUPLICATE_ATTRIBUTE] = MALFORMED_DUPLICATE_ATTRIBUTE,
        [XML_ERROR_JUNK_AFTER_DOC_ELEMENT] = MALFORMED_TEXT_AFTER_ROOT,
        [XML_ERROR_MISPLACED_XML_PI] = MALFORMED_DECLARATION_LATE,
        [XML_ERROR_UNDEFINED_ENTITY] = MALFORMED_UNDEFINED_ENTITY,
        [XML_ERROR_BAD_CHAR_REF] = MALFORMED_REFERENCE,
        [XML_ERROR_UNKNOWN_ENCODING] = MALFORMED_ENCODING_UNKNOWN,
        [XML_ERROR_INCORRECT_ENCODING] = MALFORMED_ENCODING_CONTRADICTED,
        [XML_ERROR_UNBOUND_PREFIX] = MALFORMED_PREFIX,
        [XML_ERROR_UNDECLARING_PREFIX] = MALFORMED_PREFIX_DECLARATION,
        [XML_ERROR_RESERVED_PREFIX_XML] = MALFORMED_PREFIX_DECLARATION,
        [XML_ERROR_RESERVED_PREFIX_XMLNS] = MALFORMED_PREFIX_DECLARATION,
        [XML_ERROR_RESERVED_NAMESPACE_URI] = MALFORMED_PREFIX_DECLARATION,
    };
    bool is_known = error >= 0 && (size_t)error < sizeof malformations / sizeof *malformations;
    return is_known ? malformations[error] : MALFORMED_OTHER;
}

bool library_gave_up(int error)
{
#if XML_MAJOR_VERSION > 2 || (XML_MAJOR_VERSION == 2 && XML_MINOR_VERSION >= 4)
    if (error == XML_ERROR_AMPLIFICATION_LIMIT_BREACH)
        return true;
#endif
    return error == XML_ERROR_NO_MEMORY;
}
