/* SPDX-License-Identifier: MIT */
/*
 * The formats for machines, byte by byte where a reader depends on it: escaping, the records of
 * one hostile finding, documents without findings, fingerprints, and --output. That the documents
 * are valid by other programs' readers is tested in check_formats.sh.
 */
#include "canary.h"
#include "capture.h"
#include "cli/command_line.h"
#include "report/formats.h"
#include "report/markup.h"
#include "scratch.h"
#include "support.h"

#include <fcntl.h>
#include <sys/stat.h>

Suite *suite_formats(void);

#define HOSTILE_PATH "a\x1b[31m\n::error::\xc2\x9b\xe2\x80\xae\xff,%#.xml"

#define COUNT(table) (int)(sizeof(table) / sizeof *(table))

static const struct finding plain = {
    .at = {.start = {100, 12, 7}, .end = {105, 12, 12}},
    .message = "no \"key\" <&>",
    .help = "add it, at 100%",
    .where = "provision",
    .code = "RTC_E_PROFILE_NO_KEY",
    .rule = RULE_missing_key,
    .severity = SEVERITY_WARNING,
};

/* ---- One report ---- */

struct written_report {
    struct lab lab;
    struct report_settings settings;
    struct capture capture;
    struct report report;
    struct totals totals;
};

static void begin(struct written_report *report, const struct format *format)
{
    *report = (struct written_report){.settings = {.target = "any", .suppressions = true}};
    lab_init(&report->lab);
    report->capture = capture_begin(false);
    report->report = (struct report){
        .format = format,
        .out = report->capture.out,
        .policy = &report->lab.policy,
        .settings = &report->settings,
    };
    report_begin(&report->report);
}

static void take(struct written_report *report, const struct inspection *inspection)
{
    totals_add(&report->totals, inspection);
    report_inspection(&report->report, inspection);
}

static void take_finding(struct written_report *report, const char *path, struct finding finding)
{
    struct inspection inspection = {
        .path = path,
        .findings = {.items = &finding, .count = 1},
    };
    struct fingerprints fingerprints;
    fingerprints_init(&fingerprints);
    fingerprints_enter(&fingerprints, path);
    finding.fingerprint = fingerprints_take(&fingerprints, rules[finding.rule].id, finding.where);
    fingerprints_free(&fingerprints);
    inspection.findings.counts.by_severity[finding.severity] = 1;
    take(report, &inspection);
}

static char *end(struct written_report *report)
{
    report_end(&report->report, &report->totals);
    return capture_end(&report->capture);
}

/* ---- Escaping ---- */

static const struct {
    const char *value;
    const char *xml;
    const char *tap;
    const char *data;
    const char *property;
    const char *uri;
} escapings[] = {
    {"", "", "", "", "", ""},
    {"a b/c-1.x_~", "a b/c-1.x_~", "a b/c-1.x_~", "a b/c-1.x_~", "a b/c-1.x_~", "a%20b/c-1.x_~"},
    {"<&>\"'", "&lt;&amp;&gt;&quot;&apos;", "<&>\"'", "<&>\"'", "<&>\"'", "%3C%26%3E%22%27"},
    {"%:,%0A", "%:,%0A", "%:,%0A", "%25:,%250A", "%25%3A%2C%250A", "%25%3A%2C%250A"},
    {"\r\n", "\\r\\n", "\\\\r\\\\n", "%0D%0A", "%0D%0A", "%0D%0A"},
    {"\\# TODO", "\\# TODO", "\\\\\\# TODO", "\\# TODO", "\\# TODO", "%5C%23%20TODO"},
    {"\t\x1b\x7f", "\\t\\u{1b}\\u{7f}", "\\\\t\\\\u{1b}\\\\u{7f}", "\\t\\u{1b}\\u{7f}",
     "\\t\\u{1b}\\u{7f}", "%09%1B%7F"},
    {"\xc2\x9b\xe2\x80\xae", "\\u{9b}\\u{202e}", "\\\\u{9b}\\\\u{202e}", "\\u{9b}\\u{202e}",
     "\\u{9b}\\u{202e}", "%C2%9B%E2%80%AE"},
    {"\xff\xc3", "\\xff\\xc3", "\\\\xff\\\\xc3", "\\xff\\xc3", "\\xff\\xc3", "%FF%C3"},
    {"\xed\xa0\x80\xef\xbf\xbe", "\\xed\\xa0\\x80\\u{fffe}", "\\\\xed\\\\xa0\\\\x80\\\\u{fffe}",
     "\\xed\\xa0\\x80\\u{fffe}", "\\xed\\xa0\\x80\\u{fffe}", "%ED%A0%80%EF%BF%BE"},
    {"\xc3\xa4\xe5\xa7\x93\xf0\x9f\x94\x91", "\xc3\xa4\xe5\xa7\x93\xf0\x9f\x94\x91",
     "\xc3\xa4\xe5\xa7\x93\xf0\x9f\x94\x91", "\xc3\xa4\xe5\xa7\x93\xf0\x9f\x94\x91",
     "\xc3\xa4\xe5\xa7\x93\xf0\x9f\x94\x91", "%C3%A4%E5%A7%93%F0%9F%94%91"},
};

static void assert_put(report_put *put, const char *value, const char *expected)
{
    struct capture capture = capture_begin(false);
    put(capture.out, text_of(value));
    char *written = capture_end(&capture);
    ck_assert_str_eq(written, expected);
    free(written);
}

static void put_uri(struct emit *out, struct text text)
{
    emit_uri_path(out, text.bytes);
}

START_TEST(escaping)
{
    const char *value = escapings[_i].value;
    assert_put(emit_xml_text, value, escapings[_i].xml);
    assert_put(emit_tap_description, value, escapings[_i].tap);
    assert_put(emit_github_data, value, escapings[_i].data);
    assert_put(emit_github_property, value, escapings[_i].property);
    assert_put(put_uri, value, escapings[_i].uri);
}
END_TEST

static const struct {
    const char *value;
    const char *text;
    const char *code;
} markdowns[] = {
    {"", "", ""},
    {"a-b/c.1 (x)", "a-b/c.1 (x)", "a-b/c.1 (x)"},
    {"@ann, <b>", "&#64;<!-- -->ann, &lt;b&gt;", "@ann, <b>"},
    {"a`b``|c", "a&#96;b&#96;&#96;&#124;c", "a\\x60b\\x60\\x60\\x7cc"},
    {"\\x60\x1b", "&#92;x60&#92;u&#123;1b&#125;", "\\x5cx60\\x5cu{1b}"},
    {"http://WWW.a.www.b", "http&#58;//WWW&#46;a.www&#46;b", "http://WWW.a.www.b"},
    {"##[x](y) :a: *b* _c_", "&#35;&#35;&#91;x&#93;(y) &#58;a&#58; &#42;b&#42; &#95;c&#95;",
     "#\\x23[x](y) :a: *b* _c_"},
};

