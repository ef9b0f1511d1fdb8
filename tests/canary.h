/* SPDX-License-Identifier: MIT */
/*
 * Profiles with a canary in every place where a password can stand: for test_mask.c and
 * test_secrets.c, which see to it that it never shows.
 */
#ifndef SIPLINT_TESTS_CANARY_H
#define SIPLINT_TESTS_CANARY_H

#include <string.h>

#define CANARY "Zq7Xv9KwJ2pLt"
#define PART 5 /* so many characters of it in a row are a leak */

/* Where the text has `size` characters of the secret in a row, or NULL. */
static inline const char *find_part(const char *text, const char *secret, size_t size)
{
    char part[16] = "";
    for (size_t i = 0; i + size <= strlen(secret); i++) {
        memcpy(part, secret + i, size);
        const char *found = strstr(text, part);
        if (found)
            return found;
    }
    return NULL;
}

#define OFFICE "Ann Lee of the office in Berlin, "
#define HEAD "<provision key=\"{ab}\" name=\"Office\">"
#define USER \
    "<user uri=\"sip:ann@contoso.net\" name=\"Ann\" account=\"ann\" realm=\"contoso.net\"/>"
#define SERVER "<sipsrv addr=\"sip.contoso.net\" protocol=\"tcp\" role=\"proxy\" auth=\"basic\"/>"
#define TAIL "</provision>"

/* In a user's tag, with other attributes around it; and in a server's. */
#define IN_USER(attribute) \
    HEAD "<user name=\"Ann\" uri=\"ann@contoso.net\" " attribute " realm=\"a:1\"/>" SERVER TAIL
#define IN_SERVER(attribute) HEAD USER "<sipsrv addr=\"a b\" role=\"none\" " attribute "/>" TAIL
#define URI(value) HEAD "<user name=\"Ann\" uri=\"" value "\" realm=\"a:1\"/>" SERVER TAIL
#define ADDR(value) \
    HEAD USER "<sipsrv addr=\"" value "\" protocol=\"udp\" role=\"proxy\" auth=\"basic\"/>" TAIL
#define CLIENT(value) \
    HEAD USER SERVER "<client name=\"Phone\" banner=\"2\" updateuri=\"" value "\"/>" TAIL
#define INSIDE(content) HEAD USER SERVER content TAIL

