/* SPDX-License-Identifier: MIT */
/*
 * How a rule says what it found:
 *
 *     flag(verdict, at_value(server->element, ATTRIBUTE_protocol),
 *          .message = "the protocol {} is not TCP, UDP or TLS",
 *          .values = {quoted_value(server->element, ATTRIBUTE_protocol)},
 *          .nearest = "TLS");
 *
 * The rule's id, severity, help line and the client's answer come from its row in the table, unless
 * the statement has its own. Each `{}` stands for one of the values, which come from the input
 * through quoted_value(), quoted_part() and quoted_xml_name() alone: see harmless.h. Secrets have
 * no way in.
 */
#ifndef SIPLINT_RULES_VERDICT_H
#define SIPLINT_RULES_VERDICT_H

#include "findings/finding.h"
#include "findings/message.h"
#include "profile/profile.h"

#define STATEMENT_VALUES 4

struct statement {
    const char *message; /* what is wrong, the value seen, what would be right */
    struct argument values[STATEMENT_VALUES + 1];
    struct text written; /* what should have been a known word: letters in it that only look right
                            are named */
    const char *nearest; /* the known word that was likely meant; NULL: none is close */
    const char *help;    /* instead of the row's */
    struct argument help_values[STATEMENT_VALUES + 1];
    const char *code;         /* instead of the row's … */
    bool likely;              /* … with this */
    enum severity severity;   /* instead of the row's, unless the user has set it */
    const char *related;      /* about another place, at … */
    struct range related_at;  /* … this range … */
    const char *related_path; /* … of another input; NULL: of the same */
};

struct verdict;

#define flag(verdict, at, ...) \
    flag_statement((verdict), (at), &(const struct statement){__VA_ARGS__})

void flag_statement(struct verdict *verdict, struct token at, const struct statement *statement);

/* An attribute's value, or a part of it, as far as it may be shown. The part is a slice of the
 * value.
 */
struct argument quoted_value(const struct element *element, enum attribute_kind attribute);
struct argument quoted_part(const struct element *element, enum attribute_kind attribute,
                            struct text part);

/* Likewise a part of a value that isn't an element's any more. */
struct argument quoted_slice(enum attribute_kind attribute, struct text value, struct text part);

/* A name that isn't known: of an element, an attribute, a rule, an encoding. */
struct argument quoted_xml_name(struct text name);

/* Flags an attribute that isn't there or empty. */
void flag_missing(const struct element *element, enum attribute_kind attribute,
                  struct verdict *verdict);

/* Flags an attribute's value, which is none of those that it may have; `message` has a {} for it.
 */
void flag_unknown(const struct element *element, enum attribute_kind attribute, const char *message,
                  struct verdict *verdict);

#endif
