/* SPDX-License-Identifier: MIT */
/*
 * One mistake, one finding: profiles without a warning get one edit each, and every edit is one
 * warning or error, or none where what is left is right. What gives more stands in a table, with
 * its reason.
 */
#include "markup.h"
#include "support.h"
#include "thorough.h"

#include <ctype.h>
#include <glob.h>
#include <stdarg.h>

Suite *suite_one_mistake(void);

#define LONGEST 8192

static const char *const documents[] = {
    "<provision key='contoso-1' name='Contoso' expires='2099-12-31T18:00:00Z'>\n"
    "<user uri='sip:ann@contoso.net' name='Ann' account='ann' realm='contoso.net' "
    "allowedauth='kerberos ntlm'/>\n"
    "<sipsrv addr='sip.contoso.net:5061' protocol='TLS' role='proxy'>\n"
    "<session party='first' type='pc2pc'/><session party='first' type='im'/></sipsrv>\n"
    "<sipsrv addr='reg.contoso.net' protocol='TLS' role='registrar'/>\n"
    "<client name='Phone' banner='1' updates='1' minver='1.5' curver='2.25' "
    "updateuri='https://www.contoso.net/phone'><data><any x='y'/></data></client>\n"
    "<provider name='Contoso' homepage='https://www.contoso.net/' "
    "helpdesk='https://www.contoso.net/help' personal='https://www.contoso.net/me' "
    "calldisplay='https://www.contoso.net/call' idledisplay='https://www.contoso.net/idle'/>\n"
    "<policy/>\n"
    "</provision>\n",

    "<?xml version='1.0'?><provision key='k' name='n'><user uri='sip:ann@contoso.net' "
    "allowedauth='kerberos'></user><sipsrv addr='sip.contoso.net' protocol='tls' role='proxy'>"
    "<session party='third' type='ph2ph'></session></sipsrv></provision>",

    /* The servers first, several proxies, and the methods left to the client. */
    "<provision key='k' name='n'>\n"
    "<sipsrv addr='a.contoso.net' protocol='TLS' role='proxy'><session party='first' type='im'/>"
    "</sipsrv>\n"
    "<sipsrv addr='b.contoso.net' protocol='TLS' role='proxy'><session party='first' type='im'/>"
    "</sipsrv>\n"
    "<sipsrv addr='b.contoso.net' protocol='TLS' role='registrar'/>\n"
    "<user uri='sip:ann@contoso.net'/>\n"
    "</provision>\n",

    "<provision key='k' name='n'>\n"
    "<user uri='sip:ann@contoso.net' allowedauth='kerberos logoncred'/>\n"
    "<accesscontrol domain='contoso.net' sig='x'/>\n"
    "<sipsrv addr='sip.contoso.net' protocol='TLS' role='proxy'><session party='first' type='im'/>"
    "</sipsrv>\n"
    "</provision>\n",
};

/* What an edit may give instead of one finding, and why that's right. */
static const struct exception {
    const char *edit;
    const char *rules; /* of its warnings and errors */
    const char *reason;
} exceptions[] = {
    {"protocol=UDP", "transport-not-tls udp-auth",
     "what can be read on the wire is another mistake than what the client refuses"},
    {"protocol=UDP", "transport-not-tls udp-default-auth", "likewise"},
    {"protocol=UDP", "port-protocol-mismatch transport-not-tls udp-auth",
     "likewise, and the port has to change as well"},
    {"protocol=TCP", "port-protocol-mismatch transport-not-tls",
     "either is wrong, whatever becomes of the other"},
    {"allowedauth=basic", "basic-auth kerberos-not-enabled",
     "one method is too many, and another is missing"},
    {"allowedauth=basic", "basic-auth kerberos-not-enabled realm-missing",
     "likewise, and Basic needs a realm"},
    {"blank before the value", "accesscontrol-domain accesscontrol-domain",
     "no server is in the domain, and which one was to be isn't known"},
    {"blank behind the value", "accesscontrol-domain accesscontrol-domain", "likewise"},
};

struct lint {
    struct lab lab;
    struct engine *engine;
    struct findings findings;
    size_t notes[RULE_COUNT]; /* how many the document has as it is, by rule */
    size_t edits;
    size_t mistakes; /* of these, those that gave a finding */
};

