/* SPDX-License-Identifier: MIT */
/*
 * Rules about the structure: the RTC Client API XML Schema 1.2 (MSDN ms776022), whose types are
 * closed but whose order and counts aren't binding; and the client's own codes for what it misses.
 */
#include "rules/checks.h"
#include "rules/example.h"
#include "rules/steps.h"

static bool is_root(const struct element *element)
{
    return element->parent == ELEMENT_UNKNOWN;
}

void rule_root_not_provision(const struct profile *profile, struct rule_context *context)
{
    const struct element *root = profile->root;
    struct token at = without_length(at_element(root), root->name);
    bool has_names = has(root, ATTRIBUTE_key) || has(root, ATTRIBUTE_name);
    const struct edit rename = {has_names ? EDIT_RENAME_ELEMENT : EDIT_NONE, at_element(root).range,
                                NULL, "provision", false};
    if (profile->carrier)
        flag(context, at,
             .message = "<{}> has no setting for a profile (SIPSettings, BackupSIPSettings, "
                        "VoicemailSettings), so nothing in it was checked",
             .values = {word(element_name(root->kind))},
             .help = "put the profile into one of these settings, escaped, or check another file");
    else if (root->kind == ELEMENT_provision && root->spelling == SPELLING_CLOSE)
        flag(context, at,
             .message = profile->is_profile
                            ? "the root element is {}, not \"provision\""
                            : "the root element is {}, not \"provision\", and no <sipsrv> was "
                              "found in it, so it wasn't checked as a profile",
             .values = {quoted_xml_name(root->name)}, .written = root->name, .nearest = "provision",
             .help = has_names ? "rename it to provision, in both of its tags"
                               : "rename it to provision, and give it key=\"…\" and name=\"…\"; or "
                                 "check another file",
             .steps.items = {rename});
    else if (text_equal(root->name, text_of("VoIPConfiguration"))) /* MSDN aa525608 */
        flag(context, at,
             .message = "the root element is {}: these are phone settings of Windows CE 5.0, not a "
                        "profile, so nothing in them was checked",
             .values = {quoted_xml_name(root->name)},
             .help = "check another file: siplint reads profiles (<provision>) and the settings "
                     "of Windows CE 6.0 (<voip-provision>) and Windows Mobile "
                     "(<wap-provisioningdoc>)",
             .code = "");
    else if (root->kind != ELEMENT_provision)
        flag(context, at,
             .message = "the root element is {}, not \"provision\", so this isn't a profile, and "
                        "wasn't checked as one",
             .values = {quoted_xml_name(root->name)}, .written = root->name);
    else if (root->spelling == SPELLING_EXACT && !root->in_namespace)
        flag(context, at,
             .message = "this isn't a profile: <provision> has no key, no name, and nothing in it "
                        "that a profile has",
             .help = "write key=\"…\", name=\"…\", a <user> and a <sipsrv>, or check another file");
    else
        flag(context, at,
             .message = "this isn't a profile: the root element is {}{}, and it has no <sipsrv>",
             .values = {quoted_xml_name(root->name),
                        word(root->in_namespace ? " in a namespace" : "")});
}

/* ---- Names ---- */

/* What a profile can't do without: its misspelt name is as bad as none. */
static const struct {
    enum element_kind element;
    enum attribute_kind attribute; /* ATTRIBUTE_UNKNOWN: the element itself */
    enum rule_index rule;
} required[] = {
    {ELEMENT_user, ATTRIBUTE_UNKNOWN, RULE_missing_user},
    {ELEMENT_sipsrv, ATTRIBUTE_UNKNOWN, RULE_missing_server},
    {ELEMENT_provision, ATTRIBUTE_UNKNOWN, RULE_root_not_provision},
    {ELEMENT_provision, ATTRIBUTE_key, RULE_missing_key},
    {ELEMENT_provision, ATTRIBUTE_name, RULE_missing_name},
    {ELEMENT_user, ATTRIBUTE_uri, RULE_missing_user_uri},
    {ELEMENT_sipsrv, ATTRIBUTE_addr, RULE_missing_addr},
    {ELEMENT_sipsrv, ATTRIBUTE_protocol, RULE_missing_protocol},
    {ELEMENT_sipsrv, ATTRIBUTE_role, RULE_missing_role},
    {ELEMENT_session, ATTRIBUTE_party, RULE_missing_party},
    {ELEMENT_session, ATTRIBUTE_type, RULE_missing_session_type},
    {ELEMENT_set, ATTRIBUTE_setting, RULE_setting_incomplete},
    {ELEMENT_set, ATTRIBUTE_value, RULE_setting_incomplete},
    {ELEMENT_delete, ATTRIBUTE_setting, RULE_setting_incomplete},
    {ELEMENT_query, ATTRIBUTE_setting, RULE_setting_incomplete},
};

