/*
 * failing_malloc.c - LD_PRELOAD: an allocator whose n-th call fails.
 *
 * The file that FAILING_MALLOC names is shared with the test, which arms and
 * reads it while the service runs: an array of 64-bit numbers, see enum word.
 * Unarmed, everything is passed on. One request at a time is meant, in a
 * process that is not the parent.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

enum word {
	ARMED,  /* 0: no; 1: the n-th call fails; 2: and all after it */
	WHICH,  /* n, from 1 */
	SPARED, /* pid of the process that is not counted: the parent */
	CALLS,  /* counted since it was armed */
	FAILED, /* how many of them failed */
	LAST,   /* pid of the process that called last */
	WORDS
};

/* What glibc calls its own. */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *p, size_t size);

static _Atomic int64_t *shared;

static void *
map(void *at, size_t size, int prot, int flags, int fd, off_t offset)
{
	return (void *)syscall(SYS_mmap, at, size, prot, flags, fd, offset);
}

__attribute__((constructor)) static void
attach(void)
{
	const char *path = getenv("FAILING_MALLOC");
	int fd = path != NULL ? open(path, O_RDWR | O_CLOEXEC) : -1;
	void *p;

	if (fd < 0)
		return;
	p = map(NULL, WORDS * sizeof(*shared), PROT_READ | PROT_WRITE,
	    MAP_SHARED, fd, 0);
	(void)close(fd);
	if (p != MAP_FAILED)
		shared = p;
}

static bool
must_fail(void)
{
	int64_t armed, call;

	if (shared == NULL)
		return false;
	armed = shared[ARMED];
	if (armed == 0 || getpid() == shared[SPARED])
		return false;
	shared[LAST] = getpid();
	call = ++shared[CALLS];
	if (call < shared[WHICH] || (armed == 1 && call > shared[WHICH]))
		return false;
	shared[FAILED]++;
	errno = ENOMEM;
	return true;
}

void *
malloc(size_t size)
{
	return must_fail() ? NULL : __libc_malloc(size);
}

void *
calloc(size_t count, size_t size)
{
	return must_fail() ? NULL : __libc_calloc(count, size);
}

void *
realloc(void *p, size_t size)
{
	return must_fail() ? NULL : __libc_realloc(p, size);
}

/* Argon2 takes its nineteen megabytes here. */
void *
mmap(void *at, size_t size, int prot, int flags, int fd, off_t offset)
{
	if ((flags & MAP_ANONYMOUS) != 0 && must_fail())
		return MAP_FAILED;
	return map(at, size, prot, flags, fd, offset);
}
