/* SPDX-License-Identifier: MIT */
/*
 * Advice that works: takes the steps of each finding's help in each fixture, and lints again. The
 * finding is gone, and none of the same or a higher severity has come. What the steps write stands
 * in the help, to the letter.
 */
#include "edits.h"
#include "fixture.h"
#include "rules/embedded_text.h"
#include "run/fleet.h"
#include "support.h"
#include "wrapping.h"

Suite *suite_edits(void);

/* What no step within the document can mend. */
static const struct by_hand {
    enum rule_index rule;
    const char *why;
    const char *help; /* where it's just those with this help */
} by_hand[] = {
    {RULE_limit_exceeded, "the limit, or what is over it, is the administrator's to choose", NULL},
    {RULE_duplicate_realm, "the server chooses its realm", NULL},
    {RULE_duplicate_key, "each file needs another GUID", NULL},
    {RULE_sample_value, "the same", "such as a new GUID"},
    {RULE_duplicate_user, "it's the administrator's to know", NULL},
    {RULE_digest_md5, "these versions have no stronger method",
     "RTC 1.0 and 1.01 have no stronger"},
    {RULE_basic_without_account, "likewise, and siplint can't see what an application supplies",
     "siplint can't see whether"},
    {RULE_xml_namespace, "the prefix can be in front of any name", "its prefix"},
    {RULE_xml_encoding_declared, "a file isn't saved in steps", "save the file"},
    {RULE_root_not_provision, "it's no profile", "another file"},
    {RULE_root_not_provision, "it's no profile", "outermost"},
    {RULE_root_not_provision, "it's for the administrator to complete", "give it"},
    {RULE_unexpected_text, "where it ends isn't known", "up to the next tag"},
    {RULE_misplaced_element, "what it belongs in isn't there", "write a <"},
    {RULE_misplaced_element, "it can contain any number of them", "rename each parm"},
    {RULE_misplaced_element, "it takes another file", "into a file of its own"},
    {RULE_element_order, "any number of elements have to move", NULL},
    {RULE_server_domain_mismatch, "neither of the two is free", "for the user's domain, leave it"},
    {RULE_carrier_encoding, "a file isn't saved in steps", "save the file"},
    {RULE_setting_without_profile, "the profile is the administrator's to write",
     "put the profile"},
    {RULE_setting_incomplete, "the same", "put the profile"},
    {RULE_attribute_as_element, "the same", "put the profile"},
    {RULE_setting_without_profile, "any number of references have to change", "in place of"},
    {RULE_xml_malformed, "there are more than a finding has steps", "after each of these"},
    {RULE_xml_malformed, "what is missing isn't in the file", "copy the file again"},
    {RULE_xml_malformed, "the same", "write <provision"},
    {RULE_xml_malformed, "a file isn't saved in steps", "save the file"},
    {RULE_xml_malformed, "the same", "name the encoding"},
    {RULE_xml_malformed, "it takes another file", "unpack the file"},
    {RULE_xml_malformed, "it takes another file", "into a file of its own"},
    {RULE_xml_malformed, "it takes another file", "the file that the template"},
    {RULE_xml_malformed, "where it ends isn't known", "delete the whole DOCTYPE"},
    {RULE_xml_malformed, "all of the declaration has to change", "write version first"},
    {RULE_xml_malformed, "where the names begin and end isn't known", "write them apart"},
    {RULE_xml_malformed, "the end tag can be anywhere", "without prefix"},
    {RULE_xml_malformed, "what is open isn't known in foreign XML", "in the reverse order"},
    {RULE_xml_malformed, "the cause isn't known", "or just before"},
};

/* Does the help say so, whether or not it's about a profile in a carrier? */
static bool says(const char *help, const char *part)
{
    struct arena arena = {0};
    bool is_said = strstr(help, part) || strstr(help, embedded_text(&arena, part, '"'));
    arena_free(&arena);
    return is_said;
}

