/* SPDX-License-Identifier: MIT */
/* --list-rules and --explain against the table that they are made from. */
#include "capture.h"
#include "catalogue/rules.h"
#include "cli/explain.h"
#include "cli/wrap.h"

#include <string.h>

Suite *suite_explain(void);

static char *explained(const char *name, bool color)
{
    struct capture capture = capture_begin(color);
    explain_rules(capture.out, name);
    return capture_end(&capture);
}

/* A policy with the table's severities, but for one rule each. */
static const struct policy *policy_with(enum rule_index rule, enum severity severity)
{
    static uint8_t severities[RULE_COUNT];
    static const struct policy policy = {.severity = severities};
    for (int i = 0; i < RULE_COUNT; i++)
        severities[i] = (uint8_t)rules[i].severity;
    severities[rule] = (uint8_t)severity;
    return &policy;
}

static char *listed(const struct policy *policy, enum target target)
{
    struct capture capture = capture_begin(false);
    explain_list_rules(capture.out, policy, target);
    return capture_end(&capture);
}

/* A line a rule, in the table's order, with the columns where the first line has them. */
START_TEST(list)
{
    char *text = listed(policy_with(RULE_basic_auth, SEVERITY_OFF), TARGET_ANY);
    char *line = text;
    long severity = -1;
    for (int i = 0; i < RULE_COUNT; i++) {
        char *end = strchr(line, '\n');
        ck_assert_ptr_nonnull(end);
        *end = '\0';
        size_t length = strlen(rules[i].id);
        ck_assert_int_eq(strncmp(line, rules[i].id, length), 0);
        const char *at = line + length + strspn(line + length, " ");
        severity = severity < 0 ? at - line : severity;
        ck_assert_int_eq(at - line, severity);
        ck_assert_int_eq(at[-2], ' ');
        at = strstr(at, category_name(rules[i].category));
        ck_assert_ptr_nonnull(at);
        ck_assert_ptr_nonnull(strstr(at, rules[i].summary));
        line = end + 1;
    }
    ck_assert_str_eq(line, "");
    free(text);
}
END_TEST

static const struct {
    enum rule_index rule;
    enum severity given; /* by the policy */
    enum target target;
    const char *shown;
} severities_in_force[] = {
    {RULE_basic_auth, SEVERITY_WARNING, TARGET_ANY, "warning"},
    {RULE_basic_auth, SEVERITY_ERROR, TARGET_RTC_1_0, "error"},
    {RULE_basic_auth, SEVERITY_OFF, TARGET_ANY, "off"},
    {RULE_auth_default, SEVERITY_NOTE, TARGET_ANY, "note"},
    {RULE_auth_default, SEVERITY_NOTE, TARGET_CE_6_0, "note"},
    {RULE_auth_default, SEVERITY_NOTE, TARGET_RTC_1_01, "off"},
    {RULE_auth_too_new, SEVERITY_ERROR, TARGET_ANY, "off"},
    {RULE_auth_too_new, SEVERITY_ERROR, TARGET_RTC_1_0, "error"},
    {RULE_session_type_unsupported, SEVERITY_WARNING, TARGET_RTC_1_3, "off"},
    {RULE_session_type_unsupported, SEVERITY_WARNING, TARGET_CE_4_2, "warning"},
};

/* What the options make of a rule, and whether it's for the target at all. */
START_TEST(list_in_force)
{
    const struct policy *policy =
        policy_with(severities_in_force[_i].rule, severities_in_force[_i].given);
    char *text = listed(policy, severities_in_force[_i].target);
    char line[100];
    char found[20];
    snprintf(line, sizeof line, "\n%s ", rules[severities_in_force[_i].rule].id);
    const char *at = strstr(text, line);
    ck_assert_ptr_nonnull(at);
    ck_assert_int_eq(sscanf(at, "%*s %19s", found), 1);
    ck_assert_str_eq(found, severities_in_force[_i].shown);
    free(text);
}
END_TEST

/* Each rule's object, in a form that a JSON reader takes; that it has all that --explain says is
 * tested in check_formats.sh. */
START_TEST(list_for_programs)
{
    struct capture capture = capture_begin(false);
    explain_list_rules_json(capture.out, policy_with(RULE_basic_auth, SEVERITY_OFF), TARGET_ANY);
    char *text = capture_end(&capture);
    const char *at = text;
    for (int i = 0; i < RULE_COUNT; i++) {
        char start[300];
        snprintf(start, sizeof start,
                 "  {\"id\": \"%s\", \"severity\": \"%s\", \"inForce\": \"%s\", "
                 "\"category\": \"%s\", \"summary\": \"",
                 rules[i].id, severity_name(rules[i].severity),
                 i == RULE_basic_auth || (rules[i].targets && !(rules[i].targets & 1))
                     ? "off"
                     : severity_name(rules[i].severity),
                 category_name(rules[i].category));
        at = strstr(at, start);
        ck_assert_msg(at != NULL, "%s", start);
        snprintf(start, sizeof start, "\"likely\": %s, \"optIn\": %s, \"turnOn\": [%s",
                 rules[i].likely ? "true" : "false", rules[i].opt_in ? "true" : "false",
                 rules[i].opt_in ? "\"--enable=" : "], ");
        at = strstr(at, start);
        ck_assert_msg(at != NULL, "%s", start);
        snprintf(start, sizeof start, "\"since\": \"%s\"}%s\n", rules[i].since,
                 i + 1 < RULE_COUNT ? "," : "");
        at = strstr(at, start);
        ck_assert_msg(at != NULL, "%s", start);
    }
    ck_assert_ptr_nonnull(strstr(text, "\"code\": null"));
    ck_assert_ptr_nonnull(strstr(text, "\"code\": \"RTC_E_BASIC_AUTH_SET_TLS\""));
    ck_assert_ptr_nonnull(strstr(text, "\"turnOn\": [\"--enable=duplicate-realm\", "
                                       "\"--fleet=enabled\"]"));
    ck_assert_int_eq(text[0], '[');
    ck_assert_str_eq(text + strlen(text) - 4, "}\n]\n");
    free(text);
}
END_TEST

