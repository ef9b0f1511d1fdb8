/* SPDX-License-Identifier: MIT */
/*
 * The source lines that are shown: what in them gets another form, whether what is marked is still
 * what the finding is about, and that they're those of the bytes that were judged.
 */
#include "capture.h"
#include "run/excerpt.h"
#include "run/lint.h"
#include "same.h"
#include "scratch.h"
#include "support.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

Suite *suite_excerpt(void);

/* In each of them the protocol is wrong, and marked. */
static const struct {
    const char *element;
    const char *excerpt;
    const char *marked;
} lines[] = {
    {"<sipsrv protocol='x' addr='a'/>", "<sipsrv protocol='x' addr='a'/>", "x"},
    /* In the other attributes there's more than is shown, so the name is marked. */
    {"<sipsrv protocol='##[x]' addr='a'/>", "<sipsrv protocol='#(hidden)' addr='a'/>", "protocol"},
    {"<sipsrv addr='##vso[a]##' protocol='#'/>", "<sipsrv addr='#(hidden)' protocol='#'/>", "#"},
    {"<sipsrv addr='\xc3\xa9' protocol='\xc2\x9b\xc3\xa9'/>",
     "<sipsrv addr='\xc3\xa9' protocol='(hidden)'/>", "protocol"},
    {"<sipsrv\taddr='#' protocol='\xef\xbb\xbf'/>", "<sipsrv\taddr='#' protocol='\\u{feff}'/>",
     "\\u{feff}"},
    {"<user password='##[x]'/><sipsrv addr='#' protocol='##'/>",
     "<user password='(hidden)'/><sipsrv addr='#' protocol='#(hidden)'/>", "protocol"},
};

static void write_document(const char *element)
{
    char document[300];
    int length = snprintf(document, sizeof document,
                          "<provision key='k' name='n'>\n%s\n</provision>\n", element);
    int descriptor = open("a.xml", O_WRONLY | O_CREAT, 0600);
    ck_assert_int_eq(write(descriptor, document, (size_t)length), length);
    close(descriptor);
}

/* The bytes of a line up to a code point. */
static size_t bytes_before(const char *line, uint32_t index)
{
    const char *at = line;
    while (index-- && *at) {
        uint32_t code_point;
        at += text_decode(at, at + strlen(at), &code_point);
    }
    return (size_t)(at - line);
}

static void check_finding(const struct finding *finding, const char *excerpt, const char *marked)
{
    ck_assert_str_eq(finding->excerpt.line, excerpt);
    size_t start = bytes_before(excerpt, finding->excerpt.mark_start);
    size_t end = bytes_before(excerpt, finding->excerpt.mark_end);
    ck_assert_uint_eq(end - start, strlen(marked));
    ck_assert_int_eq(strncmp(excerpt + start, marked, end - start), 0);
    /* The stream changes nothing any more, so the caret stays below. */
    struct capture capture = capture_begin(false);
    emit_message(capture.out, excerpt);
    char *written = capture_end(&capture);
    ck_assert_str_eq(written, excerpt);
    free(written);
}

START_TEST(line)
{
    struct lab lab;
    struct linted linted = {0};
    struct input input = {.path = (char[]){"a.xml"}, .named = true};
    lab_init(&lab);
    write_document(lines[_i].element);
    struct linter *linter = linter_new(&lab.judgement, WANTED_EXCERPTS);
    linter_inspect(linter, &input, "a.xml", &linted);
    const struct findings *findings = &linted.inspection.findings;
    int checked = 0;
    for (size_t i = 0; i < findings->count; i++) {
        if (findings->items[i].rule != RULE_protocol_unknown)
            continue;
        check_finding(&findings->items[i], lines[_i].excerpt, lines[_i].marked);
        checked++;
    }
    ck_assert_int_eq(checked, 1);
    linter_free(linter);
    findings_free(&linted.inspection.findings);
}
END_TEST

/* ---- Declarations: their own words are shown, and nothing that's quoted ---- */

