/* SPDX-License-Identifier: MIT */
/*
 * Judges one document: hands each rule of the table its facts at the rule's moment, and keeps what
 * the rules find. An engine is used by one thread, for one document after another.
 */
#ifndef SIPLINT_RULES_ENGINE_H
#define SIPLINT_RULES_ENGINE_H

#include "catalogue/rules.h"
#include "findings/inspection.h"
#include "findings/policy.h"
#include "profile/profile.h"
#include "rules/shared.h"

/* What a run judges by; borrowed by its engines. */
struct judgement {
    const struct policy *policy;
    enum target target;
    int64_t now;                     /* seconds since 1970 */
    bool heed_suppressions;          /* `siplint` comments have an effect */
    struct hash_key key;             /* drawn anew for each run: see run/fleet.h */
    const struct hmac_key *told_key; /* NULL: no value's hash is told */
};

struct engine;

struct engine *engine_new(const struct judgement *judgement);
void engine_free(struct engine *engine);

/* Judges the documents that begin from now on by another one; hashes stay under the first one's
 * key, which is copied. */
void engine_judge_by(struct engine *engine, const struct judgement *judgement);

/*
 * A new document, whose findings go to `findings` until the next one. `named`: by the user, so that
 * a document that is no profile is a finding, and not just something to skip.
 */
void engine_begin(struct engine *engine, bool named, struct findings *findings);

/* The profiles and servers of the documents that begin from now on are added there; NULL: nowhere.
 */
void engine_record(struct engine *engine, struct inventory *inventory);

/* Room for `size` bytes of the document, to be filled and handed to engine_parse(). */
char *engine_buffer(struct engine *engine, size_t size);

/* Judges the `length` bytes in the buffer; `is_last`: no more will follow. False when the document
 * has ended early, so that the rest needn't be read. */
bool engine_parse(struct engine *engine, size_t length, bool is_last);

/* The document's encoding, as far as it's known by now. */
const struct encoding *engine_encoding(const struct engine *engine);

/* The document has ended; `complete`: engine_parse() never said false. False when it isn't a
 * profile and wasn't named: it's to be skipped. */
bool engine_end(struct engine *engine, bool complete);

/* What the document is, once it has ended; `complete`: as for engine_end(). */
enum input_kind engine_kind(const struct engine *engine, bool complete);

/* Was it read as far as the root's start, which tells what kind of document it is? */
bool engine_met_root(const struct engine *engine);

/* How far the document was found well-formed: the offset where it broke off, or UINT64_MAX. */
uint64_t engine_trusted(const struct engine *engine);

/* The profiles that are embedded in a carrier, in its order. */
const struct embedded_part *engine_embedded(const struct engine *engine, size_t *count);

/* The values of the document's profiles that are compared with other documents'. */
void engine_shared(const struct engine *engine,
                   struct shared shared[INSPECTION_PROFILES][SHARED_COUNT]);

/* The servers of the document's profiles, by transport; strings are in the
 * findings' arena. */
void engine_count_servers(const struct engine *engine, struct server_groups *groups);

/* Calls the fleet rules for a document that was judged before, and another one that came earlier.
 */
void engine_compare(struct engine *engine, const struct other_input *other,
                    struct findings *findings);

#endif