/* Each word of `prose` is there, in order, whatever the line breaks. */
static void assert_prose(const char *text, const char *prose)
{
    char words[2000];
    ck_assert_uint_lt(strlen(prose), sizeof words);
    strcpy(words, prose);
    for (char *word = strtok(words, " \n"); word; word = strtok(NULL, " \n")) {
        text = strstr(text, word);
        ck_assert_msg(text != NULL, "%s", word);
        text += strlen(word);
    }
}

START_TEST(explanation)
{
    const struct rule *rule = &rules[_i];
    char *text = explained(rule->id, false);
    char recipe[200];
    ck_assert_int_eq(strncmp(text, rule->id, strlen(rule->id)), 0);
    assert_prose(text, severity_name(rule->severity));
    assert_prose(text, category_name(rule->category));
    assert_prose(text, rule->summary);
    assert_prose(text, rule->why);
    assert_prose(text, rule->bad);
    assert_prose(text, rule->good);
    assert_prose(text, rule->help);
    assert_prose(text, rule->since);
    if (rule->source)
        assert_prose(text, rule->source);
    if (rule->code)
        assert_prose(text, rule->code);
    ck_assert((strstr(text, "The client's answer") != NULL) == (rule->code != NULL));
    ck_assert((strstr(text, "To turn it on") != NULL) == rule->opt_in);
    snprintf(recipe, sizeof recipe, "--disable=%s\n", rule->id);
    ck_assert((strstr(text, recipe) != NULL) != rule->fixed);
    snprintf(recipe, sizeof recipe, "<!-- siplint disable=%s: reason -->", rule->id);
    ck_assert((strstr(text, recipe) != NULL) != rule->fixed);
    ck_assert((strstr(text, "can't be turned off") != NULL) == rule->fixed);
    free(text);
}
END_TEST

/* How many of the rules a text explains. */
static int count_rules(const char *text)
{
    int count = 0;
    for (const char *at = text; (at = strstr(at, "\nFires when\n")); at++)
        count++;
    return count;
}

START_TEST(several)
{
    char *text = explained("all", false);
    ck_assert_int_eq(count_rules(text), RULE_COUNT);
    free(text);
    for (int category = 0; category < CATEGORY_COUNT; category++) {
        int members = 0;
        for (int i = 0; i < RULE_COUNT; i++)
            members += (int)rules[i].category == category;
        text = explained(category_name((enum category)category), false);
        ck_assert_int_eq(count_rules(text), members);
        free(text);
    }
    text = explained("basic-auth", false);
    ck_assert_int_eq(count_rules(text), 1);
    ck_assert_ptr_null(strchr(text, '\033'));
    free(text);
    text = explained("basic-auth", true);
    ck_assert_int_eq(strncmp(text, "\033[1mbasic-auth\033[0m: ", 20), 0);
    free(text);
}
END_TEST

static const struct {
    const char *text;
    size_t indent;
    const char *wrapped;
} paragraphs[] = {
    {"", 4, "\n"},
    {"one two", 4, "one two\n"},
    {"1234567 1234567 1234567", 65,
     "1234567 1234567\n" /* 65 columns */
     "                                                            "
     "     1234567\n"},
    {"1234567 12345678 1", 65,
     "1234567\n"
     "                                                                 "
     "12345678 1\n"},
    {"\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9 1234567", 65,
     "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9 1234567\n"},
    {"https://an.address/that/is/too/long/for/the/line and more", 60,
     "https://an.address/that/is/too/long/for/the/line\n"
     "                                                            and more\n"},
};

START_TEST(wrapping)
{
    struct capture capture = capture_begin(false);
    wrap_text(capture.out, paragraphs[_i].text, paragraphs[_i].indent);
    char *text = capture_end(&capture);
    ck_assert_str_eq(text, paragraphs[_i].wrapped);
    free(text);
}
END_TEST

START_TEST(lines)
{
    struct capture capture = capture_begin(false);
    wrap_lines(capture.out, "<a>\n  <b/>\n\n</a>", 2);
    char *text = capture_end(&capture);
    ck_assert_str_eq(text, "  <a>\n    <b/>\n  \n  </a>\n");
    free(text);
}
END_TEST

Suite *suite_explain(void)
{
    Suite *suite = suite_create("explain");
    TCase *lists = tcase_create("lists");
    TCase *prose = tcase_create("prose");
    tcase_add_test(lists, list);
    tcase_add_loop_test(lists, list_in_force, 0,
                        sizeof severities_in_force / sizeof *severities_in_force);
    tcase_add_test(lists, list_for_programs);
    suite_add_tcase(suite, lists);
    tcase_add_loop_test(prose, explanation, 0, RULE_COUNT);
    tcase_add_test(prose, several);
    tcase_add_loop_test(prose, wrapping, 0, (int)(sizeof paragraphs / sizeof *paragraphs));
    tcase_add_test(prose, lines);
    suite_add_tcase(suite, prose);
    return suite;
}
