/* SPDX-License-Identifier: MIT */
#include "report/html_chart.h"
#include "base/width.h"
#include "report/html_text.h"
#include "report/phrase.h"

#include <string.h>

/* What is drawn, and what the table lists at most. */
#define DRAWN_ROWS 8
#define LISTED_FOLDERS 200

/* Pixels. */
#define ROW_HEIGHT 42
#define LINE_TOP 20
#define LINE_HEIGHT 100

/* Columns of a label, as its number has to stand beside it on a telephone. */
#define LABEL_WIDTH 26

struct figure {
    const char *id;
    const char *title;
    const char *about;       /* a sentence below the title */
    const char *description; /* for who can't see the picture */
};

static void begin_figure(struct emit *out, const struct figure *figure)
{
    emit_literal(out, "<figure>\n<figcaption><h3>");
    emit_literal(out, figure->title);
    emit_literal(out, "</h3><p>");
    emit_literal(out, figure->about);
    emit_literal(out, "</p></figcaption>\n");
}

static void begin_picture(struct emit *out, const struct figure *figure, size_t height)
{
    emit_literal(out, "<svg role=\"img\" height=\"");
    emit_number(out, height);
    emit_literal(out, "\" aria-labelledby=\"");
    emit_literal(out, figure->id);
    emit_literal(out, "-title ");
    emit_literal(out, figure->id);
    emit_literal(out, "-text\"><title id=\"");
    emit_literal(out, figure->id);
    emit_literal(out, "-title\">");
    emit_literal(out, figure->title);
    emit_literal(out, "</title><desc id=\"");
    emit_literal(out, figure->id);
    emit_literal(out, "-text\">");
    emit_literal(out, figure->description);
    emit_literal(out, "</desc>\n");
}

/* What a colour means. */
struct colour {
    const char *class;
    const char *meaning;
};

static void put_key(struct emit *out, const struct colour *colours, size_t count)
{
    emit_literal(out, "<ul class=\"key\">");
    for (size_t i = 0; i < count; i++) {
        emit_literal(out, "<li><svg aria-hidden=\"true\"><rect class=\"");
        emit_literal(out, colours[i].class);
        emit_literal(out, "\" width=\"100%\" height=\"100%\"/></svg>");
        emit_literal(out, colours[i].meaning);
        emit_literal(out, "</li>");
    }
    emit_literal(out, "</ul>\n");
}

/* Ends the picture and begins the table of its numbers. */
static void begin_numbers(struct emit *out, const char *head)
{
    emit_literal(out, "</svg>\n<details class=\"data\"><summary>The numbers</summary>"
                      "<table><thead><tr>");
    emit_literal(out, head);
    emit_literal(out, "</tr></thead>\n<tbody>\n");
}

static void end_figure(struct emit *out)
{
    emit_literal(out, "</tbody></table></details>\n</figure>\n");
}

/* Shares of the width: where it begins and how much it takes, of `whole`. */
static void put_bar_part(struct emit *out, const char *class, size_t y, size_t from, size_t width,
                         size_t whole)
{
    if (!width)
        return;
    emit_literal(out, "<rect class=\"");
    emit_literal(out, class);
    emit_literal(out, "\" x=\"");
    html_share(out, from, whole);
    emit_literal(out, "\" y=\"");
    emit_number(out, y);
    emit_literal(out, "\" width=\"");
    html_share(out, width, whole);
    emit_literal(out, "\" height=\"10\"/>");
}

static void put_rail(struct emit *out, size_t row)
{
    put_bar_part(out, "rail", row * ROW_HEIGHT + LINE_TOP, 0, 1, 1);
}

static void put_row_amount(struct emit *out, size_t row, size_t amount)
{
    emit_literal(out, "<text class=\"amount\" x=\"100%\" y=\"");
    emit_number(out, row * ROW_HEIGHT + 14);
    emit_literal(out, "\">");
    phrase_number(out, amount);
    emit_literal(out, "</text>\n");
}

static void begin_label(struct emit *out, size_t row)
{
    emit_literal(out, "<text y=\"");
    emit_number(out, row * ROW_HEIGHT + 14);
    emit_literal(out, "\">");
}

/* ---- Folders ---- */