static bool is_by_hand(const struct finding *finding)
{
    enum rule_index rule = (enum rule_index)finding->rule;
    for (size_t i = 0; i < sizeof by_hand / sizeof *by_hand; i++) {
        if (by_hand[i].rule == rule && (!by_hand[i].help || says(finding->help, by_hand[i].help)))
            return true;
    }
    return false;
}

static struct judgement judgement_of(const struct options *options)
{
    return (struct judgement){
        .policy = &options->policy,
        .target = options->target,
        .now = options->now,
        .heed_suppressions = options->suppressions,
        .key = {{1, 2}},
    };
}

static size_t count_of(const struct findings *findings, size_t rule)
{
    size_t count = 0;
    for (size_t i = 0; i < findings->count; i++)
        count += findings->items[i].rule == rule;
    return count;
}

static int severity_of(const struct findings *findings, size_t rule)
{
    int severity = SEVERITY_OFF;
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        if (finding->rule == rule && finding->severity > severity)
            severity = finding->severity;
    }
    return severity;
}

/* What may come after it: where the file wasn't checked to its end, whatever is in the rest. */
static bool may_come(const struct finding *gone, size_t rule)
{
    return rules[gone->rule].fixed && rule != gone->rule;
}

/* Is it of a rule that tells of the first mistake only, and is that gone? */
static bool makes_way(const struct findings *after, const struct finding *gone)
{
    if (!rules[gone->rule].fixed && gone->rule != RULE_unexpected_text)
        return false;
    for (size_t i = 0; i < after->count; i++) {
        const struct finding *finding = &after->items[i];
        if (finding->rule == gone->rule && finding->at.start.byte == gone->at.start.byte)
            return false;
    }
    return true;
}

/* What the help's steps brought about that they shouldn't have; NULL: nothing. */
static const char *fault_of(const struct finding *gone, const struct findings *before,
                            const struct findings *after)
{
    if (!makes_way(after, gone) && count_of(after, gone->rule) >= count_of(before, gone->rule))
        return rules[gone->rule].id;
    for (size_t rule = 0; rule < RULE_COUNT; rule++) {
        bool has_come = count_of(after, rule) > count_of(before, rule) &&
                        severity_of(after, rule) >= gone->severity;
        if (has_come && !may_come(gone, rule))
            return rules[rule].id;
    }
    return NULL;
}

static void compare(const char *path, const struct finding *gone, const struct findings *before,
                    const struct findings *after, const char *edited)
{
    const char *fault = fault_of(gone, before, after);
    ck_assert_msg(!fault, "%s: %u: %s has %s after: %s\n%s", path, gone->at.start.line,
                  rules[gone->rule].id, fault, gone->help, edited);
}

static void expect_said(const char *path, const struct finding *finding)
{
    for (const struct edit *edit = finding->edits; edit->kind != EDIT_NONE; edit++)
        ck_assert_msg(strstr(finding->help, edit->text),
                      "%s: %u: %s: a step writes %s; the help doesn't say so: %s", path,
                      finding->at.start.line, rules[finding->rule].id, edit->text, finding->help);
}

/* Wasn't it checked to its end? */
static bool has_fixed(const struct findings *findings)
{
    for (size_t i = 0; i < findings->count; i++) {
        if (rules[findings->items[i].rule].fixed)
            return true;
    }
    return false;
}

