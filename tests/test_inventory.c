/* SPDX-License-Identifier: MIT */
/* What is recorded of a document's profiles and servers. */
#include "documents.h"
#include "same.h"
#include "support.h"

Suite *suite_inventory(void);

static const char *or_none(const char *string)
{
    return string ? string : "-";
}

static void print_server(FILE *out, struct text document, const struct server_entry *server)
{
    bool is_cut = server->to == UINT64_MAX;
    size_t end = is_cut ? document.length : (size_t)server->to;
    ck_assert_msg(document.bytes[server->from] == '<', "%s", document.bytes);
    ck_assert_msg(is_cut || document.bytes[end - 1] == '>', "%s", document.bytes);
    fprintf(out, "%u.%zu %s%s:%s=%u %s %s (%s)%s\n", server->line, server->profile,
            or_none(server->host),
            server->is_ip      ? " (IP)"
            : server->has_host ? ""
                               : " (?)",
            or_none(server->port), (unsigned)server->effective_port, server->transport,
            server->role, server->sessions, is_cut ? " …" : "");
}

/* To be freed. */
static char *print(const struct inventory *inventory, struct text document)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    ck_assert_ptr_nonnull(out);
    for (size_t i = 0; i < inventory->server_count; i++)
        print_server(out, document, &inventory->servers[i]);
    for (size_t i = 0; i < inventory->profile_count; i++) {
        const struct profile_entry *profile = &inventory->profiles[i];
        fprintf(out, "%s|%s|%s|%s|%s|%s%s|%lld\n", or_none(profile->key), or_none(profile->name),
                or_none(profile->domain), or_none(profile->user), profile->methods,
                or_none(profile->expires), profile->expires_is_date ? "" : "?",
                (long long)profile->expires_at);
    }
    fclose(out);
    return text;
}

/* What is recorded of it, in pieces of that size (0: all at once). */
static char *record(struct text document, size_t chunk)
{
    struct lab lab;
    struct inventory inventory = {0};
    struct findings findings = {0};
    lab_init(&lab);
    struct engine *engine = engine_new(&lab.judgement);
    engine_record(engine, &inventory);
    lint_bytes(engine, document, chunk, &findings);
    char *said = print(&inventory, document);
    inventory_free(&inventory);
    findings_free(&findings);
    engine_free(engine);
    return said;
}

#define S(attributes) "<sipsrv " attributes "/>"

static const struct {
    const char *document;
    const char *recorded;
} rows[] = {
    {"<provision key='k' name='n' expires='2005-06-30T12:00:00Z'>\n"
     "<user uri='sip:ann@contoso.net' allowedauth='digest ntlm'/>\n" S(
         "addr='sip.contoso.net' protocol='TLS' role='proxy'") "</provision>",
     "3.0 sip.contoso.net:-=5061 TLS proxy ()\n"
     "k|n|contoso.net|sip:ann@contoso.net|digest ntlm|2005-06-30T12:00:00Z|1120132800\n"},
    /* ports, hosts, words */
    {"<provision key='k'>" S("addr='10.0.0.1' protocol='udp' role='registrar'")
         S("addr='[2001:db8::1]:5070' protocol='tcp' role='Proxy'") S("addr='a.b:0' protocol='TLS'")
             S("addr='a_b' protocol='TLS'") S("addr='a.b' protocol='x' role='y'") S("addr='a.b:7'")
                 S("protocol='TCP'") "</provision>",
     "1.0 10.0.0.1 (IP):-=5060 UDP registrar ()\n"
     "1.0 [2001:db8::1] (IP):5070=5070 TCP proxy ()\n"
     "1.0 a.b:0=0 TLS unknown ()\n"
     "1.0 a_b (?):-=0 TLS unknown ()\n"
     "1.0 a.b:-=0 unknown unknown ()\n"
     "1.0 a.b:7=7 unknown unknown ()\n"
     "1.0 - (?):-=0 TCP unknown ()\n"
     "k|-|-|-|unknown|-?|0\n"},
    /* sessions, methods of the servers */
    {"<provision key='k'><user uri='a@b.net'/><sipsrv addr='a.b' protocol='TLS' auth='digest'\n"
     "><session party='first' type='im'/><session party='first' type='pc2pc'/>"
     "<session party='first' type='im'/><session type='im'/><session party='third' type='x'/>"
     "</sipsrv\n></provision>",
     "1.0 a.b:-=5061 TLS unknown (unknown:im first:pc2pc first:im third:unknown)\n"
     "k|-|b.net|a@b.net|digest|-?|0\n"},
    {"<provision key=''><user uri=''/></provision>", "|-|-||default|-?|0\n"},
    {"<provision key='k' expires='never'/>", "k|-|-|-|unknown|never?|0\n"},
    /* what may not be shown */
    {"<provision key='k' name='a&#10;b'><user uri='sip:ann:Xy12zW34@contoso.net'/>" S(
         "addr='ann:Xy12zW34@a.b' protocol='TLS'") "</provision>",
     "1.0 ann:(hidden) (?):-=0 TLS unknown ()\n"
     "k|a\\nb|(hidden)|sip:ann:(hidden)|default|-?|0\n"},
    /* broken off: as far as it was read */
    {"<provision key='k'>" S("addr='a.b' protocol='TLS'") "<sipsrv addr='c.d' protocol='UDP'>\n<",
     "1.0 a.b:-=5061 TLS unknown ()\n"
     "1.0 c.d:-=5060 UDP unknown () …\n"
     "k|-|-|-|unknown|-?|0\n"},
    /* no profile */
    {"<pom><sipsrv/></pom>", ""},
    {"<provision><a/></provision>", ""},
    {"", ""},
};