static const struct {
    const char *document;
    enum rule_index rule;
    const char *excerpt;
    const char *marked;
} declarations[] = {
    {"<?xml version=\"1.1\" encoding='utf-8'?><provision/>", RULE_xml_version,
     "<?xml version=\"(hidden)\" encoding='(hidden)'?><provision/>", "(hidden)"},
    {"<?xml version=\"1.0\" encoding='utf-8'?><provision key='k' name='n'/>",
     RULE_xml_encoding_declared,
     "<?xml version=\"1.0\" encoding='utf-8'?><provision key='k' name='n'/>", "utf-8"},
    {"<!DOCTYPE provision SYSTEM \"a.dtd\"><provision key='k' name='n'/>", RULE_xml_doctype,
     "<!DOCTYPE provision SYSTEM \"(hidden)\"><provision key='k' name='n'/>", "<!DOCTYPE"},
    {"<!DOCTYPE provision [<!ELEMENT user (x)*><!-- y -->]><provision key='k' name='n'/>",
     RULE_xml_doctype,
     "<!DOCTYPE provision [<!ELEMENT user ((hidden))*><!--(hidden)-->]><provision key='k' "
     "name='n'/>",
     "<!DOCTYPE"},
    {"<!DOCTYPE provision [<!ENTITY pw SYSTEM \"secret\">]><provision/>", RULE_xml_entity,
     "<!DOCTYPE provision [<!ENTITY (hidden)SYSTEM (hidden)>]><provision/>", "<!ENTITY"},
    {"<?xml version='1.0'?><provision key='k' name='n'><user a='1'b='2'/></provision>",
     RULE_xml_malformed,
     "<?xml version='1.0'?><provision key='k' name='n'><user "
     "(hidden)='(hidden)'(hidden)='(hidden)'/>"
     "</provision>",
     "(hidden)"},
};

START_TEST(declaration)
{
    struct lab lab;
    struct linted linted = {0};
    struct input input = {.path = (char[]){"a.xml"}, .named = true};
    lab_init(&lab);
    write_file("a.xml", text_of(declarations[_i].document));
    struct linter *linter = linter_new(&lab.judgement, WANTED_EXCERPTS);
    linter_inspect(linter, &input, "a.xml", &linted);
    const struct findings *findings = &linted.inspection.findings;
    int checked = 0;
    for (size_t i = 0; i < findings->count; i++) {
        if (findings->items[i].rule != declarations[_i].rule)
            continue;
        check_finding(&findings->items[i], declarations[_i].excerpt, declarations[_i].marked);
        checked++;
    }
    ck_assert_int_eq(checked, 1);
    linter_free(linter);
    findings_free(&linted.inspection.findings);
}
END_TEST

/* ---- The bytes that were judged ---- */

/* Lints a file or named pipe in chunks of that many bytes. Returns all that is shown of its lines,
 * to be freed. */
static char *lines_of(const char *path, size_t chunk)
{
    char *text = NULL;
    size_t size = 0;
    struct lab lab;
    struct linted linted = {0};
    struct input input = {.path = (char *)(uintptr_t)path, .named = true};
    lab_init(&lab);
    struct linter *linter = linter_new(&lab.judgement, WANTED_EXCERPTS);
    linter_set_chunk(linter, chunk);
    linter_inspect(linter, &input, path, &linted);
    ck_assert_int_eq(linted.inspection.outcome, OUTCOME_LINTED);
    FILE *out = open_memstream(&text, &size);
    for (size_t i = 0; i < linted.inspection.findings.count; i++) {
        const struct finding *finding = &linted.inspection.findings.items[i];
        const char *excerpt = finding->excerpt.line ? finding->excerpt.line : "-";
        fprintf(out, "%u:%u %u-%u %s\n", finding->at.start.line, finding->at.start.column,
                finding->excerpt.mark_start, finding->excerpt.mark_end, excerpt);
    }
    for (int i = 0; i < SHARED_COUNT; i++) {
        const struct excerpt *excerpt = &linted.shared[0][i].excerpt;
        fprintf(out, "%u-%u %s\n", excerpt->mark_start, excerpt->mark_end,
                excerpt->line ? excerpt->line : "-");
    }
    fclose(out);
    linter_free(linter);
    findings_free(&linted.inspection.findings);
    return text;
}

static int compare_chunks(const char *path, const struct stat *status, int type, struct FTW *walk)
{
    static const size_t chunks[] = {1, 7, 1000};
    (void)walk;
    size_t length = strlen(path);
    if (type != FTW_F || length < 4 || strcmp(path + length - 4, ".xml") != 0)
        return 0;
    char *whole = lines_of(path, 0);
    for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++) {
        if ((size_t)status->st_size > 5000 * chunks[i]) /* would take long, and show nothing more */
            continue;
        char *pieces = lines_of(path, chunks[i]);
        expect_same(whole, pieces, "%s, in chunks of %zu", path, chunks[i]);
        free(pieces);
    }
    free(whole);
    return 0;
}

/* Malformed ones, too: there the line goes on behind the chunk that was read last. */
START_TEST(lines_are_the_same_in_chunks)
{
    static const char *const folders[] = {"fixtures/hostile", "fixtures/encodings",
                                          "fixtures/profiles", "fixtures/carriers"};
    ck_assert_int_eq(nftw(folders[_i], compare_chunks, 16, FTW_PHYS), 0);
}
END_TEST