static const char *const documents[] = {
    /* The attribute, in any spelling. */
    IN_USER("password=\"" CANARY "\""),
    IN_USER("password='" CANARY "'"),
    IN_USER("password = \"" CANARY "\""),
    IN_USER("password\n=\n\t\"" CANARY "\""),
    IN_USER("Password=\"" CANARY "\""),
    IN_USER("PASSWORD=\"" CANARY "\""),
    IN_USER("passwort=\"" CANARY "\""),
    IN_USER("pasword=\"" CANARY "\""),
    IN_USER("pwd=\"" CANARY "\""),
    IN_USER("x:password=\"" CANARY "\" xmlns:x=\"urn:x\""),
    IN_USER("password=\"&amp;" CANARY "&#x41;&lt;\""),
    IN_USER("password=\"a " CANARY " b\""),
    IN_USER("password=\"\n" CANARY "\n\""),
    IN_USER("password=\"" CANARY "\r\n" CANARY "\""),
    IN_USER("password=\"sip:" CANARY "@contoso.net\""),
    IN_USER("password=\"://" CANARY "\""),
    IN_USER("password=\"" CANARY "\" password=\"" CANARY "\""),
    IN_USER("password=\"a>" CANARY "\""),
    IN_USER("password=\"a' name='" CANARY "\""),
    IN_USER("password='a\" name=\"" CANARY "'"),
    IN_USER("password=\"\xF0\x9F\x94\x91" CANARY "\xC3\xA4\""),
    /* On an element that hasn't got it. */
    IN_SERVER("password=\"" CANARY "\""),
    "<provision key=\"{ab}\" name=\"\" password=\"" CANARY "\">" USER SERVER TAIL,
    INSIDE("<client password=\"" CANARY "\"/>"),
    INSIDE("<provider password=\"" CANARY "\"/>"),
    INSIDE("<usr password=\"" CANARY "\"/>"),
    INSIDE("<User password=\"" CANARY "\"/>"),
    INSIDE("<x:user xmlns:x=\"urn:x\" password=\"" CANARY "\"/>"),
    INSIDE("<password value=\"" CANARY "\"/>"),
    "<profile password=\"" CANARY "\"/>",
    "<Provision><user password=\"" CANARY "\"/></Provision>",
    /* In URIs. */
    URI("sip:ann:" CANARY "@contoso.net"),
    URI("SIP:ann:" CANARY "@contoso.net:0"),
    URI("sips:ann:" CANARY "@contoso.net"),
    URI("ann:" CANARY "@contoso.net"),
    URI("ann:" CANARY "@contoso.net;a=b?c"),
    URI("sip:ann:" CANARY "@a b"),
    URI("sip:ann:" CANARY "@-"),
    URI("sip:ann:" CANARY "@"),
    URI("sip::" CANARY "@contoso.net"),
    URI("sip:ann:" CANARY "@x@contoso.net"),
    URI("sip:ann:x:" CANARY "@contoso.net"),
    URI("sip:ann:x/" CANARY "?y@contoso.net"),
    URI("sip:ann:x://" CANARY "@contoso.net"),
    URI("sip:ann:" CANARY "://x@contoso.net"),
    URI("sip:ann:x;" CANARY "@contoso.net"),
    URI("sip:ann:&quot;" CANARY "&lt;@contoso.net"),
    URI("sip:ann:%zz" CANARY "@contoso.net"),
    URI("sip:a%:" CANARY "@contoso.net"),
    URI("sip:a<b:" CANARY "@contoso.net"),
    URI("sip:ann: " CANARY "@contoso.net"),
    URI(" sip:ann:" CANARY "@contoso.net"),
    URI("sip: ann:" CANARY "@contoso.net"),
    URI("sip:sip:" CANARY "@contoso.net"),
    URI("sip://ann:" CANARY "@contoso.net"),
    URI("//ann:" CANARY "@contoso.net"),
    URI("tel:ann:" CANARY "@contoso.net"),
    URI("mailto:ann:" CANARY "@contoso.net"),
    URI("xyz:" CANARY "@contoso.net"),
    URI("ann:" CANARY),
    URI("sip:ann:" CANARY),
    URI("sip&#58;ann:" CANARY "@contoso.net"),
    URI("sip:ann&#58;" CANARY "@contoso.net"),
    URI("sip:ann&#x3A;" CANARY "@contoso.net"),
    URI("sip:ann&#58;" CANARY "&#64;contoso.net"),
    URI("sip:ann:" CANARY "&#64;contoso.net"),
    URI("sip:ann&#58;" CANARY),
    URI("sip:ann:" CANARY "\n@contoso.net"),
    URI("sip:ann:\n" CANARY "@contoso.net"),
    URI("sip:ann\n:" CANARY "@contoso.net"),
    URI("sip:\xE5\xA7\x93:" CANARY "@contoso.net"),
    ADDR("ann:" CANARY "@contoso.net"),
    ADDR("ann:" CANARY "@contoso.net:5061"),
    ADDR("ann:" CANARY),
    ADDR("ann:" CANARY "/x"),
    ADDR("ann:" CANARY "@contoso.net/x"),
    ADDR("ann:" CANARY "@"),
    ADDR("sip:ann:" CANARY "@contoso.net"),
    ADDR("sip://ann:" CANARY "@contoso.net"),
    ADDR("ann: " CANARY "@contoso.net"),
    ADDR("ann&#58;" CANARY "@contoso.net"),
    ADDR("ann:" CANARY "&#64;contoso.net"),
    ADDR("ann&#58;" CANARY "&#x40;contoso.net"),
    ADDR("ann:" CANARY "://x@contoso.net"),
    ADDR("[::1]:" CANARY "@contoso.net"),
    ADDR("[ann:" CANARY "@contoso.net"),
    CLIENT("http://ann:" CANARY "@contoso.net/"),
    CLIENT("https://ann:" CANARY "@contoso.net/"),
    CLIENT("HTTP://ann:" CANARY "@contoso.net/"),
    CLIENT("http:ann:" CANARY "@contoso.net"),
    CLIENT("http://ann:" CANARY "/u"),
    CLIENT("ann:" CANARY "@contoso.net"),
    CLIENT("http://ann:a/" CANARY "@contoso.net/"),
    CLIENT("http://ann:" CANARY " @contoso.net/"),
    CLIENT("http://ann:a://" CANARY "@contoso.net/"),
    CLIENT("http://ann:" CANARY "://a@contoso.net/"),
    CLIENT("http&#58;//ann:" CANARY "@contoso.net/"),
    CLIENT("http://ann&#58;" CANARY "@contoso.net/"),
    CLIENT("http://ann:" CANARY "&#64;contoso.net/"),
    CLIENT("ftp://ann:" CANARY "@contoso.net/<"),
    INSIDE("<provider homepage=\"http://ann:" CANARY "@a b\" personal=\"http://x:" CANARY
           "@y/\"/>"),
    INSIDE("<accesscontrol domain=\"ann:" CANARY "\" sig=\"ann:" CANARY "\"/>"),
    IN_USER("account=\"ann:" CANARY "@contoso.net\" passwd=\"x\""),
    IN_USER("allowedauth=\"ann:" CANARY "@contoso.net\""),
    IN_USER("allowedauth=\"kerberos ann: " CANARY "\""),
    CLIENT("x\" minver=\"ann:" CANARY "\" curver=\"ann:" CANARY "\" updates=\"ann:" CANARY),
    INSIDE("<client name=\"c\" banner=\"ann:" CANARY "\" minver=\"2\" curver=\"1:" CANARY "\"/>"),
    IN_SERVER("protocol=\"ann:" CANARY "\" auth=\"ann:" CANARY "\""),
    INSIDE("<sipsrv addr=\"a\" role=\"ann:" CANARY "\"><session party=\"ann:" CANARY
           "\" type=\"ann:" CANARY "\"/></sipsrv>"),
    /* In content. */
    INSIDE("<user>" CANARY "</user>"),
    INSIDE("text " CANARY " text"),
    INSIDE("<password>" CANARY "</password>"),
    INSIDE("<user><password>" CANARY "</password></user>"),
    INSIDE("<sipsrv><user password='" CANARY "'/></sipsrv>"),
    INSIDE("<![CDATA[" CANARY "]]>"),
    INSIDE("<!-- " CANARY " -->text"),
    INSIDE("<!-- siplint disable=all: " CANARY " -->text"),
    INSIDE("<!-- siplint " CANARY " -->text"),
    INSIDE("<!-- siplint disable=xml-doctype: " CANARY " -->text"),
    INSIDE("<!-- a\n" CANARY " -->text"),
    INSIDE("<?pw " CANARY "?>text"),
    INSIDE("<client name=\"\"><data><user name=\"x\" password=\"" CANARY "\"/></data>y</client>"),
    INSIDE("&#65;" CANARY "&amp;"),
    /* In front of the document. */
    "<!DOCTYPE provision SYSTEM \"" CANARY "\">" HEAD USER SERVER TAIL,
    "<!DOCTYPE provision PUBLIC \"" CANARY "\" '" CANARY "'>" HEAD USER SERVER TAIL,
    "<!DOCTYPE provision [<!ENTITY pw \"" CANARY "\">]>" HEAD USER SERVER TAIL,
    "<!DOCTYPE provision [<!ENTITY pw SYSTEM '" CANARY "'>]>" HEAD USER SERVER TAIL,
    "<!DOCTYPE provision [<!-- " CANARY " -->]>" HEAD USER SERVER TAIL,
    "<!DOCTYPE provision [<!-- \" --><!ENTITY pw \"" CANARY "\">]>" HEAD USER SERVER TAIL,
    "<!DOCTYPE provision [<!-- ' --><!ATTLIST user password CDATA '" CANARY
    "'>]>" HEAD USER SERVER TAIL,
    "<!DOCTYPE provision [<?pw " CANARY "?>]>" HEAD USER SERVER TAIL,
    "<!DOCTYPE provision [<?it's " CANARY "?><!ENTITY pw \"" CANARY "\">]>" HEAD TAIL,
    "<!DOCTYPE provision [<!ATTLIST user password CDATA \"" CANARY "\">]>" HEAD USER SERVER TAIL,
    "<!-- " CANARY " -->" HEAD USER "x" TAIL,
    "<?pw " CANARY "?>" HEAD USER "x" TAIL,
    CANARY HEAD USER TAIL,
    HEAD USER TAIL CANARY,
    HEAD USER TAIL "<!-- " CANARY " --><x>",
    /* Not well-formed. */
    IN_USER("password=" CANARY),
    IN_USER("password= " CANARY " "),
    IN_USER("password " CANARY),
    IN_USER("password=\"" CANARY),
    IN_USER("password=\"" CANARY "'"),
    IN_USER("password=\"a\"" CANARY "\""),
    IN_USER("password=\"a\" " CANARY "\""),
    IN_USER("password=\\\"" CANARY "\\\""),
    IN_USER("password=\"\"" CANARY "\"\""),
    IN_USER("password=&quot;" CANARY "&quot;"),
    IN_USER("password=\xE2\x80\x9C" CANARY "\xE2\x80\x9D"),
    IN_USER("password=\"" CANARY "&\""),
    IN_USER("password=\"&" CANARY "\""),
    IN_USER("password=\"&" CANARY ";\""),
    IN_USER("password=\"a&b<" CANARY "\""),
    IN_USER("password==\"" CANARY "\""),
    IN_USER("=\"" CANARY "\""),
    IN_USER("\"" CANARY "\""),
    IN_USER("name password=\"" CANARY "\""),
    IN_USER("realm=\"x password='" CANARY "' uri=\"y\""),
    IN_USER("account=\"ann password='" CANARY "' name=\"y\""),
    IN_USER("account='ann password=\"" CANARY "\" name='y'"),
    IN_USER("realm=\"x> <user password='" CANARY "'/> <user name=\"y\""),
    HEAD "<user uri=\"sip:ann@contoso.net password='" CANARY "' realm=\"x\"/>" TAIL,
    HEAD "<user uri=\"sip:ann@contoso.net password=" CANARY " realm=\"x\" y/>" TAIL,
    HEAD "<user uri='sip:ann@contoso.net password=\"" CANARY "\" realm='x'/>" TAIL,
    HEAD "<user uri='sip:ann@contoso.net' password=\"" CANARY "\" realm='x>" TAIL,
    HEAD "<user <user password=\"" CANARY "\"/>" TAIL,
    HEAD "< user password=\"" CANARY "\"/>" TAIL,
    HEAD "<user/ password=\"" CANARY "\"/>" TAIL,
    HEAD "<user,password=\"" CANARY "\"/>" TAIL,
    HEAD "<user-password=\"" CANARY "\"/>" TAIL,
    HEAD "user password=\"" CANARY "\"/>" TAIL,
    HEAD "<user password=\"" CANARY "\" <sipsrv addr=\"x\"/>" TAIL,
    HEAD "<user name=\"a\" uri password=\"" CANARY "\"/>" TAIL,
    HEAD "<user></user password=\"" CANARY "\">" TAIL,
    HEAD "<user></user " CANARY ">" TAIL,
    HEAD "<-- " CANARY " -->" TAIL,
    HEAD "<!- " CANARY " -->" TAIL,
    HEAD "<! " CANARY " >" TAIL,
    HEAD "<![CDATA " CANARY "]]>" TAIL,
    HEAD "<!DOCTYPE x " CANARY " [ " CANARY " ]>" TAIL,
    HEAD "<? " CANARY ">" TAIL,
    HEAD "<?xml " CANARY "?>" TAIL,
    HEAD "<?xml version=\"" CANARY "\"?>" TAIL,
    "<?xml version=\"1.0\" password=\"" CANARY "\"?>" HEAD TAIL,
    "<?xml version=\"1.0\" encoding=\"no-such\"?>" IN_USER("password=\"" CANARY "\""),
    "<?xml version=\"1.0\" encoding=\"utf-16\"?>" IN_USER("password=\"" CANARY "\""),
    "<!DOCTYPE provision [ " CANARY " ]>" HEAD TAIL,
    /* Ended early, so that nothing behind it is known to be well-formed. */
    "<!DOCTYPE provision [<!ENTITY e \"\">]>" IN_USER("password " CANARY " =\"x\""),
    "<!DOCTYPE provision [<!ENTITY e \"\">]>" IN_USER("password=a " CANARY "=\"x\""),
    "<!DOCTYPE provision [<!ENTITY e \"\">]>" HEAD "<user realm=\"x password='" CANARY "' a=\"",
    "<!DOCTYPE provision [<!ENTITY e \"\">]>" HEAD "<-- " CANARY " -->" TAIL,
};

