/*
 * seal.h - gives events their seal, batch by batch.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef JOBS_SEAL_H
#define JOBS_SEAL_H

#include "core/err.h"
#include "db/db.h"

struct sealer;

/* path: the heads file, borrowed. seed: 32 bytes of the Ed25519 key, copied.
 * Free with sealer_free(), which forgets the key. */
struct sealer *sealer_new(const char *path, const unsigned char *seed);
void sealer_free(struct sealer *s);

/*
 * Seals what waits and has the file follow. The database comes first: a batch
 * is committed whole, and only then does its line go to the file. Whatever
 * happens in between, the next call appends what the file lacks, word for
 * word as the database has it; so there is never a gap and never a second
 * head for one number. ERR_CONFLICT, and nothing is sealed, when the file
 * knows a batch that the database does not: then somebody has to look.
 */
MUST_CHECK struct err *
sealer_run(struct sealer *s, struct db *db, struct arena *a);

#endif
