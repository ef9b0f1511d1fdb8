/* SPDX-License-Identifier: MIT */
/* The set against a sorted array, its memory, the map, and what can be said of a keyed hash without
 * vectors.
 */
#include "base/hash_set.h"
#include "exact.h"
#include "thorough.h"

Suite *suite_hash_set(void);

static uint64_t random_hash(uint64_t *state)
{
    uint64_t high = random_under(state, (size_t)1 << 32);
    return high << 32 | random_under(state, (size_t)1 << 32);
}

/* ---- The set ---- */

static uint64_t any_hash(uint64_t *state)
{
    return random_hash(state);
}

/* Few values, so that most are there already. */
static uint64_t few_hashes(uint64_t *state)
{
    return (uint64_t)random_under(state, 30000) * UINT64_C(0x9E3779B97F4A7C15);
}

/* In heaps of up to 40 that share their upper bits, and so their home. */
static uint64_t clustered_hash(uint64_t *state)
{
    uint64_t heap = (uint64_t)random_under(state, 4000) * UINT64_C(0x9E3779B97F4A7C15);
    return (heap & ~UINT64_C(0xFF)) | random_under(state, 40);
}

/* Near either end, where they overflow. */
static uint64_t outer_hash(uint64_t *state)
{
    uint64_t hash = random_under(state, 40);
    return random_under(state, 2) ? hash : UINT64_MAX - hash;
}

static uint64_t *next_rising(uint64_t *state)
{
    *state += UINT64_MAX / 200000;
    return state;
}

static uint64_t rising_hash(uint64_t *state)
{
    return *next_rising(state);
}

static uint64_t falling_hash(uint64_t *state)
{
    return ~*next_rising(state);
}

static const struct {
    const char *name;
    uint64_t (*next)(uint64_t *state);
    size_t count;
} sources[] = {
    {"any", any_hash, 300000},
    {"few", few_hashes, 200000},
    {"clustered", clustered_hash, 200000},
    {"outer", outer_hash, 2000},
    {"rising", rising_hash, 200000},
    {"falling", falling_hash, 200000},
};

