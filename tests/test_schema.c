/* SPDX-License-Identifier: MIT */
/* The schema as the documentation prints it, written down here a second time. */
#include "exact.h"
#include "profile/schema.h"
#include "profile/target.h"

#include <stdio.h>

Suite *suite_schema(void);

static const struct element_row {
    const char *name;
    const char *parents;    /* "" for the root */
    const char *attributes; /* a blank behind each */
} element_rows[] = {
    {"provision", "", "key name expires "},
    {"user", "provision ", "name uri account password realm allowedauth "},
    {"sipsrv", "provision ", "addr protocol auth role "},
    {"session", "sipsrv ", "party type "},
    {"client", "provision ", "name banner updates minver curver updateuri "},
    {"provider", "provision ", "name homepage helpdesk personal calldisplay idledisplay "},
    {"data", "client provider ", ""},
    {"policy", "provision ", ""},
    {"accesscontrol", "provision ", "domain sig "},
    {"voip-provision", "", ""},
    {"set", "voip-provision ", "name value "},
    {"delete", "voip-provision ", "name "},
    {"query", "voip-provision ", "name value "},
    {"wap-provisioningdoc", "", ""},
    {"characteristic", "wap-provisioningdoc ", "type "},
    {"parm", "characteristic ", "name value "},
    {"parm-query", "characteristic ", "name "},
    {"noparm", "characteristic ", "name "},
};

static const char *const value_rows[][2] = {
    {"protocol", "UDP TCP TLS "},
    {"auth", "basic digest "},
    {"allowedauth", "basic digest ntlm kerberos logoncred "},
    {"role", "proxy registrar "},
    {"party", "first third "},
    {"type", "pc2pc pc2ph ph2ph im "},
};

static bool holds(const char *list, const char *word)
{
    char wanted[64];
    snprintf(wanted, sizeof wanted, "%s ", word);
    for (const char *at = strstr(list, wanted); at; at = strstr(at + 1, wanted)) {
        if (at == list || at[-1] == ' ')
            return true;
    }
    return false;
}

static struct text upper(const char *name, char room[64])
{
    size_t length = 0;
    for (; name[length]; length++)
        room[length] = text_is_letter(name[length]) ? (char)(name[length] & ~0x20) : name[length];
    return (struct text){room, length};
}

/* Names that are none: cut, lengthened, another case. */
static void check_not_exact(const char *name)
{
    char room[64];
    struct text text = text_of(name);
    ck_assert_int_eq(element_find(upper(name, room)), ELEMENT_UNKNOWN);
    ck_assert_int_eq(element_find(text_slice(text, 0, text.length - 1)), ELEMENT_UNKNOWN);
    snprintf(room, sizeof room, "%sx", name);
    ck_assert_int_eq(element_find(text_of(room)), ELEMENT_UNKNOWN);
    ck_assert_int_eq(element_find_fold(text_of(room)), ELEMENT_UNKNOWN);
}

START_TEST(element)
{
    const struct element_row *row = &element_rows[_i];
    char room[64];
    enum element_kind kind = element_find(text_of(row->name));
    ck_assert_int_lt(kind, ELEMENT_COUNT);
    ck_assert_str_eq(element_name(kind), row->name);
    ck_assert_int_eq(element_find_fold(upper(row->name, room)), kind);
    check_not_exact(row->name);
    for (size_t i = 0; i < sizeof element_rows / sizeof *element_rows; i++) {
        enum element_kind parent = element_find(text_of(element_rows[i].name));
        ck_assert_int_eq(element_belongs(kind, parent), holds(row->parents, element_rows[i].name));
    }
    bool is_root = row->parents[0] == '\0' || kind == ELEMENT_characteristic; /* of a snippet */
    ck_assert_int_eq(element_belongs(kind, ELEMENT_UNKNOWN), is_root);
}
END_TEST

/* By its number, the attribute of that name that the element has. */
static int find_named(enum element_kind owner, const char *name)
{
    int kind = 0;
    while (kind < ATTRIBUTE_COUNT &&
           (strcmp(attribute_name((enum attribute_kind)kind), name) != 0 ||
            attribute_find_fold(owner, text_of(name)) != (enum attribute_kind)kind))
        kind++;
    ck_assert_int_lt(kind, ATTRIBUTE_COUNT);
    return kind;
}