/* A line, so many bytes long, in which the document breaks off; or, in UTF-16, in which nothing
 * else is wrong. */
START_TEST(long_lines_are_the_same_in_chunks)
{
    static const size_t lengths[] = {10, 1000, 1100, 1200, 1300, 5000, 9000, 20000};
    struct bytes long_line = {NULL, 0};
    FILE *out = open_memstream(&long_line.bytes, &long_line.length);
    fprintf(out, "<provision key='k' name='n'><sipsrv addr='a' protocol='x'%s/><sipsrv addr='",
            _i % 2 ? "<" : "");
    for (size_t i = 0; i < lengths[_i / 2]; i++)
        fputs(i % 10 ? "\xf0\x9f\x98\x80" : "a", out);
    fputs("'/></provision>", out);
    fclose(out);
    write_file("line.xml", bytes_text(long_line));
    ck_assert_int_eq(nftw("line.xml", compare_chunks, 16, FTW_PHYS), 0);
    struct bytes wide = bytes_convert(long_line.bytes, "UTF-16LE", "\xff\xfe");
    write_file("wide.xml", bytes_text(wide));
    ck_assert_int_eq(nftw("wide.xml", compare_chunks, 16, FTW_PHYS), 0);
    bytes_free(wide);
    bytes_free(long_line);
}
END_TEST

/* Servers without a role until the document has so many bytes. */
static struct bytes make_large(size_t size)
{
    struct bytes large = {NULL, 0};
    FILE *out = open_memstream(&large.bytes, &large.length);
    fputs("<provision key='k' name='n'>\n", out);
    for (unsigned i = 0; ftell(out) < (long)size; i++)
        fprintf(out, "<sipsrv addr='s%08u.contoso.net' protocol='tls'/>\n", i);
    fputs("<sipsrv addr='last' protocol='x'/>\n</provision>\n", out);
    fclose(out);
    return large;
}

/* Of a large document only the first lines are shown, and always the same ones. */
START_TEST(lines_of_a_large_document)
{
    struct bytes large = make_large(EXCERPT_LIMIT + 200000);
    write_file("large.xml", bytes_text(large));
    char *at_once = lines_of("large.xml", 0);
    char *pieces = lines_of("large.xml", 5000);
    ck_assert_str_eq(at_once, pieces);
    char last[100];
    snprintf(last, sizeof last, "%.*s", 51, strstr(large.bytes + EXCERPT_LIMIT - 100, "<sipsrv"));
    ck_assert_ptr_nonnull(strstr(at_once, last));
    snprintf(last, sizeof last, "%.*s", 51, strstr(large.bytes + EXCERPT_LIMIT, "<sipsrv"));
    ck_assert_ptr_null(strstr(at_once, last));
    free(at_once);
    free(pieces);
    bytes_free(large);
}
END_TEST

/* A pipe can't be read twice, and needn't be: nothing that a second reading gave could be shown. */
START_TEST(lines_of_a_pipe)
{
    struct bytes document = make_large(5000);
    write_file("file.xml", bytes_text(document));
    ck_assert_int_eq(mkfifo("pipe.xml", 0600), 0);
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        int descriptor = open("pipe.xml", O_WRONLY);
        for (size_t i = 0; i < document.length; i++)
            if (write(descriptor, document.bytes + i, 1) != 1)
                _exit(1);
        _exit(0);
    }
    char *of_pipe = lines_of("pipe.xml", 0);
    char *of_file = lines_of("file.xml", 0);
    int status;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_int_eq(status, 0);
    ck_assert_str_eq(of_pipe, of_file);
    ck_assert_ptr_nonnull(strstr(of_pipe, "<sipsrv addr='last' protocol='x'/>"));
    free(of_pipe);
    free(of_file);
    bytes_free(document);
}
END_TEST

Suite *suite_excerpt(void)
{
    Suite *suite = suite_create("excerpt");
    TCase *tests = tcase_create("excerpt");
    tcase_add_checked_fixture(tests, scratch_enter, scratch_leave);
    tcase_add_loop_test(tests, line, 0, (int)(sizeof lines / sizeof *lines));
    tcase_add_loop_test(tests, declaration, 0, (int)(sizeof declarations / sizeof *declarations));
    tcase_add_loop_test(tests, long_lines_are_the_same_in_chunks, 0, 16);
    tcase_add_test(tests, lines_of_a_large_document);
    tcase_add_test(tests, lines_of_a_pipe);
    suite_add_tcase(suite, tests);
    TCase *whole = tcase_create("fixtures");
    tcase_add_loop_test(whole, lines_are_the_same_in_chunks, 0, 4);
    suite_add_tcase(suite, whole);
    return suite;
}
