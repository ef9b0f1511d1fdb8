/* SPDX-License-Identifier: MIT */
/* Places within character data and comments: expat says where these start alone. The bytes of
 * either come as those of a tag do. */
#ifndef SIPLINT_XML_EVENT_H
#define SIPLINT_XML_EVENT_H

#include "xml/tag.h"

/* See scan_text_place(). */
struct range event_text_place(const struct tag *event);

/* See scan_comment_part(). */
struct range event_comment_part(const struct tag *event, struct text comment, size_t from,
                                size_t to);

#endif
