/*
 * vault.h - the bytes of documents: files of a folder outside the database,
 * each encrypted under a key of its own.
 *
 * A file is written beside the others, put on disk and moved into its place
 * before the transaction that names it commits: what a kill or a loss of power
 * leaves is a document with its bytes, or bytes that no document names, which
 * `fairlot documents` sweeps away. Files are called by a random id, never by
 * anything that a client said; folders have mode 0700, files 0600.
 *
 * Format: chunks of VAULT_CHUNK_BYTES, the last one shorter or full, each
 * sealed with ChaCha20-Poly1305 under the file's key. The nonce is the chunk's
 * number and whether it is the last; the file's id is authenticated with it.
 * So no chunk can be left out, moved or put into another file, and each can be
 * read by itself. Memory: two chunks, whatever the file's size.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_VAULT_H
#define API_VAULT_H

#include "api/media.h"

#define VAULT_CHUNK_BYTES 65536
#define VAULT_KEY_BYTES   32
#define VAULT_ID_BYTES    37 /* a UUID and its end */

struct vault_chunk; /* of either of the two below; arena */

/* A file that is being written. Dropped with the arena unless it is kept. */
struct vault_writer {
	struct arena *arena;
	const char *folder;   /* borrowed */
	const char *incoming; /* where it is until it is kept */
	char id[VAULT_ID_BYTES];
	unsigned char key[VAULT_KEY_BYTES];
	int fd; /* -1: none */
	uint64_t size;
	struct vault_chunk *chunk;
};

/* Begins a file of a new id and key. The folder is made if it is not there.
 * ERR_UNAVAILABLE where nothing can be written, a full disk for one. */
MUST_CHECK struct err *
vault_begin(struct arena *a, const char *folder, struct vault_writer **out);
MUST_CHECK struct err *
vault_write(struct vault_writer *w, const void *buf, size_t n);

/* The last chunk. Now the file can be read by vault_open_written(). */
MUST_CHECK struct err *vault_end(struct vault_writer *w);

/* On disk and in its place, to be named by a transaction. */
MUST_CHECK struct err *vault_keep(struct vault_writer *w);

/* As if it had never been. */
void vault_drop(struct vault_writer *w);

struct vault_reader {
	const char *id;
	unsigned char key[VAULT_KEY_BYTES];
	int fd;
	uint64_t size;
	struct vault_chunk *chunk;
};

/* Opens the file of that id and key, which holds size bytes; closed with the
 * arena. ERR_DOCUMENT_UNREADABLE if it is not there or not of that size. */
MUST_CHECK struct err *
vault_open(struct arena *a, const char *folder, const char *id,
    const unsigned char *key, uint64_t size, struct vault_reader **out);

/* The file that was just written, before it is kept. */
MUST_CHECK struct err *
vault_open_written(struct vault_writer *w, struct vault_reader **out);

/* The n bytes from at on, as a struct bytes has them; state is a struct
 * vault_reader. False if the file is not what was written. */
bool vault_read(void *state, uint64_t at, void *buf, size_t n);

/* NULL if every byte is as it was written. */
MUST_CHECK struct err *vault_check(struct arena *a, struct vault_reader *r);

/* Overwrites the file and removes it. True if it is gone. */
bool vault_wipe(struct arena *a, const char *folder, const char *id);

/* Calls each with the id of every file that was put there more than seconds
 * ago, and clears away what was left half-written so long ago. False if the
 * folder cannot be read. Takes no memory, however many there are. */
bool vault_each(const char *folder, long seconds,
    void (*each)(void *state, const char *id), void *state);

#endif