/* The rule for the item that's missing to the client because of this name, or NULL. */
static const struct rule *missed_by(const struct name *name)
{
    bool is_element = name->number == NAME_OF_ELEMENT;
    bool is_child = is_element && name->attribute != ATTRIBUTE_UNKNOWN;
    enum element_kind element = is_child     ? name->element->parent
                                : is_element ? name->meant
                                             : name->element->kind;
    enum attribute_kind attribute = name->attribute;
    for (size_t i = 0; name->is_missed && i < sizeof required / sizeof *required; i++) {
        if (required[i].element == element && required[i].attribute == attribute)
            return &rules[required[i].rule];
    }
    return NULL;
}

static const char *meant_by(const struct name *name)
{
    if (name->number != NAME_OF_ELEMENT)
        return name->attribute == ATTRIBUTE_UNKNOWN ? NULL : attribute_name(name->attribute);
    return name->meant == ELEMENT_UNKNOWN ? NULL : element_name(name->meant);
}

static struct token at_name(const struct name *name)
{
    if (name->number == NAME_OF_ELEMENT)
        return without_length(at_element(name->element), name->written);
    struct token at = at_number(name->element, name->number);
    at.attribute = name->attribute;
    return without_length(at, name->written);
}

static bool is_unknown(const struct name *name)
{
    return name->spelling == SPELLING_CLOSE || name->spelling == SPELLING_OTHER;
}

/* allowedauth, realm, … written as a child of the element that has it as an attribute. */
static bool is_attribute_as_element(const struct name *name)
{
    return name->number == NAME_OF_ELEMENT && name->attribute != ATTRIBUTE_UNKNOWN;
}

/* What to do with the element: NULL: it's an attribute like `example`. */
static const char *help_without(const struct name *name, const char *example)
{
    if (attribute_is_secret(name->attribute))
        return "delete it; have users enter the password, or let your application supply it "
               "(IRTCProfile::SetCredentials)";
    if (has(name->around, name->attribute))
        return "delete this element: <{}> has the attribute {} already";
    if (example)
        return NULL;
    return name->attribute == ATTRIBUTE_value
               ? "put the profile into the tag <{}>, escaped: {}=\"&lt;provision ...&gt; ... "
                 "&lt;/provision&gt;\", and delete this element"
               : "delete <{}>: there is an element for each setting";
}

/* The element goes; or the one around it, if no value is left for it. A profile isn't written in
 * steps. */
static struct edit removal_of_child(const struct name *name, const char *example)
{
    bool is_around = !example && !has(name->around, name->attribute);
    struct edit edit =
        edit_element(EDIT_REMOVE_ELEMENT, at_element(is_around ? name->around : name->element), "");
    if (is_around && name->attribute == ATTRIBUTE_value)
        edit.kind = EDIT_NONE;
    return edit;
}

/* What is said of the name apart from the help, and how bad it is. */
struct child_fault {
    const char *message; /* with a {} for the name, one for the element around it, and its reader */
    struct argument name;
    const char *nearest;
    const char *code;
    enum severity severity;
};