/* The end of a path tells more than its beginning. */
static void put_short(struct emit *out, struct text text)
{
    size_t columns = width_of_text(text);
    bool is_cut = columns > LABEL_WIDTH;
    while (columns + is_cut > LABEL_WIDTH) {
        uint32_t code_point;
        size_t taken = text_decode(text.bytes, text.bytes + text.length, &code_point);
        columns -= width_of(code_point);
        text = text_slice(text, taken, text.length);
    }
    emit_literal(out, is_cut ? "…" : "");
    html_put(out, text);
}

static size_t findings_in(const struct folder_count *folder)
{
    size_t sum = 0;
    for (int severity = SEVERITY_NOTE; severity < SEVERITY_COUNT; severity++)
        sum += folder->findings[severity];
    return sum;
}

static void draw_folder(struct emit *out, size_t row, const struct folder_count *folder,
                        size_t most)
{
    static const char *const classes[SEVERITY_COUNT] = {
        [SEVERITY_NOTE] = "bar-note",
        [SEVERITY_WARNING] = "bar-warning",
        [SEVERITY_ERROR] = "bar-error",
    };
    size_t from = 0;
    begin_label(out, row);
    put_short(out, text_of(folder->path));
    emit_literal(out, "</text>");
    put_rail(out, row);
    for (int severity = SEVERITY_ERROR; severity > SEVERITY_OFF; severity--) {
        size_t count = folder->findings[severity];
        put_bar_part(out, classes[severity], row * ROW_HEIGHT + LINE_TOP, from, count, most);
        from += count;
    }
    put_row_amount(out, row, findings_in(folder));
}

static void list_folders(struct emit *out, const struct folder_count *folders, size_t count)
{
    begin_numbers(out, "<th scope=\"col\">Folder</th><th scope=\"col\" class=\"amount\">Profiles"
                       "</th><th scope=\"col\" class=\"amount\">Errors</th><th scope=\"col\" "
                       "class=\"amount\">Warnings</th><th scope=\"col\" class=\"amount\">Notes"
                       "</th>");
    for (size_t i = 0; i < count && i < LISTED_FOLDERS; i++) {
        emit_literal(out, "<tr><th scope=\"row\">");
        html_path(out, folders[i].path);
        emit_literal(out, "</th>");
        html_amount_cell(out, "Profiles", folders[i].files);
        html_amount_cell(out, "Errors", folders[i].findings[SEVERITY_ERROR]);
        html_amount_cell(out, "Warnings", folders[i].findings[SEVERITY_WARNING]);
        html_amount_cell(out, "Notes", folders[i].findings[SEVERITY_NOTE]);
        emit_literal(out, "</tr>\n");
    }
    if (count > LISTED_FOLDERS) {
        emit_literal(out, "<tr><th scope=\"row\" colspan=\"5\">… and ");
        phrase_more(out, count - LISTED_FOLDERS, "folder");
        emit_literal(out, ", which --format=statistics lists</th></tr>\n");
    }
}

void html_chart_folders(struct emit *out, struct statistics *statistics)
{
    static const struct figure figure = {
        "folders", "Findings by folder", "The worst folders first.",
        "A bar for each folder, as long as it has findings: errors, then warnings, then notes. The "
        "table after it has the numbers."};
    static const struct colour colours[] = {{"bar-error", "errors"},
                                            {"bar-warning", "warnings"},
                                            {"bar-note", "notes"}};
    const struct folder_count *folders;
    size_t count = statistics_folders(statistics, &folders);
    size_t rows = 0, most = 1;
    while (rows < count && rows < DRAWN_ROWS && findings_in(&folders[rows])) {
        size_t sum = findings_in(&folders[rows++]);
        most = sum > most ? sum : most;
    }
    begin_figure(out, &figure);
    put_key(out, colours, sizeof colours / sizeof *colours);
    begin_picture(out, &figure, (rows ? rows : 1) * ROW_HEIGHT);
    for (size_t row = 0; row < rows; row++)
        draw_folder(out, row, &folders[row], most);
    if (!rows)
        emit_literal(out, "<text y=\"14\">No folder has a finding.</text>\n");
    list_folders(out, folders, count);
    end_figure(out);
}

/* ---- Transports and methods ---- */

static const char *class_of_transport(const char *transport)
{
    if (strcmp(transport, "TLS") == 0)
        return "bar-fine";
    return strcmp(transport, "unknown") == 0 ? "bar-plain" : "bar-error";
}

