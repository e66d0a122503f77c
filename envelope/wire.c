/*
 * wire.c - see wire.h: one byte of kind, four of length, and the text.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "envelope/wire.h"

#include <errno.h>
#include <sodium.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/types.h>

enum { HEAD_BYTES = 5 };

static bool
send_all(int fd, const void *bytes, size_t length)
{
	const char *next = bytes;

	while (length > 0) {
		ssize_t n = send(fd, next, length, MSG_NOSIGNAL);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		next += n;
		length -= (size_t)n;
	}
	return true;
}

static bool
receive_all(int fd, void *bytes, size_t length)
{
	char *next = bytes;

	while (length > 0) {
		ssize_t n = recv(fd, next, length, 0);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		next += n;
		length -= (size_t)n;
	}
	return true;
}

bool
wire_send(int fd, enum wire_kind kind, const char *text, size_t length)
{
	const unsigned char head[HEAD_BYTES] = { (unsigned char)kind,
		(unsigned char)(length >> 24), (unsigned char)(length >> 16),
		(unsigned char)(length >> 8), (unsigned char)length };

	if (length > WIRE_LARGEST_BYTES) {
		errno = EMSGSIZE;
		return false;
	}
	return send_all(fd, head, sizeof(head)) && send_all(fd, text, length);
}

static bool
make_room(struct wire_frame *f, size_t size)
{
	char *larger;

	if (size <= f->room)
		return true;
	larger = malloc(size);
	if (!larger)
		return false;
	wire_free(f);
	f->text = larger;
	f->room = size;
	return true;
}

bool
wire_receive(int fd, struct wire_frame *frame)
{
	unsigned char head[HEAD_BYTES];
	size_t length;

	if (!receive_all(fd, head, sizeof(head)))
		return false;
	length = (size_t)head[1] << 24 | (size_t)head[2] << 16 |
		 (size_t)head[3] << 8 | head[4];
	if (length > WIRE_LARGEST_BYTES || !make_room(frame, length + 1) ||
	    !receive_all(fd, frame->text, length))
		return false;
	frame->text[length] = '\0';
	frame->kind = (enum wire_kind)head[0];
	frame->length = length;
	return strlen(frame->text) == length;
}

void
wire_free(struct wire_frame *frame)
{
	if (frame->text)
		sodium_memzero(frame->text, frame->room);
	free(frame->text);
	frame->text = NULL;
	frame->room = 0;
}

size_t
wire_lines(char *text, char **lines, size_t count)
{
	size_t n = 0;

	while (text && n < count) {
		char *end = strchr(text, '\n');

		lines[n++] = text;
		if (n == count || !end)
			break;
		*end = '\0';
		text = end + 1;
	}
	return n;
}

bool
wire_limit_patience(int fd, int milliseconds)
{
	const struct timeval t = {
		.tv_sec = milliseconds / 1000,
		.tv_usec = milliseconds % 1000 * 1000L,
	};

	return setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &t, sizeof(t)) == 0 &&
	       setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &t, sizeof(t)) == 0;
}