static void flag_child(const struct profile *profile, const struct child_fault *fault,
                       struct rule_context *context)
{
    const struct name *name = profile->name;
    enum element_kind parent = name->element->parent;
    const char *example = example_value(profile, name->around, name->attribute, context);
    const char *help = help_without(name, example);
    const struct edit none = {.kind = EDIT_NONE};
    flag_as(fault->severity, context, at_name(name), .message = fault->message,
            .values = {fault->name, word(element_name(parent)), reader_of(name->element)},
            .written = fault->nearest ? name->written : (struct text){.length = 0},
            .nearest = fault->nearest,
            .help =
                help ? help : "write it in the tag, as in <{} {}=\"{}\">, and delete this element",
            .help_values = {word(element_name(parent)), word(attribute_name(name->attribute)),
                            word(example ? example : "")},
            .steps.items = {removal_of_child(name, example),
                            help ? none
                                 : edit_example(edit_set(at_element(name->around), name->attribute,
                                                         example))},
            .code = fault->code, .likely = true);
}

void rule_attribute_as_element(const struct profile *profile, struct rule_context *context)
{
    const struct name *name = profile->name;
    if (!is_attribute_as_element(name) || name->spelling == SPELLING_CLOSE)
        return;
    bool in_server = name->element->parent == ELEMENT_sipsrv;
    const struct child_fault fault = {
        .message = "{} is written as an element, and has to be an attribute of <{}>: {} won't "
                   "find it",
        .name = word(attribute_name(name->attribute)),
        .code = in_server ? "RTC_E_PROFILE_INVALID_SESSION" : NULL,
        .severity = in_server ? SEVERITY_ERROR : SEVERITY_OFF,
    };
    flag_child(profile, &fault, context);
}

/* The same, and misspelt. */
static void flag_misspelt_child(const struct profile *profile, struct rule_context *context)
{
    const struct name *name = profile->name;
    const struct rule *missed = missed_by(name);
    bool in_server = name->element->parent == ELEMENT_sipsrv;
    const struct child_fault fault = {
        .message = missed || in_server
                       ? "the element {} isn't known in <{}>"
                       : "the element {} isn't known in <{}>, so {} will probably ignore it",
        .name = quoted_xml_name(name->written),
        .nearest = attribute_name(name->attribute),
        .code = missed      ? missed->code
                : in_server ? "RTC_E_PROFILE_INVALID_SESSION"
                            : NULL,
        .severity = missed || in_server ? SEVERITY_ERROR : SEVERITY_OFF,
    };
    flag_child(profile, &fault, context);
}

/* `<users>`: a name that's close, without a single attribute, is rather that of something around
 * what is meant; not that of `<usr/>`, which is around nothing. */
static bool is_wrapper(const struct name *name)
{
    return name->meant != ELEMENT_UNKNOWN && !element_is_opaque(name->meant) &&
           !tag_is_empty(&name->element->tag) && !tag_has_attributes(&name->element->tag);
}

static const char *help_with_element(const struct name *name, bool is_surplus_one)
{
    if (is_wrapper(name))
        return "delete its tags, and keep what is between them";
    if (is_surplus_one)
        return "delete it; what it says belongs in the <{}> that is there";
    if (name->meant != ELEMENT_UNKNOWN)
        return tag_is_empty(&name->element->tag) ? "rename it to {}"
                                                 : "rename it to {}, in both of its tags";
    if (element_belongs(ELEMENT_data, name->element->parent))
        return "delete it; XML of your own can be in a <data> element inside this one";
    return tag_is_empty(&name->element->tag)
               ? NULL
               : "delete it, but keep what belongs in <{}>; or correct its name";
}

/* What the client says of an unknown element, and how bad that is. */
static void flag_element(const struct profile *profile, struct rule_context *context)
{
    const struct name *name = profile->name;
    const struct rule *missed = missed_by(name);
    bool in_server = name->element->parent == ELEMENT_sipsrv;
    bool surplus = name->is_surplus;
    const char *meant = meant_by(name);
    struct edit edit = edit_element(EDIT_REMOVE_ELEMENT, at_element(name->element), "");
    if (is_wrapper(name))
        edit.kind = EDIT_UNWRAP_ELEMENT;
    else if (meant && !surplus)
        edit = edit_element(EDIT_RENAME_ELEMENT, at_element(name->element), meant);
    flag_as(missed || in_server ? SEVERITY_ERROR : SEVERITY_OFF, context, at_name(name),
            .message = missed || in_server
                           ? "the element {} isn't known in <{}>"
                           : "the element {} isn't known in <{}>, so {} will probably ignore it",
            .values = {quoted_xml_name(name->written), word(element_name(name->element->parent)),
                       reader_of(name->element)},
            .written = name->written, .nearest = surplus || is_wrapper(name) ? NULL : meant,
            .help = help_with_element(name, surplus),
            .help_values = {word(meant ? meant : element_name(name->element->parent))},
            .steps.items = {edit},
            .code = missed      ? missed->code
                    : in_server ? "RTC_E_PROFILE_INVALID_SESSION"
                                : NULL,
            .likely = true);
}

