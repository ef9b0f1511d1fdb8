/* SPDX-License-Identifier: MIT */
/*
 * The facts of one profile, gathered from scan's events and handed on as soon as they're complete.
 * Rules read them; nobody but the reader (profile.c, servers.c) writes them. Texts and pointers are
 * borrowed and valid during the call that hands them out, those of `provision` and `first_user`
 * until the document ends.
 *
 * A server entry is judged at its start tag, while expat still has its values, and what depends on
 * its sessions at its end tag; then it's forgotten. What depends on the effective methods waits
 * until these are known, in 16 bytes an entry, and only where a rule may fire: for an entry that
 * isn't TLS, and for an `auth` met before the user.
 */
#ifndef SIPLINT_PROFILE_PROFILE_H
#define SIPLINT_PROFILE_PROFILE_H

#include "base/hash_set.h"
#include "grammar/sip_uri.h"
#include "profile/methods.h"
#include "profile/server.h"
#include "profile/target.h"

/* When facts are complete: each rule is called at one of these moments. */
enum phase {
    /* Something in the text itself: profile->xml. */
    PHASE_XML,
    /* A start tag whose name, place, namespace or attributes aren't as the schema says:
       profile->element. */
    PHASE_ODD,
    /* Any start tag that the schema knows in its place: profile->element. */
    PHASE_ELEMENT,
    /* The first character data of an element: profile->text_at, within profile->parent. */
    PHASE_TEXT,
    /* The root's start tag: profile->provision. */
    PHASE_PROVISION,
    /* Each user's start tag: profile->user. */
    PHASE_USER,
    /* A server entry's start tag: profile->server; profile->servers tells of those before it. */
    PHASE_SERVER,
    /* Its end tag: of profile->server what was read and counted, and the element's name, but no
       values any more. */
    PHASE_SERVER_END,
    /* A server entry once the effective methods are known, maybe long after: of profile->server
       protocol, has_auth, server_protocol_at() and server_auth_at(). */
    PHASE_METHODS,
    /* A server's host, once the first user and accesscontrol are known: profile->host. */
    PHASE_HOST,
    /* A session's start tag: profile->session, and what was read of profile->server around it. */
    PHASE_SESSION,
    /* The client's and the provider's start tag: profile->element. */
    PHASE_CLIENT,
    PHASE_PROVIDER,
    /* The end of a well-formed profile: everything but what is current. */
    PHASE_DOCUMENT,
    /* A suppression comment that something is wrong with: profile->suppression. */
    PHASE_COMMENT,
    /* Two inputs judged together: profile->other. */
    PHASE_FLEET,
    PHASE_COUNT
};

struct user {
    struct element element;
    struct sip_uri uri;
    bool has_allowed;              /* @allowedauth is there, … */
    bool allowed_unknown;          /* … a token of it isn't a method, … */
    bool allowed_repeated;         /* … and one came before */
    unsigned allowed;              /* its known tokens: a set of METHOD_… */
    struct text allowed_separator; /* see method_tokens */
};

/* Another input that came before this one and has the same value. */
struct other_input {
    const char *path;
    enum attribute_kind attribute; /* which one's value */
    struct range there;
    struct range here;
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
    struct range at;     /* the comment or, where an id is wrong, the id */
    struct text word;    /* that id */
    const char *nearest; /* the rule that it's likely meant to be, or NULL */
};

/* What the findings about any number of elements point back to. */
struct landmarks {
    struct spot first_registrar;               /* its @role */
    struct spot first_auth[METHOD_DIGEST + 1]; /* by method: the first @auth with it */
    struct spot allowedauth;                   /* see profile_allowedauth_at(), … */
    struct spot allowed[METHOD_COUNT];   /* … and profile_allowed_at(), by the bit's number */
    struct tag_namespaces *in_provision; /* the declarations in its tag, … */
    struct tag_namespaces *in_server;    /* … and in the current server's */
};

struct profile_settings {
    enum target target;
    int64_t now;          /* seconds since 1970 */
    bool must_be_profile; /* named by the user: a document that's no profile is a finding */
};

struct profile {
    const struct profile_settings *settings;

    /* What has just been completed. */
    const struct xml_fact *xml;
    const struct element *element;
    enum element_kind parent; /* of the current element or text */
    const struct user *user;
    const struct server *server;
    const struct session *session;
    const struct host *host;
    struct range text_at;
    const struct suppression_fact *suppression;
    const struct other_input *other;

    /* What is known so far. */
    const struct element *provision; /* NULL: no root yet */
    const struct user *first_user;   /* NULL: none yet */
    struct servers servers;
    struct landmarks *landmarks; /* each is looked up when it's first wanted */
    struct methods methods;      /* of the document's end, or when first_user has @allowedauth */
    unsigned seen;               /* a set of element_kind: met where they belong, … */
    unsigned misplaced;          /* … met elsewhere, … */
    unsigned seen_exact;         /* … and met with that very name, in either place */
    const struct element *accesscontrol; /* NULL: none yet */
    enum element_kind last_child;        /* of provision, the furthest in the schema's order */
    bool root_is_misspelt;               /* it is likely meant to be provision */
    bool is_profile;                     /* it's certain that this is a profile */
};

/* The name of the first user's allowedauth, which must be there; the first token there of a method
 * that it allows. Looked up once: each of any number of servers may point back to them. */
struct range profile_allowedauth_at(const struct profile *profile);
struct range profile_allowed_at(const struct profile *profile, unsigned method);

/* Whoever is told of facts. */
struct profile_handler {
    void *context;
    void (*judge)(void *context, enum phase phase);
    void (*comment)(void *context, struct text text); /* see scan.h; outside of data and the like */
    void (*enter)(void *context);                     /* any element begins, … */
    void (*leave)(void *context);                     /* … and ends */
};

struct profile_reader;

struct profile_reader *profile_reader_new(const struct profile_settings *settings,
                                          const struct hash_key *key,
                                          const struct profile_handler *handler);
void profile_reader_free(struct profile_reader *reader);
void profile_reader_reset(struct profile_reader *reader);

/* The facts that it gathers; stays the same for the reader's life. */
const struct profile *profile_reader_facts(const struct profile_reader *reader);
struct scan *profile_reader_scan(struct profile_reader *reader);

/* Sets the facts of PHASE_COMMENT and PHASE_FLEET, which the reader itself knows nothing of. */
void profile_reader_set_suppression(struct profile_reader *reader,
                                    const struct suppression_fact *fact);
void profile_reader_set_other(struct profile_reader *reader, const struct other_input *other);

/* The document has ended well: hands on what waited, and what needed its end. */
void profile_reader_finish(struct profile_reader *reader);

#endif