/* What isn't known yet when a finding is reported: the help has another way for each case. */
static const struct alternative {
    enum rule_index rule; /* the steps bring it about … */
    const char *help;     /* … and the help says this: */
    enum { DELETE_ELEMENT, DELETE_SERVERS, WRITE, WRITE_FOR_UDP } kind;
    const char *text; /* with WRITE */
} alternatives[] = {
    {RULE_duplicate_server, "or delete this <sipsrv> if another", DELETE_ELEMENT, NULL},
    {RULE_duplicate_server, "or delete it if another <sipsrv>", DELETE_ELEMENT, NULL},
    {RULE_duplicate_server, "delete any that's the same as this one", DELETE_SERVERS, NULL},
    {RULE_duplicate_server, "or delete the entry if there's the same", DELETE_SERVERS, NULL},
    {RULE_duplicate_session, "delete this <session>", DELETE_ELEMENT, NULL},
    {RULE_setting_repeated, "or delete this element if another one has that name", DELETE_ELEMENT,
     NULL},
    {RULE_basic_without_tls, "or TLS if basic is allowed", WRITE, "TLS"},
    {RULE_udp_auth, "or TLS if another method than digest is allowed", WRITE, "TLS"},
    {RULE_udp_auth, "or digest if a server uses UDP", WRITE, "digest"},
    {RULE_protocol_mixed, "here and on any other server with UDP", WRITE_FOR_UDP, NULL},
};

/* The same step for each server with UDP. */
static size_t change_udp(struct text document, const struct edit *edit,
                         struct edit steps[EDIT_STEPS + 1])
{
    size_t count = 0;
    const char *at = find_words(document, "UDP", 0);
    for (; at && count < EDIT_STEPS;
         at = find_words(document, "UDP", (size_t)(at + 1 - document.bytes))) {
        steps[count] = *edit;
        steps[count++].at.start.byte = (uint64_t)(at - document.bytes);
    }
    return count;
}

static void take_alternative(struct text document, const struct alternative *alternative,
                             const struct finding *finding, struct edit steps[EDIT_STEPS + 1])
{
    const struct edit deletion = {.kind = EDIT_REMOVE_ELEMENT, .at = finding->at, .text = ""};
    size_t count = 0;
    for (const struct edit *edit = finding->edits; edit->kind != EDIT_NONE; edit++) {
        struct edit *step = &steps[count++];
        *step = *edit;
        if (alternative->kind == WRITE)
            step->text = alternative->text;
        else if (edit->name && strcmp(edit->name, "protocol") == 0)
            *step = (struct edit){.kind = EDIT_REMOVE_ELEMENT, .at = edit->at, .text = ""};
    }
    if (alternative->kind == WRITE_FOR_UDP)
        count = change_udp(document, finding->edits, steps);
    else if (alternative->kind == DELETE_ELEMENT)
        steps[0] = deletion, count = 1;
    steps[count] = (struct edit){.kind = EDIT_NONE};
}

static bool find_steps_instead(struct text document, const struct finding *finding,
                               const struct findings *before, const struct findings *after,
                               struct edit steps[EDIT_STEPS + 1])
{
    for (size_t i = 0; i < sizeof alternatives / sizeof *alternatives; i++) {
        const struct alternative *alternative = &alternatives[i];
        if (count_of(after, alternative->rule) > count_of(before, alternative->rule) &&
            says(finding->help, alternative->help)) {
            take_alternative(document, alternative, finding, steps);
            return true;
        }
    }
    return false;
}

static struct bytes take(struct engine *engine, const struct fixture *fixture,
                         const struct finding *finding, const struct edit *edits,
                         struct findings *after)
{
    struct bytes edited = edits_apply(bytes_text(fixture->file), finding->where, edits);
    findings_reset(after);
    lint_bytes(engine, bytes_text(edited), 0, after);
    return edited;
}

static void follow(struct engine *engine, const struct fixture *fixture,
                   const struct findings *before, const struct finding *finding)
{
    struct findings after = {0};
    struct edit instead[EDIT_STEPS + 1];
    if (is_by_hand(finding))
        return;
    ck_assert_msg(finding->edits, "%s: %u: %s has no steps", fixture->path, finding->at.start.line,
                  rules[finding->rule].id);
    expect_said(fixture->path, finding);
    if (has_fixed(before) && finding->edits->kind != EDIT_REPLACE)
        return; /* no element is found where the rest can't be read */
    struct bytes edited = take(engine, fixture, finding, finding->edits, &after);
    if (find_steps_instead(bytes_text(fixture->file), finding, before, &after, instead)) {
        bytes_free(edited);
        edited = take(engine, fixture, finding, instead, &after);
    }
    compare(fixture->path, finding, before, &after, edited.bytes);
    findings_free(&after);
    bytes_free(edited);
}

