/* SPDX-License-Identifier: MIT */
/*
 * What findings say and advise, where that depends on the profile or the target: following the
 * advice mustn't lead into another finding. Where they stand is for the fixtures.
 */
#include "support.h"

Suite *suite_advice(void);

/* A profile with these users and servers. */
#define PROFILE(inside) "<provision key='k' name='n'>" inside "</provision>"
#define USER(attributes) "<user uri='sip:a@contoso.net' " attributes "/>"
#define PROXY(attributes)                                        \
    "<sipsrv " attributes " role='proxy'><session party='first'" \
    " type='pc2pc'/></sipsrv>"

#define TLS PROXY("addr='sip.contoso.net' protocol='TLS'")
#define TLS_BASIC PROXY("addr='sip.contoso.net' protocol='TLS' auth='basic'")
#define TLS_DIGEST PROXY("addr='sip.contoso.net' protocol='TLS' auth='digest'")
#define TLS_KERBEROS PROXY("addr='sip.contoso.net' protocol='TLS' auth='kerberos'")
#define UDP PROXY("addr='udp.contoso.net' protocol='UDP'")

/* A document for IP phones of Windows CE, or of Windows Mobile, with these settings. */
#define PHONE(inside) "<voip-provision>\n" inside "</voip-provision>"
#define MOBILE(inside) "<characteristic type='VoIP'>" inside "</characteristic>"
#define SIP "<query name='SIPSettings'/>\n"

