/* SPDX-License-Identifier: MIT */
/*
 * The facts of one profile, gathered from scan's events and handed on as soon as they're complete.
 * Rules read them; nobody but profile.c writes them. Texts and pointers are borrowed and valid
 * during the call that hands them out, those of `provision` and `first_user` until the document
 * ends.
 *
 * A server entry is handed out at its end tag and then forgotten. What depends on the effective
 * methods waits until these are known, in 16 bytes an entry, and only where a rule may fire: for an
 * entry that isn't TLS, and for an `auth` met before the user.
 */
#ifndef SIPLINT_PROFILE_PROFILE_H
#define SIPLINT_PROFILE_PROFILE_H

#include "base/hash_set.h"
#include "profile/address.h"
#include "profile/methods.h"
#include "profile/scan.h"
#include "profile/sip_uri.h"
#include "profile/target.h"

/* When facts are complete: each rule is called at one of these moments. */
enum phase {
    PHASE_XML, /* something in the text itself: profile->xml */
    PHASE_ODD, /* a start tag whose name, place, namespace or attributes aren't as the schema says:
                  profile->element */
    PHASE_ELEMENT, /* any start tag that the schema knows in its place: profile->element */
    PHASE_TEXT, /* the first character data of an element: profile->text_at, within profile->parent
                 */
    PHASE_PROVISION, /* the root's start tag: profile->provision */
    PHASE_USER,      /* each user's start tag: profile->user */
    PHASE_SERVER,    /* a server entry with its sessions, at its end tag: profile->server */
    PHASE_METHODS,   /* a server entry once the effective methods are known, maybe long after: of
                        profile->server only what   server_protocol_at() and server_auth_at() say, and
                        protocol and has_auth */
    PHASE_HOST,      /* a server's host, once the first user and accesscontrol are known: profile->host */
    PHASE_SESSION,   /* a session's start tag: profile->session, and profile->server around it */
    PHASE_CLIENT,    /* the client's start tag: profile->element */
    PHASE_PROVIDER,  /* the provider's start tag: profile->element */
    PHASE_DOCUMENT,  /* the end of a well-formed profile: everything but what is current */
    PHASE_COMMENT,   /* a `siplint` comment, at the end of the document: profile->suppression */
    PHASE_FLEET,     /* two inputs judged together: profile->other */
    PHASE_COUNT
};

/* A token that a finding can point at: its range, and what it belongs to. */
struct token {
    struct range range;
    enum element_kind element;     /* ELEMENT_UNKNOWN: none, the text itself */
    enum attribute_kind attribute; /* ATTRIBUTE_UNKNOWN: the element's name */
};

/* One element with its attributes. */
struct element {
    enum element_kind kind;   /* ELEMENT_UNKNOWN: not in the schema */
    enum element_kind parent; /* ELEMENT_UNKNOWN: it's the root */
    struct text name;         /* as written, without a namespace */
    bool in_namespace;
    bool is_exact;           /* the name is that of `kind` in letter case too */
    bool is_misplaced;       /* known, but not in this parent */
    bool is_repeated;        /* one of its kind was there already, and there may be one only */
    bool has_odd_attributes; /* some aren't in the schema under exactly that name */
    bool has_odd_values;     /* an enumerated value isn't spelt as usual */
    uint32_t present;        /* a set of attribute_kind: those that are there */
    struct text value[ATTRIBUTE_COUNT]; /* of those that are there */
    uint16_t number[ATTRIBUTE_COUNT];   /* of those: which of the tag's attributes it is, from 0 */
    const char *const *attributes; /* all, as scan gave them; NULL once the start tag is over */
    struct tag tag;
};

struct user {
    struct element element;
    struct sip_uri uri;
    bool has_allowed;     /* @allowedauth is there */
    bool allowed_unknown; /* and a token of it isn't a method */
    unsigned allowed;     /* its known tokens: a set of METHOD_… */
};

struct server {
    struct element element;
    struct address address; /* problem ADDRESS_EMPTY also when there is none */
    enum protocol protocol;
    enum role role;
    unsigned auth; /* METHOD_BASIC, METHOD_DIGEST, or 0 */
    bool has_auth;
    bool is_repeated;       /* host, port, protocol and role of an earlier entry */
    size_t sessions;        /* how many session elements it has */
    unsigned session_kinds; /* which pairs of party and type were met in it */
    bool waited;            /* PHASE_METHODS, and the entry itself is gone */
    struct range waited_at;
};