static void draw_server_group(struct emit *out, size_t row, const struct server_group *group,
                              size_t most)
{
    begin_label(out, row);
    html_put(out, text_of(group->transport));
    emit_literal(out, ", ");
    html_put(out, text_of(group->methods));
    emit_literal(out, "</text>");
    put_rail(out, row);
    put_bar_part(out, class_of_transport(group->transport), row * ROW_HEIGHT + LINE_TOP, 0,
                 group->servers, most);
    put_row_amount(out, row, group->servers);
}

void html_chart_servers(struct emit *out, struct statistics *statistics)
{
    static const struct figure figure = {
        "transports", "Transports and methods",
        "How many server entries there are of each; TCP and UDP aren't encrypted.",
        "A bar for each transport with its authentication methods, as long as there are server "
        "entries of it. The table after it has the numbers."};
    const struct server_group *groups;
    size_t count = statistics_servers(statistics, &groups);
    size_t rows = count < DRAWN_ROWS ? count : DRAWN_ROWS;
    begin_figure(out, &figure);
    begin_picture(out, &figure, (rows ? rows : 1) * ROW_HEIGHT);
    for (size_t row = 0; row < rows; row++)
        draw_server_group(out, row, &groups[row], groups[0].servers);
    if (!rows)
        emit_literal(out, "<text y=\"14\">No profile names a server.</text>\n");
    begin_numbers(out, "<th scope=\"col\">Transport</th><th scope=\"col\">Methods</th>"
                       "<th scope=\"col\" class=\"amount\">Servers</th>");
    for (size_t i = 0; i < count; i++) {
        emit_literal(out, "<tr><th scope=\"row\">");
        html_put(out, text_of(groups[i].transport));
        emit_literal(out, "</th><td>");
        html_put(out, text_of(groups[i].methods));
        emit_literal(out, "</td>");
        html_amount_cell(out, "Servers", groups[i].servers);
        emit_literal(out, "</tr>\n");
    }
    end_figure(out);
}

/* ---- Expiry ---- */

/* What the whole line shares. */
struct line_scale {
    size_t count;
    size_t most;  /* profiles of a bar */
    size_t apart; /* so many bars further a name is */
    int64_t months;
};

/* A bar of the line of time. */
struct line_bar {
    const struct expiry_step *step; /* NULL: before or after all steps */
    const char *name;               /* then */
    struct expiry_count count;
};

static size_t list_bars(const struct expiry_line *line, struct line_bar *bars)
{
    size_t count = 0;
    if (line->earlier.profiles)
        bars[count++] = (struct line_bar){NULL, "earlier", line->earlier};
    for (size_t i = 0; i < line->count; i++)
        bars[count++] = (struct line_bar){&line->steps[i], NULL, line->steps[i].count};
    if (line->later.profiles)
        bars[count++] = (struct line_bar){NULL, "later", line->later};
    return count;
}

static void put_bar_name(struct emit *out, const struct line_bar *bar, int64_t months)
{
    if (!bar->step) {
        emit_literal(out, bar->name);
        return;
    }
    emit_number(out, (uint64_t)bar->step->year);
    if (months >= 12)
        return;
    emit_literal(out, bar->step->month < 10 ? "-0" : "-");
    emit_number(out, bar->step->month);
}

/* At least a pixel of what there is. */
static size_t height_of(size_t profiles, const struct line_scale *scale)
{
    size_t height = profiles * LINE_HEIGHT / scale->most;
    return height + (profiles && !height);
}

/* A part of a bar that ends at `top` + `height`. */
static void draw_line_part(struct emit *out, const char *class, size_t place, size_t top,
                           size_t height, const struct line_scale *scale)
{
    if (!height)
        return;
    emit_literal(out, "<rect class=\"");
    emit_literal(out, class);
    emit_literal(out, "\" x=\"");
    html_share(out, place * 10 + 1, scale->count * 10);
    emit_literal(out, "\" y=\"");
    emit_number(out, top);
    emit_literal(out, "\" width=\"");
    html_share(out, 8, scale->count * 10);
    emit_literal(out, "\" height=\"");
    emit_number(out, height);
    emit_literal(out, "\"/>");
}

/* What has expired is below what hasn't. */
static void draw_line_bar(struct emit *out, const struct line_bar *bar, size_t place,
                          const struct line_scale *scale)
{
    size_t expired = height_of(bar->count.expired, scale);
    size_t valid = height_of(bar->count.profiles - bar->count.expired, scale);
    size_t bottom = LINE_TOP + LINE_HEIGHT;
    draw_line_part(out, "bar-error", place, bottom - expired, expired, scale);
    draw_line_part(out, bar->step ? "bar-note" : "bar-plain", place, bottom - expired - valid,
                   valid, scale);
}

