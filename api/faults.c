/*
 * faults.c - see faults.h.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/faults.h"

#include <string.h>

/* One member name as part of a JSON Pointer in a URI fragment (RFC 6901,
 * section 6; RFC 3986, section 3.5). */
static const char *
escaped(struct arena *a, const char *name)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
				    "-._!$&'()*+,;=:@?";
	static const char hex[] = "0123456789ABCDEF";
	char *out = arena_zalloc(a, strlen(name) * 3 + 1);
	char *to = out;

	for (; *name; name++) {
		const unsigned char byte = (unsigned char)*name;

		if (strchr(plain, *name)) {
			*to++ = *name;
		} else if (*name == '~' || *name == '/') {
			*to++ = '~';
			*to++ = *name == '~' ? '0' : '1';
		} else {
			*to++ = '%';
			*to++ = hex[byte >> 4];
			*to++ = hex[byte & 15];
		}
	}
	return out;
}

static const char *
pointer(struct arena *a, const struct place *at)
{
	const char *text = "";

	for (; at; at = at->outer) {
		if (at->name)
			text = arena_printf(a, "/%s%s", escaped(a, at->name),
			    text);
		else
			text = arena_printf(a, "/%zu%s", at->index, text);
	}
	return arena_printf(a, "#%s", text);
}

void
fault(struct faults *f, const struct place *at, const char *fmt, ...)
{
	struct err *e;
	const char *text;
	va_list ap;

	if (faults_full(f))
		return;
	va_start(ap, fmt);
	text = arena_vprintf(f->arena, fmt, ap);
	va_end(ap);
	if (f->parameter)
		e = err_param(f->arena, f->parameter, "%s", text);
	else
		e = err_at(f->arena, pointer(f->arena, at), "%s", text);
	if (f->last)
		f->last->next = e;
	else
		f->first = e;
	f->last = e;
	f->count++;
}

bool
faults_full(const struct faults *f)
{
	return f->count >= FAULTS_MAX;
}