/*
 * Tested as they stand alone: one more slip, and the password is what may be shown, a name or a
 * host.
 */
static const char *const standing[] = {
    IN_USER("password=\"a\" " CANARY "=\"b\" name=\"b\""),
    URI("sip:ann:x@" CANARY "@contoso.net"),
    ADDR("ann:x@" CANARY "@contoso.net"),
    INSIDE("<![CDATA[<user name=\"" CANARY "\"/>]]>"),
    INSIDE("<!-- <user name=\"" CANARY "\" realm=\"" CANARY "\"/> -->text"),
    INSIDE("<!---><user name='" CANARY "'/>-->text"),
    INSIDE("<!---><user name='--><user password='" CANARY "' name='x'/>"),
    INSIDE("<!--><user name='" CANARY "'/>-->text"),
    IN_USER("allowedauth=\"kerberos password = " CANARY "\""),
    IN_USER("account=\"lab password=" CANARY "\""),
    IN_SERVER("protocol=\"TLS password=" CANARY "\""),
    ADDR("contoso.net;password=" CANARY),
    URI("sip:ann@contoso.net;password=" CANARY),
    CLIENT("http://contoso.net/u?PassWord=" CANARY),
    INSIDE("<data password=\"" CANARY "\">" CANARY "</data>text"),
    INSIDE("<client name=\"\"><data name=\"" CANARY "\"><x y=\"" CANARY "\">" CANARY
           "</x></data>text</client>"),
    INSIDE("<?pw name=\"" CANARY "\"?>text"),
    INSIDE("<?" CANARY "?>text"),
    IN_USER("password:" CANARY),
    IN_USER("password=" CANARY "\""),
    IN_USER("password=\"<" CANARY " name=\"" CANARY "\""),
    IN_USER(CANARY),
    HEAD "<user name=\"Ann password=\"" CANARY "\" realm=\"x\"/>" TAIL,
    HEAD "<user></" CANARY ">" TAIL,
    HEAD "<!-- x -- <user name=\"" CANARY "\"/> -->" TAIL,
    "<!DOCTYPE " CANARY " \">" HEAD TAIL,
    "<!DOCTYPE provision [<!-- don't --><!ATTLIST user password CDATA '" CANARY "'>]>" HEAD TAIL,
    "<!DOCTYPE provision [<!ATTLIST user a CDATA \"]> <user realm='" CANARY "'>\">]>" HEAD TAIL,
    "<!DOCTYPE provision [<?it's ]> ?><!ATTLIST user a CDATA '" CANARY "'>]>" HEAD TAIL,
    "<!DOCTYPE provision [<!ELEMENT " CANARY " ANY><!NOTATION " CANARY " SYSTEM '" CANARY
    "'>]>" HEAD USER SERVER TAIL,
    "<!DOCTYPE provision [<!ELEMENT user (" CANARY "|" CANARY ")*>]>" HEAD USER SERVER TAIL,
    "<!DOCTYPE provision [<!ATTLIST user " CANARY " (" CANARY "|a) \"" CANARY "\">]>" HEAD TAIL,
    "<!DOCTYPE provision [<!ENTITY " CANARY " \"" CANARY "\"> %" CANARY ";]>" HEAD TAIL,
    "<!DOCTYPE provision [" CANARY "]" CANARY ">" HEAD TAIL,
    "<!DOCTYPE provision SYSTEM " CANARY " [ANY " CANARY "]>" HEAD TAIL,
    "<!DOCTYPE provision \"a' SYSTEM " CANARY " ' b\" " CANARY ">" HEAD TAIL,
    "<!DOCTYPE provision [<user realm='" CANARY "'>]>" HEAD TAIL,
    "<?xml version=\"1.0\" " CANARY "=\"x\"?>" HEAD TAIL,
    "<?xml version=\"1.0\" " CANARY "?>" HEAD TAIL,
    "<?xml version=\"1.0 " CANARY "\"?>" HEAD TAIL,
    "<?xml version=" CANARY "?>" HEAD TAIL,
    "<?xml version=\"1.0\" encoding=\"" CANARY "\"?>" HEAD TAIL,
    "<?xml version=\"1.0\" standalone=\"" CANARY "\"?>" HEAD TAIL,
    "<?xml version=\"1.0>\n<user realm=\"" CANARY "?>\n" HEAD TAIL,
    "<?xml version=\"1.0\">" HEAD "<!-- " CANARY " ?> " CANARY " -->" TAIL,
    "<!DOCTYPE provision [<!ENTITY e \"\">]>" HEAD "<password:" CANARY ">" TAIL,
    "<!DOCTYPE provision [<!ENTITY e \"\">]>" HEAD "<user " CANARY "=\"x\">" TAIL,
    "<!DOCTYPE provision [<!ENTITY e \"\">]>" HEAD "</user " CANARY ">" TAIL,
};