START_TEST(recorded)
{
    const struct text document = text_of(rows[_i].document);
    for (size_t chunk = 0; chunk < 8; chunk += chunk + 1) {
        char *said = record(document, chunk);
        expect_same(rows[_i].recorded, said, "%s", rows[_i].document);
        free(said);
    }
}
END_TEST

/* After one document nothing of it is in the next one's inventory. */
START_TEST(one_after_another)
{
    struct lab lab;
    struct inventory inventory = {0};
    struct findings findings = {0};
    lab_init(&lab);
    struct engine *engine = engine_new(&lab.judgement);
    engine_record(engine, &inventory);
    for (size_t i = 0; i < 3 * (sizeof rows / sizeof *rows); i++) {
        size_t row = i * 7 % (sizeof rows / sizeof *rows);
        const struct text document = text_of(rows[row].document);
        inventory_reset(&inventory);
        lint_bytes(engine, document, 0, &findings);
        char *said = print(&inventory, document);
        expect_same(rows[row].recorded, said, "%s", rows[row].document);
        free(said);
    }
    inventory_free(&inventory);
    findings_free(&findings);
    engine_free(engine);
}
END_TEST

/* An entry for each server that is counted. */
START_TEST(counted)
{
    struct lab lab;
    struct findings findings = {0};
    struct inventory inventory = {0};
    lab_init(&lab);
    struct engine *engine = engine_new(&lab.judgement);
    engine_record(engine, &inventory);
    for (unsigned number = 0; number < 1000; number++) {
        char *text = NULL;
        size_t size = 0;
        FILE *out = open_memstream(&text, &size);
        ck_assert_ptr_nonnull(out);
        documents_put(out, number);
        fclose(out);
        inventory_reset(&inventory);
        lint_bytes(engine, (struct text){text, size}, 0, &findings);
        struct server_groups groups;
        engine_count_servers(engine, &groups);
        size_t count = 0;
        for (size_t i = 0; i < groups.count; i++)
            count += groups.items[i].servers;
        if (inventory.profile_count)
            ck_assert_msg(count == inventory.server_count, "%s", text);
        ck_assert_uint_le(inventory.profile_count, 1);
        free(text);
    }
    inventory_free(&inventory);
    findings_free(&findings);
    engine_free(engine);
}
END_TEST

Suite *suite_inventory(void)
{
    Suite *suite = suite_create("inventory");
    TCase *tests = tcase_create("inventory");
    tcase_add_loop_test(tests, recorded, 0, sizeof rows / sizeof *rows);
    tcase_add_test(tests, one_after_another);
    tcase_add_test(tests, counted);
    suite_add_tcase(suite, tests);
    return suite;
}