void rule_unknown_element(const struct profile *profile, struct rule_context *context)
{
    const struct name *name = profile->name;
    if (name->number != NAME_OF_ELEMENT || !is_unknown(name))
        return;
    if (!is_attribute_as_element(name))
        flag_element(profile, context);
    else if (name->spelling == SPELLING_CLOSE)
        flag_misspelt_child(profile, context);
}

/* An editor put it there: a language, or the place of a schema. */
static bool is_of_editors(struct text space)
{
    return text_equal(space, text_of("http://www.w3.org/XML/1998/namespace")) ||
           text_equal(space, text_of("http://www.w3.org/2001/XMLSchema-instance"));
}

/* The attribute is written so instead; NULL: it goes, with its value. */
static struct edit edit_attribute(const struct name *name, const char *meant)
{
    const struct element *element = name->element;
    struct tag_attribute found;
    struct edit edit = {EDIT_REPLACE, at_number(element, name->number).range, NULL,
                        meant ? meant : "", false};
    if (!tag_attribute(&element->tag, name->number, &found)) /* it came from a DTD */
        edit.kind = EDIT_NONE;
    else if (!meant)
        edit.at = tag_whole_attribute(&element->tag, &found);
    return edit;
}

/* An attribute with a prefix is none of the schema's, however its local name reads. */
static void flag_prefixed(const struct name *name, struct rule_context *context)
{
    const struct element *element = name->element;
    char room[256];
    struct text prefix = {room, 0};
    struct tag_attribute found;
    if (tag_attribute(&element->tag, name->number, &found)) /* it didn't come from a DTD */
        prefix = tag_attribute_prefix(&element->tag, &found, room, sizeof room);
    flag_as(is_of_editors(name->space) ? SEVERITY_NOTE : SEVERITY_OFF, context, at_name(name),
            .message = "<{}> has no attribute {} with the prefix {}: {} will probably ignore it",
            .values = {word(element_name(element->kind)), quoted_xml_name(name->written),
                       quoted_xml_name(prefix), reader_of(element)},
            .steps.items = {edit_attribute(name, NULL)});
}

void rule_unknown_attribute(const struct profile *profile, struct rule_context *context)
{
    const struct name *name = profile->name;
    const struct rule *missed = missed_by(name);
    const char *meant = meant_by(name);
    if (name->number == NAME_OF_ELEMENT || !is_unknown(name))
        return;
    if (name->space.length)
        flag_prefixed(name, context);
    else
        flag_as(missed ? missed->severity : SEVERITY_OFF, context, at_name(name),
                .message = missed ? "<{}> has no attribute {}"
                                  : "<{}> has no attribute {}: {} will probably ignore it",
                .values = {word(element_name(name->element->kind)), quoted_xml_name(name->written),
                           reader_of(name->element)},
                .written = name->written, .nearest = meant,
                .help = meant ? "write {} in its place" : NULL,
                .help_values = {word(meant ? meant : "")},
                .steps.items = {edit_attribute(name, meant)}, .code = missed ? missed->code : NULL,
                .likely = true);
}

/* It becomes the name that is meant, or goes where that one is there. */
static struct edit edit_name(const struct name *name)
{
    if (name->is_surplus)
        return edit_element(EDIT_REMOVE_ELEMENT, at_element(name->element), "");
    if (name->number == NAME_OF_ELEMENT)
        return edit_element(EDIT_RENAME_ELEMENT, at_element(name->element), meant_by(name));
    return edit_attribute(name, name->is_missed ? meant_by(name) : NULL);
}

