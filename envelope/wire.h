/*
 * wire.h - what is said between the keeper and those who ask it: frames over
 * a unix socket. SPDX-License-Identifier: Apache-2.0
 *
 * One connection carries one question and its answer, then it is closed. A
 * question is one frame WIRE_ASK of lines: what is asked, and its words.
 *
 *   new-key   REFERRAL DEADLINE                      one WIRE_KEY
 *   extend    SESSION REQUEST REFERRAL DEADLINE      one WIRE_KEY
 *   read-own  SESSION REQUEST REFERRAL ESTABLISHMENT one WIRE_BID
 *   open-all  SESSION REQUEST REFERRAL               WIRE_BIDs, one WIRE_END
 *
 * DEADLINE is in microseconds since 1970; REQUEST is an X-Request-Id. Any of
 * them may be answered by WIRE_NO instead, at any place. As lines:
 *
 *   WIRE_KEY  public key, wrapped key; hexadecimal
 *   WIRE_BID  bid's id, "readable" or "unreadable"; then the bid's text
 *   WIRE_END  the number of bids
 *   WIRE_NO   slug of the problem, a sentence
 */
#ifndef ENVELOPE_WIRE_H
#define ENVELOPE_WIRE_H

#include <stdbool.h>
#include <stddef.h>

enum wire_kind {
	WIRE_ASK = 'A',
	WIRE_KEY = 'K',
	WIRE_BID = 'B',
	WIRE_END = 'E',
	WIRE_NO = 'N',
};

enum {
	WIRE_LARGEST_BYTES = 1024 * 1024, /* of one frame */
	WIRE_LINES_MOST = 8,
};

/* What was received last. text is malloc()ed once and grows; it ends with a
 * NUL beyond length. */
struct wire_frame {
	enum wire_kind kind;
	size_t length;
	char *text;
	size_t room;
};

/* False, with errno, if the peer is gone or does not take it in time (see
 * SO_SNDTIMEO). */
bool wire_send(int fd, enum wire_kind kind, const char *text, size_t length);

/* The next frame, over the one before. False if there is none, it is no frame
 * of ours, or it does not come in time (see SO_RCVTIMEO). */
bool wire_receive(int fd, struct wire_frame *frame);

/* Forgets it, wiping what it held. */
void wire_free(struct wire_frame *frame);

/* Cuts text into lines at its line feeds, at most count of them; the rest of
 * the text, line feeds and all, is the last. Returns how many there are. */
size_t wire_lines(char *text, char **lines, size_t count);

/* A socket that waits at most so long for its peer. */
bool wire_limit_patience(int fd, int milliseconds);

#endif