static void follow_all(struct fixture fixture)
{
    struct options options;
    struct findings before = {0};
    ck_assert_int_eq(parse_options(&fixture, &options), STATUS_CLEAN);
    const struct judgement judgement = judgement_of(&options);
    struct engine *engine = engine_new(&judgement);
    bool is_ascii = !memchr(fixture.file.bytes, 0, fixture.file.length);
    if (is_ascii)
        lint_bytes(engine, bytes_text(fixture.file), 0, &before);
    /* What a DTD says can't be followed, and without its finding a comment suppresses nothing. */
    bool is_odd_carrier = strstr(fixture.path, "/carriers/") &&
                          (strstr(fixture.text, "<!ATTLIST") || strstr(fixture.text, "disable="));
    for (size_t i = 0; i < before.count && !is_odd_carrier; i++)
        follow(engine, &fixture, &before, &before.items[i]);
    engine_free(engine);
    findings_free(&before);
    options_free(&options);
    unload(&fixture);
}

START_TEST(following_the_help_removes_the_finding)
{
    follow_all(load(fixtures[_i]));
}
END_TEST

/* Can it be put into a carrier, and have the findings there that it has by itself? */
static bool can_be_wrapped(const struct fixture *fixture)
{
    const struct bytes file = fixture->file;
    for (size_t i = 0; i < file.length; i++) {
        if ((unsigned char)file.bytes[i] >= 0x80 ||
            ((unsigned char)file.bytes[i] < ' ' && !strchr("\t\r\n", file.bytes[i])))
            return false;
    }
    return file.length < 100000 && strchr(fixture->text, '<') &&
           !strstr(fixture->text, "encoding=") && !strstr(fixture->text, "voip-provision") &&
           !strstr(fixture->text, "characteristic");
}

/* What the help says is written through both layers. */
START_TEST(following_the_help_works_in_a_carrier)
{
    static const struct wrapping wrapping = {
        .before = "<voip-provision><set name='SIPSettings' value=\"",
        .after = "\"/></voip-provision>",
        .escaping = BY_NAME,
        .encoding = "UTF-8",
    };
    struct fixture fixture = load(fixtures[_i]);
    if (!can_be_wrapped(&fixture)) {
        unload(&fixture);
        return;
    }
    struct bytes plain = fixture.file;
    fixture.file = wrap(plain.bytes, &wrapping);
    bytes_free(plain);
    follow_all(fixture);
}
END_TEST

/* ---- IPv6 addresses without brackets ---- */

/* Where a port may follow, what the steps make of an address is the likelier of two readings. */
static const struct bracketing {
    const char *addr;
    const char *edited;
} bracketings[] = {
    {"fd00::1", "\"[fd00::1]\""},
    {"fd00::1:5061", "\"[fd00::1]:5061\""},
    {"fd00::1:5080", "\"[fd00::1]:5080\""},
    {"fd00::1:8", "\"[fd00::1:8]\""},
    {"fd00::1:5161", "\"[fd00::1:5161]\""},
    {"fd00::1:50610", "\"[fd00::1]:50610\""},
    {"fd00::5061", "\"[fd00::5061]\""},
    {"1:2:3:4:5:6:7:8:9", "\"[1:2:3:4:5:6:7:8]:9\""},
    {"::ffff:10.0.0.1:5060", "\"[::ffff:10.0.0.1]:5060\""},
    {"fe80::1%eth0", "\"[fe80::1]\""},
    {"fe80::1%eth0:5061", "\"[fe80::1]:5061\""},
    {"fd00::1/64", "\"[fd00::1]\""},
    {"fd00::1:5061;lr", "\"[fd00::1]:5061\""},
};

