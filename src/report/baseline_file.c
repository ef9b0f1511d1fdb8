/* SPDX-License-Identifier: MIT */
#include "report/baseline_file.h"
#include "findings/message.h"
#include "report/emit.h"

#include <errno.h>
#include <string.h>

static const char header[] =
    "# siplint baseline: findings that are known. One a line; see siplint(1).\n";

static void write_byte(struct emit *out, unsigned char byte)
{
    static const char digits[] = "0123456789abcdef";
    const char escape[] = {'\\', 'x', digits[byte >> 4], digits[byte & 15]};
    emit_message_part(out, (struct text){escape, sizeof escape});
}

/* Whatever wouldn't be shown as it is is escaped, byte by byte. */
static void write_path(struct emit *out, const char *path)
{
    const char *end = path + strlen(path);
    for (size_t length; path < end; path += length) {
        uint32_t code_point;
        char visible[MESSAGE_VISIBLE_ROOM];
        length = text_decode(path, end, &code_point);
        message_visible(code_point, (unsigned char)*path, visible, sizeof visible);
        if (*visible != '\\')
            emit_message_part(out, (struct text){path, length});
        for (size_t i = 0; *visible == '\\' && i < length; i++)
            write_byte(out, (unsigned char)path[i]);
    }
}

int baseline_file_write(struct baseline *baseline, const char *path)
{
    struct baseline_entry entry;
    struct emit *out = emit_new_file(path);
    if (!out)
        return errno;
    emit_literal(out, header);
    for (size_t number = 0; baseline_next(baseline, &number, &entry);) {
        emit_hex64(out, entry.fingerprint.words[0]);
        emit_hex64(out, entry.fingerprint.words[1]);
        emit_literal(out, "\t");
        emit_literal(out, entry.rule);
        emit_literal(out, "\t");
        write_path(out, entry.path);
        emit_literal(out, "\t");
        emit_literal(out, entry.where);
        emit_literal(out, "\n");
    }
    return emit_finish(out);
}