static int compare_hashes(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left;
    uint64_t b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

/* Was a hash new when it was added? By sorting them with the order in which they came. */
struct added {
    uint64_t hash;
    size_t order;
    bool is_new;
};

static int compare_added(const void *left, const void *right)
{
    const struct added *a = left;
    const struct added *b = right;
    int order = compare_hashes(&a->hash, &b->hash);
    return order ? order : (a->order > b->order) - (a->order < b->order);
}

START_TEST(against_sorting)
{
    struct hash_set set = {0};
    uint64_t state = 0xA0761D6478BD642Fu;
    size_t count = sources[_i].count / (size_t)thorough(1, sources[_i].count < 10000 ? 4 : 10);
    struct added *added = malloc(count * sizeof *added);
    ck_assert_ptr_nonnull(added);
    for (size_t i = 0; i < count; i++) {
        added[i].hash = sources[_i].next(&state);
        added[i].order = i;
        added[i].is_new = hash_set_add(&set, added[i].hash);
        if (added[i].hash == 0)
            added[i].hash = 1; /* these two count as one */
    }
    qsort(added, count, sizeof *added, compare_added);
    size_t members = 0;
    for (size_t i = 0; i < count; i++) {
        bool is_new = i == 0 || added[i].hash != added[i - 1].hash;
        members += is_new;
        if (is_new != added[i].is_new)
            ck_abort_msg("%s: hash %016lx, added as number %zu, was %s", sources[_i].name,
                         (unsigned long)added[i].hash, added[i].order,
                         is_new ? "new, but found" : "there, but not found");
    }
    ck_assert_uint_eq(set.table.count, members);
    size_t found = 0;
    for (size_t i = 0; i < count; i++)
        found += !hash_set_add(&set, added[i].hash);
    ck_assert_uint_eq(found, count);
    ck_assert_uint_eq(set.table.count, members);
    free(added);
    hash_set_free(&set);
}
END_TEST

static size_t table_size(const struct hash_set *set)
{
    return set->table.homes * sizeof(uint64_t);
}

/* What the table takes, whenever it's asked, but for the least that it has: 14 bytes a member, and
 * 11 when there are many. The slots of a map are half as much again. */
START_TEST(memory)
{
    struct hash_set set = {0};
    uint64_t state = 1;
    for (size_t i = 1; i <= 900000; i++) {
        bool is_new = hash_set_add(&set, random_hash(&state));
        if (!is_new || set.table.count != i)
            ck_abort_msg("number %zu isn't new", i);
        if (i > 1000 && table_size(&set) > (i < 700000 ? 14 : 11) * i)
            ck_abort_msg("%zu members take %zu bytes", i, table_size(&set));
    }
    hash_set_free(&set);
    ck_assert_ptr_null(set.table.words);
    ck_assert_uint_eq(set.table.count, 0);
}
END_TEST

START_TEST(clearing)
{
    struct hash_set set = {0};
    hash_set_clear(&set);
    ck_assert(hash_set_add(&set, 7));
    for (size_t size = 1; size < 100000; size *= 7) {
        uint64_t state = size;
        for (size_t i = 0; i < size; i++)
            hash_set_add(&set, random_hash(&state));
        hash_set_clear(&set);
        ck_assert_uint_eq(set.table.count, 0);
        ck_assert_uint_le(table_size(&set), 4 * 1024);
        state = size;
        size_t added = 0;
        for (size_t i = 0; i < size; i++)
            added += hash_set_add(&set, random_hash(&state));
        ck_assert_uint_eq(added, size);
    }
    hash_set_free(&set);
    hash_set_free(&set);
}
END_TEST

/* Number k comes k times in all, in rounds: the hashes between let the table grow. */
START_TEST(counting)
{
    struct hash_map map = {0};
    ck_assert_uint_eq(hash_map_find(&map, 7), 0);
    for (uint64_t round = 1; round <= 500; round++)
        for (uint64_t k = round; k <= 500; k++)
            ++*hash_map_at(&map, k * UINT64_C(0x9E3779B97F4A7C15));
    ck_assert_uint_eq(map.table.count, 500);
    for (uint64_t k = 0; k <= 501; k++)
        ck_assert_uint_eq(hash_map_find(&map, k * UINT64_C(0x9E3779B97F4A7C15)), k % 501);
    ck_assert_uint_eq(map.table.count, 500);
    for (uint64_t k = 0; k <= 500; k++) {
        uint64_t hash = k * UINT64_C(0x9E3779B97F4A7C15);
        ck_assert_uint_eq(hash_map_find(&map, hash), k);
        ck_assert_uint_eq(*hash_map_at(&map, hash), k);
    }
    hash_map_clear(&map);
    ck_assert_uint_eq(*hash_map_at(&map, UINT64_C(0x9E3779B97F4A7C15)), 0);
    hash_map_free(&map);
    hash_map_free(&map);
}
END_TEST

/* ---- The hashes ---- */

static uint64_t hash_seventh(const struct hash_key *key, struct text text)
{
    return hash_numbered_text(key, 7, text);
}

/* Each with a key that should do. The second needs one that looks random, as hash_key_new() gives:
 * a product loses what it's multiplied with when that has few bits. */
static const struct {
    uint64_t (*hash)(const struct hash_key *key, struct text text);
    struct hash_key key;
} functions[] = {
    {hash_text, {{0, 0}}}, {hash_seventh, {{0x243F6A8885A308D3u, 0x13198A2E03707344u}}}, /* of pi */
};

START_TEST(equal_texts)
{
    const struct hash_key key = hash_key_new();
    char bytes[65];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i * 37);
    for (size_t length = 0; length <= 64; length++) {
        struct text text = exact_copy((struct text){bytes, length});
        struct text other = exact_copy((struct text){bytes, length});
        uint64_t hash = functions[_i].hash(&key, text);
        ck_assert_uint_eq(hash, functions[_i].hash(&key, other));
        ck_assert_uint_eq(hash,
                          functions[_i].hash(&(const struct hash_key){{key.words[0], key.words[1]}},
                                             text));
        /* Every bit of the text, and every bit of the key, counts. */
        for (size_t bit = 0; bit < 8 * length; bit++) {
            char *byte = (char *)(uintptr_t)other.bytes + bit / 8;
            *byte = (char)(*byte ^ 1 << bit % 8);
            if (hash == functions[_i].hash(&key, other))
                ck_abort_msg("bit %zu of %zu bytes doesn't count", bit, length);
            *byte = (char)(*byte ^ 1 << bit % 8);
        }
        for (size_t bit = 0; bit < 128; bit++) {
            struct hash_key changed = key;
            changed.words[bit / 64] ^= UINT64_C(1) << bit % 64;
            if (hash == functions[_i].hash(&changed, text))
                ck_abort_msg("bit %zu of the key doesn't count", bit);
        }
        exact_free(text);
        exact_free(other);
    }
    ck_assert_uint_eq(functions[_i].hash(&key, (struct text){NULL, 0}),
                      functions[_i].hash(&key, text_of("")));
}
END_TEST

