/*
 * listen.c - see listen.h. SPDX-License-Identifier: Apache-2.0
 */
#include "envelope/listen.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* True if somebody answers at the socket. */
static bool
is_in_use(const struct sockaddr_un *address)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool used = fd >= 0 && connect(fd, (const struct sockaddr *)address,
				   sizeof(*address)) == 0;

	if (fd >= 0)
		close(fd);
	return used;
}

/* Workers whose parent was killed answer for a moment longer. */
static bool
stays_in_use(const struct sockaddr_un *address, int patience_ms)
{
	const struct timespec pause = { 0, 50 * 1000000L };
	const int64_t deadline = now_ms() + patience_ms;

	while (is_in_use(address)) {
		if (now_ms() > deadline)
			return true;
		nanosleep(&pause, NULL);
	}
	return false;
}

static int
complain(const char *program, const char *path, const char *why)
{
	fprintf(stderr, "%s: %s: %s\n", program, path, why);
	return -1;
}

static const char *
reason(void)
{
	return strerror(errno); /* NOLINT(concurrency-mt-unsafe): one thread */
}

/* The socket is ours from its first moment: FCGX_OpenSocket() would leave its
 * mode to the umask and end the process on an error. */
int
listen_at(const char *program, const char *path, int backlog, int handover_ms)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	mode_t before;
	int fd, rc;

	if (strlen(path) >= sizeof(address.sun_path))
		return complain(program, path,
		    "the path is too long for a socket");
	memcpy(address.sun_path, path, strlen(path));
	if (stays_in_use(&address, handover_ms))
		return complain(program, path, "another service answers there");
	(void)unlink(path);
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return complain(program, path, reason());
	before = umask(0117);
	rc = bind(fd, (const struct sockaddr *)&address, sizeof(address));
	(void)umask(before);
	if (rc != 0 || chmod(path, 0660) != 0 || listen(fd, backlog) != 0) {
		complain(program, path, reason());
		close(fd);
		return -1;
	}
	return fd;
}

void
guard_memory(void)
{
	const struct rlimit none = { 0, 0 };

	(void)setrlimit(RLIMIT_CORE, &none);
	(void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}