START_TEST(markdown)
{
    assert_put(emit_markdown, markdowns[_i].value, markdowns[_i].text);
    assert_put(emit_markdown_code, markdowns[_i].value, markdowns[_i].code);
}
END_TEST

/* What is held is written where it's put, less what was dropped of it. */
START_TEST(held)
{
    struct capture capture = capture_begin(false);
    struct emit *part = emit_new_held();
    emit_repeat(part, 'x', 100000);
    emit_flush(part);
    ck_assert_uint_eq(emit_held(part), 100000);
    emit_shorten(part, 3);
    emit_literal(part, "#");
    emit_literal(capture.out, "<");
    emit_append(capture.out, part);
    emit_value(capture.out, text_of("#"));
    emit_discard(part);
    char *written = capture_end(&capture);
    ck_assert_str_eq(written, "<xxx#\\x23");
    free(written);
}
END_TEST

/* Within a JSON string, so that each backslash is there twice. */
static const struct {
    const char *value;
    const char *sarif;
    const char *sarif_prose;
    const char *sarif_code;
    const char *prose;
} markups[] = {
    {"", "", "", "", ""},
    {"a (b) \"c\", 'd'", "a (b) \\\"c\\\", 'd'", "a (b) \\\"c\\\", 'd'", "a (b) \\\"c\\\", 'd'",
     "a (b) \\\"c\\\", 'd'"},
    {"[a](1)", "\\\\[a\\\\](1)", "\\\\[a\\\\](1)", "[a](1)", "\\\\[a\\\\](1)"},
    {"\\[a](1)", "\\\\\\\\\\\\[a\\\\](1)", "\\\\\\\\\\\\[a\\\\](1)", "\\\\[a](1)",
     "\\\\\\\\\\\\[a\\\\](1)"},
    {"{0}{{}", "{{0}}{{{{}}", "{{0}}{{{{}}", "{{0}}{{{{}}", "{0}{{}"},
    {"\\u{1b}", "\\\\\\\\u{{1b}}", "\\\\\\\\u{{1b}}", "\\\\u{{1b}}", "\\\\\\\\u{1b}"},
    {"<b>*_`&~#@:$", "<b>*_`&~#@:$", "\\\\<b\\\\>\\\\*\\\\_\\\\`\\\\&\\\\~\\\\#\\\\@\\\\:\\\\$",
     "<b>*_`&~#@:$", "\\\\<b\\\\>\\\\*\\\\_\\\\`\\\\&\\\\~\\\\#\\\\@\\\\:\\\\$"},
    {"##[x]", "#\\u0023\\\\[x\\\\]", "\\\\#\\\\#\\\\[x\\\\]", "#\\u0023[x]",
     "\\\\#\\\\#\\\\[x\\\\]"},
    {"\xc3\xa4[\xe2\x80\xae\xff", "\xc3\xa4\\\\[\\u202e\\\\xff", "\xc3\xa4\\\\[\\u202e\\\\xff",
     "\xc3\xa4[\\u202e\\\\xff", "\xc3\xa4\\\\[\\u202e\\\\xff"},
};

START_TEST(markup)
{
    const char *value = markups[_i].value;
    assert_put(markup_put_sarif, value, markups[_i].sarif);
    assert_put(markup_put_sarif_prose, value, markups[_i].sarif_prose);
    assert_put(markup_put_sarif_code, value, markups[_i].sarif_code);
    assert_put(markup_put_prose, value, markups[_i].prose);
}
END_TEST

/* ---- Records ---- */

#define ANSWER "; the RTC client rejects this profile (RTC_E_PROFILE_NO_KEY)"
#define SOURCE \
    "https://learn.microsoft.com/en-us/previous-versions/windows/desktop/ms775891(v=vs.85)"
#define VISIBLE_STEM "a\\u{1b}[31m\\n::error::\\u{9b}\\u{202e}\\xff,%#"
#define VISIBLE VISIBLE_STEM ".xml"
#define JSON_PATH "\"a\\u001b[31m\\u000a::error::\\u009b\\u202e\\\\xff,%#.xml\""
#define ENCODED "a%1B%5B31m%0A%3A%3Aerror%3A%3A%C2%9B%E2%80%AE%FF%2C%25%23.xml"
#define PRINT "d03afc6ae37374e17b0a8b03cd8840a9"

/* What stands in a report of the one finding, on a line of its own. */
static const struct {
    const struct format *format;
    const char *record;
} records[] = {
    {&format_jsonl,
     "{\"kind\":\"finding\",\"path\":" JSON_PATH ",\"uri\":\"" ENCODED
     "\",\"rule\":\"missing-key\",\"severity\":\"warning\",\"category\":\"schema\",\"message\":"
     "\"no \\\"key\\\" <&>" ANSWER "\",\"help\":\"add it, at 100%\",\"source\":\"" SOURCE
     "\",\"where\":\"provision\","
     "\"range\":{\"start\":{\"line\":12,\"column\":7,\"byte\":100},\"end\":{\"line\":12,"
     "\"column\":12,\"byte\":105}},\"related\":[],\"clientAnswer\":{\"code\":"
     "\"RTC_E_PROFILE_NO_KEY\",\"likely\":false},\"fingerprint\":\"" PRINT "\",\"known\":false}"},
    {&format_checkstyle, "  <file name=\"" VISIBLE "\">"},
    {&format_checkstyle, "    <error line=\"12\" column=\"7\" severity=\"warning\" message=\"no "
                         "&quot;key&quot; &lt;&amp;&gt;" ANSWER
                         "; help: add it, at 100%\" source=\"siplint.missing-key\"/>"},
    {&format_junit,
     "  <testsuite name=\"" VISIBLE "\" file=\"" VISIBLE
     "\" id=\"0\" tests=\"1\" failures=\"1\" errors=\"0\" skipped=\"0\" time=\"0\">"},
    {&format_junit, "    <testcase classname=\"" VISIBLE_STEM
                    "\" name=\"missing-key\" file=\"" VISIBLE "\" time=\"0\">"},
    {&format_junit,
     "      <failure type=\"warning\" message=\"no &quot;key&quot; &lt;&amp;&gt;" ANSWER
     "; help: add it, at 100%\">" VISIBLE ":12:7: warning: no &quot;key&quot; &lt;&amp;&gt;" ANSWER
     " [missing-key]"},
    {&format_github,
     "::warning file=a\\u{1b}[31m%0A%3A%3Aerror%3A%3A\\u{9b}\\u{202e}\\xff%2C%25#.xml,line=12,"
     "endLine=12,col=7,endColumn=12,title=missing-key::no \"key\" <&>" ANSWER
     "%0Ahelp: add it, at 100%25%0Asee " SOURCE},
    {&format_gitlab,
     "  {\"description\": \"no \\\"key\\\" <&>" ANSWER
     "; help: add it, at 100%\", \"check_name\": \"missing-key\", \"fingerprint\": \"" PRINT
     "\", \"severity\": \"minor\", \"location\": {\"path\": " JSON_PATH
     ", \"lines\": {\"begin\": 12, \"end\": 12}}, \"content\": {\"body\": \"add "
     "it, at 100%\\u000a\\u000aSee " SOURCE "\"}}"},
    {&format_tap, "not ok 1 - a\\\\u{1b}[31m\\\\n::error::\\\\u{9b}\\\\u{202e}\\\\xff,%\\#.xml"},
    {&format_tap, "      message: \"no \\\"key\\\" <&>" ANSWER "\""},
    {&format_json, "      \"path\": " JSON_PATH ","},
    {&format_json, "      \"uri\": \"" ENCODED "\","},
};

