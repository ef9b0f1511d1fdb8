/* SPDX-License-Identifier: MIT */
/*
 * The facts of one profile, read from scan's events and handed on as soon as they're complete.
 * Rules read them; nobody but the reader (see profile_reader.h) writes them. Texts and pointers are
 * borrowed and valid during the call that hands them out, those of `root`, `provision`, `carrier`,
 * `first_user` and `accesscontrol` until the document ends.
 *
 * A server entry is judged at its end tag and then forgotten. What depends on something that may
 * follow it waits in 16 bytes an entry, and only where a rule may fire: for an entry that isn't
 * TLS, for an `auth` before the user or unlike the first one, and for a proxy without sessions.
 */
#ifndef SIPLINT_PROFILE_PROFILE_H
#define SIPLINT_PROFILE_PROFILE_H

#include "base/hash_set.h"
#include "grammar/sip_uri.h"
#include "profile/backup.h"
#include "profile/carrier.h"
#include "profile/methods.h"
#include "profile/server.h"
#include "profile/target.h"

/* When facts are complete: each rule is called at one of these moments. */
enum phase {
    /* Something in the text itself: profile->xml. */
    PHASE_XML,
    /* A root that isn't <provision>, or, at the document's end, one that isn't a profile's:
       profile->root. */
    PHASE_ROOT,
    /* The name of an element or attribute that isn't exactly one of the schema's there:
       profile->name. That of a user or server comes when it's known whether the profile has another
       one with the right name, maybe at the document's end. */
    PHASE_NAME,
    /* A start tag in a place where it doesn't belong, or one too many: profile->element. */
    PHASE_PLACE,
    /* The first element of those that a namespace declaration puts into a namespace:
       profile->namespace_declaration. */
    PHASE_NAMESPACE,
    /* The end tag of an element that the schema knows in its place, of one of the kinds that the
       rule's row names: profile->element. For a user, server or session it's called together with
       that phase, which the reader names instead, and may look at the same. */
    PHASE_ELEMENT,
    /* Just before it, if the element lacks an attribute that it needs (see schema.def), or has any
       that is empty or whose grammar doesn't take the value: the same. */
    PHASE_VALUES,
    /* The first character data of an element: profile->text_at, within profile->parent. */
    PHASE_TEXT,
    /* The root's start tag: profile->provision. */
    PHASE_PROVISION,
    /* Each user's end tag: profile->user. */
    PHASE_USER,
    /* A server entry's end tag: profile->server; profile->servers tells of those before it. */
    PHASE_SERVER,
    /* A server's protocol that isn't TLS, once the effective methods are known as far as they ever
       will be: profile->deferred. */
    PHASE_TRANSPORT,
    /* A server's auth, once the user is known; of the first ones (SERVER_PLACES), at the document's
       end, since the advice lists what changes at all of them: profile->deferred. */
    PHASE_AUTH,
    /* An auth that asks for another method than the first one, at the document's end:
       profile->deferred. */
    PHASE_OTHER_AUTH,
    /* A proxy without session, once it's known whether there is one elsewhere; not one that only
       repeats another server: profile->deferred. */
    PHASE_PROXY,
    /* A server whose role isn't understood or isn't there, if it can be: profile->server, but not
       its address. The first one waits for the document's end, where it's known whether there's a
       registrar; a further one, and one after a registrar, is judged when it comes. */
    PHASE_ROLE,
    /* A server's host, once the first user and accesscontrol are known: profile->host. The first
       1,024 (WAITING_HOSTS) wait for these; a further one is judged by what is known when it comes.
       In a document that broke off, those that wait aren't judged. */
    PHASE_HOST,
    /* A session's end tag: profile->session, and of profile->server what its own tag says. */
    PHASE_SESSION,
    /* The end of a well-formed profile: everything but what is current. */
    PHASE_DOCUMENT,
    /* The start tag of a carrier's root: profile->carrier. */
    PHASE_CARRIER,
    /* An operation on one of a carrier's settings, before the profile in it: profile->setting. */
    PHASE_SETTING,
    /* A carrier's end, for each server of its backup profile that its main one has as well:
       profile->backup. */
    PHASE_BACKUP,
    /* A suppression comment that something is wrong with: profile->suppression. */
    PHASE_COMMENT,
    /* Two inputs judged together: profile->other. */
    PHASE_FLEET,
    PHASE_COUNT
};