/* Another one has the right name, or the same wrong one. */
static void flag_spare(const struct name *name, struct rule_context *context)
{
    bool is_element = name->number == NAME_OF_ELEMENT;
    flag(context, at_name(name),
         .message = is_element ? "{} has to be written \"{}\": letter case matters, so {} ignores "
                                 "it"
                               : "{} is another spelling of \"{}\" in the same tag: {} ignores one "
                                 "of them",
         .values = {quoted_xml_name(name->written), word(meant_by(name)), reader_of(name->element)},
         .help = name->is_surplus ? "delete it; what it says belongs in the <{}> that is there"
                 : is_element     ? "write {}"
                                  : "delete it, and give {} the right value",
         .help_values = {word(meant_by(name))}, .steps.items = {edit_name(name)});
}

void rule_name_case(const struct profile *profile, struct rule_context *context)
{
    const struct name *name = profile->name;
    if (name->spelling != SPELLING_CASE)
        return;
    const struct rule *missed = missed_by(name);
    if (!name->is_missed) {
        flag_spare(name, context);
        return;
    }
    flag(context, at_name(name),
         .message = "{} has to be written \"{}\": letter case matters, so to {} it's missing",
         .values = {quoted_xml_name(name->written), word(meant_by(name)), reader_of(name->element)},
         .code = missed ? missed->code : NULL, .likely = true, .help = "write {}",
         .help_values = {word(meant_by(name))}, .steps.items = {edit_name(name)});
}

/* ---- Places ---- */

/* The element that it belongs in; ELEMENT_UNKNOWN: none, it's the root. Of two, one that's there.
 */
static enum element_kind find_parent(const struct profile *profile, enum element_kind kind)
{
    enum element_kind place = ELEMENT_UNKNOWN;
    for (int i = 0; i < ELEMENT_COUNT; i++) {
        enum element_kind parent = (enum element_kind)i;
        if (element_belongs(kind, parent) &&
            (place == ELEMENT_UNKNOWN || profile->seen >> parent & 1))
            place = parent;
    }
    return place;
}

static void flag_nested_root(const struct element *element, struct rule_context *context)
{
    flag(context, at_element(element),
         .message = "<{}> is inside <{}>, and can only be the outermost element: {} will probably "
                    "not find what it contains",
         .values = {word(element_name(element->kind)), word(element_name(element->parent)),
                    reader_of(element)},
         .help = "delete this <{}> and the </{}> that closes it, and keep what is between them",
         .help_values = {word(element_name(element->kind)), word(element_name(element->kind))},
         .steps.items = {edit_element(EDIT_UNWRAP_ELEMENT, at_element(element), "")});
}

/* What is around it has no end tag, or has it too late. */
static void flag_beside(const struct profile *profile, struct rule_context *context)
{
    const struct element *element = profile->element;
    const struct element *around = profile->open;
    const char *place = element_name(around->parent);
    flag(context, at_element(element),
         .message = "<{}> doesn't belong in <{}>, but in <{}>: {} will probably not find it",
         .values = {word(element_name(element->kind)), word(element_name(around->kind)),
                    word(place), reader_of(element)},
         .help = "put </{}> before the <{}> in line {} if it's missing there, or move this into "
                 "<{}>",
         .help_values = {word(element_name(around->kind)), word(element_name(around->beside_kind)),
                         number(around->beside.line), word(place)},
         .steps.items = {{EDIT_MOVE_INTO, at_element(element).range, place, "", false}});
}

/* What is to become of an element of Windows Mobile's documents in another one. */
static const struct {
    const char *help;
    enum edit_kind step;
    const char *name;
} moves[ELEMENT_COUNT] = {
    [ELEMENT_parm] = {"rename it to set", EDIT_RENAME_ELEMENT, "set"},
    [ELEMENT_parm_query] = {"rename it to query", EDIT_RENAME_ELEMENT, "query"},
    [ELEMENT_noparm] = {"delete it", EDIT_REMOVE_ELEMENT, ""},
    [ELEMENT_characteristic] = {"delete its tags, and rename each parm in it to set", EDIT_NONE,
                                ""},
    [ELEMENT_wap_provisioningdoc] = {"put it into a file of its own", EDIT_NONE, ""},
};