START_TEST(record)
{
    struct written_report report;
    begin(&report, records[_i].format);
    take_finding(&report, HOSTILE_PATH, plain);
    char *written = end(&report);
    char line[1500];
    snprintf(line, sizeof line, "\n%s\n", records[_i].record);
    bool found = strstr(written, line) || strncmp(written, line + 1, strlen(line + 1)) == 0;
    ck_assert_msg(found, "%s lacks\n%s\nit is\n%s", records[_i].format->name, records[_i].record,
                  written);
    free(written);
}
END_TEST

/* A result of SARIF, with another place in another file, and an absolute path. */
START_TEST(sarif_result)
{
    struct written_report report;
    struct finding finding = plain;
    finding.likely = true;
    finding.related = (struct related){
        .message = "it's here",
        .path = "/tmp/b c.xml",
        .at = {.start = {3, 1, 4}, .end = {5, 1, 6}},
    };
    begin(&report, &format_sarif);
    take_finding(&report, HOSTILE_PATH, finding);
    char *written = end(&report);
    char expected[1500];
    snprintf(expected, sizeof expected,
             "        {\"ruleId\": \"missing-key\", \"ruleIndex\": %d, \"level\": \"warning\", "
             "\"message\": {\"text\": \"no \\\"key\\\" <&>; the RTC client will probably reject "
             "this profile "
             "(RTC_E_PROFILE_NO_KEY)\"}, \"locations\": [{\"physicalLocation\": "
             "{\"artifactLocation\": {\"uri\": \"%s\", \"uriBaseId\": \"%%SRCROOT%%\"}, "
             "\"region\": {\"startLine\": 12, \"startColumn\": 7, \"endLine\": 12, \"endColumn\": "
             "12, \"byteOffset\": 100, \"byteLength\": 5}}, \"logicalLocations\": "
             "[{\"fullyQualifiedName\": \"provision\"}]}], \"relatedLocations\": [{\"id\": 0, "
             "\"physicalLocation\": {\"artifactLocation\": {\"uri\": \"file:///tmp/b%%20c.xml\"}, "
             "\"region\": {\"startLine\": 1, \"startColumn\": 4, \"endLine\": 1, \"endColumn\": 6, "
             "\"byteOffset\": 3, \"byteLength\": 2}}, \"message\": {\"text\": \"it's here\"}}], "
             "\"partialFingerprints\": {\"siplint/v1\": \"" PRINT
             "\"}, \"properties\": {\"category\": \"schema\", \"help\": \"add it, at 100%%\", "
             "\"clientCode\": \"RTC_E_PROFILE_NO_KEY\", \"clientCodeIsLikely\": true}}\n",
             RULE_missing_key, ENCODED);
    ck_assert_msg(strstr(written, expected) != NULL, "no\n%s\nin\n%s", expected, written);
    free(written);
}
END_TEST

/* Where a format has no place for another location, the message says it: of a pair of files, which
 * the other one is. */
START_TEST(related_in_message)
{
    static const struct {
        const struct format *format;
        const char *elsewhere;
        const char *here;
    } rows[] = {
        {&format_github, "NO_KEY); it's here (b%0A<\xc3\xa4>.xml:1:4)%0Ahelp: ",
         "NO_KEY); it's here (a.xml:1:4)%0Ahelp: "},
        {&format_gitlab, "NO_KEY); it's here (b\\u000a<\xc3\xa4>.xml:1:4); help: ",
         "NO_KEY); it's here (a.xml:1:4); help: "},
        {&format_checkstyle, "NO_KEY); it&apos;s here (b\\n&lt;\xc3\xa4&gt;.xml:1:4); help: ",
         "NO_KEY); it&apos;s here (a.xml:1:4); help: "},
        {&format_junit, "NO_KEY); it&apos;s here (b\\n&lt;\xc3\xa4&gt;.xml:1:4) [missing-key]",
         "NO_KEY); it&apos;s here (a.xml:1:4) [missing-key]"},
    };
    for (size_t i = 0; i < COUNT(rows) * 2; i++) {
        struct finding finding = plain;
        finding.related = (struct related){
            .message = "it's here",
            .path = i % 2 ? NULL : "b\n<\xc3\xa4>.xml",
            .at = {.start = {3, 1, 4}, .end = {5, 1, 6}},
        };
        struct written_report report;
        begin(&report, rows[i / 2].format);
        take_finding(&report, "a.xml", finding);
        char *written = end(&report);
        const char *expected = i % 2 ? rows[i / 2].here : rows[i / 2].elsewhere;
        ck_assert_msg(strstr(written, expected) != NULL, "no %s in %s", expected, written);
        free(written);
    }
}
END_TEST

static const struct {
    enum severity severity;
    const char *words[SEVERITY_COUNT]; /* of checkstyle, github, gitlab, sarif */
} levels[] = {
    {SEVERITY_NOTE, {"severity=\"info\"", "::notice ", "\"info\"", "\"level\": \"note\", \"m"}},
    {SEVERITY_WARNING,
     {"severity=\"warning\"", "::warning ", "\"minor\"", "\"level\": \"warning\", \"m"}},
    {SEVERITY_ERROR, {"severity=\"error\"", "::error ", "\"major\"", "\"level\": \"error\", \"m"}},
};

