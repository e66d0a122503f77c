/*
 * Processes of ours end together.
 * SPDX-License-Identifier: Apache-2.0
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <signal.h>
#include <time.h>
#include <unistd.h>

#include "jobs/child.h"

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Ends a second after it is asked to. */
static pid_t
slow(void)
{
	const struct timespec second = { .tv_sec = 1 };
	sigset_t ends;
	pid_t pid;
	int got;

	sigemptyset(&ends);
	sigaddset(&ends, SIGTERM);
	pthread_sigmask(SIG_BLOCK, &ends, NULL);
	pid = fork();
	if (pid != 0)
		return pid;
	sigwait(&ends, &got);
	nanosleep(&second, NULL);
	_exit(0);
}

static void
nobody_waits_for_the_one_before(void **state)
{
	struct child a = { .pid = slow() }, b = { .pid = slow() },
		     c = { .pid = slow() }, none = { 0 };
	const double begun = now();

	(void)state;
	children_end((struct child *const[]){ &a, &none, &b, &c }, 4);
	assert_true(now() - begun < 2.5);
	assert_int_equal(a.pid + b.pid + c.pid, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nobody_waits_for_the_one_before),
	};

	return cmocka_run_group_tests_name("child", tests, NULL, NULL);
}