/* Takes the steps of the document's one finding of the rule; that's in what comes of it. */
static void expect_edited(const char *document, enum rule_index rule, const char *edited)
{
    struct lab lab;
    struct findings findings = {0};
    lab_init(&lab);
    struct engine *engine = engine_new(&lab.judgement);
    lint_bytes(engine, text_of(document), 0, &findings);
    ck_assert_uint_eq(count_of(&findings, rule), 1);
    for (size_t i = 0; i < findings.count; i++) {
        const struct finding *finding = &findings.items[i];
        if (finding->rule != rule)
            continue;
        struct bytes after = edits_apply(text_of(document), finding->where, finding->edits);
        ck_assert_msg(strstr(after.bytes, edited), "%s: %s", document, after.bytes);
        bytes_free(after);
    }
    engine_free(engine);
    findings_free(&findings);
}

START_TEST(brackets_go_around_the_address)
{
    const struct bracketing *row = &bracketings[_i];
    char document[200];
    snprintf(document, sizeof document,
             "<provision key='k'><sipsrv addr=\"%s\" protocol='TLS'/></provision>", row->addr);
    expect_edited(document, RULE_addr_ipv6_brackets, row->edited);
}
END_TEST

/* ---- Many steps ---- */

/* A step for each place, up to as many as a finding has. */
static const struct many {
    const char *document;
    enum rule_index rule;
    const char *edited;
} many[] = {
    {"<provision key='k'><provider personal='https://a.contoso.net/a b c d e f g'/></provision>",
     RULE_uri_invalid, "/a%20b%20c%20d%20e%20f%20g'"},
    {"<provision key='k'><provider personal='https://a.contoso.net/a b c d e f g h "
     "i'/></provision>",
     RULE_uri_invalid, "/a%20b%20c%20d%20e%20f%20g%20h%20i'"},
    {"<provision key='k' name=\"a \"b\" \"c\" \"d\" \"e\" z\"/>", RULE_xml_malformed,
     "\"a &quot;b&quot; &quot;c&quot; &quot;d&quot; &quot;e&quot; z\""},
    {"<provision key='k'><user uri='sip:ann@contoso.net' allowedauth='digest,ntlm,digest,ntlm,"
     "digest,ntlm'/></provision>",
     RULE_allowedauth_separator, "'digest ntlm digest ntlm digest ntlm'"},
};

START_TEST(all_steps_are_kept)
{
    expect_edited(many[_i].document, many[_i].rule, many[_i].edited);
}
END_TEST

#define UDP_SERVER "<sipsrv addr='10.0.0.1' protocol='UDP'/>"

/* Where the place of a server isn't known any more, or there are more steps than a finding has. */
static const struct missing {
    const char *document;
    enum rule_index rule;
} missing[] = {
    {"<provision key='k'>" UDP_SERVER UDP_SERVER UDP_SERVER UDP_SERVER
     "<user uri='sip:ann@contoso.net' allowedauth=''/></provision>",
     RULE_allowedauth_empty},
    {"<provision key='k'><sipsrv protocol='UDP'/><sipsrv protocol='UDP'/><sipsrv protocol='UDP'/>"
     "<sipsrv protocol='UDP'/><sipsrv protocol='UDP'/>"
     "<user uri='sip:ann@contoso.net' allowedauth=''/></provision>",
     RULE_allowedauth_empty},
};

START_TEST(part_of_the_steps_is_none)
{
    struct lab lab;
    struct findings findings = {0};
    lab_init(&lab);
    struct engine *engine = engine_new(&lab.judgement);
    lint_bytes(engine, text_of(missing[_i].document), 0, &findings);
    ck_assert_uint_eq(count_of(&findings, missing[_i].rule), 1);
    for (size_t i = 0; i < findings.count; i++)
        ck_assert(findings.items[i].rule != missing[_i].rule || !findings.items[i].edits);
    engine_free(engine);
    findings_free(&findings);
}
END_TEST

