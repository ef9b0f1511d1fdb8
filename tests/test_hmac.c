/* SPDX-License-Identifier: MIT */
/* HMAC-SHA-256 by the vectors of RFC 4231, in pieces of every size, at the edges of a block. */
#include "base/hmac.h"
#include "exact.h"

#include <stdio.h>

Suite *suite_hmac(void);

/* The hash as digits, of a text that's added in pieces. */
static void digest(struct text secret, struct text text, size_t piece, char digits[65])
{
    unsigned char hash[HMAC_SIZE];
    struct text copy = exact_copy(text);
    struct text secret_copy = exact_copy(secret);
    struct hmac_key key = hmac_key_of(secret_copy);
    struct hmac hmac;
    hmac_begin(&hmac, &key);
    for (size_t at = 0; at < copy.length; at += piece)
        hmac_add(&hmac, text_slice(copy, at, at + piece < copy.length ? at + piece : copy.length));
    hmac_end(&hmac, hash);
    for (size_t i = 0; i < HMAC_SIZE; i++)
        snprintf(digits + 2 * i, 3, "%02x", hash[i]);
    exact_free(secret_copy);
    exact_free(copy);
}

/* Texts are given, or a byte, so many times. */
static const struct {
    const char *secret;
    size_t secret_times;
    const char *text;
    size_t text_times;
    const char *hash;
} vectors[] = {
    {"\x0b", 20, "Hi There", 1, "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
    {"Jefe", 1, "what do ya want for nothing?", 1,
     "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
    {"\xaa", 20, "\xdd", 50, "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"},
    {"\xaa", 131, "Test Using Larger Than Block-Size Key - Hash Key First", 1,
     "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
    {"\xaa", 131,
     "This is a test using a larger than block-size key and a larger than block-size data. The key "
     "needs to be hashed before being used by the HMAC algorithm.",
     1, "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"},
};

static struct text repeat(const char *piece, size_t times, char room[256])
{
    size_t length = strlen(piece);
    for (size_t i = 0; i < times; i++)
        memcpy(room + i * length, piece, length);
    return (struct text){room, times * length};
}

START_TEST(vector)
{
    char secret[256], text[256], digits[65];
    struct text of_secret = repeat(vectors[_i].secret, vectors[_i].secret_times, secret);
    struct text of_text = repeat(vectors[_i].text, vectors[_i].text_times, text);
    for (size_t piece = 1; piece <= of_text.length; piece++) {
        digest(of_secret, of_text, piece, digits);
        ck_assert_str_eq(digits, vectors[_i].hash);
    }
}
END_TEST

/* By another program: printf '%*s' LENGTH '' | openssl dgst -sha256 -hmac secret */
START_TEST(edges)
{
    static const struct {
        size_t length;
        const char *hash;
    } rows[] = {
        {0, "f9e66e179b6747ae54108f82f8ade8b3c25d76fd30afde6c395822c530196169"},
        {55, "2bdfdfa88eb7cdcc940d259d4f32b498bd50b40f0be1722e6455025a5e342b08"},
        {56, "a677fad852048b179686c885bdadf3e8d1be3e903a4b01199643d76e4318d591"},
        {63, "aee5f8bf94e223a1ab05e141116626d343a91b0de2135c1ba4608f4a656ec927"},
        {64, "f9f40219bedc3d2ddf0b8b8ed9b6503f0cd9c645a3354d97d21d1e7cca298c98"},
        {65, "c826ae71f5078cfd3e0c1bf357e6f25c88a0c12560cd2d557c41a6605f231744"},
        {119, "614ed0c107457949c8d5d7f7dce46962f3e841b42d099aeefb8b31c0b263b036"},
        {128, "246cd732e9aeab27def535ac8959c9d9944e20055baa4c5022467994718b160e"},
    };
    char text[256], digits[65];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        digest(text_of("secret"), repeat(" ", rows[i].length, text), 64, digits);
        ck_assert_str_eq(digits, rows[i].hash);
    }
}
END_TEST

Suite *suite_hmac(void)
{
    Suite *suite = suite_create("hmac");
    TCase *tcase = tcase_create("hmac");
    tcase_add_loop_test(tcase, vector, 0, sizeof vectors / sizeof *vectors);
    tcase_add_test(tcase, edges);
    suite_add_tcase(suite, tcase);
    return suite;
}
