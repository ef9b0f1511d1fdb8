/* SPDX-License-Identifier: MIT */
/*
 * The catalogue: every row is complete, of the promised form, and found by its id. What
 * administrators read without a manual comes from these rows, so their lengths, their style and
 * their examples are checked too.
 */
#include "catalogue/rules.h"
#include "rules/lists.h"

#include <check.h>
#include <expat.h>
#include <string.h>

#define SUMMARY_LIMIT 80
#define HELP_LIMIT 160
#define AT_LIMIT 80
#define WHY_LIMIT 500

#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"

static const char *const names[] = {
#define RULE(name, ...) #name,
#include "catalogue/rules.def"
#undef RULE
};

Suite *suite_rules(void);

static bool consists_of(const char *string, size_t length, const char *characters)
{
    return length > 0 && strspn(string, characters) >= length;
}

static void name_is_id(int row)
{
    const char *id = rules[row].id;

    ck_assert_uint_eq(strlen(names[row]), strlen(id));
    for (size_t i = 0; id[i]; i++)
        ck_assert_msg(names[row][i] == (id[i] == '-' ? '_' : id[i]), "%s, %s", names[row], id);
}

static void id_is_kebab_case(int row)
{
    const char *id = rules[row].id;

    ck_assert_msg(consists_of(id, strlen(id), LOWER DIGITS "-"), "%s", id);
    ck_assert_msg(strchr(LOWER, id[0]), "%s", id);
    ck_assert_msg(!strstr(id, "--") && id[strlen(id) - 1] != '-', "%s", id);
}

/* An id that's a category's name too would make --disable ambiguous. */
static void id_and_summary_are_unique(int row)
{
    for (int i = 0; i < row; i++) {
        ck_assert_str_ne(rules[i].id, rules[row].id);
        ck_assert_str_ne(rules[i].summary, rules[row].summary);
    }
    for (int i = 0; i < CATEGORY_COUNT; i++)
        ck_assert_str_ne(category_name((enum category)i), rules[row].id);
}

static void row_is_complete(int row)
{
    const struct rule *rule = &rules[row];

    ck_assert_int_gt(rule->severity, SEVERITY_OFF);
    ck_assert_int_le(rule->severity, SEVERITY_ERROR);
    ck_assert_int_lt(rule->category, CATEGORY_COUNT);
    ck_assert_int_lt(rule->phase, PHASE_COUNT);
    ck_assert_ptr_nonnull(rule->since);
    ck_assert_msg(!rule->likely || rule->code, "%s: what is likely?", rule->id);
    ck_assert_msg(!rule->fixed || (rule->severity == SEVERITY_ERROR && !rule->opt_in), "%s: fixed",
                  rule->id);
}

/* Texts go to terminals, manuals and Windows consoles alike, hence ASCII. */
static void check_text(const char *id, const char *field, const char *text, size_t limit)
{
    ck_assert_msg(text && *text, "%s: no %s", id, field);
    ck_assert_msg(strlen(text) <= limit, "%s: %s is too long", id, field);
    ck_assert_msg(*text != ' ' && text[strlen(text) - 1] != ' ', "%s: blank at an end of %s", id,
                  field);
    ck_assert_msg(!strstr(text, "  "), "%s: two blanks in %s", id, field);
    for (const char *at = text; *at; at++)
        ck_assert_msg(*at >= ' ' && *at <= '~', "%s: %s isn't plain ASCII", id, field);
}

static void texts_are_of_their_form(int row)
{
    const struct rule *rule = &rules[row];

    check_text(rule->id, "at", rule->at, AT_LIMIT);
    check_text(rule->id, "summary", rule->summary, SUMMARY_LIMIT);
    check_text(rule->id, "help", rule->help, HELP_LIMIT);
    check_text(rule->id, "why", rule->why, WHY_LIMIT);
    ck_assert_msg(rule->summary[strlen(rule->summary) - 1] != '.', "%s: summary ends", rule->id);
    ck_assert_msg(rule->help[strlen(rule->help) - 1] != '.', "%s: help ends", rule->id);
    ck_assert_msg(strchr(LOWER, rule->help[0]), "%s: help starts in capitals", rule->id);
}

static int count_sentences(const char *text)
{
    int count = 0;

    for (; *text; text++)
        count += *text == '.' && (text[1] == ' ' || !text[1]);
    return count;
}