START_TEST(level)
{
    static const struct format *const which[] = {&format_checkstyle, &format_github, &format_gitlab,
                                                 &format_sarif};
    struct finding finding = plain;
    finding.severity = (uint8_t)levels[_i].severity;
    for (size_t i = 0; i < sizeof which / sizeof *which; i++) {
        struct written_report report;
        begin(&report, which[i]);
        take_finding(&report, "a.xml", finding);
        char *written = end(&report);
        ck_assert_msg(strstr(written, levels[_i].words[i]) != NULL, "%s", written);
        free(written);
    }
}
END_TEST

/* A failure for JUnit and TAP is what is one for the exit status; or all, where that never fails.
 */
static const struct {
    enum severity severity;
    enum severity fails;
    bool is_failure;
} failures[] = {
    {SEVERITY_NOTE, SEVERITY_WARNING, false}, {SEVERITY_WARNING, SEVERITY_WARNING, true},
    {SEVERITY_ERROR, SEVERITY_WARNING, true}, {SEVERITY_WARNING, SEVERITY_ERROR, false},
    {SEVERITY_NOTE, SEVERITY_NOTE, true},     {SEVERITY_NOTE, SEVERITY_OFF, true},
};

START_TEST(failure)
{
    static const struct format *const which[] = {&format_junit, &format_tap};
    struct finding finding = plain;
    finding.severity = (uint8_t)failures[_i].severity;
    for (size_t i = 0; i < sizeof which / sizeof *which; i++) {
        struct written_report report;
        begin(&report, which[i]);
        report.lab.policy.fails = failures[_i].fails;
        take_finding(&report, "a.xml", finding);
        char *written = end(&report);
        bool fails = strstr(written, "<failure") || strstr(written, "not ok");
        ck_assert_msg(fails == failures[_i].is_failure, "%s", written);
        ck_assert_ptr_nonnull(strstr(written, "missing-key"));
        ck_assert_ptr_nonnull(strstr(written, "RTC_E_PROFILE_NO_KEY"));
        free(written);
    }
}
END_TEST

/* No class's name has a dot, at which Jenkins would cut it, and none is empty. */
static const struct {
    const char *path;
    const char *name;
} classes[] = {
    {"a.xml", "a"},
    {"d/office.xml", "d/office"},
    {"d.e/f.g.xml", "d_e/f_g"},
    {"../a.b.prov", "__/a_b_prov"},
    {"a.xml.xml", "a_xml"},
    {"a.XML", "a_XML"},
    {".xml", "_xml"},
    {"d/.xml", "d/_xml"},
    {"xml", "xml"},
    {"a", "a"},
    {"...", "___"},
    {"<&>.x", "&lt;&amp;&gt;_x"},
};

START_TEST(junit_class)
{
    struct written_report report;
    char expected[200];
    begin(&report, &format_junit);
    take_finding(&report, classes[_i].path, plain);
    char *written = end(&report);
    snprintf(expected, sizeof expected, "<testcase classname=\"%s\" name=\"missing-key\" file=\"",
             classes[_i].name);
    ck_assert_msg(strstr(written, expected) != NULL, "no %s in %s", expected, written);
    free(written);
}
END_TEST

/* What Jenkins and GitLab would take for a file to attach isn't in what was printed. */
START_TEST(junit_attachment)
{
    struct finding finding = plain;
    finding.message = "no \"[[ATTACHMENT|/etc/passwd]]\" [[[";
    finding.help = "[[PROPERTY|a=b]]";
    finding.related = (struct related){.message = "[[x]]", .path = "[[ATTACHMENT|y]]"};
    for (int severity = SEVERITY_NOTE; severity <= SEVERITY_ERROR; severity++) {
        struct written_report report;
        finding.severity = (uint8_t)severity;
        begin(&report, &format_junit);
        take_finding(&report, "::[[ATTACHMENT|z]].xml", finding);
        char *written = end(&report);
        const char *content =
            strstr(written, severity == SEVERITY_NOTE ? "<system-out>" : "\">./::");
        ck_assert_ptr_nonnull(content);
        ck_assert_ptr_null(strstr(content, "[["));
        ck_assert_ptr_nonnull(strstr(content, ">./::[\\x5bATTACHMENT|z]].xml:12:7: "));
        ck_assert_ptr_nonnull(strstr(content, "no &quot;[\\x5bATTACHMENT|/etc/passwd]]&quot; "
                                              "[\\x5b\\x5b; "));
        ck_assert_ptr_nonnull(strstr(content, "[\\x5bx]] ([\\x5bATTACHMENT|y]]:"));
        ck_assert_ptr_nonnull(strstr(content, "help: [\\x5bPROPERTY|a=b]]\n"));
        free(written);
    }
}
END_TEST

/* No name is a directive, not even for readers to whom `\\#` is a `#`, or begins a subtest. */
static const struct {
    const char *path;
    const char *description;
} descriptions[] = {
    {"a.xml", "a.xml"},
    {"a#1.xml", "a\\#1.xml"},
    {"a # TODO b.xml", "a \\\\x23 TODO b.xml"},
    {"a#skip", "a\\\\x23skip"},
    {"a \\# Todo # SKIP", "a \\\\\\\\x23 Todo \\\\x23 SKIP"},
    {"#\xc2\xa0TODO", "\\\\x23\xc2\xa0TODO"},
    {"##todo", "\\#\\\\x23todo"},
    {"a # TOD", "a \\# TOD"},
    {"a # x TODO", "a \\# x TODO"},
    {"a #", "a \\#"},
    {"a {", "a \\\\x7b"},
    {"a { }", "a { }"},
};

START_TEST(tap_description)
{
    struct written_report report;
    char expected[200];
    begin(&report, &format_tap);
    take_finding(&report, descriptions[_i].path, plain);
    char *written = end(&report);
    snprintf(expected, sizeof expected, "TAP version 13\nnot ok 1 - %s\n  ---\n",
             descriptions[_i].description);
    ck_assert_msg(strncmp(written, expected, strlen(expected)) == 0, "no %s in %s", expected,
                  written);
    free(written);
}
END_TEST