static void lint_init(struct lint *lint)
{
    *lint = (struct lint){.edits = 0};
    lab_init(&lint->lab);
    lint->engine = engine_new(&lint->lab.judgement);
}

static void lint_free(struct lint *lint)
{
    engine_free(lint->engine);
    findings_free(&lint->findings);
}

static int compare_ids(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The rules of the warnings and errors, in the order of the alphabet, blanks between. */
static void list_rules(const struct findings *findings, char *room, size_t size)
{
    const char *ids[64];
    size_t count = 0;
    size_t length = 0;
    for (size_t i = 0; i < findings->count && count < sizeof ids / sizeof *ids; i++) {
        if (findings->items[i].severity > SEVERITY_NOTE)
            ids[count++] = rules[findings->items[i].rule].id;
    }
    qsort(ids, count, sizeof *ids, compare_ids);
    room[0] = '\0';
    for (size_t i = 0; i < count; i++)
        length += (size_t)snprintf(room + length, size - length, "%s%s", length ? " " : "", ids[i]);
}

static void count_notes(const struct findings *findings, size_t notes[RULE_COUNT])
{
    memset(notes, 0, RULE_COUNT * sizeof *notes);
    for (size_t i = 0; i < findings->count; i++)
        notes[findings->items[i].rule] += findings->items[i].severity == SEVERITY_NOTE;
}

/* Beside a warning or error there's no note about the same mistake; but another value that the
 * schema has may be worth notes as well. */
static bool has_new_note(const struct lint *lint, const char *edit)
{
    size_t notes[RULE_COUNT];
    count_notes(&lint->findings, notes);
    for (size_t i = 0; i < RULE_COUNT; i++) {
        if (notes[i] && !lint->notes[i] && !strchr(edit, '='))
            return true;
    }
    return false;
}

static bool is_excepted(const char *edit, const char *found)
{
    for (size_t i = 0; i < sizeof exceptions / sizeof *exceptions; i++) {
        if (strcmp(exceptions[i].edit, edit) == 0 && strcmp(exceptions[i].rules, found) == 0)
            return true;
    }
    return false;
}

/* Puts strings one behind another, up to a NULL. */
static const char *join(char room[LONGEST], ...)
{
    va_list parts;
    size_t length = 0;
    va_start(parts, room);
    for (const char *part; (part = va_arg(parts, const char *)); length += strlen(part)) {
        ck_assert_uint_lt(length + strlen(part), LONGEST);
        strcpy(room + length, part);
    }
    va_end(parts);
    return room;
}

/* What to expect, unless a certain rule, or "" for none. */
#define ANY_ONE "any rule"
#define ONE_AT_MOST "one rule at most"

static bool is_expected(const char *expected, const char *found)
{
    bool is_one = !strchr(found, ' ');
    if (strcmp(expected, ONE_AT_MOST) == 0)
        return is_one;
    return strcmp(expected, ANY_ONE) == 0 ? is_one && found[0] : strcmp(expected, found) == 0;
}

static void check(struct lint *lint, const char *edit, const char *document, const char *expected)
{
    char found[LONGEST];
    lint_bytes(lint->engine, text_of(document), 0, &lint->findings);
    list_rules(&lint->findings, found, sizeof found);
    lint->edits++;
    lint->mistakes += found[0] != '\0';
    bool is_right = is_expected(expected, found) || is_excepted(edit, found);
    if (is_right && !(found[0] && has_new_note(lint, edit)))
        return;
    char *text = findings_as_text(&lint->findings);
    ck_abort_msg("%s: expected %s, found \"%s\":\n%s\n%s", edit, expected ? expected : "one", found,
                 document, text);
}

/* The same places and rules when each character takes two bytes. */
static void check_wide(struct lint *lint, const char *edit, const char *document)
{
    char narrow[LONGEST];
    char wide[LONGEST];
    list_rules(&lint->findings, narrow, sizeof narrow);
    struct bytes bytes = bytes_convert(document, "UTF-16LE", "\xFF\xFE");
    lint_bytes(lint->engine, bytes_text(bytes), 0, &lint->findings);
    list_rules(&lint->findings, wide, sizeof wide);
    ck_assert_msg(strcmp(narrow, wide) == 0, "%s: \"%s\", and in UTF-16 \"%s\":\n%s", edit, narrow,
                  wide, document);
    bytes_free(bytes);
}

/* ---- Edits ---- */

/* A document under edit. */
struct trial {
    struct lint *lint;
    const char *document;
    struct markup markup;
    bool is_thorough; /* each slip of a word, not one of them */
};

struct splice {
    struct stretch at;
    const char *text;
};

/* Replaces some stretches, which come in order, and checks what that gives. */
static void edit(struct trial *trial, const char *what, const struct splice *splices, size_t count,
                 const char *expected)
{
    char edited[LONGEST];
    size_t length = 0;
    size_t at = 0;
    for (size_t i = 0; i <= count; i++) {
        size_t to = i < count ? splices[i].at.from : strlen(trial->document);
        length +=
            (size_t)snprintf(edited + length, sizeof edited - length, "%.*s%s", (int)(to - at),
                             trial->document + at, i < count ? splices[i].text : "");
        at = i < count ? splices[i].at.to : to;
    }
    ck_assert_uint_lt(length, sizeof edited);
    check(trial->lint, what, edited, expected);
    if (trial->is_thorough)
        check_wide(trial->lint, what, edited);
}

static void replace(struct trial *trial, const char *what, struct stretch at, const char *text,
                    const char *expected)
{
    const struct splice splice = {at, text};
    edit(trial, what, &splice, 1, expected);
}

static const char *copy_of(const struct trial *trial, struct stretch at, char room[LONGEST])
{
    snprintf(room, LONGEST, "%.*s", (int)(at.to - at.from), trial->document + at.from);
    return room;
}

static bool is_named(const struct trial *trial, const struct markup_element *element,
                     const char *name)
{
    return stretch_is(trial->document, element->name, name);
}

/* Slips of the fingers. The number of those that a word of that length allows: of each kind at each
 * letter, and one more letter at the end. */
static size_t count_slips(const char *word)
{
    return 4 * strlen(word) + 1;
}

/* The `number`-th; false when it leaves the word as it was. */
static bool make_slip(const char *word, size_t number, char room[LONGEST])
{
    size_t at = number / 4;
    int before = (int)at;
    const char *rest = word + at;
    if (number % 4 == 0) /* one too many */
        snprintf(room, LONGEST, "%.*sx%s", before, word, rest);
    else if (number % 4 == 1) /* left out */
        snprintf(room, LONGEST, "%.*s%s", before, word, rest + 1);
    else if (number % 4 == 2) /* another one */
        snprintf(room, LONGEST, "%.*sq%s", before, word, rest + 1);
    else /* swapped with its neighbour */
        snprintf(room, LONGEST, "%.*s%c%c%s", before, word, rest[1] ? rest[1] : rest[0],
                 rest[1] ? rest[0] : 'x', rest[1] ? rest + 2 : "");
    return strcmp(room, word) != 0;
}

/* ---- What is said of the schema here once more ---- */

static bool is_one_of(const char *list, const char *element, const char *attribute)
{
    char wanted[LONGEST];
    return strstr(list, join(wanted, " ", element, "/", attribute, " ", NULL)) != NULL;
}

static const char required[] = " provision/key provision/name user/uri sipsrv/addr sipsrv/protocol "
                               "sipsrv/role session/party session/type client/name ";

/* No value will do, … */
static const char may_be_empty[] = " user/name user/account user/realm user/password provider/name "
                                   "accesscontrol/domain accesscontrol/sig ";

/* … or one with blanks around it. */
static const char with_blanks[] = " provision/key provision/name user/name user/account user/realm "
                                  "user/allowedauth client/name provider/name accesscontrol/sig ";

static const char words[] = " user/allowedauth sipsrv/protocol sipsrv/role sipsrv/auth "
                            "session/party session/type ";

static const char *const other_values[][8] = {
    {"protocol", "TCP", "UDP"},
    {"role", "proxy", "registrar"},
    {"party", "first", "third"},
    {"type", "im", "pc2ph"},
    {"allowedauth", "basic", "digest", "ntlm", "kerberos"},
};

/* ---- Attributes ---- */

static void misspell(struct trial *trial, const char *kind, struct stretch at,
                     const struct stretch *end, const char *expected)
{
    char word[LONGEST];
    char slip[LONGEST];
    char what[LONGEST];
    copy_of(trial, at, word);
    size_t count = count_slips(word);
    size_t first = trial->is_thorough ? 0 : trial->lint->edits % count;
    for (size_t i = first; i < (trial->is_thorough ? count : first + 1); i++) {
        bool is_word = !strpbrk(word, " &"); /* a slip in a reference is one in its markup */
        if (!is_word || !make_slip(word, i, slip) || slip[0] == '\0')
            continue;
        join(what, kind, " ", slip, " for ", word, NULL);
        const struct splice splices[] = {{at, slip}, {end ? *end : at, slip}};
        edit(trial, what, splices, end ? 2 : 1, expected);
    }
}

static void change_case(struct trial *trial, struct stretch at, const struct stretch *end)
{
    char word[LONGEST];
    copy_of(trial, at, word);
    for (int all = 0; all <= 1; all++) {
        for (size_t i = 0; word[i] && (all || i == 0); i++)
            word[i] = (char)toupper((unsigned char)word[i]);
        const struct splice splices[] = {{at, word}, {end ? *end : at, word}};
        edit(trial, "name in capitals", splices, end ? 2 : 1, "name-case");
    }
}

static void look_alike(struct trial *trial, struct stretch at, const char *expected)
{
    static const char *const alike[] = {"a\xD0\xB0", "e\xD0\xB5", "o\xD0\xBE", "p\xD1\x80",
                                        "c\xD1\x81", "y\xD1\x83", "i\xD1\x96", "s\xD1\x95"};
    for (size_t i = at.from; i < at.to; i++) {
        for (size_t k = 0; k < sizeof alike / sizeof *alike; k++) {
            if (trial->document[i] == alike[k][0])
                replace(trial, "letter that looks alike", (struct stretch){i, i + 1}, alike[k] + 1,
                        expected);
        }
    }
}

static void write_as_child(struct trial *trial, const struct markup_element *element,
                           const struct markup_attribute *attribute)
{
    char name[LONGEST];
    char value[LONGEST];
    char child[LONGEST];
    char around[LONGEST];
    bool is_empty = element->end_name.to == 0;
    copy_of(trial, attribute->name, name);
    copy_of(trial, attribute->value, value);
    copy_of(trial, element->name, around);
    join(child, is_empty ? "><" : "<", name, ">", value, "</", name, ">", is_empty ? "</" : NULL,
         around, ">", NULL);
    struct stretch at = {element->content, element->content};
    if (is_empty)
        at.from = element->tag_end;
    const struct splice splices[] = {{attribute->all, ""}, {at, child}};
    edit(trial, "attribute as element", splices, 2,
         is_named(trial, element, "accesscontrol") ? "" : "attribute-as-element");
}

static void misspell_words(struct trial *trial, struct stretch value)
{
    for (size_t at = value.from; at < value.to;) {
        size_t end = at + strcspn(trial->document + at, " \"'");
        misspell(trial, "value", (struct stretch){at, end}, NULL, ANY_ONE);
        at = end + 1;
    }
}

/* Another value that the schema has, which may be wrong here. */
static void replace_value(struct trial *trial, const char *name, struct stretch value)
{
    for (size_t i = 0; i < sizeof other_values / sizeof *other_values; i++) {
        const char *const *values = other_values[i];
        for (size_t k = 1; strcmp(values[0], name) == 0 && values[k]; k++) {
            char what[LONGEST];
            join(what, name, "=", values[k], NULL);
            replace(trial, what, value, values[k], ONE_AT_MOST);
        }
    }
}

static void edit_value(struct trial *trial, const char *element, const char *name,
                       const struct markup_attribute *attribute)
{
    const char *blanks = is_one_of(with_blanks, element, name) ? "" : ANY_ONE;
    const struct stretch before = {attribute->value.from, attribute->value.from};
    const struct stretch behind = {attribute->value.to, attribute->value.to};
    replace(trial, "empty value", attribute->value, "",
            is_one_of(may_be_empty, element, name) ? "" : ANY_ONE);
    replace(trial, "blank before the value", before, " ", blanks);
    replace(trial, "blank behind the value", behind, " ", blanks);
    if (is_one_of(words, element, name))
        misspell_words(trial, attribute->value);
    replace_value(trial, name, attribute->value);
}

static void edit_attribute(struct trial *trial, const struct markup_element *element,
                           const struct markup_attribute *attribute)
{
    char of[LONGEST];
    char name[LONGEST];
    copy_of(trial, element->name, of);
    copy_of(trial, attribute->name, name);
    replace(trial, "no attribute", attribute->all, "",
            is_one_of(required, of, name) ? ANY_ONE : "");
    misspell(trial, "attribute", attribute->name, NULL, "unknown-attribute");
    look_alike(trial, attribute->name, "unknown-attribute");
    change_case(trial, attribute->name, NULL);
    write_as_child(trial, element, attribute);
    edit_value(trial, of, name, attribute);
}

/* ---- Elements ---- */

static size_t count_of(const struct trial *trial, const char *name, int parent)
{
    size_t count = 0;
    for (size_t i = 0; i < trial->markup.count; i++)
        count += stretch_is(trial->document, trial->markup.elements[i].name, name) &&
                 (parent < 0 || trial->markup.elements[i].parent == parent);
    return count;
}

/* Are its attributes not looked at? */
static bool is_free(const struct trial *trial, const struct markup_element *element)
{
    return is_named(trial, element, "data") || is_named(trial, element, "policy");
}

/* Is what stands in it, or in one around it, not looked at? */
static bool is_opaque(const struct trial *trial, int index)
{
    for (; index >= 0; index = trial->markup.elements[index].parent) {
        const struct markup_element *element = &trial->markup.elements[index];
        if (is_free(trial, element) || is_named(trial, element, "accesscontrol"))
            return true;
    }
    return false;
}

/* What a profile, or a proxy, can't do without. */
static bool is_needed(const struct trial *trial, const struct markup_element *element)
{
    if (is_named(trial, element, "sipsrv"))
        return count_of(trial, "sipsrv", -1) == 1;
    if (is_named(trial, element, "session"))
        return count_of(trial, "session", element->parent) == 1;
    return is_named(trial, element, "user");
}

static void repeat(struct trial *trial, const struct markup_element *element)
{
    char copy[LONGEST];
    const struct stretch behind = {element->all.to, element->all.to};
    copy_of(trial, element->all, copy);
    replace(trial, "element twice", behind, copy,
            is_named(trial, element, "accesscontrol") ? "" : ANY_ONE);
}

/* Into each other element, where it doesn't belong. */
static void move(struct trial *trial, const struct markup_element *element)
{
    char copy[LONGEST];
    copy_of(trial, element->all, copy);
    for (size_t i = 0; i < trial->markup.count; i++) {
        const struct markup_element *into = &trial->markup.elements[i];
        const struct markup_element *around = &trial->markup.elements[element->parent];
        bool belongs = is_named(trial, element, "data")
                           ? is_named(trial, into, "client") || is_named(trial, into, "provider")
                           : stretch_is_same(trial->document, into->name, around->name);
        bool is_within = into->all.from >= element->all.from && into->all.to <= element->all.to;
        if (into->end_name.to == 0 || belongs || is_within)
            continue;
        const struct stretch at = {into->content, into->content};
        const struct splice splices[] = {{element->all, ""}, {at, copy}};
        const struct splice swapped[] = {splices[1], splices[0]};
        const char *expected = "misplaced-element";
        if (is_opaque(trial, (int)i))
            expected = is_needed(trial, element) ? ANY_ONE : "";
        edit(trial, "element elsewhere", at.from < element->all.from ? swapped : splices, 2,
             expected);
    }
}

static void swap_with_next(struct trial *trial, size_t index)
{
    const struct markup_element *element = &trial->markup.elements[index];
    for (size_t i = index + 1; i < trial->markup.count; i++) {
        const struct markup_element *next = &trial->markup.elements[i];
        char first[LONGEST];
        char second[LONGEST];
        if (next->parent != element->parent)
            continue;
        const struct splice splices[] = {{element->all, copy_of(trial, next->all, second)},
                                         {next->all, copy_of(trial, element->all, first)}};
        edit(trial, "elements swapped", splices, 2, "");
        return;
    }
}

static void add_unknown(struct trial *trial, const struct markup_element *element, bool is_unseen)
{
    const struct stretch in_tag = {element->tag_end, element->tag_end};
    const struct stretch within = {element->content, element->content};
    replace(trial, "unknown attribute", in_tag, " zzz='1'", "unknown-attribute");
    replace(trial, "attribute of an editor", in_tag, " xml:lang='en'", "");
    if (element->end_name.to)
        replace(trial, "unknown element", within, "<zzz/>", is_unseen ? "" : "unknown-element");
}

/* A name for several, around what is meant. */
static void wrap(struct trial *trial, const struct markup_element *element)
{
    char name[LONGEST];
    char copy[LONGEST];
    char text[LONGEST];
    copy_of(trial, element->name, name);
    copy_of(trial, element->all, copy);
    join(text, "<", name, "s>", copy, "</", name, "s>", NULL);
    replace(trial, "element within its plural", element->all, text, "unknown-element");
}

static void edit_element(struct trial *trial, size_t index)
{
    const struct markup_element *element = &trial->markup.elements[index];
    const struct stretch *end = element->end_name.to ? &element->end_name : NULL;
    bool is_root = element->parent < 0;
    misspell(trial, "element", element->name, end,
             is_root ? "root-not-provision" : "unknown-element");
    change_case(trial, element->name, end);
    for (size_t i = 0; !is_free(trial, element) && i < element->attribute_count; i++)
        edit_attribute(trial, element, &element->attributes[i]);
    if (!is_free(trial, element))
        add_unknown(trial, element, is_opaque(trial, (int)index));
    if (is_root)
        return;
    replace(trial, "no element", element->all, "", is_needed(trial, element) ? ANY_ONE : "");
    repeat(trial, element);
    move(trial, element);
    swap_with_next(trial, index);
    wrap(trial, element);
}

static void edit_document(struct lint *lint, const char *document, bool is_thorough)
{
    struct trial trial = {.lint = lint, .document = document, .is_thorough = is_thorough};
    markup_read(document, &trial.markup);
    for (size_t i = 0; i < trial.markup.count; i++) {
        if (!is_opaque(&trial, trial.markup.elements[i].parent))
            edit_element(&trial, i);
    }
}

/* Has it nothing that the edits know nothing of? */
static bool is_plain(const char *document)
{
    static const char *const others[] = {"<!DOCTYPE", "<![CDATA[", "encoding=", "xmlns",
                                         "siplint",   "options:",  "password="};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (strstr(document, others[i]))
            return false;
    }
    size_t marks = 0;
    for (const char *at = document; (at = strchr(at, '<')); at++)
        marks++;
    return marks > 0 && marks < MARKUP_ELEMENTS;
}