/* ---- Of files together ---- */

static void inspect(struct linter *linter, struct fleet *fleet, const char *path,
                    struct linted *linted)
{
    struct input input = {.path = (char *)(uintptr_t)path, .named = true};
    findings_reset(&linted->inspection.findings);
    linter_inspect(linter, &input, path, linted);
    ck_assert_int_eq(linted->inspection.outcome, OUTCOME_LINTED);
    fleet_judge(fleet, linted);
}

/* Lints the file at that path, which is the fixture or an edited one, after those beside it. */
static void lint_together(const struct fixture *fixture, const struct judgement *judgement,
                          const char *path, struct linted *linted)
{
    struct linter *linter = linter_new(judgement, 0);
    struct fleet *fleet = fleet_new();
    for (size_t i = 0; i < fixture->with.count; i++) {
        char other[4096];
        int folder = (int)(strrchr(fixture->path, '/') - fixture->path);
        snprintf(other, sizeof other, "%.*s/%s", folder, fixture->path, fixture->with.lines[i]);
        inspect(linter, fleet, other, linted);
    }
    inspect(linter, fleet, path, linted);
    fleet_free(fleet);
    linter_free(linter);
}

static void follow_together(const struct fixture *fixture, const struct judgement *judgement,
                            const struct findings *before, const struct finding *finding)
{
    struct linted after = {0};
    char path[] = "/tmp/siplint-XXXXXX";
    if (rules[finding->rule].category != CATEGORY_FLEET || is_by_hand(finding))
        return;
    ck_assert_msg(finding->edits, "%s: %s has no steps", fixture->path, rules[finding->rule].id);
    expect_said(fixture->path, finding);
    struct bytes edited = edits_apply(bytes_text(fixture->file), finding->where, finding->edits);
    int file = mkstemp(path);
    ck_assert_int_eq(write(file, edited.bytes, edited.length), (ssize_t)edited.length);
    close(file);
    lint_together(fixture, judgement, path, &after);
    compare(fixture->path, finding, before, &after.inspection.findings, edited.bytes);
    unlink(path);
    findings_free(&after.inspection.findings);
    bytes_free(edited);
}

START_TEST(following_the_help_parts_files)
{
    struct fixture fixture = load(fixtures[_i]);
    struct options options;
    struct linted before = {0};
    ck_assert_int_eq(parse_options(&fixture, &options), STATUS_CLEAN);
    const struct judgement judgement = judgement_of(&options);
    const struct findings *findings = &before.inspection.findings;
    if (fixture.with.count)
        lint_together(&fixture, &judgement, fixture.path, &before);
    for (size_t i = 0; i < findings->count; i++)
        follow_together(&fixture, &judgement, findings, &findings->items[i]);
    findings_free(&before.inspection.findings);
    options_free(&options);
    unload(&fixture);
}
END_TEST

Suite *suite_edits(void)
{
    Suite *suite = suite_create("edits");
    TCase *tests = tcase_create("following the help");
    fixture_count = 0;
    ftw("fixtures/rules", add_fixture, 16);
    ftw("fixtures/carriers", add_fixture, 16);
    tcase_add_loop_test(tests, following_the_help_removes_the_finding, 0, fixture_count);
    tcase_add_loop_test(tests, following_the_help_works_in_a_carrier, 0, fixture_count);
    tcase_add_loop_test(tests, following_the_help_parts_files, 0, fixture_count);
    tcase_add_loop_test(tests, brackets_go_around_the_address, 0,
                        sizeof bracketings / sizeof *bracketings);
    tcase_add_loop_test(tests, all_steps_are_kept, 0, sizeof many / sizeof *many);
    tcase_add_loop_test(tests, part_of_the_steps_is_none, 0, sizeof missing / sizeof *missing);
    suite_add_tcase(suite, tests);
    return suite;
}