/* Where a format has a record of a file, it says that it was checked only in part. */
START_TEST(partial)
{
    static const struct {
        const struct format *format;
        const char *said;
    } which[] = {
        {&format_json, "\"reason\": null,\n      \"partial\": true,\n"},
        {&format_json, "\"summary\": {\n    \"files\": 1,\n    \"partial\": 1,\n"},
        {&format_jsonl, "{\"kind\":\"file\",\"path\":\"a.xml\",\"uri\":\"a.xml\",\"outcome\":"
                        "\"linted\",\"reason\":null,\"partial\":true}\n{\"kind\":\"finding\","},
        {&format_jsonl, ",\"files\":1,\"partial\":1,"},
        {&format_sarif,
         "{\"descriptor\": {\"id\": \"input-partial\", \"index\": 1}, \"level\": "
         "\"warning\", \"message\": {\"text\": \"only part of this file was checked; "
         "its findings say why\"}, \"locations\": [{\"physicalLocation\": "
         "{\"artifactLocation\": {\"uri\": \"a.xml\", \"uriBaseId\": "},
        {&format_sarif, "\"executionSuccessful\": true"},
        {&format_sarif, "\"files\": 1,\n        \"partial\": 1,\n"},
        {&format_junit, "<property name=\"partial\" value=\"true\"/>"},
        {&format_junit, "<system-out>only part of this file was checked; its findings say why\n<"},
        {&format_tap, "not ok 1 - a.xml\n  ---\n  partial: true\n  findings:\n    - rule: "},
    };
    for (size_t i = 0; i < 2 * sizeof which / sizeof *which; i++) {
        struct finding finding = plain;
        struct inspection inspection = {
            .path = "a.xml",
            .findings = {.items = &finding, .count = 1},
            .partial = i % 2 == 0,
        };
        struct written_report report;
        begin(&report, which[i / 2].format);
        take(&report, &inspection);
        char *written = end(&report);
        bool said = strstr(written, which[i / 2].said) != NULL;
        bool always = strstr(which[i / 2].said, "Successful") != NULL;
        ck_assert_msg(said == (always || i % 2 == 0), "%s: %d", which[i / 2].said, said);
        free(written);
    }
}
END_TEST

/* Where a format has sums, or a record of a file, it says how much comments suppressed: also where
 * nothing else was found. */
START_TEST(suppressed)
{
    static const struct {
        const struct format *format;
        const char *said;
        bool with_finding;
    } which[] = {
        {&format_json, "\n    \"suppressed\": 3,\n", false},
        {&format_jsonl, ",\"suppressed\":3,", false},
        {&format_sarif, "\"suppressed\": 3,\n", false},
        {&format_junit, "<properties>\n      <property name=\"suppressed\" value=\"3\"/>\n", true},
        {&format_junit, "<properties>\n      <property name=\"suppressed\" value=\"3\"/>\n", false},
        {&format_tap, "\n  ---\n  suppressed: 3\n  findings:\n    - rule: ", true},
        {&format_tap, "\nok 1 - a.xml\n  ---\n  suppressed: 3\n  ...\n", false},
    };
    for (size_t i = 0; i < 2 * sizeof which / sizeof *which; i++) {
        struct finding finding = plain;
        struct inspection inspection = {
            .path = "a.xml",
            .findings = {.items = &finding,
                         .count = which[i / 2].with_finding,
                         .counts.suppressed = i % 2 ? 0 : 3},
        };
        struct written_report report;
        begin(&report, which[i / 2].format);
        take(&report, &inspection);
        char *written = end(&report);
        bool said = strstr(written, which[i / 2].said) != NULL;
        ck_assert_msg(said == (i % 2 == 0), "%s: %d\n%s", which[i / 2].said, said, written);
        free(written);
    }
}
END_TEST

/* ---- Documents without findings ---- */

static const struct {
    const struct format *format;
    const char *document;
} nothing[] = {
    {&format_github, ""},
    {&format_gitlab, "[]\n"},
    {&format_checkstyle,
     "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n</checkstyle>\n"},
    {&format_junit,
     "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite name=\"siplint\" "
     "id=\"0\" "
     "tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\" time=\"0\">\n    <testcase classname="
     "\"siplint\" name=\"no-input\" time=\"0\"><error type=\"no-input\" message=\"there is no file "
     "to "
     "lint\"/></testcase>\n  </testsuite>\n</testsuites>\n"},
    {&format_tap, "TAP version 13\nnot ok 1 - there is no file to lint\n1..1\n"},
    {&format_jsonl,
     "{\"kind\":\"summary\",\"schemaVersion\":1,\"tool\":{\"name\":\"siplint\",\"version\":"
     "\"" SIPLINT_VERSION
     "\"},\"options\":{\"target\":\"any\",\"minSeverity\":\"note\",\"failOn\":\"warning\","
     "\"maxFindings\":100000,\"suppressions\":true,\"now\":null,\"rules\":{"
     "\"duplicate-realm\":\"warning\",\"duplicate-user\":\"warning\"},\"config\":null,"
     "\"configSetAside\":null},\"files\":0,\"partial\":0,"
     "\"skipped\":0,\"unreadable\":0,"
     "\"shown\":{"
     "\"error\":0,\"warning\":0,\"note\":0},\"hidden\":{\"error\":0,\"warning\":0,\"note\":0},"
     "\"suppressed\":0,\"known\":0,\"gone\":0,\"complete\":false}\n"},
};

START_TEST(no_input)
{
    struct written_report report;
    begin(&report, nothing[_i].format);
    char *written = end(&report);
    ck_assert_str_eq(written, nothing[_i].document);
    free(written);
}
END_TEST

/* What's a document of its own all the same says that nothing was looked at. */
START_TEST(no_input_said)
{
    static const struct {
        const struct format *format;
        const char *said;
    } which[] = {
        {&format_json, "\"complete\": false\n"},
        {&format_sarif, "\"executionSuccessful\": false"},
        {&format_sarif,
         "{\"level\": \"error\", \"message\": {\"text\": \"There is no file to lint.\"}}"},
    };
    for (size_t i = 0; i < sizeof which / sizeof *which; i++) {
        struct written_report report;
        begin(&report, which[i].format);
        char *written = end(&report);
        ck_assert_msg(strstr(written, which[i].said) != NULL, "%s", which[i].said);
        free(written);
    }
}
END_TEST

/* With --allow-empty it's no failure, and still no document without a test. */
START_TEST(allowed_empty)
{
    static const struct {
        const struct format *format;
        const char *said;
    } which[] = {
        {&format_junit,
         "tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"1\" time=\"0\">\n    "
         "<testcase classname=\"siplint\" name=\"no-input\" time=\"0\"><skipped type="
         "\"no-input\" message=\"there is no file to lint\"/></testcase>\n"},
        {&format_tap, "\n1..0 # SKIP there is no file to lint\n"},
        {&format_json, "\"complete\": true\n"},
        {&format_jsonl, "\"complete\":true}"},
        {&format_sarif, "\"executionSuccessful\": true"},
    };
    for (size_t i = 0; i < sizeof which / sizeof *which; i++) {
        struct written_report report;
        begin(&report, which[i].format);
        report.settings.empty_is_fine = true;
        char *written = end(&report);
        ck_assert_msg(strstr(written, which[i].said) != NULL, "%s", which[i].said);
        free(written);
    }
}
END_TEST