/* A name that isn't exactly one of the schema's in its place. */
struct name {
    const struct element *element; /* whose name it is, or whose tag it is in */
    size_t number;                 /* of the attribute; NAME_OF_ELEMENT: it's the element's own */
    const struct element *around;  /* around an element that's judged at once, else NULL */
    struct text written;           /* without a namespace */
    struct text space;             /* the attribute's namespace; length 0: none */
    enum spelling spelling;        /* as compared with … */
    enum element_kind meant;       /* … this element, or … */
    enum attribute_kind attribute; /* … this attribute: of the element, or, where it's an element's
                                      own name, of the one around it, as whose child it's written */
    bool is_taken;                 /* for every other rule it's the one that is meant */
    bool is_surplus;               /* there may be one only of what is meant, and it's there */
    bool is_missed;                /* and the client finds no other of that name */
};

#define NAME_OF_ELEMENT SIZE_MAX

/* A namespace declaration. */
struct namespace_declaration {
    const struct element *element; /* whose tag it is in */
    struct range at;               /* its name */
    const struct element *named;   /* the first known one that is put into the namespace */
};

struct user {
    struct element element;
    struct sip_uri uri;
    struct range password_child;   /* the name of a <password> with text in it; line 0: none */
    struct method_request allowed; /* what allowedauth asks for */
    bool has_token;                /* it has a word in it; one of them … */
    bool has_unknown_token;        /* … isn't a method, … */
    bool has_repeated_token;       /* … or came before */
    struct text separator;         /* see method_tokens */
    /* Of the first user, for whatever points back to it: the name of allowedauth, and by the bit's
       number the first token there of each method that it allows. */
    struct range allowedauth_at;
    struct range allowed_at[METHOD_COUNT];
};

/* Where in a carrier a profile is embedded. */
struct embedding {
    const char *setting; /* whose value it is; NULL: none, it's the document itself */
    char quote;          /* that the value is between */
};

/* Another input that came before this one and has the same value. */
struct other_input {
    const char *path;
    enum attribute_kind attribute; /* which one's value */
    struct range there;
    struct range here;
    struct embedding embedding; /* of this one's profile */
};

/* What is wrong with a suppression comment. */
enum suppression_problem {
    SUPPRESSION_UNREADABLE, /* it hasn't the form that findings/suppress.h describes */
    SUPPRESSION_TOO_MANY,   /* with it, the document's comments have more ids than are read */
    SUPPRESSION_FIXED,      /* an id is that of a rule that can't be suppressed */
    SUPPRESSION_UNKNOWN,    /* an id is that of no rule */
    SUPPRESSION_UNUSED,     /* it suppressed nothing */
};

struct suppression_fact {
    enum suppression_problem problem;
    struct range at;     /* the comment's start or, where an id is wrong, the id */
    struct range whole;  /* what can go: the comment or, where it has others, the id */
    struct text word;    /* that id */
    const char *nearest; /* the rule that it's likely meant to be, or NULL */
};

struct profile_settings {
    enum target target;
    int64_t now; /* seconds since 1970 */
};

struct profile {
    const struct profile_settings *settings;

    /* What has just been completed. */
    const struct xml_fact *xml;
    const struct name *name;
    const struct namespace_declaration *namespace_declaration;
    const struct element *element;
    enum element_kind parent;   /* of the current element, text or xml; … */
    const struct element *open; /* … with xml or a place, that one; NULL: it isn't read */
    const struct user *user;
    const struct server *server;
    const struct session *session;
    const struct deferred_server *deferred;
    const struct host *host;
    struct range text_at;
    uint64_t text_end; /* the offset of what comes after the text; 0: that's not known */
    const struct carrier_setting *setting;
    bool setting_has_content; /* the open <set> has something in it in place of a value */
    const struct backup_server *backup;
    const struct suppression_fact *suppression; /* this and the next come from the engine */
    const struct other_input *other;