START_TEST(attributes_of_element)
{
    const struct element_row *row = &element_rows[_i];
    enum element_kind kind = element_find(text_of(row->name));
    char room[64];
    for (int i = 0; i < ATTRIBUTE_COUNT; i++) {
        const char *name = attribute_name((enum attribute_kind)i);
        /* Two elements can have different attributes of one name. */
        int expected = holds(row->attributes, name) ? find_named(kind, name) : ATTRIBUTE_UNKNOWN;
        struct text exact = exact_copy(text_of(name));
        ck_assert_int_eq(attribute_find(kind, exact), expected);
        ck_assert_int_eq(attribute_find_fold(kind, exact), expected);
        ck_assert_int_eq(attribute_find_fold(kind, upper(name, room)), expected);
        ck_assert_int_eq(attribute_find(kind, upper(name, room)), ATTRIBUTE_UNKNOWN);
        ck_assert_int_eq(attribute_find(kind, text_slice(exact, 0, exact.length - 1)),
                         ATTRIBUTE_UNKNOWN);
        ck_assert_int_eq(attribute_find(kind, text_slice(exact, 1, exact.length)),
                         ATTRIBUTE_UNKNOWN);
        exact_free(exact);
    }
    ck_assert_int_eq(attribute_find(kind, (struct text){NULL, 0}), ATTRIBUTE_UNKNOWN);
}
END_TEST

START_TEST(children)
{
    for (size_t i = 0; i < sizeof element_rows / sizeof *element_rows; i++) {
        const char *parent = element_rows[i].name;
        size_t expected = 0, count = 0;
        for (int k = 0; k < ELEMENT_COUNT; k++)
            count += element_belongs((enum element_kind)k, element_find(text_of(parent)));
        for (size_t k = 0; k < sizeof element_rows / sizeof *element_rows; k++)
            expected += holds(element_rows[k].parents, parent);
        ck_assert_uint_eq(count, expected);
    }
    ck_assert_uint_eq(sizeof element_rows / sizeof *element_rows, ELEMENT_COUNT);
}
END_TEST

START_TEST(values)
{
    const char *attribute_word = value_rows[_i][0];
    int kind = 0;
    while (strcmp(attribute_name((enum attribute_kind)kind), attribute_word) != 0)
        kind++;
    enum attribute_kind attribute = (enum attribute_kind)kind;
    const char *names[SCHEMA_NAMES];
    char room[64];
    size_t count = 0;
    attribute_values(attribute, names);
    for (; names[count]; count++) {
        int value = value_find(attribute, text_of(names[count]));
        ck_assert_msg(holds(value_rows[_i][1], names[count]), "%s=%s", attribute_word,
                      names[count]);
        ck_assert_int_ne(value, 0);
        ck_assert_str_eq(value_spelling(attribute, value), names[count]);
        ck_assert_int_eq(value_find(attribute, upper(names[count], room)), value);
        snprintf(room, sizeof room, "%s ", names[count]);
        ck_assert_int_eq(value_find(attribute, text_of(room)), 0);
        for (size_t i = 0; i < count; i++)
            ck_assert_int_ne(value_find(attribute, text_of(names[i])), value);
    }
    for (const char *at = value_rows[_i][1]; (at = strchr(at, ' ')); at++)
        count--;
    ck_assert_uint_eq(count, 0);
    ck_assert_int_eq(value_find(attribute, text_of("")), 0);
    ck_assert_int_eq(value_find(attribute, text_of("tels")), 0);
}
END_TEST

START_TEST(targets)
{
    static const char *const names[] = {"any",     "rtc-1.0", "rtc-1.01", "rtc-1.2",
                                        "rtc-1.3", "ce-4.2",  "ce-5.0",   "ce-6.0"};
    for (size_t i = 0; i < TARGET_COUNT; i++)
        ck_assert_str_eq(target_names[i], names[i]);
    ck_assert_ptr_null(target_names[TARGET_COUNT]);
}
END_TEST

Suite *suite_schema(void)
{
    Suite *suite = suite_create("schema");
    TCase *tests = tcase_create("schema");
    ADD_ROWS(tests, element, element_rows);
    ADD_ROWS(tests, attributes_of_element, element_rows);
    tcase_add_test(tests, children);
    ADD_ROWS(tests, values, value_rows);
    tcase_add_test(tests, targets);
    suite_add_tcase(suite, tests);
    return suite;
}