/* A skipped and an unreadable input, in what has a place for each. */
static const struct {
    const struct format *format;
    const char *skipped;
    const char *unreadable;
} fates[] = {
    {&format_json, "\"outcome\": \"skipped\",\n      \"reason\": \"not a profile\"",
     "\"outcome\": \"unreadable\",\n      \"reason\": \"No <way>\""},
    {&format_jsonl,
     "\"skipped\",\"reason\":\"not a "
     "profile\",\"partial\":false}\n{\"kind\":\"file\",\"path\":\"b.xml\",",
     "\"unreadable\",\"reason\":\"No <way>\",\"partial\":false}\n{\"kind\":\"summary\","},
    {&format_sarif, "\"skipped\": 1", "\"text\": \"can't be read: No <way>\""},
    {&format_sarif, "\"results\": []", "\"executionSuccessful\": false"},
    {&format_checkstyle, "\">\n    <error line", "can&apos;t be read: No &lt;way&gt;\""},
    {&format_junit, "<skipped/>",
     "<error type=\"input-unreadable\" message=\"can&apos;t be read: "
     "No &lt;way&gt;\"/>"},
    {&format_github, "", "::error file=b.xml,title=input-unreadable::can't be read: No <way>\n"},
    {&format_gitlab, "", "\"description\": \"can't be read: No <way>\""},
    {&format_tap, "ok 1 - a.xml # SKIP not a profile\n",
     "not ok 2 - b.xml\n  ---\n  message: \"can't be read: No <way>\"\n  ...\n"},
};

START_TEST(fate)
{
    const struct inspection skipped = {.path = "a.xml",
                                       .outcome = OUTCOME_SKIPPED,
                                       .reason = "not a profile"};
    const struct inspection unreadable = {.path = "b.xml",
                                          .outcome = OUTCOME_UNREADABLE,
                                          .reason = "No <way>"};
    struct written_report report;
    begin(&report, fates[_i].format);
    take(&report, &skipped);
    take(&report, &unreadable);
    char *written = end(&report);
    ck_assert_msg(strstr(written, fates[_i].skipped) != NULL, "%s", written);
    ck_assert_msg(strstr(written, fates[_i].unreadable) != NULL, "%s", written);
    free(written);
}
END_TEST

/* Inputs that can't be read are kept for the end, but not without bound. */
START_TEST(many_unreadable)
{
    const struct inspection unreadable = {.path = "b.xml", .outcome = OUTCOME_UNREADABLE};
    const struct inspection in_part = {.path = "c.xml", .partial = true};
    struct written_report report;
    begin(&report, &format_sarif);
    for (int i = 0; i < 3000; i++) {
        take(&report, &in_part);
        take(&report, &unreadable);
    }
    char *written = end(&report);
    size_t count = 0;
    for (const char *at = written; (at = strstr(at, "\"b.xml\"")); at++)
        count++;
    ck_assert_uint_eq(count, 1000);
    ck_assert_ptr_nonnull(strstr(written, "Further inputs couldn't be read"));
    ck_assert_ptr_nonnull(strstr(written, "Further files were checked only in part"));
    ck_assert_ptr_nonnull(strstr(written, "\"partial\": 3000"));
    ck_assert_ptr_nonnull(strstr(written, "\"unreadable\": 3000"));
    free(written);
}
END_TEST

START_TEST(interruption)
{
    static const struct {
        const struct format *format;
        const char *said;
    } which[] = {{&format_json, "\"complete\": false"},
                 {&format_jsonl, "\"complete\":false"},
                 {&format_sarif, "The run was interrupted"},
                 {&format_junit,
                  "\" tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\" time=\"0\">\n"
                  "    <testcase classname=\"siplint\" name=\"interrupted\""},
                 {&format_tap, "Bail out! The run was interrupted; "}};
    for (size_t i = 0; i < sizeof which / sizeof *which; i++) {
        struct written_report report;
        begin(&report, which[i].format);
        report.settings.empty_is_fine = true;
        report.report.interrupted = true;
        char *written = end(&report);
        ck_assert_msg(strstr(written, which[i].said) != NULL, "%s", written);
        free(written);
    }
}
END_TEST

/* What was found in a file is out before the next one is looked at. */
START_TEST(streaming)
{
    struct written_report report;
    struct stat status;
    begin(&report, &format_jsonl);
    take_finding(&report, "a.xml", plain);
    ck_assert_int_eq(fstat(fileno(report.capture.file), &status), 0);
    ck_assert_int_gt(status.st_size, 100);
    free(end(&report));
}
END_TEST

/* ---- Fingerprints ---- */

static const char *print_of(struct fingerprints *fingerprints, const char *rule, const char *where)
{
    static char digits[8][40];
    static size_t next;
    char *room = digits[next++ % 8];
    struct capture capture = capture_begin(false);
    struct fingerprint print = fingerprints_take(fingerprints, rule, where);
    report_fingerprint(capture.out, &print);
    char *written = capture_end(&capture);
    ck_assert_uint_eq(strlen(written), 32);
    strcpy(room, written);
    free(written);
    return room;
}

static const char *print_for(const char *path)
{
    struct fingerprints fingerprints;
    fingerprints_init(&fingerprints);
    fingerprints_enter(&fingerprints, path);
    const char *print = print_of(&fingerprints, "missing-key", "provision");
    fingerprints_free(&fingerprints);
    return print;
}

/* In a repository (`r`, whose `.git` is a folder; `f`, where it's a file) paths are told from its
 * root, wherever in it siplint runs; elsewhere from the working directory. */