static bool is_clean(struct lint *lint, const char *document)
{
    lint_bytes(lint->engine, text_of(document), 0, &lint->findings);
    count_notes(&lint->findings, lint->notes);
    return lint->findings.counts.by_severity[SEVERITY_WARNING] == 0 &&
           lint->findings.counts.by_severity[SEVERITY_ERROR] == 0;
}

/* The fixtures that are clean, and lint as they are: of each rule the first; all, if it's to be
 * thorough. */
START_TEST(fixtures)
{
    glob_t found;
    struct lint lint;
    lint_init(&lint);
    size_t edited = 0;
    const char *which = thorough(1, 0) ? "fixtures/rules/*/good*.xml" : "fixtures/rules/*/good.xml";
    ck_assert_int_eq(glob(which, 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        struct bytes document = bytes_read(found.gl_pathv[i]);
        bool is_profile = strstr(document.bytes, "<provision") != NULL; /* not a carrier */
        if (is_profile && document.length < LONGEST && is_plain(document.bytes) &&
            is_clean(&lint, document.bytes)) {
            edit_document(&lint, document.bytes, false);
            edited++;
        }
        bytes_free(document);
    }
    globfree(&found);
    ck_assert_uint_gt(edited, (size_t)thorough(100, 60));
    ck_assert_uint_gt(lint.mistakes, lint.edits / 2);
    lint_free(&lint);
}
END_TEST

START_TEST(written_here)
{
    struct lint lint;
    lint_init(&lint);
    ck_assert_msg(is_clean(&lint, documents[_i]), "%s", documents[_i]);
    edit_document(&lint, documents[_i], true);
    ck_assert_uint_gt(lint.edits, 300);
    ck_assert_uint_gt(lint.mistakes, lint.edits / 2);
    lint_free(&lint);
}
END_TEST

Suite *suite_one_mistake(void)
{
    Suite *suite = suite_create("one_mistake");
    TCase *tests = tcase_create("one_mistake");
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, fixtures);
    tcase_add_loop_test(tests, written_here, 0, sizeof documents / sizeof *documents);
    suite_add_tcase(suite, tests);
    return suite;
}
