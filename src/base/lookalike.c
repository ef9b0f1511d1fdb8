/* SPDX-License-Identifier: MIT */
/* Cyrillic, Greek, the dotless i, and the fullwidth forms: those that keyboards and office programs
 * bring into a profile. Compare Unicode's confusables.txt (UTS #39), of which this is a part. */
#include "base/lookalike.h"

#include <stddef.h>

/* A code point, and the letter that is beside it in the string. */
static const struct {
    uint16_t code_point;
    char letter;
} alike[] = {
    {0x0131, 'i'}, {0x0391, 'A'}, {0x0392, 'B'}, {0x0395, 'E'}, {0x0396, 'Z'}, {0x0397, 'H'},
    {0x0399, 'I'}, {0x039A, 'K'}, {0x039C, 'M'}, {0x039D, 'N'}, {0x039F, 'O'}, {0x03A1, 'P'},
    {0x03A4, 'T'}, {0x03A5, 'Y'}, {0x03A7, 'X'}, {0x03B1, 'a'}, {0x03B9, 'i'}, {0x03BA, 'k'},
    {0x03BD, 'v'}, {0x03BF, 'o'}, {0x03C1, 'p'}, {0x03C4, 't'}, {0x03C5, 'u'}, {0x03C7, 'x'},
    {0x03F2, 'c'}, {0x03F3, 'j'}, {0x0405, 'S'}, {0x0406, 'I'}, {0x0408, 'J'}, {0x0410, 'A'},
    {0x0412, 'B'}, {0x0415, 'E'}, {0x041A, 'K'}, {0x041C, 'M'}, {0x041D, 'H'}, {0x041E, 'O'},
    {0x0420, 'P'}, {0x0421, 'C'}, {0x0422, 'T'}, {0x0423, 'Y'}, {0x0425, 'X'}, {0x0430, 'a'},
    {0x0432, 'B'}, {0x0433, 'r'}, {0x0435, 'e'}, {0x043A, 'k'}, {0x043C, 'm'}, {0x043D, 'H'},
    {0x043E, 'o'}, {0x0440, 'p'}, {0x0441, 'c'}, {0x0442, 't'}, {0x0443, 'y'}, {0x0445, 'x'},
    {0x0455, 's'}, {0x0456, 'i'}, {0x0458, 'j'}, {0x04BB, 'h'}, {0x04CF, 'l'}, {0x0501, 'd'},
    {0x051B, 'q'}, {0x051D, 'w'},
};

static bool is_in_block(uint32_t code_point, uint32_t first, uint32_t count)
{
    return code_point >= first && code_point < first + count;
}

char lookalike_of(uint32_t code_point)
{
    if (is_in_block(code_point, 0xFF10, 10) || is_in_block(code_point, 0xFF21, 26) ||
        is_in_block(code_point, 0xFF41, 26))
        return (char)(code_point - 0xFEE0); /* the fullwidth forms come in ASCII's order */
    for (size_t i = 0; i < sizeof alike / sizeof *alike; i++) {
        if (alike[i].code_point == code_point)
            return alike[i].letter;
    }
    return '\0';
}

bool lookalike_is_blank(uint32_t code_point)
{
    static const uint32_t others[] = {0x85,   0xA0,   0x1680, 0x2028, 0x2029, 0x202F,
                                      0x205F, 0x2060, 0x2800, 0x3000, 0xFEFF};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (code_point == others[i])
            return true;
    }
    return is_in_block(code_point, 0x2000, 12);
}

char lookalike_quote(uint32_t code_point)
{
    static const struct {
        uint16_t code_point;
        char quote;
    } quotes[] = {
        {0x00AB, '"'},  {0x00B4, '\''}, {0x00BB, '"'},  {0x02BC, '\''},
        {0x2018, '\''}, {0x2019, '\''}, {0x201A, '\''}, {0x201B, '\''},
        {0x201C, '"'},  {0x201D, '"'},  {0x201E, '"'},  {0x201F, '"'},
        {0x2032, '\''}, {0x2033, '"'},  {0xFF02, '"'},  {0xFF07, '\''},
    };
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
        if (quotes[i].code_point == code_point)
            return quotes[i].quote;
    }
    return code_point == '`' ? '\'' : '\0';
}