static void why_is_some_sentences(int row)
{
    const struct rule *rule = &rules[row];
    int sentences = count_sentences(rule->why);

    ck_assert_msg(rule->why[strlen(rule->why) - 1] == '.', "%s: why doesn't end", rule->id);
    ck_assert_msg(sentences >= 2 && sentences <= 4, "%s: %d sentences", rule->id, sentences);
    ck_assert_msg(!strstr(rule->why, rule->summary), "%s: why repeats the summary", rule->id);
}

/* Constants' names, with " or " between. */
static void code_is_constants(int row)
{
    for (const char *code = rules[row].code; code;) {
        const char *end = strstr(code, " or ");
        size_t length = end ? (size_t)(end - code) : strlen(code);
        ck_assert_msg(consists_of(code, length, UPPER "_"), "%s: %s", rules[row].id, code);
        code = end ? end + strlen(" or ") : NULL;
    }
}

/* Only what siplint decides by itself has no source: its own comments, its limits. */
static void source_is_addresses(int row)
{
    const struct rule *rule = &rules[row];

    ck_assert_msg(rule->source || rule->category == CATEGORY_LINT || rule->fixed, "%s: no source",
                  rule->id);
    for (const char *source = rule->source; source;) {
        size_t length = strcspn(source, " ");
        ck_assert_msg(!strncmp(source, "https://", 8) || !strncmp(source, "http://", 7), "%s: %s",
                      rule->id, source);
        ck_assert_msg(!memchr(source + 8, ':', length - 8), "%s: no blank in %s", rule->id, source);
        source = source[length] ? source + length + 1 : NULL;
    }
}

static void since_is_a_version(int row)
{
    const char *since = rules[row].since;

    for (int part = 0; part < 3; part++) {
        size_t length = strspn(since, DIGITS);
        ck_assert_msg(length > 0, "%s: %s", rules[row].id, rules[row].since);
        since += length;
        ck_assert_msg(*since == (part < 2 ? '.' : '\0'), "%s: %s", rules[row].id, rules[row].since);
        since += part < 2;
    }
}

/* A rule learns what was found just before: of the same phase, earlier in the table. */
static void implied_by_earlier_ones(int row)
{
    for (const uint16_t *by = rules[row].implied_by; by && *by != RULE_COUNT; by++) {
        ck_assert_msg(*by < row, "%s is implied by a later rule", rules[row].id);
        ck_assert_msg(rules[*by].phase == rules[row].phase, "%s: %s has another phase",
                      rules[row].id, rules[*by].id);
    }
}

static bool feed(XML_Parser parser, const char *text, bool last)
{
    return XML_Parse(parser, text, (int)strlen(text), last) == XML_STATUS_OK;
}

static bool is_document(const char *text)
{
    XML_Parser parser = XML_ParserCreate(NULL);
    bool good = feed(parser, text, true);

    XML_ParserFree(parser);
    return good;
}

/* A document, or some elements that could stand in one. */
static bool is_well_formed(const char *text)
{
    XML_Parser parser = XML_ParserCreate(NULL);
    bool good = feed(parser, "<wrapped>", false) && feed(parser, text, false) &&
                feed(parser, "</wrapped>", true);

    XML_ParserFree(parser);
    return good || is_document(text);
}

static void examples_are_xml(int row)
{
    const struct rule *rule = &rules[row];

    ck_assert_msg(rule->bad && rule->good, "%s: no example", rule->id);
    ck_assert_str_ne(rule->bad, rule->good);
    ck_assert_msg(is_well_formed(rule->good), "%s: good isn't XML", rule->id);
    ck_assert_msg(is_well_formed(rule->bad) == (row != RULE_xml_malformed), "%s: bad", rule->id);
}

static void rule_is_found(int row)
{
    const char *id = rules[row].id;
    char longer[128];

    ck_assert_uint_lt(strlen(id) + 2, sizeof longer);
    strcpy(longer, id);
    strcat(longer, "x");
    ck_assert_int_eq(rule_find(text_of(id)), row);
    ck_assert_int_eq(rule_find(text_slice(text_of(longer), 0, strlen(id))), row);
    ck_assert_int_eq(rule_find(text_of(longer)), -1);
    ck_assert_str_eq(rule_nearest(text_of(longer)), id);
}

