/*
 * client.c - see client.h. SPDX-License-Identifier: Apache-2.0
 */
#include "envelope/client.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "envelope/wire.h"

struct call {
	const struct client *client;
	int fd;
	struct wire_frame frame;
};

static struct err *
away(const struct client *c, const char *why)
{
	struct err *e = err_new(c->arena, ERR_UNAVAILABLE,
	    "The keeper of the sealed bids does not answer now.");

	e->log = arena_printf(c->arena, "keeper: %s", why);
	return e;
}

static int
connect_to(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd;

	if (strlen(path) >= sizeof(address.sun_path))
		return -1;
	memcpy(address.sun_path, path, strlen(path));
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -1;
	if (wire_limit_patience(fd, CLIENT_PATIENCE_MS) &&
	    connect(fd, (const struct sockaddr *)&address, sizeof(address)) ==
		0)
		return fd;
	close(fd);
	return -1;
}

static struct err *
ask(struct call *call, const char *question)
{
	*call = (struct call){ .client = call->client };
	call->fd = connect_to(call->client->socket);
	if (call->fd < 0)
		return away(call->client, "nobody is at its socket");
	if (!wire_send(call->fd, WIRE_ASK, question, strlen(question)))
		return away(call->client, "it does not listen");
	return NULL;
}

static void
hang_up(struct call *call)
{
	if (call->fd >= 0)
		close(call->fd);
	wire_free(&call->frame);
}

/* The slug and the sentence of a refusal. */
static struct err *
refusal(struct call *call)
{
	enum err_kind kind;
	char *lines[2];

	if (wire_lines(call->frame.text, lines, 2) != 2 ||
	    !err_kind_by_slug(lines[0], &kind))
		return away(call->client, "it says no and not why");
	return err_new(call->client->arena, kind, "%s", lines[1]);
}

static struct err *
next(struct call *call)
{
	if (!wire_receive(call->fd, &call->frame))
		return away(call->client, "it stopped in the middle");
	return call->frame.kind == WIRE_NO ? refusal(call) : NULL;
}

static struct err *
nonsense(const struct call *call)
{
	return away(call->client, "its answer makes no sense");
}

/* The hexadecimal text of a line as a bytea parameter. */
static const char *
bytea(const struct client *c, const char *hex)
{
	return arena_printf(c->arena, "\\x%s", hex);
}

static struct err *
fetch_key(const struct client *c, const char *question, struct client_key *out)
{
	struct call call = { .client = c };
	struct err *e = ask(&call, question);
	char *lines[2];

	if (!e)
		e = next(&call);
	if (!e && (call.frame.kind != WIRE_KEY ||
		      wire_lines(call.frame.text, lines, 2) != 2))
		e = nonsense(&call);
	if (!e) {
		out->public_key = bytea(c, lines[0]);
		out->wrapped = bytea(c, lines[1]);
	}
	hang_up(&call);
	return e;
}

struct err *
client_new_key(const struct client *c, const char *referral, int64_t deadline,
    struct client_key *out)
{
	return fetch_key(c,
	    arena_printf(c->arena, "new-key\n%s\n%" PRId64, referral, deadline),
	    out);
}

struct err *
client_extend(const struct client *c, const char *referral, int64_t deadline,
    struct client_key *out)
{
	return fetch_key(c,
	    arena_printf(c->arena, "extend\n%s\n%s\n%s\n%" PRId64, c->session,
		c->request, referral, deadline),
	    out);
}

/* The id and the text of a bid's frame. */
static bool
read_bid(struct call *call, char **id, char **text)
{
	char *lines[3];

	if (call->frame.kind != WIRE_BID ||
	    wire_lines(call->frame.text, lines, 3) != 3)
		return false;
	*id = lines[0];
	*text = strcmp(lines[1], "readable") == 0 ? lines[2] : NULL;
	return true;
}

struct err *
client_read_own(const struct client *c, const char *referral,
    const char *establishment, const char **text)
{
	struct call call = { .client = c };
	struct err *e =
	    ask(&call, arena_printf(c->arena, "read-own\n%s\n%s\n%s\n%s",
			   c->session, c->request, referral, establishment));
	char *id, *found = NULL;

	if (!e)
		e = next(&call);
	if (!e && !read_bid(&call, &id, &found))
		e = nonsense(&call);
	if (!e)
		*text = found ? arena_dup(c->arena, found) : NULL;
	hang_up(&call);
	return e;
}

/* Until the keeper says how many there were, and it is as many. */
static struct err *
take_all(struct call *call, client_take *take, void *arg)
{
	unsigned long count = 0;
	char *id, *text;
	struct err *e;

	for (;;) {
		e = next(call);
		if (e || call->frame.kind == WIRE_END)
			break;
		if (!read_bid(call, &id, &text))
			return nonsense(call);
		e = take(arg, id, text);
		if (e)
			break;
		count++;
	}
	if (!e && strtoul(call->frame.text, NULL, 10) != count)
		return nonsense(call);
	return e;
}

struct err *
client_open(const struct client *c, const char *referral, client_take *take,
    void *arg)
{
	struct call call = { .client = c };
	struct err *e =
	    ask(&call, arena_printf(c->arena, "open-all\n%s\n%s\n%s",
			   c->session, c->request, referral));

	if (!e)
		e = take_all(&call, take, arg);
	hang_up(&call);
	return e;
}