/*
 * Elements whose last attribute has the canary, in each place where the issue of a slip is known:
 * behind a user, where a port would be, between brackets, alone in front of an `@`, in parameters.
 * Whatever the canary is, a plain word too, nothing of it may show.
 */
static const char *const shapes[] = {
    /* A line that is cut where it's shown. */
    "<user uri=\"sip:ann@contoso.net\" password=\"" CANARY "\" name=\"" OFFICE OFFICE OFFICE "\"/>",
    "<user password=\" " CANARY " " CANARY " \" uri=\"sip:ann@contoso.net\" name=\"" OFFICE OFFICE
    "\" realm=\"contoso.net\"/>",
    "<user uri=\"sip:ann@contoso.net\" password=\"" CANARY "\"/>",
    "<user uri=\"sip:ann@contoso.net\" password='" CANARY "&amp;'/>",
    "<user uri=\"sip:ann@contoso.net\" password=\"&#65;" CANARY "\"/>",
    "<user uri=\"sip:ann@contoso.net\" Password=\"" CANARY "\"/>",
    "<user uri=\"sip:ann@contoso.net\" pasword=\"" CANARY "\"/>",
    "<user uri=\"sip:ann@contoso.net\" pwd=\"" CANARY "\"/>",
    "<user uri=\"sip:ann@contoso.net\" xmlns=\"urn:" CANARY "\"/>",
    "<user uri=\"sip:ann@contoso.net\" xmlns:a=\"urn:" CANARY "\"/>",
    "<user uri=\"sip:ann:" CANARY "@contoso.net\"/>",
    "<user uri=\"ann:" CANARY "@contoso.net\"/>",
    "<user uri=\"sip:ann@h:" CANARY "\"/>",
    "<user uri=\"sip:ann@contoso.net:" CANARY "\"/>",
    "<user uri=\"[::1]:" CANARY "\"/>",
    "<user uri=\"ann:" CANARY "\"/>",
    "<user uri=\"sip:ann;" CANARY "@contoso.net\"/>",
    "<user uri=\"sip:ann|" CANARY "@contoso.net\"/>",
    "<user uri=\"sip:ann%3A" CANARY "@contoso.net\"/>",
    "<user uri=\"sip:ann&#58;" CANARY "@contoso.net\"/>",
    "<user uri=\"sip:ann&#x3a;" CANARY "&#64;contoso.net\"/>",
    "<user uri=\"sip:ann@contoso.net;pwd=" CANARY "\"/>",
    "<user uri=\"sip:ann@contoso.net?pwd=" CANARY "\"/>",
    "<user uri=\"sip:ann@contoso.net " CANARY "\"/>",
    "<user uri=\"sip:ann@contoso.net password='" CANARY "' realm=\"/>",
    "<user uri=\"sip:ann@contoso.net\" realm=\"ann:" CANARY "\"/>",
    "<user uri=\"sip:ann@contoso.net\" realm=\"contoso.net:" CANARY "\"/>",
    "<user uri=\"sip:ann@contoso.net\" account=\"ann:" CANARY "\"/>",
    "<user uri=\"sip:ann@contoso.net\" account=\"ann/" CANARY "\"/>",
    "<user uri=\"sip:ann@contoso.net\" account=\"ann:" CANARY "@contoso.net\"/>",
    "<user uri=\"sip:ann@contoso.net\" name=\"ann:" CANARY "\"/>",
    "<user uri=\"sip:ann@contoso.net\" allowedauth=\"ann:" CANARY "\"/>",
    "<user uri=\"sip:ann@contoso.net\" allowedauth=\"ann;" CANARY "\"/>",
    "<user uri=\"sip:ann@contoso.net\" allowedauth=\"kerberos ann:" CANARY " basic\"/>",
    "<user uri=\"sip:ann@contoso.net\" allowedauth=\"kerberos password " CANARY "\"/>",
    "<sipsrv protocol=\"TLS\" role=\"proxy\" addr=\"[ann:" CANARY "]\"/>",
    "<sipsrv protocol=\"TLS\" role=\"proxy\" addr=\"ann:" CANARY "\"/>",
    "<sipsrv protocol=\"TLS\" role=\"proxy\" addr=\"ann:" CANARY "@sip.contoso.net\"/>",
    "<sipsrv protocol=\"TLS\" role=\"proxy\" addr=\"[::1]:" CANARY "\"/>",
    "<sipsrv protocol=\"TLS\" role=\"proxy\" addr=\"sip.contoso.net:" CANARY "\"/>",
    "<sipsrv protocol=\"TLS\" role=\"proxy\" addr=\"sip.contoso.net;pwd=" CANARY "\"/>",
    "<sipsrv protocol=\"TLS\" role=\"proxy\" addr=\"sip.contoso.net/" CANARY "\"/>",
    "<sipsrv protocol=\"TLS\" role=\"proxy\" addr=\"//ann:" CANARY "@sip.contoso.net\"/>",
    "<sipsrv addr=\"sip.contoso.net\" role=\"proxy\" protocol=\"ann:" CANARY "\"/>",
    "<sipsrv addr=\"sip.contoso.net\" protocol=\"TLS\" role=\"ann|" CANARY "\"/>",
    "<sipsrv addr=\"sip.contoso.net\" protocol=\"TLS\" role=\"proxy\" auth=\"ann:" CANARY "\"/>",
    "<client name=\"c\" updateuri=\"http://ann:" CANARY "@contoso.net/\"/>",
    "<client name=\"c\" updateuri=\"https://www.contoso.net/?token=" CANARY "\"/>",
    "<client name=\"c\" updateuri=\"https://www.contoso.net/u;sig=" CANARY "\"/>",
    "<client name=\"c\" minver=\"ann:" CANARY "\"/>",
    "<client name=\"c\" banner=\"ann:" CANARY "\"/>",
    "<provider homepage=\"http://" CANARY "@contoso.net/\"/>",
    "<provider homepage=\"ann;" CANARY "@contoso.net\"/>",
    "<provider homepage=\"ann|" CANARY "@contoso.net\"/>",
    "<provider homepage=\"http://ann;" CANARY "@contoso.net/\"/>",
    "<provider homepage=\"http://ann|" CANARY "@contoso.net/\"/>",
    "<provider homepage=\"http://ann%3A" CANARY "@contoso.net/\"/>",
    "<provider homepage=\"http://ann%3a" CANARY "%40contoso.net/\"/>",
    "<provider homepage=\"http://" CANARY "%40contoso.net/\"/>",
    "<provider homepage=\"http://ann&#x3A;" CANARY "&#x40;contoso.net/\"/>",
    "<provider homepage=\"[::1]:" CANARY "\"/>",
    "<provider homepage=\"http://[::1]:" CANARY "/\"/>",
    "<provider helpdesk=\"mailto:ann:" CANARY "@contoso.net\"/>",
    "<provider personal=\"http://www.contoso.net/?pwd=" CANARY "\"/>",
    "<provider calldisplay=\"http://www.contoso.net/#" CANARY "\"/>",
    "<provider idledisplay=\"ann:" CANARY "\"/>",
    "<accesscontrol domain=\"ann:" CANARY "\"/>",
    "<password>" CANARY "</password>",
    "<password value=\"" CANARY "\"/>",
    "<password><![CDATA[" CANARY "]]></password>",
    "<provider name=\"p\">" CANARY "</provider>",
    "<provider name=\"p\"><data password=\"" CANARY "\">" CANARY "</data></provider>",
    "<usr password=\"" CANARY "\"/>",
    "<!-- password: " CANARY " -->",
    "<?password " CANARY "?>",
    "<!-- siplint disable=missing-key: " CANARY " -->",
    "<!-- siplint disable " CANARY " -->",
    "<user uri=\"sip:ann@contoso.net\" password=\"&" CANARY ";\"/>",
    /* These come first. */
    "<?xml version=\"" CANARY "\"?>",
    "<!DOCTYPE provision [<!ENTITY pw \"" CANARY "\">]>",
    "<!DOCTYPE provision [<!ENTITY pw SYSTEM \"http://ann:" CANARY "@h/\">]>",
};

