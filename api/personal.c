/*
 * personal.c - sealing and opening what people wrote about people.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "api/personal.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/config.h"
#include "api/ctx.h"
#include "api/text.h"
#include "api/worker.h"

#define NONCE_BYTES crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_BYTES   crypto_aead_xchacha20poly1305_ietf_ABYTES

enum {
	SIGN = '\x01', /* begins every stored text */
	BOX_AT = 1 + KEY_ID_LENGTH + 1,
};

/* A string of JSON that begins like this is a text to be put in. */
static const char mark[] = "\"\\u0001";

/* Every field there is. json: the text is a JSON value, and no string. */
static const struct field {
	const char *name;
	bool json;
} fields[] = {
	{ "referral.portrait", true },
	{ "referral.ended_reason", false },
	{ "identifier_override.reason", false },
	{ "identifier_override.sha256", false },
	{ "refusal.note", false },
	{ "bid_opened.statement", false },
	{ "bid_opened.words", true },
	{ "evaluation.reason", false },
	{ "consensus.reason", false },
	{ "explanation.text", false },
	{ "disregard.reason", false },
	{ "choice.reason", false },
	{ "choice.payer", false },
	{ "budget_change.reason", false },
	{ "award.reason", false },
	{ "letter.body", true },
	{ "placement.terms", true },
	{ "placement.refusal_reason", false },
	{ "disclosure.text", false },
	{ "document.content_key", false },
	{ "enquiry.contact", true },
	{ "enquiry.message", false },
};

static const struct field *
field_find(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(fields); i++)
		if (strcmp(fields[i].name, name) == 0)
			return &fields[i];
	return NULL;
}

/* What is authenticated with the text. */
static const char *
bound(struct arena *a, const char *field, const char *row)
{
	return arena_printf(a, "fairlot text 1\n%s\n%s", field, row);
}

static void
make_nonce(unsigned char *nonce, const unsigned char *key, const char *place,
    const char *text)
{
	crypto_generichash_state state;

	/* The terminating zero keeps "ab","c" apart from "a","bc". */
	crypto_generichash_init(&state, key, KEY_BYTES, NONCE_BYTES);
	crypto_generichash_update(&state, (const unsigned char *)place,
	    strlen(place) + 1);
	crypto_generichash_update(&state, (const unsigned char *)text,
	    strlen(text));
	crypto_generichash_final(&state, nonce, NONCE_BYTES);
}

const char *
personal_seal(const struct keyring *keys, struct arena *a, const char *field,
    const char *row, const char *text)
{
	const struct text_key *k = &keys->keys[0];
	const char *place;
	unsigned char *box;
	size_t length;

	if (field_find(field) == NULL || keys->count == 0) {
		fprintf(stderr, "personal: %s cannot be sealed\n", field);
		abort();
	}
	if (text == NULL || text[0] == '\0')
		return text;
	place = bound(a, field, row);
	length = strlen(text);
	box = arena_zalloc(a, NONCE_BYTES + length + TAG_BYTES);
	make_nonce(box, k->key, place, text);
	crypto_aead_xchacha20poly1305_ietf_encrypt(box + NONCE_BYTES, NULL,
	    (const unsigned char *)text, length, (const unsigned char *)place,
	    strlen(place), NULL, box, k->key);
	return arena_printf(a, "%c%s.%s", SIGN, k->id,
	    text_base64url(a, box, NONCE_BYTES + length + TAG_BYTES));
}

static struct err *
unreadable(struct arena *a, const char *field, const char *row,
    const char *detail)
{
	struct err *e = err_new(a, ERR_TEXT_UNREADABLE, "%s", detail);

	e->log = arena_printf(a, "%s of %s", field, row);
	return e;
}

/* The text in the box; NULL if it was not sealed there with that key. */
static const char *
open_box(struct arena *a, const struct text_key *k, const char *place,
    const char *base64)
{
	size_t size;
	unsigned char *box = text_from_base64url(a, base64, &size), *text;

	if (box == NULL || size < NONCE_BYTES + TAG_BYTES)
		return NULL;
	text = arena_zalloc(a, size - NONCE_BYTES - TAG_BYTES + 1);
	if (crypto_aead_xchacha20poly1305_ietf_decrypt(text, NULL, NULL,
		box + NONCE_BYTES, size - NONCE_BYTES,
		(const unsigned char *)place, strlen(place), box, k->key) != 0)
		return NULL;
	return (const char *)text;
}