static void flag_of_oma(const struct element *element, struct rule_context *context)
{
    flag(context, at_element(element),
         .message = "<{}> is an element of Windows Mobile's documents, and doesn't belong in <{}>: "
                    "the phone will probably ignore it; what it holds wasn't checked",
         .values = {word(element_name(element->kind)), word(element_name(element->parent))},
         .help = moves[element->kind].help,
         .steps.items = {edit_element(moves[element->kind].step, at_element(element),
                                      moves[element->kind].name)});
}

void rule_misplaced_element(const struct profile *profile, struct rule_context *context)
{
    const struct element *element = profile->element;
    if (is_root(element) || !element->is_misplaced)
        return;
    enum element_kind place = find_parent(profile, element->kind);
    if (element_is_of_oma(element->kind)) {
        flag_of_oma(element, context);
        return;
    }
    if (place == ELEMENT_UNKNOWN) {
        flag_nested_root(element, context);
        return;
    }
    if (profile->open->beside.line && element_belongs(element->kind, profile->open->parent)) {
        flag_beside(profile, context);
        return;
    }
    bool is_there = profile->seen >> place & 1;
    const struct edit edit = {is_there ? EDIT_MOVE_INTO : EDIT_NONE, at_element(element).range,
                              element_name(place), "", false};
    flag(context, at_element(element),
         .message = "<{}> doesn't belong in <{}>, but in <{}>: {} will probably not find it",
         .values = {word(element_name(element->kind)), word(element_name(element->parent)),
                    word(element_name(place)), reader_of(element)},
         .help = is_there ? "move it into <{}>"
                          : "write a <{}> for it where that belongs, and move it there",
         .help_values = {word(element_name(place))}, .steps.items = {edit});
}

void rule_duplicate_element(const struct profile *profile, struct rule_context *context)
{
    const struct element *element = profile->element;
    if (element->is_repeated)
        flag(context, at_element(element),
             .message = "this is a second <{}>, and <{}> can have one only: the settings of one of "
                        "them will probably be lost",
             .values = {word(element_name(element->kind)), word(element_name(element->parent))},
             .steps.items = {edit_element(EDIT_REMOVE_ELEMENT, at_element(element), "")});
}

void rule_unexpected_text(const struct profile *profile, struct rule_context *context)
{
    if (profile->parent == ELEMENT_UNKNOWN)
        return;
    struct edit edit = {EDIT_REPLACE, profile->text_at, NULL, "", false};
    edit.at.end = (struct place){.byte = profile->text_end};
    if (!profile->text_end)
        edit.kind = EDIT_NONE;
    bool is_of_carrier = element_is_of_carrier(profile->parent);
    flag(context, at_range(profile->text_at, profile->parent, ATTRIBUTE_UNKNOWN),
         .message = "there is text in <{}>, where {} has none: {} will probably ignore it",
         .values = {word(element_name(profile->parent)),
                    word(is_of_carrier ? "such a document" : "a profile"),
                    word(is_of_carrier ? "the phone" : "the RTC client")},
         .help = profile->text_end ? NULL : "delete the text, up to the next tag",
         .steps.items = {edit});
}

void rule_element_order(const struct profile *profile, struct rule_context *context)
{
    const struct element *element = profile->element;
    if (element->out_of_order != ELEMENT_UNKNOWN)
        flag(context, at_element(element),
             .message = "<{}> comes after <{}>, and the schema lists <{}> first",
             .values = {word(element_name(element->kind)),
                        word(element_name(element->out_of_order)),
                        word(element_name(element->kind))});
}

void rule_accesscontrol_legacy(const struct profile *profile, struct rule_context *context)
{
    flag(context, at_element(profile->element),
         .message = "<accesscontrol> isn't in the schema: it's known from samples for Windows CE "
                    "only",
         .steps.items = {edit_element(EDIT_REMOVE_ELEMENT, at_element(profile->element), "")});
}

void rule_policy_element(const struct profile *profile, struct rule_context *context)
{
    flag(context, at_element(profile->element),
         .message = "<policy> is known by its name only: what is in it wasn't checked",
         .steps.items = {edit_element(EDIT_REMOVE_ELEMENT, at_element(profile->element), "")});
}