START_TEST(fingerprint_paths)
{
    static const struct {
        const char *directory; /* of the run */
        const char *path;      /* % is the scratch directory */
        const char *told;      /* in no repository, this has the same fingerprint */
    } rows[] = {
        {"r", "a.xml", "a.xml"},
        {"r", "sub/deep/a.xml", "sub/deep/a.xml"},
        {"r/sub/deep", "a.xml", "sub/deep/a.xml"},
        {"r/sub/deep", "../a.xml", "sub/a.xml"},
        {"r/sub/deep", "../../a.xml", "a.xml"},
        {"r/sub/deep", "..a.xml", "sub/deep/..a.xml"},
        {"r/sub/deep", "%/r/a.xml", "a.xml"},
        {"r/sub/deep", "%/link/x/a.xml", "x/a.xml"},
        {"r/sub/deep", "../../../a.xml", "../a.xml"},
        {"r/sub/deep", "/nowhere/a.xml", "/nowhere/a.xml"},
        {"r/sub/deep", "<stdin>", "<stdin>"},
        {"f/sub", "a.xml", "sub/a.xml"},
        {"n/sub", "a.xml", "a.xml"},
        {"n/sub", "../a.xml", "../a.xml"},
        {"n/sub", "%/n/a.xml", "%/n/a.xml"},
    };
    char path[200], told[200];
    scratch_enter();
    ck_assert_int_eq(system("mkdir -p r/.git r/sub/deep r/x f/sub n/sub n/dir; touch f/.git; "
                            "ln -s r link"),
                     0);
    for (int i = 0; i < COUNT(rows); i++) {
        const char *names[] = {rows[i].path, rows[i].told};
        char *elements[] = {path, told};
        for (int j = 0; j < 2; j++)
            snprintf(elements[j], sizeof path, "%s%s", *names[j] == '%' ? scratch : "",
                     names[j] + (*names[j] == '%'));
        ck_assert_int_eq(chdir(scratch) | chdir("n/dir"), 0);
        const char *wanted = print_for(told);
        ck_assert_int_eq(chdir(scratch) | chdir(rows[i].directory), 0);
        ck_assert_msg(strcmp(print_for(path), wanted) == 0, "%s: %s", rows[i].directory, path);
    }
    scratch_leave();
}
END_TEST

START_TEST(fingerprint)
{
    struct fingerprints fingerprints;
    scratch_enter();
    ck_assert_int_eq(chdir("/"), 0); /* which is in no repository */
    fingerprints_init(&fingerprints);
    fingerprints_enter(&fingerprints, "dir/a.xml");
    /* Computed by another implementation of SipHash-1-3: these never change. */
    ck_assert_str_eq(print_of(&fingerprints, "missing-key", "provision"),
                     "4c05efe11267edd4fecd6e65d41af2c6");
    ck_assert_str_eq(print_of(&fingerprints, "missing-key", "provision"),
                     "f90ee27b325aad35eae81e14d31c64f6");
    const char *other_place = print_of(&fingerprints, "missing-key", "provision/user");
    const char *other_rule = print_of(&fingerprints, "missing-name", "provision");
    ck_assert_str_ne(other_place, other_rule);
    /* In another input all is counted anew; the same one again is told apart. */
    fingerprints_enter(&fingerprints, "dir/b.xml");
    ck_assert_str_ne(print_of(&fingerprints, "missing-key", "provision"),
                     "4c05efe11267edd4fecd6e65d41af2c6");
    fingerprints_enter(&fingerprints, "dir/a.xml");
    ck_assert_str_eq(print_of(&fingerprints, "missing-key", "provision"),
                     "6ca6fe4ade0bb190a35ffb7e2f7d0289");
    fingerprints_free(&fingerprints);
    ck_assert_str_eq(print_for("dir/a.xml"), "4c05efe11267edd4fecd6e65d41af2c6");
    scratch_leave();
}
END_TEST

static int compare_prints(const void *a, const void *b)
{
    return memcmp(a, b, 32);
}

/* Many findings at like places, in many inputs: no two alike, and it takes no time. */
START_TEST(many_fingerprints)
{
    struct fingerprints fingerprints;
    struct capture capture = capture_begin(false);
    const size_t inputs = 3, findings = 20000;
    fingerprints_init(&fingerprints);
    for (size_t input = 0; input < inputs; input++) {
        fingerprints_enter(&fingerprints, input < 2 ? "a.xml" : "b.xml");
        for (size_t i = 0; i < findings; i++) {
            struct fingerprint print =
                fingerprints_take(&fingerprints, rules[i % 7].id, "provision/sipsrv");
            report_fingerprint(capture.out, &print);
        }
    }
    fingerprints_free(&fingerprints);
    char *prints = capture_end(&capture);
    ck_assert_uint_eq(strlen(prints), inputs * findings * 32);
    qsort(prints, inputs * findings, 32, compare_prints);
    for (size_t i = 1; i < inputs * findings; i++)
        ck_assert_int_ne(memcmp(prints + 32 * i, prints + 32 * (i - 1), 32), 0);
    free(prints);
}
END_TEST

/* ---- Secrets ---- */

START_TEST(secrets)
{
    size_t findings = 0;
    for (size_t i = 0; formats[i]; i++) {
        struct written_report report;
        begin(&report, formats[i]);
        struct engine *engine = engine_new(&report.lab.judgement);
        struct inspection inspection = {.path = "a.xml"};
        for (int number = 0; number < DOCUMENTS; number++) {
            lint_bytes(engine, text_of(document_of(number)), 0, &inspection.findings);
            findings += inspection.findings.count;
            take(&report, &inspection);
        }
        findings_free(&inspection.findings);
        engine_free(engine);
        char *written = end(&report);
        ck_assert_msg(!find_part(written, CANARY, PART), "%s shows a password", formats[i]->name);
        free(written);
    }
    ck_assert_uint_gt(findings, 1000);
}
END_TEST

/* ---- --output ---- */