static const struct advice {
    const char *document;
    enum target target;
    enum rule_index rule;
    const char *said;   /* in the message or the help; NULL: the rule is silent, … */
    const char *unsaid; /* … and what is in neither, or NULL */
} rows[] = {
    {PROFILE(PROXY("addr='l00l00l00l00l00l00l00l00.l01l01l01l01l01l01l01l01.l02l02l02l02l02l02l02."
                   "l03l03l03l03l03l03l03l03.l04l04l04l04l04l04l04l04.l05l05l05l05l05l05l05l05."
                   "l06l06l06l06l06l06l06l06.l07l07l07l07l07l07l07l07.l08l08l08l08l08l08l08l08."
                   "l09l09l09l09l09l09l09l09.l10l10l10l10l10l10l10l10.net' protocol='TLS'")),
     TARGET_ANY, RULE_addr_invalid, "longer than 253 characters", NULL},

    {PROFILE(PROXY("addr='sip contoso.net' protocol='TLS'")), TARGET_ANY, RULE_addr_invalid,
     "addr has \" \" in it", "begins"},

    /* The host as this server spells it, not as the earlier one does. */
    {PROFILE(TLS "\n" PROXY("addr='SIP.Contoso.net.' protocol='TLS'")), TARGET_ANY,
     RULE_duplicate_server,
     "this proxy, \"SIP.Contoso.net.\" (port 5061, TLS), is the same server "
     "as in line 1",
     NULL},

    {"<provision key='k name='n'/>", TARGET_ANY, RULE_xml_malformed, "lacks its closing", NULL},
    {"<provision key='k/>\n<user/>", TARGET_ANY, RULE_xml_malformed, "close the value", NULL},
    {PROFILE("<servers><sipsrv/></servers>"), TARGET_ANY, RULE_unknown_element,
     "keep what belongs in <provision>", NULL},
    {PROFILE("<servers/>"), TARGET_ANY, RULE_unknown_element, "delete it, or correct", "keep"},
    {"<provision key='k' x:y='1'/>", TARGET_ANY, RULE_xml_malformed, "isn't declared: \"x\"", NULL},
    {"<provision key='k' xmlns:a=''/>", TARGET_ANY, RULE_xml_malformed, "delete this attribute",
     "isn't declared"},
    {PROFILE("<client name='a'><data><br></data></client>"), TARGET_ANY, RULE_xml_malformed,
     "doesn't match the element that is open", "closes nothing"},
    {PROFILE("<user>\n<sipsrv/>\n<sipsrv/>"), TARGET_ANY, RULE_xml_malformed,
     "put </user> before the <sipsrv> in line 2", NULL},
    {PROFILE("<user>\n<sipsrv/>\n<sipsrv/>"), TARGET_ANY, RULE_misplaced_element,
     "put </user> before the <sipsrv> in line 2 if it's missing there, or move this into "
     "<provision>",
     NULL},
    {PROFILE("<users uri=''>\n<sipsrv/>"), TARGET_ANY, RULE_xml_malformed,
     "put </user> before the <sipsrv> in line 2, and spell its start tag the same", "both"},
    {PROFILE("<Sipsrv>"), TARGET_ANY, RULE_xml_malformed,
     "put </sipsrv> before </provision>, and spell its start tag the same", "both"},
    {PROFILE("<Sipsrv></foo></Sipsrv>"), TARGET_ANY, RULE_xml_malformed, "delete this end tag",
     "both"},
    {PROFILE("<Sipsrv></sipsrv>"), TARGET_ANY, RULE_xml_malformed, "write sipsrv in both tags",
     NULL},
    {PROFILE("<user>\n<data/></user>"), TARGET_ANY, RULE_misplaced_element, "write a <client>",
     "put"},
    {"<provison key='k' name='n'><user uri='sip:a@b.c'/></provison>", TARGET_ANY,
     RULE_root_not_provision, "no <sipsrv> was found in it, so it wasn't checked", NULL},
    {"<provison key='k' name='n'><sipsrv/></provison>", TARGET_ANY, RULE_root_not_provision,
     "not \"provision\"", "checked"},
    {"<voip-provision xmlns='u'><query name='SIPSettings'/></voip-provision>", TARGET_ANY,
     RULE_xml_namespace, "the phone looks for", "RTC"},
    {"<voip-provision><voip-provision/><query name='SIPSettings'/></voip-provision>", TARGET_ANY,
     RULE_misplaced_element, "the phone will probably not find", "RTC"},
    {"abc<provision/>", TARGET_ANY, RULE_xml_malformed, "text before the first element", "value"},

    {PROFILE("<user uri='sip:a@b.c' xmlns:p='urn:x' p:allowedauth='kerberos'/>"), TARGET_ANY,
     RULE_unknown_attribute, "\"allowedauth\" with the prefix \"p\"", "did you mean"},
    {PROFILE(USER("alowedauth='kerberos'")), TARGET_ANY, RULE_unknown_attribute, "did you mean",
     "prefix"},

    {PROFILE("<user><password>x</password></user>"), TARGET_ANY, RULE_attribute_as_element,
     "SetCredentials", "write"},
    {PROFILE("<user><realm>x</realm></user>"), TARGET_ANY, RULE_attribute_as_element,
     "realm=\"contoso.net\"", NULL},

    {PROFILE(USER("re\xD0\xB0lm='x'")), TARGET_ANY, RULE_unknown_attribute,
     "U+0430 looks like \"a\" (did you mean \"realm\"", NULL},
    {PROFILE(PROXY("addr='sip.contoso.net' protocol='TLS '")), TARGET_ANY, RULE_protocol_unknown,
     "it ends with a blank (did you mean \"TLS\"", "U+"},
    {PROFILE(PROXY("addr='sip.contoso.net' protocol='\xC2\xA0TLS'")), TARGET_ANY,
     RULE_protocol_unknown, "U+00A0 looks like a blank, but isn't one (did you mean \"TLS\"",
     "begins"},
    {PROFILE("<sipsrv><session type=' im'/></sipsrv>"), TARGET_ANY, RULE_session_type_unknown,
     "it begins with a blank (did you mean \"im\"", NULL},
    {PROFILE(USER("allowedauth='kerberos\xC2\xA0ntlm'")), TARGET_ANY, RULE_allowedauth_unknown,
     "U+00A0 looks like a blank", NULL},
    {PROFILE(USER("allowedauth='kerberos\xC2\xA0ntlm'")), TARGET_ANY, RULE_allowedauth_unknown,
     "write \"kerberos ntlm\", with usual blanks", "such as"},
    {PROFILE(USER("allowedauth='kerberos/ntlm'")), TARGET_ANY, RULE_allowedauth_unknown,
     "write \"kerberos ntlm\", with usual blanks", "such as"},
    {PROFILE(USER("allowedauth='NTLM-and-Kerberos'")), TARGET_ANY, RULE_allowedauth_unknown,
     "such as digest", "usual blanks"},
    {PROFILE(UDP USER("allowedauth='kerberos+ntlm'")), TARGET_ANY, RULE_allowedauth_unknown,
     "digest", "usual blanks"},
    {PROFILE(USER("allowedauth='kerberos+ntlm'")), TARGET_RTC_1_0, RULE_allowedauth_unknown,
     "write digest: rtc-1.0 has only basic and digest", "kerberos ntlm"},
    {PROFILE(USER("allowedauth='kerbros'")), TARGET_RTC_1_0, RULE_allowedauth_unknown,
     "write digest: rtc-1.0 has only basic and digest", "erberos"},
    {PROFILE(USER("allowedauth='ntml'")), TARGET_RTC_1_01, RULE_allowedauth_unknown,
     "write digest: rtc-1.01 has only basic and digest", "ntlm"},
    {PROFILE(USER("allowedauth='digets'")), TARGET_RTC_1_0, RULE_allowedauth_unknown,
     "write digest instead", "basic"},
    {PROFILE(USER("caf\xC3\xA9='x'")), TARGET_ANY, RULE_unknown_attribute, "no attribute",
     "looks like"},
    {PROFILE("<user protocol='x'/>"), TARGET_ANY, RULE_unknown_attribute, "no attribute",
     "did you mean"},
    {PROFILE(USER("realm='x' ralm='y'")), TARGET_ANY, RULE_unknown_attribute, "no attribute",
     "did you mean"},

    {PROFILE("<usr uri='sip:a@b.c'/>"), TARGET_ANY, RULE_unknown_element, "did you mean \"user\"",
     "belongs in"},
    {PROFILE("<usr/>"), TARGET_ANY, RULE_unknown_element, "did you mean \"user\"", "its tags"},
    {PROFILE("<usr/>"), TARGET_ANY, RULE_missing_user, NULL, NULL},
    {PROFILE("<sipsrv><sesion/></sipsrv>"), TARGET_ANY, RULE_unknown_element,
     "did you mean \"session\"", "its tags"},
    {PROFILE("<users></users>"), TARGET_ANY, RULE_unknown_element, "its tags", "did you mean"},
    {PROFILE("<usr uri='sip:a@b.c'/>" USER("")), TARGET_ANY, RULE_unknown_element, "belongs in",
     "did you mean"},
    {PROFILE(USER("") "<usr uri='sip:a@b.c'/>"), TARGET_ANY, RULE_unknown_element, "belongs in",
     "did you mean"},

    {"<provision/>", TARGET_ANY, RULE_root_not_provision, "no key, no name", "did you mean"},
    {"<Provision key='k'/>", TARGET_ANY, RULE_root_not_provision, "it has no <sipsrv>",
     "namespace, and"},
    {"<provision xmlns='u' key='k'/>", TARGET_ANY, RULE_root_not_provision,
     "in a namespace, and it has no <sipsrv>", "did you mean"},
    {"<Provisio><sipsrv/></Provisio>", TARGET_ANY, RULE_root_not_provision,
     "did you mean \"provision\"", NULL},
    {"<VoIPConfiguration/>", TARGET_ANY, RULE_root_not_provision,
     "of Windows CE 5.0, not a profile", "outermost"},
    {"<profile/>", TARGET_ANY, RULE_root_not_provision, "not \"provision\"", "did you mean"},

    {PROFILE("<user URI='sip:a@b.c'/>"), TARGET_ANY, RULE_name_case, "has to be written \"uri\"",
     "another"},
    {PROFILE("<user URI='sip:a@b.c' uri='sip:a@b.c'/>"), TARGET_ANY, RULE_name_case,
     "another spelling of \"uri\"", "missing"},

    {PROFILE("<SipSrv/>"), TARGET_ANY, RULE_name_case, "missing", "ignores"},
    {PROFILE("<sipsrv/><SipSrv/>"), TARGET_ANY, RULE_name_case, "ignores", "missing"},
    {PROFILE(USER("Realm='x'")), TARGET_ANY, RULE_name_case, "missing", "ignores"},

    {PROFILE("<user uri='im:a@b.c'/>"), TARGET_ANY, RULE_user_uri_scheme, "instead of", "in front"},
    {PROFILE("<user uri='ann:secret@b.c'/>"), TARGET_ANY, RULE_user_uri_scheme, "in front", NULL},

    {"<!-- siplint disable=xml-malformed: r -->" PROFILE(""), TARGET_ANY,
     RULE_suppression_malformed, "\"xml-malformed\" can't be suppressed", "can't be read"},
    {"<!-- siplint disable basic-auth: r -->" PROFILE(""), TARGET_ANY, RULE_suppression_malformed,
     "can't be read", "can't be suppressed"},
    {"<!-- siplint disable=security: r -->" PROFILE(""), TARGET_ANY, RULE_suppression_unknown_rule,
     "is a category", "did you mean"},
    {"<!-- siplint disable=basic-aut: r -->" PROFILE(""), TARGET_ANY, RULE_suppression_unknown_rule,
     "did you mean", "category"},

    /* A proxy without sessions is told of. */
    {PROFILE(USER("")), TARGET_ANY, RULE_missing_server, "<session party=\"first\"", NULL},

    {PROFILE(PROXY("addr='fe80::1%eth0' protocol='TCP'")), TARGET_ANY, RULE_addr_ipv6_brackets,
     "in place of the zone \"%eth0\"", NULL},
    {PROFILE(PROXY("addr='fe80::1' protocol='TCP'")), TARGET_ANY, RULE_addr_ipv6_brackets,
     "has no brackets", "zone"},
    {PROFILE(PROXY("addr='fd00::1:5061' protocol='TLS'")), TARGET_ANY, RULE_addr_ipv6_brackets,
     "before \"fd00::1\" and ] after it; if \"5061\" belongs to the address", "is the port,"},
    {PROFILE(PROXY("addr='fd00::1:8' protocol='TLS'")), TARGET_ANY, RULE_addr_ipv6_brackets,
     "before \"fd00::1:8\" and ] after it; if \"8\" is the port", "belongs"},
    {PROFILE(PROXY("addr='1:2:3:4:5:6:7:8:5061' protocol='TLS'")), TARGET_ANY,
     RULE_addr_ipv6_brackets, "before \"1:2:3:4:5:6:7:8\" and ] before the last colon", "if \""},

    {PROFILE("<provider homepage='https://fd00::1:8443/'/>"), TARGET_ANY, RULE_uri_invalid,
     "put the IPv6 address in square brackets", "leave out the colon"},
    {PROFILE("<provider homepage='https://a.b:84:43/'/>"), TARGET_ANY, RULE_uri_invalid,
     "can't connect to that", "brackets"},

    {PROFILE("<provider homepage='localhost:8080/x'/>"), TARGET_ANY, RULE_page_scheme,
     "write https:// in front", "has the scheme"},
    {PROFILE("<provider homepage='c:\\x.htm'/>"), TARGET_ANY, RULE_page_scheme,
     "begins with the drive \"c\"", "has the scheme"},

    /* The same proxy with TLS can follow; a registrar's would be a second registrar. */
    {PROFILE(PROXY("addr='a.b' protocol='TCP'")), TARGET_ANY, RULE_transport_not_tls,
     "or delete this <sipsrv> if another proxy", "line"},
    {PROFILE("<sipsrv addr='a.b' protocol='TCP' role='registrar'/>"), TARGET_ANY,
     RULE_transport_not_tls, "write protocol=\"TLS\"", "delete"},
    {PROFILE(PROXY("addr='10.0.0.1' protocol='TCP'")), TARGET_ANY, RULE_transport_not_tls,
     "the host name", "delete"},
    {PROFILE(PROXY("addr='a.b:5061' protocol='TCP'")), TARGET_ANY, RULE_transport_not_tls,
     "write protocol=\"TLS\", or delete", "port"},

    /* The session that it should be can follow: as it's judged, that isn't known. */
    {PROFILE("<sipsrv role='proxy'><session party='first' type='ph2ph'/>"
             "<session party='third' type='ph2ph'/></sipsrv>"),
     TARGET_ANY, RULE_ph2ph_first_party, "or delete this <session> if the server lists that one",
     "line"},
    {PROFILE("<sipsrv role='proxy'><session party='third' type='im'/>"
             "<session party='first' type='im'/></sipsrv>"),
     TARGET_ANY, RULE_third_party_type, "or delete this <session> if the server lists that one",
     "line"},

    /* With UDP, Kerberos can't be allowed: TLS has to come first. */
    {PROFILE(USER("allowedauth='digest'") UDP), TARGET_ANY, RULE_kerberos_not_enabled,
     "set protocol=\"TLS\" instead of UDP, and", NULL},
    {PROFILE(USER("") UDP), TARGET_ANY, RULE_udp_default_auth, "set protocol=\"TLS\"", "digest"},
    {PROFILE(USER("allowedauth='digest'") UDP), TARGET_ANY, RULE_digest_md5,
     "set protocol=\"TLS\" instead of UDP, and", NULL},

    /* Beside allowedauth, auth is ignored, and in auth there's no Kerberos. */
    {PROFILE(USER("") TLS_DIGEST), TARGET_ANY, RULE_kerberos_not_enabled,
     "delete auth from the servers, and", NULL},
    {PROFILE(USER("") TLS_DIGEST), TARGET_ANY, RULE_digest_md5, "delete auth from the servers, and",
     NULL},
    {PROFILE(USER("") TLS_BASIC), TARGET_ANY, RULE_basic_auth, "auth=\"digest\" instead",
     "allowedauth"},
    {PROFILE(USER("allowedauth='basic'") TLS), TARGET_ANY, RULE_basic_auth,
     "allowedauth=\"digest\"", "auth=\"basic\""},

    /* What came with 1.2 isn't told of, nor advised, for an earlier version. */
    {PROFILE(USER("") TLS), TARGET_ANY, RULE_auth_default, "Kerberos", NULL},
    {PROFILE(USER("") TLS), TARGET_RTC_1_0, RULE_auth_default, NULL, NULL},
    {PROFILE(USER("") TLS), TARGET_RTC_1_01, RULE_auth_default, NULL, NULL},
    {PROFILE(USER("") TLS_DIGEST), TARGET_RTC_1_0, RULE_digest_md5, "use TLS", "erberos"},
    {PROFILE(USER("allowedauth='digest'") TLS), TARGET_RTC_1_01, RULE_digest_md5, "use TLS",
     "erberos"},
    {PROFILE(USER("allowedauth='basic'") TLS), TARGET_RTC_1_0, RULE_basic_auth, "\"digest\"",
     "erberos"},
    {PROFILE(USER("") TLS_BASIC), TARGET_RTC_1_01, RULE_basic_auth, "\"digest\"", "erberos"},
    {PROFILE(USER("") TLS_KERBEROS), TARGET_RTC_1_0, RULE_auth_misplaced_method,
     "came with RTC 1.2", "allowedauth"},
    {PROFILE(USER("") TLS_KERBEROS), TARGET_ANY, RULE_auth_misplaced_method, "allowedauth", NULL},
    {PROFILE(USER("allowedauth=''") TLS), TARGET_RTC_1_0, RULE_allowedauth_empty, "digest",
     "erberos"},

    {PROFILE("<user><pasword>x</pasword></user>"), TARGET_ANY, RULE_unknown_element,
     "SetCredentials", "as in"},
    {PROFILE("<user><uir>x</uir></user>"), TARGET_ANY, RULE_missing_user_uri, NULL, NULL},

    {PHONE("<set name='SIPSettings'><provision/></set>"), TARGET_ANY, RULE_setting_incomplete,
     "between its tags", "sets nothing"},
    {PHONE("<set name='SIPSettings'><provision/></set>"), TARGET_ANY, RULE_unknown_element, NULL,
     NULL},
    {PHONE(SIP "<set name='DialPlan'>x</set>"), TARGET_ANY, RULE_unexpected_text, NULL, NULL},
    {PHONE("<set name='SIPSettings' value='5'>x</set><set name='DialPlan'/>"), TARGET_ANY,
     RULE_setting_incomplete, "sets nothing", "between"},
    {PHONE("<set name='SIPSettings'/>"), TARGET_ANY, RULE_setting_incomplete,
     "put the profile into the value", "delete the element"},
    {PHONE(SIP "<set name='BackupSIPSettings'/>"), TARGET_ANY, RULE_setting_incomplete,
     "put the profile into the value", "5555551212"},
    {PHONE(SIP "<set name='VoicemailNumber'><value>5</value></set>"), TARGET_ANY,
     RULE_attribute_as_element, "the phone won't find it", "RTC client"},
    {PHONE(SIP "<set name='VoicemailNumber'><value>5</value></set>"), TARGET_ANY,
     RULE_setting_incomplete, NULL, NULL},
    {PHONE(SIP "<query name='SIPSetings'/>"), TARGET_ANY, RULE_setting_unknown,
     "SIPSettings is in line 2 already", "write"},
    {MOBILE("<parm name='backupsipsettings'/>"), TARGET_ANY, RULE_setting_name_spelling,
     "write name=\"BackupSIPsettings\"", "BackupSIPSettings"},
    {PHONE("<set name='VoicemailSettings' value='5'/>"), TARGET_ANY, RULE_setting_without_profile,
     "belongs in VoicemailNumber", "write"},
/* However many servers come before them, that use TCP or have auth. */
#define FOUR                                      \
    PROXY("addr='s1.contoso.net' protocol='TCP'") \
    PROXY("addr='s2.contoso.net' protocol='TCP'") \
    PROXY("addr='s3.contoso.net' protocol='TCP'") \
    PROXY("addr='s4.contoso.net' protocol='TCP'")
#define UDP_IP PROXY("addr='10.1.2.3' protocol='UDP'")
    {PROFILE(USER("allowedauth='digest'") FOUR UDP), TARGET_ANY, RULE_kerberos_not_enabled,
     "set protocol=\"TLS\" instead of UDP, and", NULL},
    {PROFILE(USER("allowedauth='digest'") FOUR UDP TLS), TARGET_ANY, RULE_digest_md5,
     "instead of UDP (or delete the entry if there's the same with TLS, once that lists its "
     "sessions), and",
     NULL},
    {PROFILE(USER("allowedauth='digest'") FOUR UDP UDP_IP), TARGET_ANY, RULE_digest_md5,
     "give UDP servers protocol=\"TLS\" and a host name", NULL},
    {PROFILE(USER("") FOUR UDP), TARGET_ANY, RULE_auth_default,
     "set protocol=\"TLS\" instead of UDP, and", NULL},
    {PROFILE(USER("allowedauth=''") FOUR UDP), TARGET_ANY, RULE_allowedauth_empty,
     "set protocol=\"TLS\" instead of UDP, and", NULL},
    {PROFILE(USER("allowedauth='basic'") FOUR UDP), TARGET_ANY, RULE_basic_without_account,
     "set protocol=\"TLS\" instead of UDP, and", NULL},
    {PROFILE(USER("allowedauth='basic ntlm'") FOUR UDP), TARGET_ANY, RULE_basic_auth,
     "set protocol=\"TLS\" instead of UDP, and", NULL},
    {PROFILE(USER("allowedauth='ntlm kerberos'") FOUR UDP), TARGET_ANY, RULE_weaker_method,
     "set protocol=\"TLS\" instead of UDP, and", NULL},
    {PROFILE(USER("allowedauth='digest'") FOUR PROXY("addr='10.1.2.3' protocol='TCP'") TLS),
     TARGET_ANY, RULE_protocol_mixed, "and the host name", NULL},
    {PROFILE(USER("allowedauth='digest'") FOUR PROXY("addr='10.1.2.3' protocol='TCP'")), TARGET_ANY,
     RULE_no_registrar, "and a host name", NULL},

    /* Another entry for the same server can have other sessions. */
    {PROFILE(TLS "\n" TLS), TARGET_ANY, RULE_duplicate_server,
     "once the first one lists its sessions", "nothing"},
    {PROFILE(TLS "\n" PROXY("addr='sip.contoso.net' protocol='TCP'")), TARGET_ANY,
     RULE_transport_not_tls, "once line 1, the same server with TLS, lists its sessions", NULL},
    {PROFILE(TLS "\n<sipsrv addr='sip.contoso.net' protocol='TCP' role='proxy'/>"), TARGET_ANY,
     RULE_transport_not_tls, "delete this <sipsrv>: line 1 has", "sessions"},
    {PROFILE(UDP), TARGET_ANY, RULE_transport_not_tls, "once that lists its sessions", NULL},
    {PROFILE("<sipsrv addr='a.b' protocol='TCP' role='proxy'/>"), TARGET_ANY,
     RULE_transport_not_tls, "or delete this <sipsrv> if another proxy", "sessions"},

    /* The user, or the server, may follow. */
    {PROFILE(PROXY("addr='a.b' protocol='TPC'")), TARGET_ANY, RULE_protocol_unknown,
     "write protocol=\"TCP\", or TLS if basic is allowed", NULL},
    {PROFILE(USER("") PROXY("addr='a.b' protocol='UPD'")), TARGET_ANY, RULE_protocol_unknown,
     "write protocol=\"UDP\", or TLS if another method than digest", NULL},
    {PROFILE(USER("allowedauth='digest'") PROXY("addr='a.b' protocol='TPC'")), TARGET_ANY,
     RULE_protocol_unknown, "write protocol=\"TCP\"", "or TLS"},
    {PROFILE(PROXY("addr='a.b' protocol='TSL'")), TARGET_ANY, RULE_protocol_unknown,
     "write protocol=\"TLS\"", "allowed"},
    {PROFILE(USER("allowedauth='kerberoz'")), TARGET_ANY, RULE_allowedauth_unknown,
     "write kerberos instead, or digest if a server uses UDP", NULL},
    {PROFILE(USER("allowedauth='digets'")), TARGET_ANY, RULE_allowedauth_unknown,
     "write digest instead", "UDP"},

    /* Whatever the attribute is called there. */
    {PROFILE(USER("passwort='x'")), TARGET_ANY, RULE_plaintext_password,
     "delete the attribute with the password", "password=\""},
    {PROFILE(USER("password='x'")), TARGET_ANY, RULE_plaintext_password, "delete password=\"...\"",
     "attribute"},
    {PROFILE(USER("Password='&amp;'")), TARGET_ANY, RULE_password_reserved_characters,
     "delete the attribute with the password", "password=\""},
    {PROFILE(USER("passwort='RTCRocks!'")), TARGET_ANY, RULE_sample_value,
     "delete the attribute with the password", "password=\""},
    {PROFILE(USER("allowedauth='kerberos logoncred' passwort='x'")), TARGET_ANY,
     RULE_logoncred_with_password, "delete the attribute with the password, or delete logoncred",
     "password=\""},

    {PROFILE(USER("allowedauth='logoncred' password='x'")), TARGET_ANY,
     RULE_logoncred_with_password, "or write kerberos instead of logoncred", NULL},
    {PROFILE(USER("allowedauth='logoncred' password='x'")), TARGET_RTC_1_0,
     RULE_logoncred_with_password, "or write digest instead of logoncred", NULL},
};

