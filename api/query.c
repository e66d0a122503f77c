/*
 * query.c - names and values as "?a=1&b=2" and forms write them.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/query.h"

#include <string.h>

#include "api/text.h"

static int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* The decoded length bytes at s; NULL if they are not what query.h says. */
static char *
decode(struct arena *a, const char *s, size_t length)
{
	char *out = arena_zalloc(a, length + 1), *to = out;
	size_t i;

	for (i = 0; i < length; i++) {
		int high, low;

		if (s[i] == '+') {
			*to++ = ' ';
			continue;
		}
		if (s[i] != '%') {
			*to++ = s[i];
			continue;
		}
		if (length - i < 3)
			return NULL;
		high = hex_value(s[i + 1]);
		low = hex_value(s[i + 2]);
		if (high < 0 || low < 0)
			return NULL;
		*to++ = (char)(unsigned char)(high * 16 + low);
		i += 2;
	}
	/* The length counts: a decoded NUL is a control character, too. */
	length = (size_t)(to - out);
	if (text_has_control(out, length) || !text_is_utf8(out, length))
		return NULL;
	return out;
}

static struct err *
add(struct arena *a, struct query *q, const char *s, size_t length)
{
	const char *equals = memchr(s, '=', length);
	size_t name_length = equals != NULL ? (size_t)(equals - s) : length;
	struct query_pair *p;

	if (q->count == LIMIT_QUERY_PARAMETERS)
		return err_new(a, ERR_MALFORMED,
		    "There are more than %d parameters.",
		    LIMIT_QUERY_PARAMETERS);
	p = &q->pairs[q->count];
	p->name = decode(a, s, name_length);
	p->value = equals == NULL
		       ? ""
		       : decode(a, equals + 1, length - name_length - 1);
	if (p->name == NULL || p->value == NULL || p->name[0] == '\0')
		return err_new(a, ERR_MALFORMED,
		    "A parameter is not valid percent-encoded UTF-8 text.");
	if (query_get(q, p->name) != NULL)
		return err_param(a, p->name, "This is given more than once.");
	q->count++;
	return NULL;
}

struct err *
query_parse(struct arena *a, const char *text, struct query *out)
{
	struct query q = { 0 };

	while (*text != '\0') {
		size_t length = strcspn(text, "&");
		struct err *e;

		if (length > 0) {
			e = add(a, &q, text, length);
			if (e != NULL)
				return e;
		}
		text += length;
		text += *text == '&';
	}
	*out = q;
	return NULL;
}

const char *
query_get(const struct query *q, const char *name)
{
	size_t i;

	for (i = 0; i < q->count; i++)
		if (strcmp(q->pairs[i].name, name) == 0)
			return q->pairs[i].value;
	return NULL;
}