/* The name of a bar or its number, in the middle of its place; the first name begins with it. */
static void begin_line_text(struct emit *out, size_t place, size_t count, size_t y, bool is_first)
{
    emit_literal(out, is_first ? "<text x=\"" : "<text class=\"middle\" x=\"");
    html_share(out, is_first ? 0 : place * 2 + 1, count * 2);
    emit_literal(out, "\" y=\"");
    emit_number(out, y);
    emit_literal(out, "\">");
}

static void draw_line_place(struct emit *out, const struct line_bar *bar, size_t place,
                            const struct line_scale *scale)
{
    size_t profiles = bar->count.profiles;
    draw_line_bar(out, bar, place, scale);
    if (profiles && (scale->count <= 12 || profiles == scale->most)) {
        size_t height = height_of(profiles, scale);
        begin_line_text(out, place, scale->count, LINE_TOP + LINE_HEIGHT - height - 6, false);
        phrase_number(out, profiles);
        emit_literal(out, "</text>");
    }
    if (place % scale->apart == 0 || !bar->step) {
        begin_line_text(out, place, scale->count, LINE_TOP + LINE_HEIGHT + 20, !place);
        put_bar_name(out, bar, scale->months);
        emit_literal(out, "</text>\n");
    }
}

static void draw_line(struct emit *out, const struct line_bar *bars, size_t count, int64_t months)
{
    struct line_scale scale = {count, 1, (count + 2) / 3, months};
    for (size_t i = 0; i < count; i++)
        scale.most = bars[i].count.profiles > scale.most ? bars[i].count.profiles : scale.most;
    for (size_t i = 0; i < count; i++)
        draw_line_place(out, &bars[i], i, &scale);
    emit_literal(out, "<rect class=\"rail\" y=\"120\" width=\"100%\" height=\"1\"/>\n");
}

/* The rest of a row after its name. */
static void end_expiry_row(struct emit *out, const struct expiry_line *line,
                           struct expiry_count count)
{
    emit_literal(out, "</th>");
    html_amount_cell(out, "Profiles", count.profiles);
    if (line->is_compared)
        html_amount_cell(out, "Expired", count.expired);
    emit_literal(out, "</tr>\n");
}

static void put_expiry_row(struct emit *out, const struct expiry_line *line, const char *name,
                           size_t profiles)
{
    emit_literal(out, "<tr><th scope=\"row\">");
    emit_literal(out, name);
    end_expiry_row(out, line, (struct expiry_count){.profiles = profiles});
}

static void list_expiry(struct emit *out, const struct expiry_line *line,
                        const struct line_bar *bars, size_t count)
{
    begin_numbers(out, line->is_compared
                           ? "<th scope=\"col\">From</th><th scope=\"col\" class=\"amount\">"
                             "Profiles</th><th scope=\"col\" class=\"amount\">Expired</th>"
                           : "<th scope=\"col\">From</th><th scope=\"col\" class=\"amount\">"
                             "Profiles</th>");
    for (size_t i = 0; i < count; i++) {
        emit_literal(out, "<tr><th scope=\"row\">");
        put_bar_name(out, &bars[i], line->months);
        end_expiry_row(out, line, bars[i].count);
    }
    put_expiry_row(out, line, "no expiry date", line->undated);
    put_expiry_row(out, line, "not a valid date", line->unclear);
}

void html_chart_expiry(struct emit *out, struct expiry *expiry)
{
    static const struct figure figure = {
        "expiry", "Expiry dates", "How many profiles expire when.",
        "A line of time with a bar for each step, as high as profiles expire in it. The table "
        "after it has the numbers."};
    static const struct colour colours[] = {{"bar-error", "expired"}, {"bar-note", "still valid"}};
    struct expiry_line line;
    struct line_bar bars[EXPIRY_STEPS + 2];
    expiry_tell(expiry, &line);
    size_t count = list_bars(&line, bars);
    begin_figure(out, &figure);
    if (line.is_compared && count)
        put_key(out, colours, sizeof colours / sizeof *colours);
    begin_picture(out, &figure, count ? LINE_TOP + LINE_HEIGHT + 26 : ROW_HEIGHT);
    if (count)
        draw_line(out, bars, count, line.months);
    else
        emit_literal(out, "<text y=\"14\">No profile has an expiry date.</text>\n");
    list_expiry(out, &line, bars, count);
    end_figure(out);
}
