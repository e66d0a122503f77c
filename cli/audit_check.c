/*
 * audit_check.c - `fairlot audit check`: one event's proof, offline.
 *
 * Nothing is asked but the file and the public key: no database, no service,
 * no other key. Each step is printed when it holds; the first that does not
 * ends it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "api/keys.h"
#include "cli/command.h"
#include "jobs/heads.h"

struct proof {
	struct audit_event event;
	unsigned char digest[AUDIT_DIGEST]; /* that the event is said to have */
	struct audit_seal seal;
	unsigned char head[AUDIT_DIGEST];
	unsigned char signature[HEADS_SIGNATURE];
	struct audit_step path[AUDIT_PATH_LONGEST];
	size_t steps;
};

static const char *
text_of(const json_t *o, const char *name)
{
	return json_string_value(json_object_get(o, name));
}

static bool
digest_of(const json_t *o, const char *name, unsigned char *out)
{
	const char *text = text_of(o, name);
	size_t length = 0;

	return text && strlen(text) == (size_t)2 * AUDIT_DIGEST &&
	       sodium_hex2bin(out, AUDIT_DIGEST, text, strlen(text), NULL,
		   &length, NULL) == 0 &&
	       length == AUDIT_DIGEST;
}

static bool
read_event(const json_t *o, struct proof *p)
{
	p->event = (struct audit_event){
		.id = text_of(o, "id"),
		.at = text_of(o, "at"),
		.type = text_of(o, "type"),
		.subject_id = text_of(o, "subject_id"),
		.referral_id = text_of(o, "referral_id"),
		.organisation_id = text_of(o, "organisation_id"),
		.actor_id = text_of(o, "actor_id"),
		.request_id = text_of(o, "request_id"),
		.salt = text_of(o, "salt"),
	};
	return p->event.id && p->event.at && p->event.type && p->event.salt &&
	       digest_of(o, "sha256", p->digest);
}

static bool
read_batch(const json_t *o, struct proof *p)
{
	const json_t *number = json_object_get(o, "number");
	const char *signature = text_of(o, "signature");
	size_t length = 0;

	if (!json_is_integer(number) || !signature)
		return false;
	p->seal.number = (uint64_t)json_integer_value(number);
	p->seal.sealed_at = text_of(o, "sealed_at");
	return p->seal.sealed_at && digest_of(o, "root", p->seal.root) &&
	       digest_of(o, "previous", p->seal.link) &&
	       digest_of(o, "head", p->head) &&
	       sodium_base642bin(p->signature, sizeof(p->signature), signature,
		   strlen(signature), NULL, &length, NULL,
		   sodium_base64_VARIANT_ORIGINAL) == 0 &&
	       length == sizeof(p->signature);
}

static bool
read_path(const json_t *list, struct proof *p)
{
	p->steps = json_array_size(list);
	if (!json_is_array(list) || p->steps == 0 ||
	    p->steps > AUDIT_PATH_LONGEST)
		return false;
	for (size_t i = 0; i < p->steps; i++) {
		const json_t *o = json_array_get(list, i);
		const char *side = text_of(o, "side");

		if (!side || !digest_of(o, "sha256", p->path[i].digest))
			return false;
		p->path[i].left = strcmp(side, "left") == 0;
		if (!p->path[i].left && strcmp(side, "right") != 0)
			return false;
	}
	return true;
}

static void
forget_json(void *json)
{
	json_decref(json);
}

static struct err *
read_proof(struct command *cmd, const char *name, struct proof *p)
{
	json_error_t where;
	json_t *o = strcmp(name, "-") == 0
			? json_loadf(stdin, JSON_REJECT_DUPLICATES, &where)
			: json_load_file(name, JSON_REJECT_DUPLICATES, &where);

	if (!o)
		return err_new(cmd->arena, ERR_INVALID,
		    "%s is no JSON: line %d: %s", name, where.line, where.text);
	arena_defer(cmd->arena, forget_json, o);
	if (read_event(json_object_get(o, "event"), p) &&
	    read_batch(json_object_get(o, "batch"), p) &&
	    read_path(json_object_get(o, "path"), p))
		return NULL;
	return err_new(cmd->arena, ERR_INVALID,
	    "%s is no proof: a member is missing or not what it should be",
	    name);
}

static const char *
hex(struct command *cmd, const unsigned char *digest)
{
	char *text = arena_zalloc(cmd->arena, (size_t)2 * AUDIT_DIGEST + 1);

	return sodium_bin2hex(text, (size_t)2 * AUDIT_DIGEST + 1, digest,
	    AUDIT_DIGEST);
}

/* One line if what was computed is what is said; an error with both if not. */
static struct err *
compare(struct command *cmd, const char *what, const unsigned char *computed,
    const unsigned char *said)
{
	if (memcmp(computed, said, AUDIT_DIGEST) != 0)
		return err_new(cmd->arena, ERR_CONFLICT,
		    "%s: the proof says %s, but it is %s", what, hex(cmd, said),
		    hex(cmd, computed));
	printf("ok  %s  %s\n", what, hex(cmd, computed));
	return NULL;
}

static struct err *
check(struct command *cmd, const struct proof *p, const unsigned char *key)
{
	unsigned char digest[AUDIT_DIGEST], leaf[AUDIT_DIGEST];
	struct err *e;

	audit_event_digest(heads_sha256, cmd->arena, &p->event, digest);
	e = compare(cmd, "event    ", digest, p->digest);
	if (e)
		return e;
	audit_leaf(heads_sha256, digest, leaf);
	audit_climb(heads_sha256, leaf, p->path, p->steps, digest);
	e = compare(cmd, "root     ", digest, p->seal.root);
	if (e)
		return e;
	audit_head(heads_sha256, cmd->arena, &p->seal, digest);
	e = compare(cmd, "head     ", digest, p->head);
	if (e)
		return e;
	if (crypto_sign_verify_detached(p->signature, p->head, AUDIT_DIGEST,
		key) != 0)
		return err_new(cmd->arena, ERR_CONFLICT,
		    "signature: not made under this head with that key");
	printf("ok  signature  by the key given\n"
	       "%s of %s was in the log when batch %llu was sealed at %s\n",
	    p->event.type, p->event.at, (unsigned long long)p->seal.number,
	    p->seal.sealed_at);
	return NULL;
}

struct err *
audit_check(struct command *cmd)
{
	unsigned char key[KEY_BYTES];
	const char *written;
	struct proof p = { 0 };
	struct err *e;

	e = command_needs(cmd, "--key", &written);
	if (!e)
		e = command_expects(cmd, 1);
	if (e)
		return e;
	if (sodium_init() < 0 || !key_parse_public(written, key))
		return err_new(cmd->arena, ERR_INVALID,
		    "--key wants a public key as GET /v1/keys writes it");
	e = read_proof(cmd, cmd->argv[0], &p);
	return e ? e : check(cmd, &p, key);
}