struct err *
personal_open(struct keyring *keys, struct arena *a, const char *field,
    const char *row, const char *stored, const char **text)
{
	static const char spoilt[] =
	    "A stored text is not the one that was written there.";
	const struct text_key *k;
	const char *found;

	if (stored == NULL || stored[0] != SIGN) {
		*text = stored;
		return NULL;
	}
	if (strlen(stored) < BOX_AT || stored[BOX_AT - 1] != '.')
		return unreadable(a, field, row, spoilt);
	k = keyring_find(keys,
	    arena_printf(a, "%.*s", KEY_ID_LENGTH, stored + 1));
	if (k == NULL)
		return unreadable(a, field, row,
		    arena_printf(a,
			"The key %.*s of a stored text is not here; an "
			"administrator has to restore it.",
			KEY_ID_LENGTH, stored + 1));
	found = open_box(a, k, bound(a, field, row), stored + BOX_AT);
	if (found == NULL)
		return unreadable(a, field, row, spoilt);
	*text = found;
	return NULL;
}

/* A text that grows, outside the arena: an answer may be a good part of what a
 * request may hold. */
struct buffer {
	char *data;
	size_t used, size;
};

static void
append(struct buffer *b, const char *s, size_t length)
{
	if (b->data == NULL || b->used + length + 1 > b->size) {
		b->size = b->used + length + 1 + b->size / 2;
		b->data = realloc(b->data, b->size);
		if (b->data == NULL) {
			fputs("personal: out of memory\n", stderr);
			abort();
		}
	}
	memcpy(b->data + b->used, s, length);
	b->used += length;
	b->data[b->used] = '\0';
}

/* "field row key.box", as personal() writes it, to its text as JSON. */
static struct err *
reveal_one(struct keyring *keys, struct arena *a, char *token,
    const char **text)
{
	char *row = strchr(token, ' ');
	char *box = row != NULL ? strchr(row + 1, ' ') : NULL;
	const struct field *f;
	const char *place;
	struct err *e;

	if (box == NULL)
		return unreadable(a, "?", "?", "A stored text has no place.");
	*row++ = '\0';
	place = arena_printf(a, "%.*s", (int)(box - row), row);
	*box = SIGN; /* as it is stored */
	f = field_find(token);
	if (f == NULL)
		return unreadable(a, token, place, "That is no field.");
	e = personal_open(keys, a, token, place, box, text);
	if (e == NULL && !f->json)
		*text = json_quote(a, *text);
	return e;
}

/* The next text of json, whose mark is at here; where it goes on after it. In
 * a scratch arena, of which an error is told in the request's. */
static struct err *
reveal_next(struct keyring *keys, struct arena *scratch, const char **here,
    struct buffer *b)
{
	const char *from = *here + sizeof(mark) - 1, *text = NULL;
	const char *end = from + strcspn(from, "\"");
	struct err *e = reveal_one(keys, scratch,
	    arena_printf(scratch, "%.*s", (int)(end - from), from), &text);

	if (e != NULL)
		return e;
	append(b, text, strlen(text));
	*here = end + (*end == '"');
	return NULL;
}

static struct err *
reveal_all(struct keyring *keys, struct arena *a, struct arena *scratch,
    const char *json, struct buffer *b)
{
	const char *here;

	while ((here = strstr(json, mark)) != NULL) {
		struct err *e, *told;

		append(b, json, (size_t)(here - json));
		e = reveal_next(keys, scratch, &here, b);
		if (e != NULL) {
			told = err_new(a, e->kind, "%s", e->detail);
			told->log = arena_dup(a, e->log);
			return told;
		}
		arena_reset(scratch);
		json = here;
	}
	append(b, json, strlen(json));
	return NULL;
}

struct err *
personal_reveal(struct keyring *keys, struct arena *a, const char *json,
    const char **out)
{
	struct buffer b = { 0 };
	struct arena *scratch;
	struct err *e;

	if (strstr(json, mark) == NULL) {
		*out = json;
		return NULL;
	}
	scratch = arena_new(LIMIT_ARENA_BYTES);
	e = reveal_all(keys, a, scratch, json, &b);
	arena_free(scratch);
	arena_defer(a, free, b.data);
	if (e == NULL)
		*out = b.data;
	return e;
}

const char *
cx_seal(struct ctx *cx, const char *field, const char *row, const char *text)
{
	return personal_seal(&cx->worker->texts, cx->arena, field, row, text);
}

struct err *
cx_unseal(struct ctx *cx, const char *field, const char *row,
    const char *stored, const char **text)
{
	return personal_open(&cx->worker->texts, cx->arena, field, row, stored,
	    text);
}

struct err *
cx_reveal(struct ctx *cx, const char *json, const char **out)
{
	return personal_reveal(&cx->worker->texts, cx->arena, json, out);
}