struct session {
    struct element element;
    enum party party;
    enum session_type type;
    bool is_repeated; /* party and type of an earlier one of this server */
};

/* What is known of all servers so far. */
struct servers {
    size_t count;
    size_t with_role[ROLE_REGISTRAR + 1];          /* ROLE_NONE: missing or unknown */
    bool has_auth;                                 /* some have @auth, … */
    bool auth_unknown;                             /* … of a value that isn't a method for it */
    unsigned auth;                                 /* the union of the known ones */
    struct range first_auth[METHOD_DIGEST + 1];    /* by method: the first @auth with it */
    unsigned first_method;                         /* the first known @auth */
    enum protocol first_protocol;                  /* the first known one */
    struct range first_registrar;                  /* its @role */
    char first_spelling[PROTOCOL_TLS + 1]; /* by protocol: the first letter of its first spelling */
    bool is_mixed;      /* there was one with another protocol than the first */
    bool has_host_name; /* some have a host that's a name … */
    bool realm_matches; /* … which is related to the first user's realm */
};

/* The host of a server entry, once the user and accesscontrol are known, as far as they come. */
struct host {
    enum host_kind kind;
    enum role role;
    struct text addr;  /* the whole value … */
    struct text host;  /* … the host in it, … */
    struct text name;  /* … and without brackets and trailing dot */
    struct tag tag;    /* where it is: see host_at() */
    uint16_t number;
    bool is_located;
    struct range at;
};

/* Another input that came before this one and has the same value. */
struct other_input {
    const char *path;
    enum attribute_kind attribute; /* which one's value */
    struct range there;
    struct range here;
};

/* A `siplint` comment. */
struct suppression_fact {
    struct range at;     /* the whole comment */
    struct range part;   /* what is wrong in it: an unknown id */
    struct text word;    /* that id */
    const char *nearest; /* the rule it's likely meant to be, or NULL */
    bool is_malformed;
    bool is_unused;
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
    struct methods methods; /* of the document's end, or when first_user has @allowedauth */
    unsigned seen;          /* a set of element_kind: met where they belong */
    unsigned misplaced;     /* and met elsewhere */
    const struct element *accesscontrol; /* NULL: none yet */
    enum element_kind last_child;        /* of provision, the furthest in the schema's order */
    bool is_profile;                     /* it's certain that this is a profile */
};

bool has(const struct element *element, enum attribute_kind attribute);

/* The attribute's value; empty when it isn't there. */
struct text value_of(const struct element *element, enum attribute_kind attribute);

/* It's there, but empty. */
bool is_empty(const struct element *element, enum attribute_kind attribute);

/* It isn't there, or empty. */
bool is_missing(const struct element *element, enum attribute_kind attribute);

/* Places to point at. */
struct token at_element(const struct element *element); /* its name in the start tag */
struct token at_attribute(const struct element *element,
                          enum attribute_kind attribute); /* its name */
struct token at_value(const struct element *element, enum attribute_kind attribute);
struct token at_missing(const struct element *element,
                        enum attribute_kind attribute); /* the empty value, else the element */
struct token at_number(const struct element *element,
                       size_t number); /* the name of the number-th attribute */
/* A part of the value: `part` must be a slice of value_of(). */
struct token at_part(const struct element *element, enum attribute_kind attribute,
                     struct text part);
struct token at_range(struct range range, enum element_kind element, enum attribute_kind attribute);

/* The server's protocol value and the name of its auth, also of an entry that has waited. */
struct token server_protocol_at(const struct server *server);
struct token server_auth_at(const struct server *server);

/* A server's host, also of an entry that is gone. */
struct token host_at(const struct host *host);

/* Whoever is told of facts. */
struct profile_handler {
    void *context;
    void (*judge)(void *context, enum phase phase);
    void (*comment)(void *context, struct text text); /* see scan.h; outside of data and the like */
    void (*enter)(void *context); /* once profile_reader_watch() was called: an element begins, … */
    void (*leave)(void *context); /* … and ends */
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

/* Makes the reader tell of every element's begin and end, until it's reset. */
void profile_reader_watch(struct profile_reader *reader);

/* Sets the facts of PHASE_COMMENT and PHASE_FLEET, which the reader itself knows nothing of. */
void profile_reader_set_suppression(struct profile_reader *reader,
                                    const struct suppression_fact *fact);
void profile_reader_set_other(struct profile_reader *reader, const struct other_input *other);

/* The document has ended well: hands on what waited, and what needed its end. */
void profile_reader_finish(struct profile_reader *reader);

#endif