/* Elements of a carrier, likewise. */
static const char *const of_carriers[] = {
    "<set name=\"Password\" value=\"" CANARY "\"/>",
    "<set name='SIPSettings' value='" CANARY "'/>",
    "<set name='SIPSettings' value='\n" CANARY "\n'/>",
    "<set name=\"SIPSettings\" value=\"user=ann password=" CANARY "\"/>",
    "<set name=\"SIPSettings\" value=\"&amp;lt;user password='" CANARY "'/&amp;gt;\"/>",
    "<set name=\"SIPSettings\" value=\"&amp;amp;lt;user name='" CANARY "'/>\"/>",
    "<set name=\"SIPSettings\" value=\"&#38;lt;user name='" CANARY "'/>\"/>",
    "<set name=\"VoicemailNumber\" value=\"" CANARY "\"/>",
    "<set name=\"VoicemailNumber\" value=\"&lt;user password='" CANARY "'/>\"/>",
    "<set name=\"DialPlan\" value=\"&lt;dialplan password='" CANARY "' name='" CANARY "'/>\"/>",
    "<set name=\"SIPSettings\">" CANARY "</set>",
    "<set name=\"SIPSettings\"><![CDATA[<user password='" CANARY "'/>]]></set>",
    "<set password=\"" CANARY "\" name=\"SIPSettings\"/>",
    "<set name=\"SIPSettings\" Value=\"" CANARY "\"/>",
    "<set name=\"SIPSettings\" val=\"&lt;user password='" CANARY "'/>\"/>",
    "<set name=\"SIPSettings:" CANARY "\" value=\"\"/>",
    "<set name=\"sip:ann:" CANARY "@contoso.net\" value=\"\"/>",
    "<set value=\"" CANARY "\"/>",
    "<delete name=\"SIPSettings\" value=\"" CANARY "\"/>",
    "<query name=\"SIPSettings\" value=\"" CANARY "\"/>",
    "<parm name=\"AUTHSECRET\" value=\"" CANARY "\"/>",
    "<characteristic type=\"ann:" CANARY "\"/>",
    "<!-- password: " CANARY " -->",
    "<!-- siplint disable=all: " CANARY " -->",
    "<!-- siplint disable " CANARY " -->",
    "<?password " CANARY "?>",
    CANARY,
    "<set name=\"SIPSettings\" value=\"&lt;provision>" CANARY "&lt;/provision>\"/>",
    "<set name=\"SIPSettings\" value=\"&lt;x password='" CANARY "'/>\"/>",
    "<set name=\"SIPSettings\" value=\"" CANARY "&lt;provision/>\"/>",
    "<set name=\"SIPSettings\" value=\"&lt;provision/>" CANARY "\"/>",
    "<set name=\"SIPSettings\" value=\"&lt;?xml version='" CANARY "'?>\"/>",
    "<set name=\"SIPSettings\" value=\"&lt;!DOCTYPE p [&lt;!ENTITY e '" CANARY "'>]>\"/>",
    /* Something is found behind it. */
    "<set name=\"SIPSettings\" value=\"&lt;!-- " CANARY " -->\"/>",
    "<set name=\"SIPSettings\" value=\"&lt;user uri='a password='" CANARY "' realm='x'/>\"/>",
    "<set name=\"SIPSettings\" value=\"\n&lt;user uri='a password='" CANARY "' realm='x'/>\"/>",
    "<set name=\"SIPSettings\" value=\"&lt;user password=\"" CANARY "\" realm='x'/>\"/>",
    "<set name=\"SIPSettings\" value=\"&lt;user password=" CANARY "/>\"/>",
    "<set name=\"SIPSettings\" value=\"&lt;user password='" CANARY "\"/>",
    "<set name=\"SIPSettings\" value=\"&ltuser password='" CANARY "'/&gt\"/>",
    "<set name=\"SIPSettings\" value=\"&lt;user password='" CANARY "/>",
    "<set name=\"SIPSettings\" value=\"<user password='" CANARY "'/>\"/>",
    "<set name=\"SIPSettings\" value=&lt;user password='" CANARY "'/>\"/>",
    "<set name=\"SIPSettings\" value=\"&" CANARY ";\"/>",
    "<set name=\"SIPSettings\" value=\"&#" CANARY ";\"/>",
    "<set name=\"SIPSettings\" value=\"&lt;user password='&amp;" CANARY ";'/>\"/>",
    "<set name=\"SIPSettings\" value=\"" CANARY "/>",
    "<set name=\"SIPSettings value=\"" CANARY "\"/>",
};

#define OF_CARRIERS (sizeof of_carriers / sizeof *of_carriers)
#define FOUND_BEHIND 15 /* of them, the last ones */

#define SHAPES (sizeof shapes / sizeof *shapes)

#define SLIPPING (int)(sizeof documents / sizeof *documents)
#define DOCUMENTS (SLIPPING + (int)(sizeof standing / sizeof *standing))

static inline const char *document_of(int number)
{
    return number < SLIPPING ? documents[number] : standing[number - SLIPPING];
}

#endif