/* Zeros of any length, and short texts, all differ. */
START_TEST(distinct)
{
    static const char zeros[65];
    uint64_t hashes[65 + 65536 + 256];
    size_t count = 0;
    const struct hash_key key = functions[_i].key;
    for (size_t length = 0; length <= 64; length++)
        hashes[count++] = functions[_i].hash(&key, (struct text){zeros, length});
    for (int first = 0; first < 256; first++) {
        char bytes[2] = {(char)first, 0};
        if (first)
            hashes[count++] = functions[_i].hash(&key, (struct text){bytes, 1});
        for (int second = 0; second < 256; second++) {
            bytes[1] = (char)second;
            if (first || second)
                hashes[count++] = functions[_i].hash(&key, (struct text){bytes, 2});
        }
    }
    qsort(hashes, count, sizeof *hashes, compare_hashes);
    for (size_t i = 1; i < count; i++) {
        if (hashes[i - 1] == hashes[i])
            ck_abort_msg("two texts have the hash %016lx", (unsigned long)hashes[i]);
    }
}
END_TEST

/* A flipped bit of the text flips about half of the hash's. */
START_TEST(avalanche)
{
    const struct hash_key key = {{0x0706050403020100u, 0x0F0E0D0C0B0A0908u}};
    size_t flipped = 0, tried = 0;
    for (size_t length = 1; length <= 32; length++) {
        char bytes[32] = "";
        for (size_t bit = 0; bit < 8 * length; bit++, tried++) {
            uint64_t before = functions[_i].hash(&key, (struct text){bytes, length});
            bytes[bit / 8] = (char)(bytes[bit / 8] ^ 1 << bit % 8);
            uint64_t changed = before ^ functions[_i].hash(&key, (struct text){bytes, length});
            for (; changed; changed &= changed - 1)
                flipped++;
        }
    }
    double share = (double)flipped / (double)(64 * tried);
    ck_assert_msg(share > 0.49 && share < 0.51, "%f", share);
}
END_TEST

/* The number counts like the text: none of these is another's hash. */
START_TEST(numbers)
{
    const struct hash_key key = functions[1].key;
    uint64_t hashes[70 * 65];
    size_t count = 0;
    for (unsigned bit = 0; bit < 64; bit++)
        for (size_t length = 0; length < 70; length++)
            hashes[count++] = hash_numbered_text(
                &key, UINT64_C(1) << bit,
                (struct text){
                    "0123456789012345678901234567890123456789012345678901234567890123456789",
                    length});
    qsort(hashes, count, sizeof *hashes, compare_hashes);
    for (size_t i = 1; i < count; i++)
        ck_assert_uint_ne(hashes[i - 1], hashes[i]);
}
END_TEST

START_TEST(keys)
{
    struct hash_key first = hash_key_new();
    struct hash_key second = hash_key_new();
    ck_assert(first.words[0] != second.words[0] && first.words[1] != second.words[1]);
}
END_TEST

Suite *suite_hash_set(void)
{
    Suite *suite = suite_create("hash_set");
    TCase *tests = tcase_create("hash_set");
    tcase_set_timeout(tests, 30);
    ADD_ROWS(tests, against_sorting, sources);
    tcase_add_test(tests, memory);
    tcase_add_test(tests, counting);
    tcase_add_test(tests, clearing);
    tcase_add_loop_test(tests, equal_texts, 0, 2);
    tcase_add_loop_test(tests, distinct, 0, 2);
    tcase_add_loop_test(tests, avalanche, 0, 2);
    tcase_add_test(tests, numbers);
    tcase_add_test(tests, keys);
    suite_add_tcase(suite, tests);
    return suite;
}