static const struct {
    const char *words[5];
    const char *message; /* NULL: it's right */
} command_lines[] = {
    {{"--output=json:x", "in.xml"}, NULL},
    {{"--output=json:x", "--output=sarif:y:z", "in.xml"}, NULL},
    {{"--output", "tap:./-", "in.xml"}, NULL},
    {{"--output=json:x", "missing.xml"}, NULL},
    {{"--output=json:dir/x", "--output=json:x", "in.xml"}, NULL},
    {{"--output=json:in.xml.json", "dir", "in.xml"}, NULL},
    {{"--output=json:x", "-"}, NULL},
    {{"--output=json:/dev/null", "in.xml"}, NULL},
    {{"--output=json", "in.xml"}, "--output takes FORMAT:FILE, not \"json\""},
    {{"--output=json:", "in.xml"}, "--output takes FORMAT:FILE, not \"json:\""},
    {{"--output=", "in.xml"}, "--output takes FORMAT:FILE, not \"\""},
    {{"--output=jsn:x", "in.xml"}, "unknown format \"jsn\"; did you mean \"json\"?"},
    {{"--output=a\x1b:x", "in.xml"}, "unknown format \"a\\u{1b}\"; known are gcc, "},
    {{"--output=json:-", "in.xml"}, "--output writes files; use --format for standard output"},
    {{"--output=json:in.xml", "in.xml"}, "--output would write over an input: \"in.xml\""},
    {{"in.xml", "--output=json:./dir/../in.xml"}, "--output would write over an input: "},
    {{"in.xml", "--output=json:link"}, "--output would write over an input: \"link\""},
    {{"missing.xml", "--output=json:./missing.xml"}, "--output would write over an input: "},
    {{"--files-from=in.xml", "--output=json:in.xml"}, "--output would write over an input: "},
    {{"--stdin-filename=in.xml", "--output=json:in.xml", "-"}, "--output would write over an "},
    {{"--output=json:redirected", "-"}, "--output would write over an input: \"redirected\""},
    {{"--files-from=-", "--output=json:redirected"}, "--output would write over an input: "},
    {{"--output=json:redirected", "in.xml"}, NULL},
    {{"--output=json:x", "--output=tap:./x", "in.xml"}, "two reports can't be written to \"./x\""},
    {{"--output=json:x", "--output=tap:to-x", "-"}, "two reports can't be written to "},
    {{"--output=json:to-x", "--output=tap:dir/to-x", "-"}, "two reports can't be written to "},
    {{"--output=json:to-x", "--output=tap:dir/x", "-"}, NULL},
    {{"x", "--output=json:to-x"}, "--output would write over an input: \"to-x\""},
    {{"--output=json:dir", "--output=tap:dir/.", "in.xml"}, "two reports can't be written to "},
#define REFUSED "--output follows no symbolic link in the repository or beside what is linted: "
    {{"--output=json:to-x", "in.xml"}, REFUSED "\"to-x\""},
    {{"--output=json:to-x", "."}, REFUSED "\"to-x\""},
    {{"--output=json:to-x", "dir"}, NULL},
    {{"--output=json:to-x", "dir/missing.xml"}, NULL},
    {{"--output=json:to-x", "--files-from=dir/list"}, REFUSED "\"to-x\""},
    {{"--output=json:dir/to-x", "dir"}, REFUSED "\"dir/to-x\""},
    {{"--output=json:to-dir/to-x", "dir"}, REFUSED "\"dir/to-x\""},
    {{"--output=json:to-dir-to-x", "dir"}, REFUSED "\"dir/to-x\""},
    {{"--output=json:dir/../to-dir/x", "in.xml"}, REFUSED "\"to-dir\""},
    {{"--output=json:to-dir/x", "dir"}, NULL},
    {{"--output=json:loop", "dir"}, NULL},
    {{"--output=json:git/sub/x", "dir"}, NULL},
    {{"--output=json:git/sub/to-null", "dir"}, NULL},
    {{"--output=json:git/to-null", "git/sub"}, REFUSED "\"git/to-null\""},
    {{"--output=json:/dev/stdin", "/"}, NULL},
    {{"--output=json:/dev/fd/0", "/"}, NULL},
    {{"--output=json:/proc/self/fd/0", "/"}, NULL},
    {{"--output=json:/proc/self/cwd/x", "/"}, REFUSED "\"/proc/self\""},
    {{"--files-from=to-x"}, "--files-from follows no symbolic link in the repository or beside "},
    {{"--files-from=/dev/fd/0"}, NULL},
    {{"--files-from=dir/list"}, NULL},
#undef REFUSED
};

START_TEST(output_option)
{
    static char program[] = "siplint";
    char *words[8] = {program};
    int count = 1;
    for (; count <= 5 && command_lines[_i].words[count - 1]; count++)
        words[count] = strdup(command_lines[_i].words[count - 1]);
    scratch_enter();
    ck_assert_int_eq(mkdir("dir", 0777), 0);
    make_file("in.xml");
    ck_assert_int_eq(symlink("in.xml", "link"), 0);
    ck_assert_int_eq(symlink("x", "to-x"), 0);
    ck_assert_int_eq(symlink("../to-x", "dir/to-x"), 0);
    ck_assert_int_eq(symlink("dir", "to-dir") | symlink("loop", "loop"), 0);
    ck_assert_int_eq(symlink("to-dir/to-x", "to-dir-to-x"), 0);
    ck_assert_int_eq(system("mkdir -p git/.git git/sub"), 0);
    ck_assert_int_eq(symlink("/dev/null", "git/to-null"), 0);
    ck_assert_int_eq(symlink("/dev/null", "git/sub/to-null"), 0);
    int descriptor = open("redirected", O_RDONLY | O_CREAT, 0666);
    ck_assert_int_eq(dup2(descriptor, STDIN_FILENO), STDIN_FILENO);
    close(descriptor);
    const struct environment environment = {.clock = 1};
    struct options options;
    struct capture errors = capture_begin(false);
    enum status status = options_parse(&options, count, words, &environment, errors.out);
    char *message = capture_end(&errors);
    options_free(&options);
    scratch_leave();
    const char *expected = command_lines[_i].message;
    ck_assert_msg((status == STATUS_CLEAN) == !expected, "%s: %s", words[1], message);
    if (expected)
        ck_assert_msg(strncmp(message + strlen("siplint: "), expected, strlen(expected)) == 0,
                      "not \"%s\" but %s", expected, message);
    free(message);
    while (--count)
        free(words[count]);
}
END_TEST

Suite *suite_formats(void)
{
    Suite *suite = suite_create("formats");
    TCase *written = tcase_create("written");
    TCase *fingerprints = tcase_create("fingerprints");
    TCase *output = tcase_create("output");
    tcase_add_loop_test(written, escaping, 0, COUNT(escapings));
    tcase_add_loop_test(written, markdown, 0, COUNT(markdowns));
    tcase_add_test(written, held);
    tcase_add_loop_test(written, markup, 0, COUNT(markups));
    tcase_add_loop_test(written, record, 0, COUNT(records));
    tcase_add_test(written, sarif_result);
    tcase_add_test(written, related_in_message);
    tcase_add_loop_test(written, level, 0, COUNT(levels));
    tcase_add_loop_test(written, failure, 0, COUNT(failures));
    tcase_add_loop_test(written, junit_class, 0, COUNT(classes));
    tcase_add_test(written, junit_attachment);
    tcase_add_loop_test(written, tap_description, 0, COUNT(descriptions));
    tcase_add_test(written, partial);
    tcase_add_test(written, suppressed);
    tcase_add_loop_test(written, no_input, 0, COUNT(nothing));
    tcase_add_test(written, no_input_said);
    tcase_add_test(written, allowed_empty);
    tcase_add_loop_test(written, fate, 0, COUNT(fates));
    tcase_add_test(written, many_unreadable);
    tcase_add_test(written, interruption);
    tcase_add_test(written, streaming);
    tcase_add_test(written, secrets);
    suite_add_tcase(suite, written);
    tcase_add_test(fingerprints, fingerprint_paths);
    tcase_add_test(fingerprints, fingerprint);
    tcase_add_test(fingerprints, many_fingerprints);
    suite_add_tcase(suite, fingerprints);
    tcase_add_loop_test(output, output_option, 0, COUNT(command_lines));
    suite_add_tcase(suite, output);
    return suite;
}
