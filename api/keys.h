/*
 * keys.h - the secrets of an installation.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_KEYS_H
#define API_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define KEY_BYTES  32
#define PAIR_BYTES 64 /* as libsodium keeps a key to sign with */

struct keys {
	unsigned char jwt[KEY_BYTES];      /* HS256, access tokens */
	unsigned char cursor[KEY_BYTES];   /* XChaCha20-Poly1305, cursors;
					    * HMAC-SHA-256, digests of what
					    * readers of the database must not
					    * be able to try out */
	unsigned char receipt[PAIR_BYTES]; /* Ed25519, receipts: both halves */
	/* Ed25519, of the audit log's heads; its secret half is not for those
	 * who serve requests. */
	unsigned char audit_public[KEY_BYTES];
	/* X25519, for the secrets of webhooks: who serves requests can seal
	 * them and never open one. */
	unsigned char webhook_public[KEY_BYTES];
	/* The same for letters to people who have no account. */
	unsigned char mail_public[KEY_BYTES];
};

/* Reads jwt.key, cursor.key and receipt.key of the directory: 64 hexadecimal
 * digits each, in files that nobody else may read; audit.pub, webhook.pub and
 * mail.pub.
 * On failure false, with one line on stderr that says which file and why. */
bool keys_load(const char *directory, struct keys *out);

/* The same for one secret key, by the name of its file. */
bool key_load(const char *directory, const char *name, unsigned char *out);

/* One public key, by the name of its file (audit.pub and its kin). */
bool
key_load_public(const char *directory, const char *name, unsigned char *out);

/* Up to size bytes of a key's file into buf, and how many; -1 if it is not to
 * be trusted: no plain file, or one in which others have a right of
 * forbidden. */
ssize_t
key_read_file(const char *path, mode_t forbidden, char *buf, size_t size);

/* One line on stderr: the file, and what is wrong with it. Always false. */
bool key_complain(const char *path, const char *why);

/* A public key as GET /v1/keys writes it: 44 characters of base64. */
bool key_parse_public(const char *text, unsigned char *out);

#endif