START_TEST(said)
{
    const struct advice *row = &rows[_i];
    struct lab lab;
    struct findings findings = {0};
    lab_init(&lab);
    lab.judgement.target = row->target;
    struct engine *engine = engine_new(&lab.judgement);
    lint_bytes(engine, text_of(row->document), 0, &findings);
    bool is_found = false;
    for (size_t i = 0; i < findings.count; i++) {
        const struct finding *finding = &findings.items[i];
        if (finding->rule != row->rule)
            continue;
        is_found = true;
        ck_assert_msg(row->said, "%s\n%s", row->document, finding->message);
        ck_assert_msg(strstr(finding->message, row->said) || strstr(finding->help, row->said),
                      "%s\n%s; help: %s", row->document, finding->message, finding->help);
        ck_assert_msg(!row->unsaid || (!strstr(finding->message, row->unsaid) &&
                                       !strstr(finding->help, row->unsaid)),
                      "%s\n%s; help: %s", row->document, finding->message, finding->help);
    }
    ck_assert_msg(is_found == (row->said != NULL), "%s: %s", rules[row->rule].id, row->document);
    engine_free(engine);
    findings_free(&findings);
}
END_TEST

/* So many hosts wait for a user; one that comes when they do isn't compared with its realm, and
 * then nothing is said of that. */
#define WAITING_HOSTS 1024

START_TEST(a_realm_is_compared_with_all_hosts_or_none)
{
    size_t count = (size_t)_i;
    struct lab lab;
    struct findings findings = {0};
    char *document = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&document, &size);
    fputs("<provision key='k' name='n'>", out);
    for (size_t i = 0; i < count; i++)
        fputs(TLS, out);
    fputs(USER("realm='fabrikam.com'") TLS "</provision>", out);
    fclose(out);
    lab_init(&lab);
    struct engine *engine = engine_new(&lab.judgement);
    lint_bytes(engine, text_of(document), 0, &findings);
    ck_assert_int_eq(has_rule(&findings, RULE_realm_mismatch), count <= WAITING_HOSTS);
    engine_free(engine);
    findings_free(&findings);
    free(document);
}
END_TEST

Suite *suite_advice(void)
{
    Suite *suite = suite_create("advice");
    TCase *tests = tcase_create("advice");
    tcase_add_loop_test(tests, said, 0, sizeof rows / sizeof *rows);
    tcase_add_loop_test(tests, a_realm_is_compared_with_all_hosts_or_none, WAITING_HOSTS,
                        WAITING_HOSTS + 2);
    suite_add_tcase(suite, tests);
    return suite;
}