static void (*const row_checks[])(int row) = {
    name_is_id,        id_is_kebab_case,        id_and_summary_are_unique,
    row_is_complete,   texts_are_of_their_form, why_is_some_sentences,
    code_is_constants, source_is_addresses,     since_is_a_version,
    examples_are_xml,  rule_is_found,           implied_by_earlier_ones,
};

#define ROW_CHECK_COUNT (int)(sizeof row_checks / sizeof row_checks[0])

START_TEST(each_row)
{
    for (int row = 0; row < RULE_COUNT; row++)
        row_checks[_i](row);
}
END_TEST

START_TEST(other_words_are_no_rules)
{
    static const char *const words[] = {"",
                                        "basic",
                                        "basic_without_tls",
                                        "Basic-Without-Tls",
                                        "security",
                                        "basic-without-tls\n",
                                        "basic-without-tls "};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        ck_assert_msg(rule_find(text_of(words[i])) == -1, "\"%s\" was found", words[i]);
}
END_TEST

START_TEST(nearest_is_a_rule)
{
    static const struct {
        const char *word, *nearest;
    } cases[] = {
        {"basic-without-tsl", "basic-without-tls"},
        {"Basic-Without-TLS", "basic-without-tls"},
        {"basic_without_tls", "basic-without-tls"},
        {"securty", NULL},
        {"security", NULL},
        {"nothing-of-the-kind", NULL},
        {"", NULL},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *nearest = rule_nearest(text_of(cases[i].word));
        ck_assert_msg(!nearest == !cases[i].nearest, "\"%s\"", cases[i].word);
        if (nearest)
            ck_assert_str_eq(nearest, cases[i].nearest);
    }
}
END_TEST

START_TEST(categories_have_names)
{
    static const char *const expected[] = {
        [CATEGORY_XML] = "xml",           [CATEGORY_SCHEMA] = "schema",
        [CATEGORY_SECURITY] = "security", [CATEGORY_INTEROP] = "interop",
        [CATEGORY_FLEET] = "fleet",       [CATEGORY_CARRIER] = "carrier",
        [CATEGORY_LINT] = "lint",
    };

    for (int i = 0; i < CATEGORY_COUNT; i++)
        ck_assert_str_eq(category_name((enum category)i), expected[i]);
}
END_TEST

/* The end of a user, a server, a session: what is for that comes before what is for the end of any
 * element, so that a note doesn't take the place of a warning that --max-findings cuts off. */
START_TEST(own_ends_come_first)
{
    static const struct {
        enum phase phase;
        enum element_kind kind;
    } ends[] = {{PHASE_USER, ELEMENT_user},
                {PHASE_SERVER, ELEMENT_sipsrv},
                {PHASE_SESSION, ELEMENT_session}};
    uint8_t severity[RULE_COUNT];
    const struct policy policy = {.severity = severity};
    struct rule_lists lists = {0};
    memset(severity, SEVERITY_NOTE, sizeof severity);
    rule_lists_make(&lists, &policy, TARGET_ANY);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t list = rule_list(PHASE_ELEMENT, ends[i].kind);
        bool is_of_any = false;
        ck_assert_uint_eq(list, rule_list(ends[i].phase, ends[i].kind));
        for (size_t k = lists.first_of[list]; k < lists.first_of[list + 1]; k++) {
            const struct rule *rule = &rules[lists.on[k].rule];
            bool is_own = rule->phase == ends[i].phase;
            ck_assert_msg(!(is_own && is_of_any), "%s comes late", rule->id);
            is_of_any |= !is_own;
        }
        ck_assert(is_of_any);
    }
    rule_lists_free(&lists);
}
END_TEST

Suite *suite_rules(void)
{
    Suite *suite = suite_create("rules");
    TCase *rows = tcase_create("rows");
    TCase *lookup = tcase_create("lookup");

    tcase_add_loop_test(rows, each_row, 0, ROW_CHECK_COUNT);
    suite_add_tcase(suite, rows);
    tcase_add_test(lookup, other_words_are_no_rules);
    tcase_add_test(lookup, own_ends_come_first);
    tcase_add_test(lookup, nearest_is_a_rule);
    tcase_add_test(lookup, categories_have_names);
    suite_add_tcase(suite, lookup);
    return suite;
}