    /* What is known so far. */
    const struct element *root;      /* whatever it is; NULL: none yet */
    const struct element *provision; /* the same, if it's taken for <provision> */
    const struct user *first_user;   /* NULL: none yet */
    struct servers servers;
    struct methods methods; /* of the document's end, or when first_user has @allowedauth */
    unsigned seen;          /* a set of element_kind: met where they belong, … */
    unsigned seen_exact;    /* … with that very name, … */
    unsigned misplaced;     /* … and met elsewhere */
    const struct element *accesscontrol; /* NULL: none yet */
    bool is_profile;                     /* it's certain that this is a profile */

    /* Of a carrier, the document around profiles, each of which has facts of its own. */
    const struct element *carrier; /* the root; NULL: it's none, or that isn't known yet */
    const struct xml_fact *declared_encoding; /* in PHASE_CARRIER; NULL: it declares none */
    struct range first_character; /* of one that isn't plain UTF-8: its first character, which
                                     may be a byte order mark. Line 0: it is */
    /* By setting: the line on which the first operation on it is; 0: there's none. */
    uint32_t setting_line[SETTING_DIAL_PLAN + 1];
    bool is_carrier; /* it has a setting that can hold a profile */
};

/* Is there one, in its place or elsewhere, which has been told then? */
static inline bool profile_has(const struct profile *profile, enum element_kind kind)
{
    return (profile->seen | profile->misplaced) >> kind & 1;
}

/* Who receives the facts. */
struct profile_handler {
    void *context;
    void (*fact)(void *context, enum phase phase);    /* the facts of that phase are there */
    void (*comment)(void *context, struct text text); /* see scan.h; outside of data and the like */
    void (*enter)(void *context);                     /* any element begins, … */
    void (*leave)(void *context);                     /* … and ends */
    /* A profile that is embedded in the document, to be read by another reader before this one goes
       on: see profile_reader_parse_embedded(). */
    void (*embedded)(void *context, const struct carrier_setting *setting,
                     struct embedded *embedded);
};

struct profile_reader;

struct profile_reader *profile_reader_new(const struct profile_settings *settings,
                                          const struct hash_key *key,
                                          const struct profile_handler *handler);
void profile_reader_free(struct profile_reader *reader);
void profile_reader_reset(struct profile_reader *reader);

/* The facts that it reads; stays the same for the reader's life. */
const struct profile *profile_reader_facts(const struct profile_reader *reader);

/* Where the document's bytes go, and how it ends early: see scan.h. */
char *profile_reader_buffer(struct profile_reader *reader, size_t size);
bool profile_reader_parse(struct profile_reader *reader, size_t length, bool is_last);
void profile_reader_stop(struct profile_reader *reader);

/* Reads a profile from the carrier that `outer` reads, whose handler has been handed it. False when
 * it ended early. */
bool profile_reader_parse_embedded(struct profile_reader *reader, struct profile_reader *outer,
                                   const struct carrier_setting *setting,
                                   struct embedded *embedded);
bool profile_reader_has_ended(const struct profile_reader *reader);
bool profile_reader_announces_profile(const struct profile_reader *reader);
const struct encoding *profile_reader_encoding(const struct profile_reader *reader);

/* Within the handler: the offset of what is being read, in the outermost document. */
uint64_t profile_reader_at(struct profile_reader *reader);

/* Within the handler: the offset after it; UINT64_MAX: the document broke off there. */
uint64_t profile_reader_end(struct profile_reader *reader);

/* Within handler.comment(): the comment's start, all of it, and a part of its text. */
struct range profile_reader_comment(struct profile_reader *reader);
struct range profile_reader_comment_whole(struct profile_reader *reader);
struct range profile_reader_comment_part(struct profile_reader *reader, struct text comment,
                                         struct text part);

/* The document has ended, a profile or a carrier: hands on what waited; where it ended well, also
 * what needed its end. */
void profile_reader_finish(struct profile_reader *reader, bool is_complete);

#endif
